//! `dateline explain`: a claim, event or status: its sentences, the rule that fired, what was weighed.

use clap::Args;

use crate::args::{FormatArg, LedgerArg};
use crate::output::{Out, Status};

/// Explains a claim, event or status: its sentences, the rule that fired, what was weighed
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  dateline explain c7f0a1 --ledger war.db")]
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
    pub fn run(self, _out: &mut Out) -> anyhow::Result<Status> {
        anyhow::bail!("explain is not in this build yet")
    }
}
