//! `dateline corpus`: what a reviewer set right, as an entry of the corpus.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use dateline_desk::specimen;
use dateline_ledger::{Access, Ledger};
use serde_json::json;

use crate::args::LedgerArg;
use crate::corpus::Entry;
use crate::output::{Out, Status, say};

/// Turns a corrected report into an entry of the corpus: a test for every coder to come
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline corpus add c7f0a1 --to corpus/syria/2017-11-03-deir-ez-zor.md --ledger war.db
  dateline eval corpus/syria/2017-11-03-deir-ez-zor.md

The entry holds the report of that claim with all claims that now count, as people left them. Where every
one was reviewed nothing else may come out of it; else nothing else of the families that somebody rejected.
Sentences of other people's reports stay out of a public repository: put them into your own words first.")]
pub struct CorpusCommand {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Writes an entry; a file that is there stays as it is
    Add {
        /// Id of a claim of the report, also of a rejected one
        #[arg(value_name = "ID")]
        id: String,
        /// The file to write: corpus/WAR/DAY-WORDS.md
        #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
        to: PathBuf,
        #[command(flatten)]
        ledger: LedgerArg,
    },
}

impl CorpusCommand {
    pub fn run(self, out: &mut Out) -> Result<Status> {
        let Deed::Add { id, to, ledger } = self.deed;
        let ledger = Ledger::open(&ledger.ledger, Access::Read)?;
        let name = to.display();
        if to.exists() {
            bail!("{name}: is there already; say another file");
        }
        let war = to.parent().and_then(|folder| folder.file_name());
        let war =
            war.map_or_else(|| "unknown".to_owned(), |war| war.to_string_lossy().into_owned());
        let made = specimen(&ledger, &id, &war)?;
        // What is written can be read: the same reader that `eval` has says so.
        if let Err(fault) = Entry::parse(&name.to_string(), &made.file) {
            bail!("{name}:{}: would not be a corpus entry: {}", fault.line, fault.message);
        }
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
        fs::write(&to, &made.file).with_context(|| name.to_string())?;
        out.json(&json!({
            "entry": name.to_string(), "claims": made.claims, "left_out": made.left_out,
            "complete": made.complete,
        }))?;
        if made.left_out > 0 {
            say(format_args!(
                "dateline: {} claims are left out: their quotation stands in the text twice, or runs over lines",
                made.left_out
            ));
        }
        say(format_args!("dateline: put the text into your own words before you share it"));
        Ok(Status::Done)
    }
}
