//! `dateline inspect`.

use clap::Args;

use crate::args::{FormatArg, InputArgs};
use crate::output::{Out, Status};

/// To be written
#[derive(Debug, Args)]
pub struct Inspect {
    #[command(flatten)]
    input: InputArgs,

    #[command(flatten)]
    format: FormatArg,
}

impl Inspect {
    pub fn run(self, _out: &mut Out) -> anyhow::Result<Status> {
        anyhow::bail!("inspect is not in this build yet")
    }
}
