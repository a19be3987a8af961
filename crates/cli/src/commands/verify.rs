//! `dateline verify`: checks the whole ledger: hashes, quotations, references.

use clap::Args;
use dateline_ledger::{Access, Ledger};
use serde_json::json;

use crate::args::{FormatArg, LedgerArg};
use crate::output::{Out, Status};

/// Checks the whole ledger: hashes, quotations, references; says what is wrong
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  dateline verify --ledger war.db

Exit status 1 where anything is wrong.")]
pub struct Verify {
    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Verify {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let path = &self.ledger.ledger;
        let ledger = Ledger::open(path, Access::Read)?;
        let faults = ledger.verify()?;
        let table = self.format.table(out);
        for fault in &faults {
            if table {
                out.line(fault)?;
            } else {
                out.json(fault)?;
            }
        }
        // A damaged file may not even be counted.
        let summary = ledger.summary().unwrap_or_default();
        if table {
            let verdict = match faults.len() {
                0 => "sound".to_owned(),
                count => format!("{count} faults"),
            };
            out.line(format_args!(
                "{}: {} reports, {} claims, {} corrections: {verdict}",
                path, summary.reports, summary.claims, summary.corrections
            ))?;
        } else {
            out.json(&json!({
                "ledger": path.to_string(),
                "sound": faults.is_empty(),
                "faults": faults.len(),
                "reports": summary.reports,
                "claims": summary.claims,
                "superseded": summary.superseded,
                "corrections": summary.corrections,
            }))?;
        }
        Ok(Status::done_if(faults.is_empty()))
    }
}
