//! `dateline code`.

use clap::Args;

use crate::args::{FormatArg, InputArgs};
use crate::output::{Out, Status};

/// To be written
#[derive(Debug, Args)]
pub struct Code {
    #[command(flatten)]
    input: InputArgs,

    #[command(flatten)]
    format: FormatArg,
}

impl Code {
    pub fn run(self, _out: &mut Out) -> anyhow::Result<Status> {
        anyhow::bail!("code is not in this build yet")
    }
}
