//! `dateline search`: full-text search over the reports of a ledger.

use clap::Args;
use dateline_desk::{SearchQuestion, search};
use dateline_ledger::{Access, Ledger, Search as Words};
use jiff::civil::Date;

use crate::args::{FormatArg, LedgerArg};
use crate::asking::{self, EvidenceArgs, PageArgs};
use crate::output::{Out, Status, say};
use crate::table::Table;

/// Finds reports by their words
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline search \"hospital convoy\" --ledger war.db                reports with both words, best first
  dateline search '\"raised the flag\" Palmyr*' --ledger war.db      a phrase, and words that begin so
  dateline search ceasefire --from 2016-02-01 --to 2016-03-31 --publisher Reuters --ledger war.db
  dateline search airport --type control.gain --source monitor --ledger war.db

Accents and case do not matter. Exit status 1 where nothing is found.")]
pub struct Search {
    /// Words, all of which occur; a phrase in quotes; word* for any word that begins so
    #[arg(value_name = "TEXT")]
    words: String,

    /// Only reports of this publisher
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,

    /// Only reports published on or after this day
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,

    /// Only reports published on or before this day
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,

    /// Only reports with a claim of this type or family
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,

    #[command(flatten)]
    page: PageArgs,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,

    #[command(flatten)]
    evidence: EvidenceArgs,
}

impl Search {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let ledger = Ledger::open(&self.ledger.ledger, Access::Read)?;
        let asked = SearchQuestion {
            search: Words {
                words: self.words,
                publisher: self.publisher,
                from: self.from,
                to: self.to,
            },
            kind: self.kind,
            evidence: self.evidence.evidence(),
            page: self.page.page(),
        };
        let found = search(&ledger, &asked)?;
        let as_table = self.format.table(out);
        let mut table = Table::new(&[
            ("published", 10),
            ("publisher", 16),
            ("report", 16),
            ("claims", 6),
            ("title", 36),
            ("words", 40),
        ]);
        for hit in &found.items {
            if !as_table {
                out.json(hit)?;
                continue;
            }
            let published = hit.published.map_or_else(|| "-".to_owned(), |day| day.to_string());
            table.row(
                out,
                &[
                    published.into(),
                    hit.publisher.as_deref().unwrap_or("-").into(),
                    hit.report.as_str().into(),
                    hit.claims.to_string().into(),
                    hit.title.as_deref().unwrap_or("-").into(),
                    hit.snippet.as_str().into(),
                ],
            )?;
        }
        if found.total == 0 {
            say(format_args!("dateline: no report in the ledger has \"{}\"", asked.search.words));
        }
        asking::more(found.next.as_deref(), found.items.len(), found.total);
        Ok(Status::done_if(found.total > 0))
    }
}
