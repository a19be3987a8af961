//! `dateline coverage`: how many reports tell of a place, week by week. Silence is not peace.

use clap::Args;
use dateline_desk::{Covered, Grain, Reply, Week, coverage, title, weeks};
use dateline_ledger::{Access, Ledger};
use jiff::civil::Date;

use crate::args::{FormatArg, LedgerArg};
use crate::asking;
use crate::output::{Out, Status, say};
use crate::table::Table;

/// How many reports tell of a place or a country, week by week: silence is not peace
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline coverage --ledger war.db                       a row a country: reports, silent weeks
  dateline coverage --places --ledger war.db              a row a place
  dateline coverage Palmyra --ledger war.db               a row a week, silent weeks included
  dateline coverage SY --from 2017-01-01 --to 2017-12-31 --ledger war.db

A week without reports says nothing of what happened in it. OF counts all reports of the ledger
that were published that week.")]
pub struct Coverage {
    /// A place, or a country by its ISO code (SY)
    #[arg(value_name = "PLACE")]
    place: Option<String>,

    /// A row a place, where no place is named
    #[arg(long, conflicts_with = "place")]
    places: bool,

    /// From the week of this day [default: of the first report]
    #[arg(long, value_name = "DATE", requires = "place")]
    from: Option<Date>,

    /// To the week of this day [default: of the last report]
    #[arg(long, value_name = "DATE", requires = "place")]
    to: Option<Date>,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Coverage {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let ledger = Ledger::open(&self.ledger.ledger, Access::Read)?;
        let as_table = self.format.table(out);
        let Some(place) = &self.place else {
            let grain = if self.places { Grain::Place } else { Grain::Country };
            return all(out, as_table, &coverage(&ledger, grain)?);
        };
        match weeks(&ledger, place, self.from, self.to)? {
            Reply::Told(weeks) => of_one(out, as_table, &weeks),
            Reply::Untold(_) => {
                say(format_args!("dateline: no dated report in the ledger tells of {place}"));
                Ok(Status::Incomplete)
            }
            Reply::Several(several) => {
                asking::candidates(out, as_table, &several)?;
                Ok(Status::Incomplete)
            }
        }
    }
}

fn of_one(out: &mut Out, as_table: bool, weeks: &[Week]) -> anyhow::Result<Status> {
    let mut table = Table::new(&[
        ("week", 10),
        ("reports", 7),
        ("of", 6),
        ("claims", 6),
        ("publishers", 10),
        ("", 40),
    ]);
    for week in weeks {
        if !as_table {
            out.json(week)?;
            continue;
        }
        let bar = if week.reports == 0 {
            "silence".to_owned()
        } else {
            "▪".repeat(week.reports.min(60))
        };
        table.row(
            out,
            &[
                week.week.to_string().into(),
                week.reports.to_string().into(),
                week.of.to_string().into(),
                week.claims.to_string().into(),
                week.publishers.to_string().into(),
                bar.into(),
            ],
        )?;
    }
    Ok(Status::Done)
}

fn all(out: &mut Out, as_table: bool, covered: &[Covered]) -> anyhow::Result<Status> {
    let mut table = Table::new(&[
        ("of", 36),
        ("reports", 7),
        ("claims", 6),
        ("publishers", 10),
        ("first", 10),
        ("last", 10),
        ("weeks", 5),
        ("silent", 6),
        ("longest", 7),
    ]);
    for one in covered {
        if !as_table {
            out.json(one)?;
            continue;
        }
        let name = match (&one.place, &one.country) {
            (Some(place), _) => title(place),
            (None, Some(country)) => country.clone(),
            (None, None) => "no country".to_owned(),
        };
        let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        table.row(
            out,
            &[
                name.into(),
                one.reports.to_string().into(),
                one.claims.to_string().into(),
                one.publishers.to_string().into(),
                day(one.first).into(),
                day(one.last).into(),
                one.weeks.to_string().into(),
                one.silent.to_string().into(),
                one.longest_silence.to_string().into(),
            ],
        )?;
    }
    Ok(Status::Done)
}
