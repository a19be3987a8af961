//! `dateline diff`: places whose holder or status differs between two dates.

use clap::Args;
use dateline_control::{Holdings, difference};
use dateline_ledger::{Access, Filter, Ledger};
use jiff::civil::Date;

use crate::args::{FormatArg, LedgerArg};
use crate::lookup;
use crate::output::{Out, Status};
use crate::table::Table;
use crate::{rules, telling};

/// Places whose holder or status differs between two dates
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  dateline diff --from 2017-08-01 --to 2017-11-30 --ledger war.db"
)]
pub struct Diff {
    /// The earlier day
    #[arg(long, value_name = "DATE")]
    from: Date,

    /// The later day
    #[arg(long, value_name = "DATE")]
    to: Date,

    /// Leave out every report published after this day
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Diff {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let ledger = Ledger::open(&self.ledger.ledger, Access::Read)?;
        let as_table = self.format.table(out);
        let claims = ledger.claims(&Filter::control())?;
        let settings = rules::settings(&ledger, &claims)?;
        let mut table = Table::new(&[("place", 36), ("before", 44), ("after", 44), ("basis", 15)]);
        for holdings in Holdings::all(&claims, self.as_of, &settings).values() {
            let (from, to) = (holdings.on(Some(self.from)), holdings.on(Some(self.to)));
            let Some(differs) = difference(&from, to) else { continue };
            if !as_table {
                out.json(&differs)?;
                continue;
            }
            let (from, to) = (&differs.from, &differs.to);
            table.row(
                out,
                &[
                    lookup::title(&differs.place).into(),
                    telling::standing(from.status, from.holder.as_ref(), &from.others).into(),
                    telling::standing(to.status, to.holder.as_ref(), &to.others).into(),
                    telling::basis(to.basis).into(),
                ],
            )?;
        }
        Ok(Status::Done)
    }
}
