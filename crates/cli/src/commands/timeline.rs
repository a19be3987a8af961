//! `dateline timeline`: every change of control of a place, with the reasons.

use clap::Args;
use dateline_ledger::{Access, Filter, Ledger};
use jiff::civil::Date;

use crate::args::{FormatArg, LedgerArg};
use crate::lookup::{self, Found};
use crate::output::{Out, Status, say};
use crate::table::Table;
use crate::{rules, telling};

/// Every change of control of a place, with the reasons
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline timeline Palmyra --ledger war.db
  dateline timeline Palmyra --ledger war.db --format jsonl | jq -r '[.from, .status, .holder.name] | @tsv'")]
pub struct Timeline {
    /// The place: its name, "Name, CC", or an id such as geonames:170794
    #[arg(value_name = "PLACE")]
    place: String,

    /// Leave out every report published after this day
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Timeline {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let ledger = Ledger::open(&self.ledger.ledger, Access::Read)?;
        let as_table = self.format.table(out);
        let (key, claims) = match lookup::find(&ledger, &self.place, &Filter::control())? {
            Found::Several(several) => {
                lookup::list(out, as_table, &self.place, &several)?;
                return Ok(Status::Incomplete);
            }
            Found::Untold(place) => {
                let name = lookup::title(&place);
                say(format_args!("dateline: no report in the ledger tells of {name}"));
                return Ok(Status::Incomplete);
            }
            Found::Told { key, claims, .. } => (key, claims),
        };
        let settings = rules::settings(&ledger, &claims)?;
        let stretches = lookup::holdings(&key, &claims, self.as_of, &settings)
            .map(|holdings| holdings.timeline())
            .unwrap_or_default();
        if stretches.is_empty() {
            say(format_args!("dateline: no dated report tells who held {}", self.place));
            return Ok(Status::Incomplete);
        }
        let mut table =
            Table::new(&[("from", 10), ("to", 10), ("status", 44), ("basis", 15), ("why", 40)]);
        for stretch in &stretches {
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
