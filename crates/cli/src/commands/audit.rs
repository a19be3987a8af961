//! `dateline audit`: a data set held against what the ledger's reports say.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use dateline_desk::audit::{Audit as Audited, AuditQuestion, Finding, Form, Outcome, audit, page};
use dateline_desk::import::Scheme;
use dateline_ledger::{Access, Ledger};
use jiff::civil::Date;
use serde_json::json;

use crate::args::{FormatArg, LedgerArg};
use crate::asking::today;
use crate::commands::import::RowsArg;
use crate::output::{Out, Status, Usage, say};
use crate::table::Table;

/// Holds a data set against the ledger: matched, contradicted, missed by us, missed by them
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline audit GEDEvent_v24_1.csv --as ged --ledger war.db
  dateline audit our-towns.csv --as table --columns towns.toml --report audit.html --ledger war.db
  dateline audit acled-syria.csv --as acled --only contradicted --format jsonl --ledger war.db

Every finding has its sentences. A row that the reports do not have is our silence as often as their error:
`heard` says how many reports of the ledger tell of the place around that time. Rows that were imported
are no witnesses. docs/audit.md has the rules.")]
pub struct Audit {
    #[command(flatten)]
    rows: RowsArg,

    /// Days by which a row and an event may differ
    #[arg(long, value_name = "DAYS", default_value_t = 2, value_parser = clap::value_parser!(i32).range(0..=366))]
    days: i32,

    /// Kilometres between a row's point and an event's place
    #[arg(long, value_name = "KM", default_value_t = 10.0)]
    km: f64,

    /// Only findings of this kind
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    only: Vec<Kind>,

    /// Also write a report: Markdown, or HTML where the name ends in .html
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    report: Option<PathBuf>,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

/// A kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Reports say the same.
    Matched,
    /// Reports say otherwise.
    Contradicted,
    /// The row has it, the reports do not.
    MissedByUs,
    /// The reports have it, no row does.
    MissedByThem,
}

impl Audit {
    pub fn run(self, out: &mut Out) -> Result<Status> {
        if !self.km.is_finite() || self.km < 0.0 {
            return Err(Usage("--km is a distance in kilometres".to_owned()).into());
        }
        let (scheme, rows, whole) = self.rows.rows()?;
        let ledger = Ledger::open(&self.ledger.ledger, Access::Read)?;
        // GED has deadly events only.
        let deadly = matches!(scheme, Scheme::Ged);
        let asked = AuditQuestion { days: self.days, km: self.km, deadly };
        let audited = audit(&ledger, &rows, asked)?;
        if let Some(path) = &self.report {
            let html = path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("html"));
            let form = if html { Form::Html } else { Form::Markdown };
            let text = page(&audited, asked, &self.rows.name(), today(), form);
            std::fs::write(path, text).with_context(|| path.display().to_string())?;
            say(format_args!("dateline: the report is {}", path.display()));
        }
        let wanted = |finding: &&Finding| {
            self.only.is_empty() || self.only.iter().any(|kind| outcome(*kind) == finding.outcome)
        };
        let found = audited.findings.iter().filter(wanted);
        if self.format.table(out) {
            table(out, found)?;
            total(out, &audited)?;
        } else {
            found.map(|finding| out.json(finding)).collect::<Result<Vec<()>>>()?;
            out.json(&json!({"summary": audited.summary}))?;
        }
        Ok(Status::done_if(whole))
    }
}

fn outcome(kind: Kind) -> Outcome {
    match kind {
        Kind::Matched => Outcome::Matched,
        Kind::Contradicted => Outcome::Contradicted,
        Kind::MissedByUs => Outcome::MissedByUs,
        Kind::MissedByThem => Outcome::MissedByThem,
    }
}

fn table<'f>(out: &mut Out, findings: impl Iterator<Item = &'f Finding>) -> Result<()> {
    let mut table = Table::new(&[
        ("finding", 14),
        ("line", 6),
        ("first", 10),
        ("place", 22),
        ("event or status", 22),
        ("why", 34),
        ("sentence", 30),
    ]);
    for finding in findings {
        let name = match finding.outcome {
            Outcome::Matched => "matched",
            Outcome::Contradicted => "contradicted",
            Outcome::MissedByUs => "missed by us",
            Outcome::MissedByThem => "missed by them",
        };
        let (row, ours) = (finding.row.as_ref(), finding.ours.as_ref());
        let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let theirs = row.and_then(|row| row.place.as_ref()).map(|place| place.name.as_str());
        let place = ours.and_then(|ours| ours.place.as_ref()).map(|place| place.name.as_str());
        let heard = finding.heard.map(|heard| match heard {
            0 => "no report of the place then".to_owned(),
            heard => format!("{heard} reports of the place then"),
        });
        let why = heard.unwrap_or_else(|| finding.why.join("; "));
        let sentence = finding.sentences.first().map_or("", |sentence| sentence.quote.as_str());
        table.row(
            out,
            &[
                name.into(),
                row.map_or_else(String::new, |row| row.line.to_string()).into(),
                day(row.map_or(ours.and_then(|ours| ours.first), |row| row.first)).into(),
                theirs.or(place).unwrap_or("-").into(),
                ours.map_or("-", |ours| ours.id.as_str()).into(),
                why.into(),
                sentence.into(),
            ],
        )?;
    }
    Ok(())
}

fn total(out: &mut Out, audited: &Audited) -> Result<()> {
    let sum = audited.summary;
    out.line(format_args!(
        "{} rows: {} matched, {} contradicted, {} missed by us (of {} no report tells of the place then); \
         {} missed by them",
        sum.rows, sum.matched, sum.contradicted, sum.missed_by_us, sum.silent, sum.missed_by_them
    ))
}
