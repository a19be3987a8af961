//! `dateline events`: events, each with the claims that it rests on.

use clap::{Args, ValueEnum};
use dateline_control::{Counting, DeathPolicy, EventSettings};
use dateline_desk::{EventQuestion, Reply, events};
use jiff::civil::Date;

use crate::asking::{self, Asked, EvidenceArgs, PageArgs};
use crate::output::{Out, Status};
use crate::table::Table;

/// Events, each with the claims that it rests on
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline events --type strike --from 2017-09-01 --to 2017-09-30 --ledger war.db
  dateline events --place Palmyra --actor \"Islamic State\" --ledger war.db
  dateline events --where-prec admin2 --when-prec week --ledger war.db     what analysts keep of UCDP GED
  dateline events --deaths acled --counting acled --ledger war.db          by ACLED's rules
  dateline events --limit 100 --after ec7f0a1 --ledger war.db              the next hundred")]
pub struct Events {
    /// Only this type, or this family (strike, control.gain)
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,

    /// Only at this place
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,

    /// Only with this actor on either side
    #[arg(long, value_name = "ACTOR")]
    actor: Option<String>,

    /// Only on or after this day
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,

    /// Only on or before this day
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,

    /// Which of several reports' figures of the dead is the best one
    #[arg(long, value_name = "POLICY", default_value = "median")]
    deaths: Deaths,

    /// How occurrences are counted
    #[arg(long, value_name = "RULES", default_value = "told")]
    counting: CountingArg,

    #[command(flatten)]
    page: PageArgs,

    #[command(flatten)]
    asked: Asked,

    #[command(flatten)]
    evidence: EvidenceArgs,
}

/// A policy on the dead.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Deaths {
    /// The lowest.
    Min,
    /// The one in the middle.
    Median,
    /// The newest report's.
    Latest,
    /// As ACLED counts: the lowest, where "dozens" is 12 and "hundreds" 100.
    Acled,
    /// As UCDP counts: the most reliable source's, and among equals the lowest.
    Ucdp,
}

/// Rules of counting.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum CountingArg {
    /// As they are told.
    Told,
    /// As ACLED does: one a day, place, type and pair; a change undone within a day is a clash.
    Acled,
}

impl Events {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let ledger = self.asked.open()?;
        let as_table = self.asked.format.table(out);
        let deaths = match self.deaths {
            Deaths::Min => DeathPolicy::Min,
            Deaths::Median => DeathPolicy::Median,
            Deaths::Latest => DeathPolicy::Latest,
            Deaths::Acled => DeathPolicy::Acled,
            Deaths::Ucdp => DeathPolicy::Ucdp,
        };
        let counting = match self.counting {
            CountingArg::Told => Counting::Told,
            CountingArg::Acled => Counting::Acled,
        };
        let asked = EventQuestion {
            kind: self.kind,
            place: self.place,
            actor: self.actor,
            from: self.from,
            to: self.to,
            as_of: self.asked.as_of,
            thresholds: EventSettings { deaths, counting, ..EventSettings::default() },
            evidence: self.evidence.evidence(),
            page: self.page.page(),
        };
        let page = match events(&ledger, &asked)? {
            Reply::Told(page) | Reply::Untold(page) => page,
            Reply::Several(several) => {
                asking::candidates(out, as_table, &several)?;
                return Ok(Status::Incomplete);
            }
        };
        let mut table = Table::new(&[
            ("first", 10),
            ("last", 10),
            ("type", 20),
            ("where", 24),
            ("deaths", 6),
            ("claims", 6),
            ("quote", 40),
        ]);
        for event in &page.items {
            if !as_table {
                out.json(event)?;
                continue;
            }
            let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
            let deaths = event.deaths.map_or_else(String::new, |deaths| match deaths.all.best {
                Some(best) => best.to_string(),
                None => format!("{}+", deaths.all.low.unwrap_or_default()),
            });
            let quote = event.claims.first().map_or("", |joined| joined.quote.as_str());
            let place = event.places.first().map_or("", |place| place.name.as_str());
            table.row(
                out,
                &[
                    day(event.first).into(),
                    day(event.last).into(),
                    event.kind.as_str().into(),
                    place.into(),
                    deaths.into(),
                    event.claims.len().to_string().into(),
                    quote.into(),
                ],
            )?;
        }
        asking::more(page.next.as_deref(), page.items.len(), page.total);
        Ok(Status::Done)
    }
}
