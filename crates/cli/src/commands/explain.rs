//! `dateline explain`: a claim, event or status: its sentences, the rule that fired, what was weighed.

use anyhow::Result;
use clap::Args;
use dateline_coding::Claim;
use dateline_control::{Event, EventSettings, Holdings, concerns_control, events};
use dateline_ledger::{Access, Correction, Filter, Ledger, place_key};
use jiff::civil::Date;
use serde_json::json;

use crate::args::{FormatArg, LedgerArg};
use crate::lookup;
use crate::output::{Out, Status, say};
use crate::{rules, telling};

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
        let table = self.format.table(out);
        if let Some((key, day)) = self.id.rsplit_once('@')
            && let Ok(day) = day.parse::<Date>()
        {
            return status(out, &ledger, key, day, table);
        }
        let claims = claims(&ledger, &self.id)?;
        if let Some(id) = self.id.strip_prefix('e')
            && claims.is_empty()
            && let Some(event) = event_of(&ledger, id)?
        {
            return explain_event(out, &ledger, &event, table);
        }
        match claims.as_slice() {
            [] => {
                say(format_args!("dateline: no claim, event or status has the id {}", self.id));
                Ok(Status::Incomplete)
            }
            [claim] => explain_claim(out, &ledger, claim, table),
            several => {
                say(format_args!("dateline: {} claims begin with {}", several.len(), self.id));
                for claim in several {
                    out.line(format_args!(
                        "{}  {}  {}",
                        claim.claim, claim.kind, claim.quote.text
                    ))?;
                }
                Ok(Status::Incomplete)
            }
        }
    }
}

/// The claims that an id may mean; a whole id is one claim.
pub fn claims(ledger: &Ledger, id: &str) -> Result<Vec<Claim>> {
    let mut found = ledger.claims(&Filter { id: Some(id.to_owned()), ..Filter::default() })?;
    if found.iter().any(|claim| claim.claim == id) {
        found.retain(|claim| claim.claim == id);
    }
    Ok(found)
}

/// The event with this id (its first claim's): clustered anew from the claims of its place.
pub fn event_of(ledger: &Ledger, id: &str) -> Result<Option<Event>> {
    let Some(anchor) = claims(ledger, id)?.into_iter().next() else { return Ok(None) };
    let around = match anchor.places.first() {
        Some(place) => ledger.claims(&Filter::place(place_key(place)))?,
        None => {
            ledger.claims(&Filter { report: Some(anchor.report.clone()), ..Filter::default() })?
        }
    };
    let settings = rules::settings(ledger, &around)?;
    let events = events(&around, &settings, &EventSettings::default());
    Ok(events.into_iter().find(|event| event.claims.iter().any(|one| one.claim == anchor.claim)))
}

fn status(out: &mut Out, ledger: &Ledger, key: &str, day: Date, table: bool) -> Result<Status> {
    let claims = ledger.claims(&Filter::place(key))?;
    let settings = rules::settings(ledger, &claims)?;
    let Some(holdings) = Holdings::of(&claims, key, None, &settings) else {
        say(format_args!("dateline: no claim in the ledger is about {key}"));
        return Ok(Status::Incomplete);
    };
    let answer = holdings.on(Some(day));
    if table {
        telling::answer(out, &answer)?;
    } else {
        out.json(&json!({"explains": "status", "status": answer}))?;
    }
    Ok(Status::Done)
}

fn explain_event(out: &mut Out, ledger: &Ledger, event: &Event, table: bool) -> Result<Status> {
    if !table {
        out.json(&json!({"explains": "event", "event": event}))?;
        return Ok(Status::Done);
    }
    let place = event.places.first().map_or_else(|| "nowhere".to_owned(), lookup::title);
    let day = |day: Option<Date>| day.map_or_else(|| "no date".to_owned(), |day| day.to_string());
    out.line(format_args!("{}  {}", event.event, event.kind))?;
    out.line(format_args!("  {place}, {} to {}", day(event.first), day(event.last)))?;
    out.line(format_args!("  {} claims of {} sources", event.claims.len(), event.sources))?;
    for joined in &event.claims {
        let with = joined.with.as_deref().map_or_else(String::new, |with| {
            format!("  joins {with} by {}: {}", joined.score, joined.why.join(", "))
        });
        out.line(format_args!("  {}  {}{with}", joined.claim, joined.kind))?;
        let report = ledger.report(&joined.report)?;
        let publisher = report.as_ref().and_then(|(report, _)| report.publisher.as_deref());
        out.line(format_args!("    “{}” — {}", joined.quote, publisher.unwrap_or("no publisher")))?;
    }
    Ok(Status::Done)
}

fn explain_claim(out: &mut Out, ledger: &Ledger, claim: &Claim, table: bool) -> Result<Status> {
    let report = ledger.report(&claim.report)?;
    let corrections: Vec<Correction> = (ledger.corrections()?.into_iter())
        .flat_map(|(sha256, list)| {
            list.into_iter().filter(move |one| one.is_about(claim, &sha256)).collect::<Vec<_>>()
        })
        .collect();
    let event = event_of(ledger, &claim.claim)?;
    // What came of it for the control of its place.
    let mut outcome = None;
    if concerns_control(&claim.kind)
        && let (Some(place), Some(last)) = (claim.places.first(), claim.when.interval.last)
    {
        let key = place_key(place);
        let around = ledger.claims(&Filter::place(&*key))?;
        let settings = rules::settings(ledger, &around)?;
        outcome =
            Holdings::of(&around, &key, None, &settings).map(|holdings| holdings.on(Some(last)));
    }
    let context = report.as_ref().map(|(report, _)| around(&report.text, claim));
    if !table {
        out.json(&json!({
            "explains": "claim",
            "claim": claim,
            "rule": claim.why,
            "context": context.as_ref().map(|(before, after)| json!({"before": before, "after": after})),
            "title": report.as_ref().and_then(|(report, _)| report.title.clone()),
            "corrections": corrections,
            "event": event.as_ref().map(|event| &event.event),
            "control": outcome,
        }))?;
        return Ok(Status::Done);
    }
    out.line(format_args!("{}  {}, {:?}", claim.claim, claim.kind, claim.modality))?;
    let published = claim.published.map_or_else(|| "no date".to_owned(), |day| day.to_string());
    let publisher = claim.publisher.as_deref().unwrap_or("no publisher");
    out.line(format_args!("  report {}: {publisher}, {published}", claim.report))?;
    let (before, after) = context.unwrap_or_default();
    out.line(format_args!("  {before}»{}«{after}", claim.quote.text))?;
    for place in &claim.places {
        let place = dateline_control::PlaceRecord::from(place);
        let id = place.id.as_deref().unwrap_or("no id");
        out.line(format_args!("  where: {} ({id})", lookup::title(&place)))?;
    }
    let day = |day: Option<Date>| day.map_or_else(|| "no date".to_owned(), |day| day.to_string());
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
    for correction in &corrections {
        out.line(format_args!(
            "  corrected by {} on {}: {} = {}, because {}",
            correction.who, correction.on, correction.field, correction.after, correction.why
        ))?;
    }
    if let Some(event) = event {
        out.line(format_args!("  event: {} with {} claims", event.event, event.claims.len()))?;
    }
    if let Some(answer) = outcome {
        telling::answer(out, &answer)?;
    }
    Ok(Status::Done)
}

/// The words of the report before and after the quotation, to the ends of its paragraph.
fn around(text: &str, claim: &Claim) -> (String, String) {
    let at =
        |point: u32| text.char_indices().nth(point as usize).map_or(text.len(), |(byte, _)| byte);
    let span = claim.quote.span;
    let (start, end) = (at(span.start), at(span.end));
    let before = text.get(..start).and_then(|text| text.rsplit('\n').next()).unwrap_or_default();
    let after = text.get(end..).and_then(|text| text.split('\n').next()).unwrap_or_default();
    (before.to_owned(), after.to_owned())
}
