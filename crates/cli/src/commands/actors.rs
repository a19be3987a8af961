//! `dateline actors`: the actor registry: check its files, look actors up, find what it lacks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::{Args, Subcommand};
use dateline_actor::{DatedName, Dates, Entry, Link, Registry};
use dateline_coding::{Claim, Coder};
use dateline_ledger::{Access, Filter, Ledger};
use jiff::civil::Date;
use serde::Serialize;

use crate::args::FormatArg;
use crate::input::InputArgs;
use crate::output::{Out, Status, Usage, say};
use crate::table::Table;
use crate::toml_files;

/// The registry of actors: check its files, look actors up, list what it lacks
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline actors check actors/ sources/
  dateline actors search Nusra
  dateline actors show syria.sdf --on 2018-01-20
  dateline actors candidates archive/ --format table")]
pub struct Actors {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Checks registry files: unknown keys, dangling ids, names that two actors share; file and line
    Check(Check),
    /// Actors that have a name, or names with these words
    Search(Search),
    /// One actor: names, sides and backers, with their dates
    Show(Show),
    /// Names that the registry does not know, by how often they fought
    Candidates(Candidates),
}

impl Actors {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        match self.what {
            What::Check(command) => command.run(out),
            What::Search(command) => command.run(out),
            What::Show(command) => command.run(out),
            What::Candidates(command) => command.run(out),
        }
    }
}

#[derive(Debug, Args)]
struct Check {
    /// Files and folders, checked together; a registry refers to itself, so give all of it
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

impl Check {
    fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let mut files = vec![];
        for path in &self.paths {
            toml_files::collect(path, &mut files)?;
        }
        if files.is_empty() {
            return Err(Usage("no .toml file in what was given".to_owned()).into());
        }
        match Registry::from_files(&files) {
            Ok(registry) => {
                out.line(format_args!(
                    "{} files, {} actors, {} sources: no mistakes",
                    files.len(),
                    registry.entries().len(),
                    registry.sources().all().len()
                ))?;
                Ok(Status::Done)
            }
            Err(errors) => {
                for error in &errors {
                    out.line(error)?;
                }
                Ok(Status::Incomplete)
            }
        }
    }
}

#[derive(Debug, Args)]
struct Search {
    /// The name, or words of it
    #[arg(value_name = "NAME", required = true)]
    name: Vec<String>,

    #[command(flatten)]
    format: FormatArg,
}

impl Search {
    fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let name = self.name.join(" ");
        let registry = Registry::embedded();
        let found = registry.search(&name);
        let as_table = self.format.table(out);
        let mut table = Table::new(&[("id", 30), ("kind", 14), ("where", 12), ("name", 30)]);
        for entry in &found {
            if as_table {
                table.row(
                    out,
                    &[
                        entry.id.as_str().into(),
                        entry.kind.word().into(),
                        entry.countries.join(" ").into(),
                        entry.name.as_str().into(),
                    ],
                )?;
            } else {
                out.json(&Shown::of(registry, entry, None))?;
            }
        }
        if found.is_empty() {
            say(format_args!("dateline: the registry has no actor of the name \"{name}\""));
        }
        Ok(Status::done_if(!found.is_empty()))
    }
}

#[derive(Debug, Args)]
struct Show {
    /// The actor's id, or a name that only one actor has
    #[arg(value_name = "ID")]
    id: String,

    /// The day for which to show its name, side and backers
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,

    #[command(flatten)]
    format: FormatArg,
}

impl Show {
    fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let registry = Registry::embedded();
        let by_name = || match registry.search(&self.id)[..] {
            [one] => Some(one),
            _ => None,
        };
        let Some(entry) = registry.get(&self.id).or_else(by_name) else {
            say(format_args!("dateline: no one actor is \"{}\"", self.id));
            for entry in registry.search(&self.id).iter().take(10) {
                say(format_args!("  {} ({})", entry.id, entry.name));
            }
            return Ok(Status::Incomplete);
        };
        let shown = Shown::of(registry, entry, self.on);
        if self.format.table(out) {
            shown.page(out)?;
        } else {
            out.json(&shown)?;
        }
        Ok(Status::Done)
    }
}

/// An entry as it is printed.
#[derive(Serialize)]
struct Shown<'r> {
    id: &'r str,
    name: &'r str,
    kind: &'static str,
    countries: &'r [String],
    names: Vec<Dated<'r>>,
    descriptions: Vec<Dated<'r>>,
    side: dateline_actor::Party,
    party: Vec<Dated<'r>>,
    part_of: Vec<Dated<'r>>,
    backers: Vec<Dated<'r>>,
    ideology: &'r [String],
    from: Option<Date>,
    to: Option<Date>,
    ucdp: Option<&'r str>,
    file: &'r str,
    line: usize,
}

/// A name or an id with the dates at which it holds.
#[derive(Serialize)]
struct Dated<'r> {
    what: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
}

impl<'r> Shown<'r> {
    fn of(registry: &'r Registry, entry: &'r Entry, on: Option<Date>) -> Self {
        let holds = |dates: Dates| on.is_none_or(|day| dates.hold(day));
        let names = |names: &'r [DatedName]| {
            names
                .iter()
                .filter(|name| holds(name.dates))
                .map(|name| Dated { what: &name.name, from: name.dates.from, to: name.dates.to })
                .collect()
        };
        let links = |links: &'r [Link]| {
            links
                .iter()
                .filter(|link| holds(link.dates))
                .map(|link| Dated { what: &link.id, from: link.dates.from, to: link.dates.to })
                .collect()
        };
        Shown {
            id: &entry.id,
            name: registry.name_on(&entry.id, on).unwrap_or(&entry.name),
            kind: entry.kind.word(),
            countries: &entry.countries,
            names: names(&entry.names),
            descriptions: names(&entry.descriptions),
            side: registry.party_of(&entry.id, on),
            party: links(&entry.party),
            part_of: links(&entry.part_of),
            backers: links(&entry.backers),
            ideology: &entry.ideology,
            from: entry.active.from,
            to: entry.active.to,
            ucdp: entry.ucdp.as_ref().map(|(_, name)| name.as_str()),
            file: &entry.path,
            line: entry.line,
        }
    }

    fn page(&self, out: &mut Out) -> anyhow::Result<()> {
        out.line(format_args!("{} ({}), {}", self.name, self.id, self.kind))?;
        out.line(format_args!("  side         {} ({})", self.side.name, self.side.id))?;
        let lists = [
            ("names", &self.names),
            ("described as", &self.descriptions),
            ("fights for", &self.party),
            ("part of", &self.part_of),
            ("backed by", &self.backers),
        ];
        for (title, list) in lists {
            for (index, dated) in list.iter().enumerate() {
                let title = if index == 0 { title } else { "" };
                out.line(format_args!("  {title:<12} {}{}", dated.what, dated.dates()))?;
            }
        }
        let active = Dated { what: "", from: self.from, to: self.to }.dates();
        for (title, text) in [
            ("acts in", self.countries.join(" ")),
            ("active", active.trim().to_owned()),
            ("ideology", self.ideology.join(", ")),
            ("UCDP", self.ucdp.unwrap_or_default().to_owned()),
            ("file", format!("{}:{}", self.file, self.line)),
        ] {
            if !text.is_empty() {
                out.line(format_args!("  {title:<12} {text}"))?;
            }
        }
        Ok(())
    }
}

impl Dated<'_> {
    fn dates(&self) -> String {
        match (self.from, self.to) {
            (None, None) => String::new(),
            (Some(from), None) => format!(" (from {from})"),
            (None, Some(to)) => format!(" (to {to})"),
            (Some(from), Some(to)) => format!(" ({from} to {to})"),
        }
    }
}

#[derive(Debug, Args)]
struct Candidates {
    #[command(flatten)]
    input: InputArgs,

    /// Take the claims of a ledger instead of reading reports
    #[arg(long, value_name = "FILE", conflicts_with = "inputs")]
    ledger: Option<dateline_ledger::Location>,

    #[command(flatten)]
    format: FormatArg,
}

/// A name that the registry does not know, and what it was said to do.
#[derive(Default, Serialize)]
struct Candidate {
    name: String,
    claims: usize,
    reports: usize,
    countries: BTreeSet<String>,
    types: BTreeMap<String, usize>,
    example: String,
    #[serde(skip)]
    seen: BTreeSet<String>,
}

impl Candidates {
    fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let mut candidates: BTreeMap<String, Candidate> = BTreeMap::new();
        let status = if let Some(path) = &self.ledger {
            let ledger = Ledger::open(path, Access::Read)?;
            for claim in ledger.claims(&Filter::default())? {
                count(&mut candidates, &claim);
            }
            Status::Done
        } else {
            let coder = Coder::embedded();
            self.input.each_report(
                |report| coder.code(&report).0,
                |claims| {
                    claims.iter().for_each(|claim| count(&mut candidates, claim));
                    Ok(())
                },
            )?
        };
        let mut sorted: Vec<Candidate> = candidates.into_values().collect();
        sorted.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.name.cmp(&b.name)));
        let as_table = self.format.table(out);
        let mut table =
            Table::new(&[("claims", 6), ("reports", 7), ("where", 8), ("name", 36), ("words", 40)]);
        for mut candidate in sorted {
            candidate.reports = candidate.seen.len();
            if !as_table {
                out.json(&candidate)?;
                continue;
            }
            let places: Vec<&str> = candidate.countries.iter().map(String::as_str).collect();
            table.row(
                out,
                &[
                    candidate.claims.to_string().into(),
                    candidate.reports.to_string().into(),
                    places.join(" ").into(),
                    candidate.name.as_str().into(),
                    candidate.example.as_str().into(),
                ],
            )?;
        }
        Ok(status)
    }
}

/// Counts the named bodies of a claim that the registry does not know.
fn count(candidates: &mut BTreeMap<String, Candidate>, claim: &Claim) {
    let own_name = |actor: &&dateline_actor::Actor| {
        actor.id.is_none() && actor.side.as_ref().is_some_and(|side| side.id.starts_with("name:"))
    };
    let mut names = BTreeSet::new();
    for actor in claim.by.iter().chain(&claim.against).chain(&claim.with).filter(own_name) {
        let key = actor.name.to_lowercase();
        if !names.insert(key.clone()) {
            continue;
        }
        let candidate = candidates.entry(key).or_default();
        if candidate.claims == 0 {
            candidate.name.clone_from(&actor.name);
            candidate.example.clone_from(&claim.quote.text);
        }
        candidate.claims += 1;
        candidate.seen.insert(claim.report.clone());
        *candidate.types.entry(claim.kind.clone()).or_default() += 1;
        candidate.countries.extend(claim.places.iter().filter_map(|place| place.country.clone()));
    }
}
