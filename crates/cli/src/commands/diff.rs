//! `dateline diff`: places whose holder or status differs between two dates.

use clap::Args;
use dateline_desk::{diff, title};
use jiff::civil::Date;

use crate::asking::{Asked, EvidenceArgs};
use crate::output::{Out, Status};
use crate::table::Table;
use crate::telling;

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

    #[command(flatten)]
    asked: Asked,

    #[command(flatten)]
    evidence: EvidenceArgs,
}

impl Diff {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let ledger = self.asked.open()?;
        let as_table = self.asked.format.table(out);
        let mut table = Table::new(&[("place", 36), ("before", 44), ("after", 44), ("basis", 15)]);
        let evidence = self.evidence.evidence();
        for differs in diff(&ledger, self.from, self.to, self.asked.as_of, &evidence)? {
            if !as_table {
                out.json(&differs)?;
                continue;
            }
            let (from, to) = (&differs.from, &differs.to);
            table.row(
                out,
                &[
                    title(&differs.place).into(),
                    telling::standing(from.status, from.holder.as_ref(), &from.others).into(),
                    telling::standing(to.status, to.holder.as_ref(), &to.others).into(),
                    telling::basis(to.basis).into(),
                ],
            )?;
        }
        Ok(Status::Done)
    }
}
