//! `dateline read`.

use clap::Args;

use crate::args::FormatArg;
use crate::input::InputArgs;
use crate::output::{Out, Status};

/// To be written
#[derive(Debug, Args)]
pub struct Read {
    #[command(flatten)]
    input: InputArgs,

    #[command(flatten)]
    format: FormatArg,
}

impl Read {
    pub fn run(self, _out: &mut Out) -> anyhow::Result<Status> {
        anyhow::bail!("read is not in this build yet")
    }
}
