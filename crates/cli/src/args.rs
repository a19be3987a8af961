//! What is typed: the commands, and the arguments that several of them share.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use dateline_ledger::Location;

use crate::commands::*;
use crate::output::{Out, Status};

const ABOUT: &str = "\
Reads news reports on wars and keeps a ledger of claims: what happened, where, when, who did it and \
according to whom; and from that, who held each town on any date, with the sentences that say so.";

const EXAMPLES: &str = "\
Examples:
  dateline demo --no-serve                                  the reports that ship with the program
  dateline code report.txt --published 2017-11-03           claims of one report, nothing kept
  dateline read archive/ wires.jsonl --ledger war.db        keep them in a ledger
  dateline who \"Deir ez-Zor\" --on 2017-11-05 --ledger war.db
  curl -s https://example.org/story.html | dateline code -

Exit status: 0 done; 1 something was not found or some input could not be read (the rest was done);
2 wrong usage. Data goes to stdout, everything else to stderr.";

/// The program.
#[derive(Debug, Parser)]
#[command(
    name = "dateline",
    version,
    about = ABOUT,
    after_help = EXAMPLES,
    arg_required_else_help = true,
    max_term_width = 100
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// Folder of places that you added [default: the one beside the ledger, such as dateline.gazetteer]
    #[arg(long = "gazetteer", global = true, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    pub added: Option<PathBuf>,
}

/// One command, one file under `commands/`.
#[derive(Debug, Subcommand)]
pub enum Command {
    Demo(demo::Demo),
    Code(code::Code),
    Inspect(inspect::Inspect),
    Read(read::Read),
    Who(who::Who),
    Timeline(timeline::Timeline),
    Events(events::Events),
    Map(map::Map),
    Diff(diff::Diff),
    Changes(changes::Changes),
    Coverage(coverage::Coverage),
    Search(search::Search),
    Sources(sources::Sources),
    Explain(explain::Explain),
    Correct(correct::Correct),
    Review(review::Review),
    Corpus(corpus::CorpusCommand),
    Audit(audit::Audit),
    Import(import::Import),
    Claim(claim::ClaimCommand),
    Rule(rule::RuleCommand),
    Recode(recode::Recode),
    Export(export::Export),
    Serve(serve::Serve),
    Verify(verify::Verify),
    Eval(eval::Eval),
    Actors(actors::Actors),
    Ontology(ontology::OntologyCommand),
    Gazetteer(gazetteer::GazetteerCommand),
    Completions(completions::Completions),
}

impl Command {
    /// Does what was asked.
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        match self {
            Command::Demo(command) => command.run(out),
            Command::Code(command) => command.run(out),
            Command::Inspect(command) => command.run(out),
            Command::Read(command) => command.run(out),
            Command::Who(command) => command.run(out),
            Command::Timeline(command) => command.run(out),
            Command::Events(command) => command.run(out),
            Command::Map(command) => command.run(out),
            Command::Diff(command) => command.run(out),
            Command::Changes(command) => command.run(out),
            Command::Coverage(command) => command.run(out),
            Command::Search(command) => command.run(out),
            Command::Sources(command) => command.run(out),
            Command::Explain(command) => command.run(out),
            Command::Correct(command) => command.run(out),
            Command::Review(command) => command.run(out),
            Command::Corpus(command) => command.run(out),
            Command::Audit(command) => command.run(out),
            Command::Import(command) => command.run(out),
            Command::Claim(command) => command.run(out),
            Command::Rule(command) => command.run(out),
            Command::Recode(command) => command.run(out),
            Command::Export(command) => command.run(out),
            Command::Serve(command) => command.run(out),
            Command::Verify(command) => command.run(out),
            Command::Eval(command) => command.run(out),
            Command::Actors(command) => command.run(out),
            Command::Ontology(command) => command.run(out),
            Command::Gazetteer(command) => command.run(out),
            Command::Completions(command) => command.run(out),
        }
    }
}

/// The ledger that a command reads or writes.
#[derive(Debug, Args)]
pub struct LedgerArg {
    /// The ledger: a file, or a database on a PostgreSQL server (postgres://user@host/database)
    #[arg(long, value_name = "FILE", default_value = "dateline.db", value_hint = clap::ValueHint::FilePath)]
    pub ledger: Location,
}

/// How results are printed.
#[derive(Debug, Args)]
pub struct FormatArg {
    /// How to print: a table for people, JSON lines for programs [default: table on a terminal, jsonl elsewhere]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,
}

/// A way to print results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// Aligned columns for people.
    Table,
}

impl FormatArg {
    /// Whether a table is wanted: when said, else when a person looks on.
    pub fn table(&self, out: &Out) -> bool {
        self.format.map_or(out.is_terminal(), |format| format == Format::Table)
    }
}
