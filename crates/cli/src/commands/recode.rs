//! `dateline recode`: the kept reports coded again with the present ontology.

use anyhow::Result;
use clap::Args;
use dateline_coding::{Claim, Coder};
use dateline_desk::Turn;
use dateline_ledger::{Access, Coding, Ledger};
use dateline_report::Report;
use serde_json::json;

use crate::args::{FormatArg, LedgerArg};
use crate::guard;
use crate::output::{Out, Status, say};
use crate::parallel::{cores, in_order};
use crate::progress::Progress;
use crate::table::Table;

/// What the program's own codings are signed with; imports are others' and stay.
const PROGRAM: &str = "dateline ";

/// Codes the kept reports again: says what is gained, lost and changed; old claims stay, superseded
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline recode --dry-run --ledger war.db           what the present ontology would change
  dateline recode --ledger war.db                     enter it; older codings stay, superseded
  dateline recode --publisher AFP --ledger war.db     after a `dateline rule` on one feed

Corrections, verdicts and people's own claims are carried over: each finds its claim again by its id or by
what it said. `dateline review --orphaned` lists those that no longer can. Imported rows are left alone.")]
pub struct Recode {
    /// Only say what would change
    #[arg(long)]
    dry_run: bool,

    /// Only this report
    #[arg(long, value_name = "ID")]
    report: Option<String>,

    /// Only reports of this publisher
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,

    /// Threads to code on [default: all cores]
    #[arg(long, value_name = "NUMBER")]
    threads: Option<std::num::NonZero<usize>>,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

/// A report, its coding so far, and its claims now, or what went wrong.
type Recoded = (Report, Coding, Result<Vec<Claim>, String>);

/// What the recoding came to.
#[derive(Default)]
struct Total {
    reports: usize,
    gained: usize,
    lost: usize,
    changed: usize,
}

impl Recode {
    pub fn run(self, out: &mut Out) -> Result<Status> {
        let path = &self.ledger.ledger;
        let access = if self.dry_run { Access::Read } else { Access::Write };
        let mut ledger = Ledger::open(path, access)?;
        let rules = dateline_desk::rules(&ledger)?;
        let mut codings = ledger.codings()?;
        codings.retain(|coding| self.admits(coding));
        if codings.is_empty() {
            say(format_args!("dateline: no report here that the program coded"));
            return Ok(Status::Incomplete);
        }
        // The reports are fetched over a second connection while the first one writes.
        let texts = Ledger::open(path, Access::Read)?;
        let fetched = codings.into_iter().map(move |coding| {
            texts.report(&coding.sha256).map(|found| found.map(|(report, _)| (report, coding)))
        });
        let coder = Coder::embedded();
        let work = |item: dateline_ledger::Result<Option<(Report, Coding)>>| -> Result<_> {
            let Some((report, coding)) = item? else { return Ok(None) };
            let coded = guard::calmly(|| {
                let (mut claims, _) = coder.code(&report);
                dateline_desk::apply(&rules, &report, &mut claims);
                claims
            });
            Ok(Some((report, coding, coded)))
        };
        let as_table = self.format.table(out);
        let mut table = Table::new(&[
            ("change", 7),
            ("claim", 16),
            ("type", 18),
            ("where", 20),
            ("fields", 24),
            ("quote", 40),
        ]);
        let threads = self.threads.map_or_else(cores, usize::from);
        let (mut total, mut status, mut progress) =
            (Total::default(), Status::Done, Progress::new());
        in_order(fetched, threads, work, |coded: Result<Option<Recoded>>| {
            let Some((report, coding, claims)) = coded? else { return Ok(()) };
            progress.report();
            let claims = match claims {
                Ok(claims) => claims,
                Err(fault) => {
                    say(format_args!(
                        "dateline: report {}: internal error, please report it: {fault}",
                        report.id
                    ));
                    status = Status::Incomplete;
                    return Ok(());
                }
            };
            let name = claims.first().map_or(coding.coder.as_str(), |claim| claim.coder.as_str());
            let turns = dateline_desk::recode(
                &mut ledger,
                &report,
                &coding.sha256,
                &claims,
                name,
                !self.dry_run,
            )?;
            total.reports += 1;
            for turn in &turns {
                total.count(turn);
                if as_table {
                    row(out, &mut table, turn)?;
                } else {
                    out.json(turn)?;
                }
            }
            Ok(())
        })?;
        progress.clear();
        let corrections = ledger.bound_corrections()?;
        let orphaned = corrections.iter().filter(|bound| bound.trouble.is_some()).count();
        let Total { reports, gained, lost, changed } = total;
        let carried = corrections.len() - orphaned;
        if as_table {
            let would = if self.dry_run { "would be " } else { "" };
            out.line(format_args!(
                "{reports} reports: {gained} claims {would}gained, {lost} lost, {changed} changed; {carried} corrections carried, {orphaned} orphaned"
            ))?;
        } else {
            out.json(&json!({
                "summary": true, "reports": reports, "gained": gained, "lost": lost,
                "changed": changed, "carried": carried, "orphaned": orphaned,
                "entered": !self.dry_run,
            }))?;
        }
        Ok(status)
    }

    fn admits(&self, coding: &Coding) -> bool {
        let same = |asked: &String| {
            coding.publisher.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(asked))
        };
        coding.coder.starts_with(PROGRAM)
            && self.report.as_ref().is_none_or(|asked| coding.report == *asked)
            && self.publisher.as_ref().is_none_or(same)
    }
}

impl Total {
    fn count(&mut self, turn: &Turn) {
        match turn.change {
            "gained" => self.gained += 1,
            "lost" => self.lost += 1,
            _ => self.changed += 1,
        }
    }
}

fn row(out: &mut Out, table: &mut Table, turn: &Turn) -> Result<()> {
    let fields: Vec<&str> = turn.fields.iter().map(|changed| changed.field.as_str()).collect();
    table.row(
        out,
        &[
            turn.change.into(),
            turn.claim.as_str().into(),
            turn.kind.as_str().into(),
            turn.place.as_deref().unwrap_or("-").into(),
            fields.join(", ").into(),
            turn.quote.as_str().into(),
        ],
    )
}
