//! `dateline correct`: adds a correction; nothing is overwritten.

use clap::Args;

use crate::args::{FormatArg, LedgerArg};
use crate::output::{Out, Status};

/// Adds a correction; nothing is overwritten
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  dateline correct c7f0a1 --set when.first=2017-11-02 --why \"the statement was dated the 2nd\" --ledger war.db"
)]
pub struct Correct {
    /// Id of the claim or event that is wrong
    #[arg(value_name = "ID")]
    id: String,

    /// What it should say (may be given several times)
    #[arg(long, value_name = "FIELD=VALUE", required = true)]
    set: Vec<String>,

    /// Why
    #[arg(long, value_name = "TEXT")]
    why: String,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Correct {
    pub fn run(self, _out: &mut Out) -> anyhow::Result<Status> {
        anyhow::bail!("correct is not in this build yet")
    }
}
