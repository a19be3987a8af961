//! `dateline timeline`: every change of control of a place, with the reasons.

use clap::Args;
use dateline_desk::{Reply, timeline, title};

use crate::asking::{self, Asked, EvidenceArgs};
use crate::output::{Out, Status, say};
use crate::table::Table;
use crate::telling;

/// Every change of control of a place, with the reasons
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline timeline Palmyra --ledger war.db
  dateline timeline Palmyra --ledger war.db --format jsonl | jq -r '[.from, .status, .holder.name] | @tsv'
  dateline timeline Palmyra --modality asserted --ledger war.db        without parties' word about themselves")]
pub struct Timeline {
    /// The place: its name, "Name, CC", or an id such as geonames:170794
    #[arg(value_name = "PLACE")]
    place: String,

    #[command(flatten)]
    asked: Asked,

    #[command(flatten)]
    evidence: EvidenceArgs,
}

impl Timeline {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let ledger = self.asked.open()?;
        let as_table = self.asked.format.table(out);
        let evidence = self.evidence.evidence();
        let told = match timeline(&ledger, &self.place, self.asked.as_of, &evidence)? {
            Reply::Several(several) => {
                asking::candidates(out, as_table, &several)?;
                return Ok(Status::Incomplete);
            }
            Reply::Untold(untold) => {
                let name = title(&untold.place);
                say(format_args!("dateline: no dated report in the ledger tells who held {name}"));
                return Ok(Status::Incomplete);
            }
            Reply::Told(told) => told,
        };
        let mut table =
            Table::new(&[("from", 10), ("to", 10), ("status", 44), ("basis", 15), ("why", 40)]);
        for stretch in &told.stretches {
            if !as_table {
                out.json(stretch)?;
                continue;
            }
            let answer = &stretch.answer;
            let to = stretch.to.map_or_else(String::new, |to| to.to_string());
            let status = telling::standing(answer.status, answer.holder.as_ref(), &answer.others);
            let why = answer.because.first().map_or("", |reason| reason.why.as_str());
            table.row(
                out,
                &[
                    stretch.from.to_string().into(),
                    to.into(),
                    status.into(),
                    telling::basis(answer.basis).into(),
                    why.into(),
                ],
            )?;
        }
        Ok(Status::Done)
    }
}
