//! `dateline who`: who holds a place on a date, with the reasons.

use clap::Args;
use jiff::civil::Date;

use crate::args::{FormatArg, LedgerArg};
use crate::output::{Out, Status};

/// Who holds a place on a date, with the reasons
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  dateline who \"Deir ez-Zor\" --on 2017-11-05 --ledger war.db")]
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
    pub fn run(self, _out: &mut Out) -> anyhow::Result<Status> {
        anyhow::bail!("who is not in this build yet")
    }
}
