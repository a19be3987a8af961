//! `dateline timeline`: every change of control of a place, with the reasons.

use clap::Args;

use crate::args::{FormatArg, LedgerArg};
use crate::output::{Out, Status};

/// Every change of control of a place, with the reasons
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  dateline timeline Palmyra --ledger war.db")]
pub struct Timeline {
    /// The place: its name, "Name, CC", or an id such as geonames:170794
    #[arg(value_name = "PLACE")]
    place: String,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Timeline {
    pub fn run(self, _out: &mut Out) -> anyhow::Result<Status> {
        anyhow::bail!("timeline is not in this build yet")
    }
}
