//! `dateline ontology`: the event types: check one's own, list them, print the codebook.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use clap::{Args, Subcommand};
use dateline_coding::ontology::{Ontology, codebook};
use dateline_coding::{Coder, examine, ontology_files};
use serde_json::json;

use crate::args::FormatArg;
use crate::output::{Out, Status, Usage, say};
use crate::table::Table;
use crate::toml_files;

/// The event types: check your own, list them, print the codebook
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline ontology check                       the program's own types and their examples
  dateline ontology check my-types/             yours over them
  dateline ontology types --format table
  dateline ontology codebook > codebook.md
  dateline code report.txt --ontology my-types/

A type is a file: `FAMILY/NAME.toml`, with a definition, frames and examples; `ontology/README.md` in
the project's repository teaches the format. In your folder a file replaces the program's type of the
same name, and what is new is added.")]
pub struct OntologyCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Compiles the files and codes their examples: every mistake with its file and line
    Check(Check),
    /// All types with their codes in other schemes
    Types(Types),
    /// The codebook, in Markdown
    Codebook(Codebook),
}

impl OntologyCommand {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        match self.what {
            What::Check(command) => command.run(out),
            What::Types(command) => command.run(out),
            What::Codebook(command) => command.run(out),
        }
    }
}

#[derive(Debug, Args)]
struct Check {
    /// Folder or file of your own types; without one, the types that the program carries
    #[arg(value_name = "FOLDER", value_hint = clap::ValueHint::AnyPath)]
    folder: Option<PathBuf>,
}

impl Check {
    fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let files = self.folder.as_deref().map(read).transpose()?.unwrap_or_default();
        let ontology = match compile(&files) {
            Ok(ontology) => ontology,
            Err(faults) => {
                faults.iter().try_for_each(|fault| out.line(fault))?;
                return Ok(Status::Incomplete);
            }
        };
        // Types of the user's, or all where he has changed words that all types share.
        let own: HashSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        let shared = files.iter().any(|(path, _)| Ontology::is_shared(path));
        let all = files.is_empty() || shared;
        let coder = Coder::with_ontology(ontology);
        let mut types = 0;
        let examined = examine(&coder, |kind| {
            let wanted = all || own.contains(kind.path.as_str());
            types += usize::from(wanted);
            wanted
        });
        examined.faults.iter().try_for_each(|fault| out.line(fault))?;
        out.line(format_args!(
            "{types} types, {} examples: {}",
            examined.examples,
            match examined.faults.len() {
                0 => "no mistakes".to_owned(),
                1 => "1 mistake".to_owned(),
                many => format!("{many} mistakes"),
            }
        ))?;
        Ok(Status::done_if(examined.faults.is_empty()))
    }
}

#[derive(Debug, Args)]
struct Types {
    #[command(flatten)]
    ontology: OntologyArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Types {
    fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let coder = self.ontology.coder()?;
        let as_table = self.format.table(out);
        let mut table = Table::new(&[("type", 30), ("PLOVER", 12), ("CAMEO", 6), ("what", 40)]);
        for kind in &coder.ontology.types {
            let codes = &kind.file.codes;
            if as_table {
                let row = [&kind.kind, &codes.plover, &codes.cameo, &kind.file.title];
                table.row(out, &row.map(|cell| cell.as_str().into()))?;
            } else {
                out.json(&json!({
                    "type": kind.kind, "title": kind.file.title, "definition": kind.file.definition,
                    "plover": codes.plover, "plover_mode": codes.plover_mode, "cameo": codes.cameo,
                    "acled": codes.acled, "acled_sub": codes.acled_sub, "ucdp": codes.ucdp,
                }))?;
            }
        }
        Ok(Status::Done)
    }
}

#[derive(Debug, Args)]
struct Codebook {
    #[command(flatten)]
    ontology: OntologyArg,
}

impl Codebook {
    fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let page = codebook::page(&self.ontology.coder()?.ontology);
        out.line(page.trim_end())?;
        Ok(Status::Done)
    }
}

/// Event types of the user's own.
#[derive(Debug, Args)]
pub struct OntologyArg {
    /// Your own event types: files in this folder add types to the program's and replace those of the
    /// same name
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    pub ontology: Option<PathBuf>,
}

impl OntologyArg {
    /// The coder with the user's types, where there are any.
    pub fn coder(&self) -> anyhow::Result<&'static Coder> {
        static OWN: OnceLock<Coder> = OnceLock::new();
        let Some(folder) = &self.ontology else { return Ok(Coder::embedded()) };
        let files = read(folder)?;
        let ontology = compile(&files).map_err(|faults| {
            faults.iter().for_each(|fault| say(format_args!("dateline: {fault}")));
            Usage(format!("{} has mistakes; nothing was coded", folder.display()))
        })?;
        Ok(OWN.get_or_init(|| Coder::with_ontology(ontology)))
    }
}

/// The program's types with these files over them.
pub fn compile(files: &[(String, String)]) -> Result<Ontology, Vec<String>> {
    let own = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let all: Vec<(&str, &str)> = ontology_files().iter().copied().chain(own).collect();
    Ontology::compile(&all).map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

/// The ontology files of a folder, or one file, with their paths; sorted.
pub fn read(path: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let mut files = vec![];
    toml_files::collect(path, &mut files)?;
    if files.is_empty() {
        let told = format!(
            "{}: no .toml file in it; `ontology/README.md` teaches the format",
            path.display()
        );
        return Err(Usage(told).into());
    }
    Ok(files)
}
