//! `dateline map`: control of every known place on a date, as GeoJSON.

use clap::Args;
use jiff::civil::Date;

use crate::args::{FormatArg, LedgerArg};
use crate::output::{Out, Status};

/// Control of every known place on a date, as GeoJSON
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  dateline map --on 2017-11-05 --ledger war.db > control.geojson"
)]
pub struct Map {
    /// The day asked about [default: the day of the newest evidence]
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Map {
    pub fn run(self, _out: &mut Out) -> anyhow::Result<Status> {
        anyhow::bail!("map is not in this build yet")
    }
}
