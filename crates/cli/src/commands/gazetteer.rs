//! `dateline gazetteer`: places by name or id, and files that a user would add.

mod add;

use clap::{Args, Subcommand};
use dateline_ledger::Location;
use dateline_place::{Entry, EntryId, Gazetteer};
use serde_json::{Value, json};

use crate::added;
use crate::args::FormatArg;
use crate::output::{Out, Status, say};
use crate::table::Table;

/// Places by name or id; places of your own, added
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline gazetteer search \"Deir ezzor\"
  dateline gazetteer show geonames:170794
  dateline gazetteer add SY.txt --ledger war.db
  dateline gazetteer check villages.csv

What is added lies in a folder beside the ledger (war.db has war.gazetteer) and serves every command
that goes with that ledger; --gazetteer names another folder.")]
pub struct GazetteerCommand {
    #[command(subcommand)]
    what: What,

    /// The ledger beside which added places lie
    #[arg(long, global = true, value_name = "FILE", default_value = "dateline.db", value_hint = clap::ValueHint::FilePath)]
    ledger: Location,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Places that a name may mean, the likeliest first; then places whose name begins so
    Search(Search),
    /// One place: its facts, its spellings, what it lies in and what lies in it
    Show(Show),
    Add(add::Add),
    Check(add::Check),
}

impl GazetteerCommand {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        match self.what {
            What::Add(command) => command.run(out, &added::folder(&self.ledger)),
            What::Search(command) => command.run(out),
            What::Show(command) => command.run(out),
            What::Check(command) => command.run(out),
        }
    }
}

#[derive(Debug, Args)]
struct Search {
    /// The name, or its beginning, in any spelling
    #[arg(value_name = "NAME")]
    name: String,

    /// At most this many places
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,

    #[command(flatten)]
    format: FormatArg,
}

impl Search {
    fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let gazetteer = Gazetteer::embedded();
        let found = gazetteer.search(&self.name, self.limit);
        if found.is_empty() {
            say(format_args!("no place is called \"{}\"", self.name));
            return Ok(Status::Incomplete);
        }
        list(out, self.format.table(out), gazetteer, &found)?;
        Ok(Status::Done)
    }
}

#[derive(Debug, Args)]
struct Show {
    /// Such as geonames:170794
    #[arg(value_name = "ID")]
    id: String,
}

impl Show {
    fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let gazetteer = Gazetteer::embedded();
        let entry = gazetteer.find(&self.id).and_then(|id| gazetteer.entry(id));
        let Some(entry) = entry else {
            say(format_args!("no place has the id {}; `gazetteer search` finds ids", self.id));
            return Ok(Status::Incomplete);
        };
        let mut facts = facts(&entry);
        let names = |ids: Vec<EntryId>| -> Vec<Value> {
            ids.into_iter()
                .filter_map(|id| gazetteer.entry(id))
                .map(|entry| json!({"id": entry.id(), "name": entry.name()}))
                .collect()
        };
        facts["within"] = names(gazetteer.parents(entry.handle())).into();
        facts["holds"] = names(gazetteer.children(entry.handle())).into();
        facts["keys"] = gazetteer.names_of(entry.handle()).into();
        out.json(&facts)?;
        Ok(Status::Done)
    }
}

fn facts(entry: &Entry<'_>) -> Value {
    let at = entry.at();
    json!({
        "id": entry.id(),
        "name": entry.name(),
        "country": entry.country(),
        "admin1": entry.admin1_name(),
        "admin2": entry.admin2_name(),
        "lat": at.map(|at| at.0),
        "lon": at.map(|at| at.1),
        "kind": entry.kind().as_str(),
        "population": entry.population(),
        "pcode": entry.pcode(),
        "coordinates": if at.is_none() { "none" }
            else if entry.is_computed() { "computed" }
            else if entry.is_nearby() { "nearby" }
            else { "own" },
    })
}

fn list(
    out: &mut Out,
    table: bool,
    gazetteer: &Gazetteer,
    found: &[EntryId],
) -> anyhow::Result<()> {
    let entries = found.iter().filter_map(|id| gazetteer.entry(*id));
    if !table {
        for entry in entries {
            out.json(&facts(&entry))?;
        }
        return Ok(());
    }
    let mut table = Table::new(&[
        ("id", 28),
        ("name", 28),
        ("kind", 14),
        ("country", 7),
        ("admin1", 20),
        ("inhabitants", 11),
    ]);
    for entry in entries {
        table.row(
            out,
            &[
                entry.id().into(),
                entry.name().into(),
                entry.kind().as_str().into(),
                entry.country().unwrap_or("").into(),
                entry.admin1_name().unwrap_or("").into(),
                entry.population().to_string().into(),
            ],
        )?;
    }
    Ok(())
}
