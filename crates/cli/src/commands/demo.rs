//! `dateline demo`: the reports that ship with the program, read into a ledger.

use clap::Args;
use dateline_coding::Coder;
use dateline_control::{Answer, Holdings, Status as Standing};
use dateline_desk::title;
use dateline_ledger::{Access, Filter, Ledger, Location};
use dateline_serve::Options;
use jiff::civil::Date;

use crate::args::FormatArg;
use crate::batch::Batch;
use crate::commands::serve;
use crate::corpus::Entry;
use crate::output::{Out, Status, say};
use crate::parallel::{cores, in_order};
use crate::table::Table;
use crate::{guard, telling};

/// The corpus: name and content of every file.
const CORPUS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/corpus.rs"));

/// Builds a ledger from the reports that ship with the program and serves the map of it
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline demo                                 builds it and opens the map on a free port
  dateline demo --open                          and shows it in the browser
  dateline demo --no-serve --ledger demo.db
  dateline timeline Mosul --ledger demo.db

The reports were written for this project; what they tell is true.")]
pub struct Demo {
    /// Print the summary and stop
    #[arg(long)]
    no_serve: bool,

    /// Open the page in the browser
    #[arg(long, conflicts_with = "no_serve")]
    open: bool,

    /// Keep the ledger in this file [default: it is not kept]
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    ledger: Option<Location>,

    #[command(flatten)]
    format: FormatArg,
}

impl Demo {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        if !self.no_serve {
            return self.serve(out);
        }
        let ledger = match &self.ledger {
            Some(path) => Ledger::open(path, Access::Create)?,
            None => Ledger::in_memory()?,
        };
        let ledger = read(ledger)?;
        let claims = ledger.claims(&Filter::control())?;
        let all = Holdings::all(&claims, None, &dateline_desk::settings(&ledger, &claims)?);
        let mut answers: Vec<Answer> = all.values().map(|holdings| holdings.on(None)).collect();
        answers.retain(|answer| answer.status != Standing::Unknown || !answer.others.is_empty());
        answers.sort_by_key(|answer| {
            (answer.place.country.clone(), answer.place.name.clone(), answer.place.id.clone())
        });
        if self.format.table(out) {
            table(out, &answers)?;
        } else {
            for answer in &answers {
                out.json(answer)?;
            }
        }
        let summary = ledger.summary()?;
        say(format_args!(
            "{} reports, {} claims, {} places of which somebody tells who holds them.",
            summary.reports,
            summary.claims,
            answers.len()
        ));
        match &self.ledger {
            Some(path) => {
                say(format_args!("The ledger is {path}: dateline timeline PLACE --ledger {path}"));
            }
            None => say(format_args!("To ask on: dateline demo --no-serve --ledger demo.db")),
        }
        Ok(Status::Done)
    }

    /// Builds the ledger and serves it; one that is not to be kept goes with the server.
    fn serve(self, out: &mut Out) -> anyhow::Result<Status> {
        let (folder, path) = match self.ledger {
            Some(path) => (None, path),
            None => {
                let (folder, path) = serve::passing_ledger()?;
                (Some(folder), Location::File(path))
            }
        };
        let summary = read(Ledger::open(&path, Access::Create)?)?.summary()?;
        say(format_args!("{} reports, {} claims.", summary.reports, summary.claims));
        let status = serve::serve(out, Options::local(path), self.open);
        drop(folder);
        status
    }
}

/// Reads the reports that ship with the program.
fn read(ledger: Ledger) -> anyhow::Result<Ledger> {
    let coder = Coder::embedded();
    let mut batch = Batch::new(ledger);
    let work = |&(name, file): &(&str, &str)| {
        let report = match Entry::parse(name, file) {
            Ok(entry) => entry.report,
            Err(fault) => return Err(format!("{name}:{}: {}", fault.line, fault.message)),
        };
        let (claims, _) = guard::calmly(|| coder.code(&report))?;
        Ok((report, claims))
    };
    in_order(CORPUS.iter(), cores(), work, |coded| {
        match coded {
            Ok((report, claims)) => batch.add(report, claims)?,
            Err(fault) => say(format_args!("dateline: {fault}")),
        }
        Ok(())
    })?;
    Ok(batch.into_ledger()?.0)
}

fn table(out: &mut Out, answers: &[Answer]) -> anyhow::Result<()> {
    let mut table =
        Table::new(&[("place", 30), ("holder", 46), ("since", 10), ("basis", 15), ("latest", 10)]);
    for answer in answers {
        let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        table.row(
            out,
            &[
                title(&answer.place).into(),
                telling::standing(answer.status, answer.holder.as_ref(), &answer.others).into(),
                day(answer.since.and_then(|since| since.last)).into(),
                telling::basis(answer.basis).into(),
                day(answer.last_evidence).into(),
            ],
        )?;
    }
    Ok(())
}
