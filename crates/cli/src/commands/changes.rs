//! `dateline changes`: what was entered since an id, with tombstones.

use clap::Args;
use dateline_desk::changes;
use dateline_ledger::{Access, Change, Ledger, What};

use crate::args::{FormatArg, LedgerArg};
use crate::output::{Out, Status, say};
use crate::table::Table;

/// Changes fetched at a time: what is printed is not held in memory.
const BATCH: usize = 1000;

/// What changed in a ledger since an id: claims, corrections, and tombstones of what is gone
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline changes --ledger war.db                                everything, from the beginning
  dateline changes --since 1204 --ledger war.db                   what was entered after change 1204
  dateline changes --since 1204 --limit 500 --ledger war.db       resumable: go on from the last id printed

Ids grow and never change. A claim is printed as it reads now; \"change\": \"gone\" is the tombstone of one
that a newer coding no longer has; a correction without a record has rejected its claim. Whoever applies
the changes in order has the ledger's claims.")]
pub struct Changes {
    /// After the change with this id
    #[arg(long, value_name = "ID", default_value = "0")]
    since: String,

    /// At most so many
    #[arg(long, value_name = "NUMBER")]
    limit: Option<usize>,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Changes {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let ledger = Ledger::open(&self.ledger.ledger, Access::Read)?;
        let as_table = self.format.table(out);
        let mut table =
            Table::new(&[("id", 10), ("change", 10), ("of", 16), ("type", 20), ("what", 60)]);
        let mut left = self.limit.unwrap_or(usize::MAX);
        let mut since = self.since;
        loop {
            let batch = changes(&ledger, &since, left.min(BATCH))?;
            let Some(last) = batch.last() else { return Ok(Status::Done) };
            since.clone_from(&last.id);
            for change in &batch {
                if as_table {
                    row(out, &mut table, change)?;
                } else {
                    out.json(change)?;
                }
            }
            left -= batch.len();
            if left == 0 {
                if !changes(&ledger, &since, 1)?.is_empty() {
                    say(format_args!("dateline: more follow; the next: --since {since}"));
                }
                return Ok(Status::Done);
            }
        }
    }
}

fn row(out: &mut Out, table: &mut Table, change: &Change) -> anyhow::Result<()> {
    let (name, of, kind, what) = match &change.what {
        What::Report { report, title, .. } => {
            ("report", report.as_str(), "", title.clone().unwrap_or_default())
        }
        What::Claim { claim, record, .. } => {
            ("claim", claim.as_str(), record.kind.as_str(), record.quote.text.clone())
        }
        What::Gone { claim, because, .. } => ("gone", claim.as_str(), "", because.clone()),
        What::Correction { correction, record, .. } => {
            let gone = if record.is_none() { " (the claim no longer counts)" } else { "" };
            let what = format!(
                "{} = {}{gone}, by {}: {}",
                correction.field, correction.after, correction.who, correction.why
            );
            ("correction", correction.claim.as_str(), correction.kind.as_str(), what)
        }
        What::Setting(setting) => {
            ("setting", setting.key.as_str(), "", format!("{} ({})", setting.value, setting.why))
        }
    };
    table.row(out, &[change.id.as_str().into(), name.into(), of.into(), kind.into(), what.into()])
}
