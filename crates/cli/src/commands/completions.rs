//! `dateline completions`: a shell's completion script.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::args::Cli;
use crate::output::{Out, Status};

/// Prints a completion script for a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline completions bash > ~/.local/share/bash-completion/completions/dateline
  dateline completions zsh > ~/.zfunc/_dateline
  dateline completions fish > ~/.config/fish/completions/dateline.fish")]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        clap_complete::generate(self.shell, &mut Cli::command(), "dateline", out);
        Ok(Status::Done)
    }
}
