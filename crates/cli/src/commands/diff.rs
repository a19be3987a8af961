//! `dateline diff`: places whose holder or status differs between two dates.

use clap::Args;
use jiff::civil::Date;

use crate::args::{FormatArg, LedgerArg};
use crate::output::{Out, Status};

/// Places whose holder or status differs between two dates
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  dateline diff --from 2017-08-01 --to 2017-11-30 --ledger war.db"
)]
pub struct Diff {
    /// The earlier day
    #[arg(long, value_name = "DATE")]
    from: Date,

    /// The later day
    #[arg(long, value_name = "DATE")]
    to: Date,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Diff {
    pub fn run(self, _out: &mut Out) -> anyhow::Result<Status> {
        anyhow::bail!("diff is not in this build yet")
    }
}
