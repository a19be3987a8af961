//! `dateline who`: who holds a place on a date, with the reasons.

use clap::Args;
use dateline_desk::{Clocks, Reply, title, who};
use jiff::civil::Date;

use crate::asking::{self, Asked, EvidenceArgs};
use crate::output::{Out, Status, say};
use crate::telling;

/// Who holds a place on a date, with the reasons
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline who \"Deir ez-Zor\" --on 2017-11-05 --ledger war.db
  dateline who geonames:170794 --on 2017-11-05 --as-of 2017-10-01 --ledger war.db
  dateline who \"Tripoli, LY\" --ledger war.db
  dateline who Palmyra --source monitor --min-confidence 0.6 --ledger war.db

Exit status 1 where nothing is known of the place, or its name may mean several.")]
pub struct Who {
    /// The place: its name, "Name, CC", or an id such as geonames:170794
    #[arg(value_name = "PLACE")]
    place: String,

    /// The day asked about [default: the day of the newest evidence]
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,

    #[command(flatten)]
    asked: Asked,

    #[command(flatten)]
    evidence: EvidenceArgs,
}

impl Who {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let ledger = self.asked.open()?;
        let table = self.asked.format.table(out);
        let clocks = Clocks { on: self.on, as_of: self.asked.as_of };
        let (answer, told) = match who(&ledger, &self.place, clocks, &self.evidence.evidence())? {
            Reply::Several(several) => {
                asking::candidates(out, table, &several)?;
                return Ok(Status::Incomplete);
            }
            Reply::Untold(answer) => (answer, false),
            Reply::Told(answer) => (answer, true),
        };
        if !told {
            let name = title(&answer.place);
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
