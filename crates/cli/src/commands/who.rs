//! `dateline who`: who holds a place on a date, with the reasons.

use clap::Args;
use dateline_control::Answer;
use dateline_ledger::{Access, Filter, Ledger};
use jiff::civil::Date;

use crate::args::{FormatArg, LedgerArg};
use crate::lookup::{self, Found};
use crate::output::{Out, Status, say};
use crate::{rules, telling};

/// Who holds a place on a date, with the reasons
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline who \"Deir ez-Zor\" --on 2017-11-05 --ledger war.db
  dateline who geonames:170794 --on 2017-11-05 --as-of 2017-10-01 --ledger war.db
  dateline who \"Tripoli, LY\" --ledger war.db

Exit status 1 where nothing is known of the place, or its name may mean several.")]
pub struct Who {
    /// The place: its name, "Name, CC", or an id such as geonames:170794
    #[arg(value_name = "PLACE")]
    place: String,

    /// The day asked about [default: the day of the newest evidence]
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,

    /// Leave out every report published after this day
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Who {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let ledger = Ledger::open(&self.ledger.ledger, Access::Read)?;
        let table = self.format.table(out);
        let (answer, told) = match lookup::find(&ledger, &self.place, &Filter::control())? {
            Found::Several(several) => {
                lookup::list(out, table, &self.place, &several)?;
                return Ok(Status::Incomplete);
            }
            Found::Untold(place) => (Answer::unknown(place, self.on, self.as_of), false),
            Found::Told { key, place, claims } => {
                let settings = rules::settings(&ledger, &claims)?;
                match lookup::holdings(&key, &claims, self.as_of, &settings) {
                    Some(holdings) => (holdings.on(self.on), true),
                    None => (Answer::unknown(place, self.on, self.as_of), false),
                }
            }
        };
        if !told {
            let name = lookup::title(&answer.place);
            say(format_args!("dateline: no report in the ledger tells who holds {name}"));
        }
        if table {
            telling::answer(out, &answer)?;
        } else {
            out.json(&answer)?;
        }
        Ok(Status::done_if(told))
    }
}
