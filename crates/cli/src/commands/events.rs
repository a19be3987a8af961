//! `dateline events`: events, each with the claims that it rests on.

use clap::Args;
use jiff::civil::Date;

use crate::args::{FormatArg, LedgerArg};
use crate::output::{Out, Status};

/// Events, each with the claims that it rests on
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  dateline events --type strike --from 2017-09-01 --to 2017-09-30 --ledger war.db"
)]
pub struct Events {
    /// Only this type, or this family (strike, control.gain)
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,

    /// Only at this place
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,

    /// Only with this actor on either side
    #[arg(long, value_name = "ACTOR")]
    actor: Option<String>,

    /// Only on or after this day
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,

    /// Only on or before this day
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Events {
    pub fn run(self, _out: &mut Out) -> anyhow::Result<Status> {
        anyhow::bail!("events is not in this build yet")
    }
}
