//! `dateline import`: other people's rows, as claims with that source.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use dateline_desk::import::{ColumnMap, Imported, Row, Scheme, Trouble, for_each_part, import};
use dateline_ledger::{Access, Ledger};
use jiff::civil::Date;
use serde_json::json;

use crate::args::{FormatArg, LedgerArg};
use crate::output::{Out, Status, Usage, say};

/// A file of somebody's rows.
#[derive(Debug, Args)]
pub struct RowsArg {
    /// The file: CSV, with commas, semicolons or tabs
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    file: PathBuf,

    /// Whose columns they are
    #[arg(long = "as", value_name = "SCHEME")]
    scheme: SchemeArg,

    /// Which column says what, for --as table (see docs/import.md)
    #[arg(long, value_name = "MAP.toml", required_if_eq("scheme", "table"), value_hint = clap::ValueHint::FilePath)]
    columns: Option<PathBuf>,
}

/// Whose columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SchemeArg {
    /// UCDP GED, of any version, also Candidate files without a header.
    Ged,
    /// ACLED's columns.
    Acled,
    /// VIINA's columns: events, or control by day.
    Viina,
    /// Any table, with a map of its columns.
    Table,
}

/// Trouble with rows that is said, line by line; the rest is counted.
const MOST: usize = 20;

impl RowsArg {
    /// The rows, and whether all of them could be read.
    pub fn rows(&self) -> Result<(Scheme, Vec<Row>, bool)> {
        let scheme = self.scheme()?;
        let mut rows = vec![];
        let whole = self.for_each_part(&scheme, |part| {
            rows.extend(part);
            Ok(())
        })?;
        Ok((scheme, rows, whole))
    }

    /// Calls `each` with some rows at a time; whether all of them could be read.
    fn for_each_part(
        &self,
        scheme: &Scheme,
        mut each: impl FnMut(Vec<Row>) -> Result<()>,
    ) -> Result<bool> {
        let name = self.file.display();
        let file = File::open(&self.file).with_context(|| name.to_string())?;
        let (mut troubled, mut entering) = (0, false);
        let part = |rows, troubles: Vec<Trouble>| -> Result<()> {
            for trouble in &troubles {
                troubled += 1;
                if troubled <= MOST {
                    say(format_args!("dateline: {name}:{}: {}", trouble.line, trouble.message));
                }
            }
            each(rows).inspect_err(|_| entering = true)
        };
        // What goes wrong with the ledger is not the file's fault.
        let done = for_each_part(scheme, file, part);
        done.map_err(|error| if entering { error } else { error.context(name.to_string()) })?;
        if troubled > MOST {
            say(format_args!("dateline: {name}: {} more like these", troubled - MOST));
        }
        Ok(troubled == 0)
    }

    /// Whose columns they are.
    fn scheme(&self) -> Result<Scheme> {
        Ok(match (self.scheme, &self.columns) {
            (SchemeArg::Table, Some(path)) => {
                let text =
                    std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
                let map = ColumnMap::parse(&text).with_context(|| path.display().to_string())?;
                Scheme::Table(Box::new(map))
            }
            (SchemeArg::Table, None) => {
                return Err(Usage("--as table needs --columns MAP.toml".to_owned()).into());
            }
            (_, Some(_)) => {
                return Err(Usage("--columns is for --as table".to_owned()).into());
            }
            (SchemeArg::Ged, None) => Scheme::Ged,
            (SchemeArg::Acled, None) => Scheme::Acled,
            (SchemeArg::Viina, None) => Scheme::Viina,
        })
    }

    /// The file's own name.
    pub fn name(&self) -> String {
        let path: &Path = &self.file;
        path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into())
    }
}

/// Reads other people's rows as claims with that source
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline import GEDEvent_v24_1.csv --as ged --published 2024-06-01 --ledger war.db
  dateline import acled-syria.csv --as acled --ledger war.db
  dateline import control_latest_2023.csv --as viina --ledger war.db
  dateline import our-towns.csv --as table --columns towns.toml --publisher \"Our desk\" --ledger war.db

Each row becomes a report whose text is the row as it stands, with a claim that quotes it; importing it
again changes nothing. Places are looked up in the gazetteer, by name and near the row's point. To hold a
data set against the reports without taking it in, use `dateline audit`.")]
pub struct Import {
    #[command(flatten)]
    rows: RowsArg,

    /// Who publishes the data set [default: as its scheme or its map says]
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,

    /// The day on which the data set came out: for what was known when
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Import {
    pub fn run(self, out: &mut Out) -> Result<Status> {
        let scheme = self.rows.scheme()?;
        let mut ledger = None;
        let mut done = Imported::default();
        let whole = self.rows.for_each_part(&scheme, |rows| {
            // A file that is none of theirs makes no ledger.
            let ledger = match &mut ledger {
                Some(ledger) => ledger,
                none => none.insert(Ledger::open(&self.ledger.ledger, Access::Create)?),
            };
            done += import(ledger, &scheme, &rows, self.publisher.as_deref(), self.published)?;
            Ok(())
        })?;
        let path = &self.ledger.ledger;
        if self.format.table(out) {
            out.line(format_args!(
                "{path}: {} rows, {} claims; {} rows were in it already, of {} no claim could be made",
                done.rows, done.claims, done.known, done.mute
            ))?;
        } else {
            out.json(&json!({
                "ledger": path.to_string(), "rows": done.rows, "claims": done.claims,
                "known": done.known, "mute": done.mute,
            }))?;
        }
        Ok(Status::done_if(whole))
    }
}
