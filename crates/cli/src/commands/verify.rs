//! `dateline verify`: checks the whole ledger: hashes, quotations, references.

use clap::Args;

use crate::args::{FormatArg, LedgerArg};
use crate::output::{Out, Status};

/// Checks the whole ledger: hashes, quotations, references; says what is wrong
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  dateline verify --ledger war.db")]
pub struct Verify {
    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Verify {
    pub fn run(self, _out: &mut Out) -> anyhow::Result<Status> {
        anyhow::bail!("verify is not in this build yet")
    }
}
