//! `dateline read`: reads reports into a ledger.

use clap::Args;
use dateline_ledger::{Access, Ledger};
use serde_json::json;

use crate::args::{FormatArg, LedgerArg};
use crate::batch::Batch;
use crate::commands::code::say_notes;
use crate::commands::ontology::OntologyArg;
use crate::input::InputArgs;
use crate::output::{Out, Status};

/// Reads reports into a ledger; reading the same report twice changes nothing
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline read report.txt --published 2017-11-03 --publisher AFP --ledger war.db
  dateline read archive/ crawl.warc.gz wires.jsonl --ledger war.db
  curl -s https://example.org/feed.xml | dateline read - --ledger war.db

Reports are entered in batches, each wholly or not at all: interrupt it at any time, and read again
to go on.")]
pub struct Read {
    #[command(flatten)]
    input: InputArgs,

    #[command(flatten)]
    ontology: OntologyArg,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,

    /// Also say, on stderr, what the analysis is in doubt about
    #[arg(long)]
    notes: bool,
}

impl Read {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let path = &self.ledger.ledger;
        let mut batch = Batch::new(Ledger::open(path, Access::Create)?);
        // What is known already need not be coded again; a second connection looks it up meanwhile.
        let known = Ledger::open(path, Access::Read)?;
        let coder = self.ontology.coder()?;
        let rules = dateline_desk::rules(&known)?;
        let status = self.input.each_report_looked_up(
            move |report| (known.knows(&report).unwrap_or(false), report),
            |(known, report)| {
                let (mut claims, notes) =
                    if known { (vec![], vec![]) } else { coder.code(&report) };
                dateline_desk::apply(&rules, &report, &mut claims);
                (report, claims, notes)
            },
            |(report, claims, notes)| {
                if self.notes {
                    say_notes(&report, &notes);
                }
                batch.add(report, claims)
            },
        )?;
        let total = batch.finish()?;
        let ledger = path;
        if self.format.table(out) {
            out.line(format_args!(
                "{ledger}: {} reports read, {} claims; {} reports were in it already",
                total.reports, total.claims, total.known
            ))?;
        } else {
            out.json(&json!({
                "ledger": ledger.to_string(),
                "reports": total.reports,
                "claims": total.claims,
                "known": total.known,
            }))?;
        }
        Ok(status)
    }
}
