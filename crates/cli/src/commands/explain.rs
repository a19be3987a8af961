//! `dateline explain`: a claim, event or status: its sentences, the rule that fired, what was weighed.

use anyhow::Result;
use clap::Args;
use dateline_coding::Claim;
use dateline_control::{Event, PlaceRecord};
use dateline_desk::{Explained, explain, title};
use dateline_ledger::{Access, Ledger};
use jiff::civil::Date;

use crate::args::{FormatArg, LedgerArg};
use crate::output::{Out, Status, say};
use crate::telling;

/// Explains a claim, event or status: its sentences, the rule that fired, what was weighed
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline explain c7f0a1 --ledger war.db                        a claim, by the first digits of its id
  dateline explain ec7f0a1 --ledger war.db                       an event
  dateline explain geonames:170794@2017-11-05 --ledger war.db    a status: the place's key and the day")]
pub struct Explain {
    /// Id of a claim, event or status
    #[arg(value_name = "ID")]
    id: String,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Explain {
    pub fn run(self, out: &mut Out) -> Result<Status> {
        let ledger = Ledger::open(&self.ledger.ledger, Access::Read)?;
        let explained = explain(&ledger, &self.id)?;
        match &explained {
            Explained::Nothing => {
                say(format_args!("dateline: no claim, event or status has the id {}", self.id));
                return Ok(Status::Incomplete);
            }
            Explained::Several { claims } => {
                say(format_args!("dateline: {} claims begin with {}", claims.len(), self.id));
                for claim in claims {
                    let Claim { claim, kind, quote, .. } = claim;
                    out.line(format_args!("{claim}  {kind}  {}", quote.text))?;
                }
                return Ok(Status::Incomplete);
            }
            _ if !self.format.table(out) => out.json(&explained)?,
            Explained::Status { status } => telling::answer(out, status)?,
            Explained::Event { event } => tell_event(out, event)?,
            Explained::Claim { claim, .. } => tell_claim(out, claim, &explained)?,
        }
        Ok(Status::Done)
    }
}

fn day(day: Option<Date>) -> String {
    day.map_or_else(|| "no date".to_owned(), |day| day.to_string())
}

fn tell_event(out: &mut Out, event: &Event) -> Result<()> {
    let place = event.places.first().map_or_else(|| "nowhere".to_owned(), title);
    out.line(format_args!("{}  {}", event.event, event.kind))?;
    out.line(format_args!("  {place}, {} to {}", day(event.first), day(event.last)))?;
    out.line(format_args!("  {} claims of {} sources", event.claims.len(), event.sources))?;
    for joined in &event.claims {
        let with = joined.with.as_deref().map_or_else(String::new, |with| {
            format!("  joins {with} by {}: {}", joined.score, joined.why.join(", "))
        });
        out.line(format_args!("  {}  {}{with}", joined.claim, joined.kind))?;
        let publisher = joined.publisher.as_deref().unwrap_or("no publisher");
        out.line(format_args!("    “{}” — {publisher}", joined.quote))?;
    }
    for joined in &event.set_aside {
        let why = joined.why.join(", ");
        out.line(format_args!("  set aside: {}  {}: {why}", joined.claim, joined.kind))?;
    }
    Ok(())
}

fn tell_claim(out: &mut Out, claim: &Claim, explained: &Explained) -> Result<()> {
    let Explained::Claim { context, corrections, event, joined, control, fates, versions, .. } =
        explained
    else {
        return Ok(());
    };
    out.line(format_args!("{}  {}, {:?}", claim.claim, claim.kind, claim.modality))?;
    let publisher = claim.publisher.as_deref().unwrap_or("no publisher");
    out.line(format_args!("  report {}: {publisher}, {}", claim.report, day(claim.published)))?;
    let context = context.clone().unwrap_or_default();
    out.line(format_args!("  {}»{}«{}", context.before, claim.quote.text, context.after))?;
    for place in &claim.places {
        let place = PlaceRecord::from(place);
        let id = place.id.as_deref().unwrap_or("no id");
        out.line(format_args!("  where: {} ({id})", title(&place)))?;
    }
    let interval = &claim.when.interval;
    out.line(format_args!(
        "  when: {} to {} ({:?}, from {:?})",
        day(interval.first),
        day(interval.last),
        interval.bound,
        interval.basis
    ))?;
    for source in &claim.according_to {
        out.line(format_args!("  according to: {} ({:?})", source.name, source.kind))?;
    }
    for why in &claim.why {
        out.line(format_args!("  rule: {why}"))?;
    }
    for correction in corrections {
        out.line(format_args!(
            "  corrected by {} on {}: {} = {}, because {}",
            correction.who, correction.on, correction.field, correction.after, correction.why
        ))?;
    }
    for fate in fates {
        out.line(format_args!("  does not count: {fate}"))?;
    }
    for version in versions {
        let title = version.title.as_deref().unwrap_or("no title");
        let (published, report) = (day(version.published), &version.report);
        out.line(format_args!("  version of {published}: report {report}, {title}"))?;
    }
    if let Some(event) = event {
        out.line(format_args!("  event: {event} with {joined} claims"))?;
    }
    match control {
        Some(answer) => telling::answer(out, answer),
        None => Ok(()),
    }
}
