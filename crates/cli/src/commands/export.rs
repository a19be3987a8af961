//! `dateline export`: claims, events and control as files that other tools open.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use dateline_control::{DeathPolicy, EventSettings};
use dateline_desk::{Found, find};
use dateline_export::{
    AskedActor, Dataset, Document, ExportError, Format, Request, Shape, Step, Subject, Written,
};
use dateline_ledger::{Access, Filter, Ledger};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::args::LedgerArg;
use crate::asking::{self, EvidenceArgs};
use crate::output::{Out, Status, Usage, say};

/// Claims, events and control as files that other tools open
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline export --to csv --out claims.csv --ledger war.db                 every claim, with its codebook
  dateline export --to gpkg --out war.gpkg --ledger war.db                  claims, events and control for QGIS
  dateline export --to geojson --from 2017-01-01 --ledger war.db > control.geojson
  dateline export --to csv --what control --shape panel --step month --out panel.csv --ledger war.db
  dateline export --to geojson --shape snapshots --on 2016-01-01,2017-11-04 --out maps/ --ledger war.db
  dateline export --to ged --type strike --where-prec admin2 --ledger war.db | duckdb -c \"from read_csv('/dev/stdin')\"

csv, jsonl and parquet hold claims unless --what says otherwise; geojson, geoparquet, kml and hxl hold control; gpkg holds
claims, events and control as layers, and so does a folder, as files. ged and acled hold events, polecat claims.
Beside a file lie its codebook, a JSON Schema and datapackage.json. docs/export.md has every column.")]
pub struct Export {
    /// How rows are written
    #[arg(long, value_name = "FORMAT", value_parser = clap::value_parser!(Typed<Format>))]
    to: Typed<Format>,

    /// A file, or a folder (which exists, or ends with /) [default: stdout]
    #[arg(long, value_name = "FILE-OR-DIR", value_hint = clap::ValueHint::AnyPath)]
    out: Option<PathBuf>,

    /// What rows tell of [default: by format]
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    what: Vec<Typed<Subject>>,

    /// How control is laid out: a row a stretch of days, a row a place and period, or a row a place on a date
    #[arg(long, value_name = "SHAPE")]
    shape: Option<Typed<Shape>>,

    /// The period of a panel, or the time between snapshots [default: month]
    #[arg(long, value_name = "STEP")]
    step: Option<Typed<Step>>,

    /// The dates of snapshots [default: the ends of the steps from --from to --until, else the newest evidence]
    #[arg(long, value_name = "DATE", value_delimiter = ',')]
    on: Vec<Date>,

    /// Write the file alone, without codebook, schema and datapackage.json
    #[arg(long)]
    bare: bool,

    /// Only these types or families (strike, control.gain); not for control
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    kinds: Vec<String>,

    /// Only at this place
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,

    /// Only with this actor
    #[arg(long, value_name = "ACTOR")]
    actor: Option<String>,

    /// Only on or after this day
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,

    /// Only on or before this day
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,

    /// Leave out every report published after this day
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,

    /// Hold back what was published in, or speaks of, the last days (7d, 2w)
    #[arg(long, value_name = "DAYS", value_parser = embargo)]
    embargo: Option<i32>,

    /// Which of several reports' figures of the dead is the best one
    #[arg(long, value_name = "POLICY", default_value = "median")]
    deaths: Deaths,

    /// With ged: also events whose dead only their enemy counts (code_status `Check deaths`)
    #[arg(long)]
    claimed_deaths: bool,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    evidence: EvidenceArgs,
}

/// A policy on the dead.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Deaths {
    /// The lowest.
    Min,
    /// The one in the middle.
    Median,
    /// The newest report's.
    Latest,
    /// As ACLED counts: the lowest, where "dozens" is 12 and "hundreds" 100.
    Acled,
    /// As UCDP counts: the most reliable source's, and among equals the lowest.
    Ucdp,
}

/// A word of the export's own lists, as clap wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typed<T>(T);

macro_rules! typed {
    ($($list:ident: $($variant:ident $help:literal,)*;)*) => {$(
        impl ValueEnum for Typed<$list> {
            fn value_variants<'a>() -> &'a [Self] {
                &[$(Typed($list::$variant),)*]
            }

            fn to_possible_value(&self) -> Option<PossibleValue> {
                let help = match self.0 { $($list::$variant => $help,)* };
                Some(PossibleValue::new(self.0.as_str()).help(help))
            }
        }
    )*};
}

typed! {
    Format:
        Csv "Comma-separated values",
        Jsonl "A JSON object a line; claims whole",
        Parquet "Apache Parquet",
        Geojson "GeoJSON (RFC 7946)",
        Geoparquet "GeoParquet 1.1",
        Gpkg "GeoPackage, with days as DATETIME for QGIS's Temporal Controller",
        Kml "KML with time spans",
        Ged "CSV in the 49 columns of UCDP GED; events with a death only",
        Acled "CSV in ACLED's columns",
        Polecat "Tab-separated, in POLECAT's 40 columns",
        Hxl "CSV with a row of HXL hashtags",;
    Subject:
        Claims "A row a sentence's assertion",
        Events "A row an occurrence",
        Control "Who held what",;
    Shape:
        Intervals "A row a place and stretch of days with one status",
        Panel "A row a place and period (--step)",
        Snapshots "A row a place, on a date (--on)",;
    Step:
        Day "A day",
        Week "A week, Monday to Sunday",
        Month "A month",
        Year "A year",;
}

/// "7d", "2w" or "7" as days.
fn embargo(text: &str) -> Result<i32, String> {
    let (number, unit) = match text.char_indices().find(|(_, c)| !c.is_ascii_digit()) {
        Some((at, _)) => text.split_at(at),
        None => (text, "d"),
    };
    let days = match unit {
        "d" => 1,
        "w" => 7,
        _ => return Err("a number of days or weeks, such as 7d or 2w".to_owned()),
    };
    let number: i32 = number.parse().map_err(|_| "a number of days, such as 7d".to_owned())?;
    number.checked_mul(days).filter(|days| *days <= 36_500).ok_or_else(|| "too long".to_owned())
}

impl Export {
    pub fn run(self, out: &mut Out) -> Result<Status> {
        let plan = self.plan()?;
        let ledger = Ledger::open(&self.ledger.ledger, Access::Read)?;
        let mut request = self.request();
        if let Some(name) = &self.place {
            match find(&ledger, name, &Filter::default())? {
                Found::Told { key, .. } => request.place = Some(key),
                Found::Untold(place) => {
                    let name = dateline_desk::title(&place);
                    say(format_args!("dateline: no report in the ledger tells of {name}"));
                    return Ok(Status::Incomplete);
                }
                Found::Several(several) => {
                    // Data goes to stdout; a list of places is none of what was asked for.
                    let terminal = out.is_terminal();
                    asking::candidates(out, terminal, &several)?;
                    return Ok(Status::Incomplete);
                }
            }
        }
        match &self.out {
            None => self.stream(&ledger, request, plan, out),
            Some(path) if is_folder(path) => self.folder(&ledger, &request, &plan, path),
            Some(path) => self.file(&ledger, request, plan, path),
        }
    }

    /// What each file or layer holds.
    fn plan(&self) -> Result<Vec<Dataset>> {
        let format = self.to.0;
        let folder = self.out.as_deref().is_some_and(is_folder);
        let several = (folder || format == Format::Gpkg)
            && format.only_subject().is_none()
            && self.shape.is_none()
            && self.on.is_empty();
        let subjects: Vec<Subject> = match self.what.as_slice() {
            // Types are no matter of control.
            [] if several && !self.kinds.is_empty() => vec![Subject::Claims, Subject::Events],
            [] if several => Subject::ALL.to_vec(),
            [] if self.shape.is_some() || !self.on.is_empty() => vec![Subject::Control],
            [] => vec![format.usual_subject()],
            said => said.iter().map(|subject| subject.0).collect(),
        };
        let shape = match self.shape {
            Some(shape) => shape.0,
            None if !self.on.is_empty() => Shape::Snapshots,
            None => Shape::Intervals,
        };
        let usage = |why: &str| Err(Usage(why.to_owned()).into());
        let control = subjects.contains(&Subject::Control) && format.only_subject().is_none();
        if !control && (self.shape.is_some() || !self.on.is_empty()) {
            return usage("--shape and --on are about control; add --what control");
        }
        if self.step.is_some() && (!control || shape == Shape::Intervals) {
            return usage("--step goes with --shape panel or --shape snapshots");
        }
        if !self.on.is_empty() && shape != Shape::Snapshots {
            return usage("--on goes with --shape snapshots");
        }
        if !self.kinds.is_empty() && subjects == [Subject::Control] {
            return usage(
                "--type is about claims and events; control is of all types of claims that tell of it",
            );
        }
        if self.claimed_deaths && format != Format::Ged {
            return usage("--claimed-deaths goes with --to ged");
        }
        if subjects.len() > 1 && !folder && format != Format::Gpkg {
            return usage("several --what need a folder: --out DIR/");
        }
        let datasets = subjects.into_iter().map(|subject| format.dataset(subject, shape));
        datasets.collect::<Result<_, _>>().map_err(known)
    }

    fn request(&self) -> Request {
        let deaths = match self.deaths {
            Deaths::Min => DeathPolicy::Min,
            Deaths::Median => DeathPolicy::Median,
            Deaths::Latest => DeathPolicy::Latest,
            Deaths::Acled => DeathPolicy::Acled,
            Deaths::Ucdp => DeathPolicy::Ucdp,
        };
        let held_back = self.embargo.map(|days| asking::today().saturating_sub(days.days()));
        Request {
            place: None,
            kinds: self.kinds.clone(),
            from: self.from,
            to: self.until,
            actor: self.actor.as_deref().map(AskedActor::named),
            evidence: self.evidence.evidence(),
            as_of: self.as_of,
            embargo: held_back,
            events: EventSettings { deaths, ..EventSettings::default() },
            boasts: self.claimed_deaths,
            step: self.step.map(|step| step.0),
            on: self.on.first().copied(),
        }
    }

    fn stream(
        &self,
        ledger: &Ledger,
        request: Request,
        plan: Vec<Dataset>,
        out: &mut Out,
    ) -> Result<Status> {
        let format = self.to.0;
        if out.is_terminal() && !format.is_text() {
            let name = format.as_str();
            return Err(
                Usage(format!("{name} is no text for a terminal; name a file with --out")).into()
            );
        }
        let [dataset] = plan.as_slice() else {
            let why = "a GeoPackage is a database file and no stream; name it with --out FILE.gpkg";
            return Err(Usage(why.to_owned()).into());
        };
        if self.dates().len() > 1 {
            return Err(Usage("several snapshots need a folder: --out DIR/".to_owned()).into());
        }
        let request = Request { on: self.dates().first().copied(), ..request };
        let written = dateline_export::to_stream(ledger, &request, format, *dataset, &mut *out);
        told(&[written.map_err(known)?]);
        Ok(Status::Done)
    }

    fn file(
        &self,
        ledger: &Ledger,
        request: Request,
        plan: Vec<Dataset>,
        path: &Path,
    ) -> Result<Status> {
        let dates = self.dates();
        if dates.len() > 1 {
            return Err(Usage("several snapshots need a folder: --out DIR/".to_owned()).into());
        }
        let request = Request { on: dates.first().copied(), ..request };
        let written = self.put(ledger, &request, &plan, path)?;
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("export");
        self.describe(path.parent().unwrap_or(Path::new("")), &[(name.to_owned(), written)])?;
        Ok(Status::Done)
    }

    fn folder(
        &self,
        ledger: &Ledger,
        request: &Request,
        plan: &[Dataset],
        folder: &Path,
    ) -> Result<Status> {
        std::fs::create_dir_all(folder)
            .map_err(|error| anyhow::anyhow!("{}: {error}", folder.display()))?;
        let ending = self.to.0.ending();
        let mut files = vec![];
        if self.to.0 == Format::Gpkg {
            let name = "dateline.gpkg".to_owned();
            files.push((name.clone(), self.put(ledger, request, plan, &folder.join(name))?));
            self.describe(folder, &files)?;
            return Ok(Status::Done);
        }
        for dataset in plan {
            let dates: Vec<Option<Date>> = match (dataset, self.dates()) {
                (Dataset::Snapshot, dates) if !dates.is_empty() => {
                    dates.into_iter().map(Some).collect()
                }
                _ => vec![None],
            };
            for on in dates {
                let name = match on {
                    Some(day) => format!("control-{day}.{ending}"),
                    None => format!("{}.{ending}", dataset.as_str()),
                };
                let request = Request { on, ..request.clone() };
                let path = folder.join(&name);
                files.push((name, self.put(ledger, &request, &[*dataset], &path)?));
            }
        }
        self.describe(folder, &files)?;
        Ok(Status::Done)
    }

    fn put(
        &self,
        ledger: &Ledger,
        request: &Request,
        plan: &[Dataset],
        path: &Path,
    ) -> Result<Vec<Written>> {
        let written = dateline_export::to_file(ledger, request, self.to.0, plan, path);
        let written = written.map_err(|error| match known(error) {
            error if error.is::<std::io::Error>() => error.context(path.display().to_string()),
            error => error,
        })?;
        told(&written);
        Ok(written)
    }

    fn describe(&self, folder: &Path, files: &[(String, Vec<Written>)]) -> Result<()> {
        if self.bare {
            return Ok(());
        }
        let asked = self.asked();
        let documents: Vec<Document<'_>> = (files.iter())
            .map(|(file, tables)| Document { file, format: self.to.0, tables, asked: &asked })
            .collect();
        let made = dateline_export::beside(folder, &documents).map_err(known)?;
        let names: Vec<String> = made.iter().map(|path| path.display().to_string()).collect();
        say(format_args!("dateline: beside it: {}", names.join(", ")));
        Ok(())
    }

    /// The dates of snapshots, where they are said or follow from what is.
    fn dates(&self) -> Vec<Date> {
        if !self.on.is_empty() {
            return self.on.clone();
        }
        let snapshots = self.shape.is_some_and(|shape| shape.0 == Shape::Snapshots);
        match (self.from, self.until) {
            (Some(from), Some(to)) if snapshots => {
                self.step.map_or(Step::Month, |step| step.0).ends(from, to)
            }
            (_, Some(to)) if snapshots => vec![to],
            _ => vec![],
        }
    }

    /// What was asked for, for the codebook.
    fn asked(&self) -> Vec<(String, String)> {
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let mut asked = vec![
            ("--type", (!self.kinds.is_empty()).then(|| self.kinds.join(","))),
            ("--place", self.place.clone()),
            ("--actor", self.actor.clone()),
            ("--from", day(self.from)),
            ("--until", day(self.until)),
            ("--as-of", day(self.as_of)),
            ("--embargo", self.embargo.map(|days| format!("{days}d"))),
            ("--deaths", Some(format!("{:?}", self.deaths).to_lowercase())),
            ("--claimed-deaths", self.claimed_deaths.then(|| "yes".to_owned())),
            ("--shape", self.shape.map(|shape| shape.0.as_str().to_owned())),
            ("--step", self.step.map(|step| step.0.as_str().to_owned())),
        ];
        let evidence = self.evidence.evidence();
        if !evidence.is_all() {
            asked.push(("which claims count", Some(format!("{evidence:?}"))));
        }
        asked.into_iter().filter_map(|(option, value)| Some((option.to_owned(), value?))).collect()
    }
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', '\\'])
}

/// How many rows there are, on stderr.
fn told(written: &[Written]) {
    for one in written {
        let (rows, title) = (one.rows, one.table.name);
        say(format_args!("dateline: {rows} rows of {title}"));
    }
}

/// The program's own errors: a closed pipe is none, wrong usage has its own exit status.
fn known(error: ExportError) -> anyhow::Error {
    match error {
        ExportError::Io(error) => error.into(),
        ExportError::Usage(why) => Usage(why).into(),
        ExportError::Desk(error) => error.into(),
        other => other.into(),
    }
}
