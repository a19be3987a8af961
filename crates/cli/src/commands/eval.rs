//! `dateline eval`: measures the program, per field, on reports with expected claims or on other
//! people's labelled data.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, ValueEnum};

use crate::commands::ontology::OntologyArg;
use crate::output::{Out, Status, say};
use crate::{corpus, evaluation};

const EXAMPLES: &str = "\
Examples:
  dateline eval corpus/                                    the tables, half by half
  dateline eval corpus/ --misses | less                    with every miss and its sentence
  dateline eval corpus/ --out eval/corpus.md --floors eval/floors.toml
  dateline eval --gold plover plover-gsr.json              other people's labels
  dateline eval --gold ukraine-towns ukraine-towns.csv
  dateline eval --gold muc4 muc34/dev/
  dateline eval --gold re3d re3d/
  dateline eval --gold lgl lgl.xml --out eval/places/lgl.md
  dateline eval --gold ucdp-syria ucdp-syria.csv --out eval/places/ucdp-syria.md
  dateline eval --gold times eval/time/corpus.tsv --out eval/time/times.md

Exit status 1 where a score lies below its floor.";

/// Measures Dateline on a corpus of reports with expected claims, per field
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Eval {
    /// Folder of reports in the corpus format, or the file or folder of --gold
    #[arg(value_name = "CORPUS", value_hint = clap::ValueHint::AnyPath)]
    corpus: PathBuf,

    /// The labels are other people's, of this collection
    #[arg(long, value_name = "COLLECTION")]
    gold: Option<Gold>,

    #[command(flatten)]
    ontology: OntologyArg,

    /// Adds a table of misses with their sentences
    #[arg(long)]
    misses: bool,

    /// Writes the tables to a file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Scores that must be reached
    #[arg(long, value_name = "FILE", conflicts_with = "gold")]
    floors: Option<PathBuf>,
}

/// Collections of labelled data that the program can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Gold {
    /// PLOVER's gold standard records (JSON).
    Plover,
    /// Status changes of Ukrainian towns (CSV).
    UkraineTowns,
    /// MUC-3/4 articles and answer keys (folder).
    Muc4,
    /// Entities marked in reports on Syria and Iraq (folder).
    Re3d,
    /// Local news with toponyms marked by hand (XML).
    Lgl,
    /// Uppsala's events in Syria, by headline and coded place (CSV).
    UcdpSyria,
    /// Expressions of time with the days that they mean (TSV, as eval/time/corpus.tsv).
    Times,
}

impl Eval {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let coder = self.ontology.coder()?;
        if let Some(gold) = self.gold {
            let page = match gold {
                Gold::Plover => evaluation::gold::plover::tables(&self.corpus, coder, self.misses)?,
                Gold::UkraineTowns => {
                    evaluation::gold::towns::tables(&self.corpus, coder, self.misses)?
                }
                Gold::Lgl => evaluation::gold::lgl::tables(&self.corpus, coder, self.misses)?,
                Gold::UcdpSyria => {
                    evaluation::gold::ucdp::tables(&self.corpus, coder, self.misses)?
                }
                Gold::Times => evaluation::gold::times::tables(&self.corpus, coder, self.misses)?,
                Gold::Re3d => evaluation::gold::re3d::tables(&self.corpus, coder, self.misses)?,
                Gold::Muc4 => evaluation::gold::muc::tables(&self.corpus, coder, self.misses)?,
            };
            self.deliver(out, &page)?;
            return Ok(Status::Done);
        }
        let entries = corpus::load(&self.corpus)?;
        let scores = evaluation::evaluate(&entries, |entry| coder.code(&entry.report).0);
        self.deliver(out, &evaluation::corpus_tables(&scores, self.misses))?;
        let Some(file) = &self.floors else { return Ok(Status::Done) };
        let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
        let floors = evaluation::Floors::parse(&text)
            .map_err(|fault| anyhow::anyhow!("{}: {fault}", file.display()))?;
        let falls = evaluation::check(&floors, &scores);
        for fall in &falls {
            say(format_args!("{fall}"));
        }
        Ok(Status::done_if(falls.is_empty()))
    }

    fn deliver(&self, out: &mut Out, page: &str) -> anyhow::Result<()> {
        match &self.out {
            Some(file) => {
                std::fs::write(file, page).with_context(|| file.display().to_string())?;
            }
            None => out.line(page.trim_end())?,
        }
        Ok(())
    }
}
