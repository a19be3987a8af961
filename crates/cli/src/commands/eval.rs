//! `dateline eval`: measures the program on a corpus of reports with expected claims, per field.

use std::path::PathBuf;

use clap::Args;

use crate::output::{Out, Status};

/// Measures Dateline on a corpus of reports with expected claims, per field
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  dateline eval corpus/")]
pub struct Eval {
    /// Folder of reports in the corpus format
    #[arg(value_name = "CORPUS")]
    corpus: PathBuf,
}

impl Eval {
    pub fn run(self, _out: &mut Out) -> anyhow::Result<Status> {
        anyhow::bail!("eval is not in this build yet")
    }
}
