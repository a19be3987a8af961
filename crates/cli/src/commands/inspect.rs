//! `dateline inspect`: prints one layer of the analysis, one JSON object a report.

use clap::{Args, ValueEnum};
use dateline_coding::Coder;

use crate::input::InputArgs;
use crate::layers;
use crate::output::{Out, Status};

/// Prints one layer of the analysis, one JSON object a report
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline inspect --layer names report.txt
  dateline inspect --layer places report.txt | jq -r '.items[] | [.text, .name, .country] | @tsv'
  dateline inspect --layer times report.txt --published 2017-11-03

Every item has its text, and its start and end in Unicode code points of the report's text.")]
pub struct Inspect {
    /// The layer
    #[arg(long, value_name = "LAYER")]
    layer: Layer,

    #[command(flatten)]
    input: InputArgs,
}

/// Layers of the analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Layer {
    /// Sentences
    Sentences,
    /// Tokens with lemma, part of speech, tag and arc
    Tokens,
    /// Names with their labels
    Names,
    /// Tokens and names together
    Syntax,
    /// Expressions of time with the days that they mean
    Times,
    /// Toponyms with their gazetteer entries
    Places,
    /// Mentions of actors
    Actors,
    /// Counts of people
    Counts,
    /// Who says what
    Attributions,
}

impl Inspect {
    pub fn run(self, out: &mut Out) -> anyhow::Result<Status> {
        let coder = Coder::embedded();
        let layer = self.layer;
        self.input.each_report(
            |report| layers::print(coder, layer, &report),
            |line| {
                out.bytes(&line?)?;
                out.show()
            },
        )
    }
}
