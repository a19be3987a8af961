//! `dateline demo`.

use clap::Args;

use crate::args::FormatArg;
use crate::input::InputArgs;
use crate::output::{Out, Status};

/// To be written
#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    input: InputArgs,

    #[command(flatten)]
    format: FormatArg,
}

impl Demo {
    pub fn run(self, _out: &mut Out) -> anyhow::Result<Status> {
        anyhow::bail!("demo is not in this build yet")
    }
}
