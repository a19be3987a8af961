//! The coder: every step from a report to its claims, with the data that the steps need.

use dateline_actor::Mention;
use dateline_place::Toponym;
use dateline_report::{Note, Report};
use dateline_syntax::Analysis;

use crate::claim::{Claim, Count};

/// All layers of one report's analysis, in the order in which they are made.
#[derive(Debug)]
pub struct Reading<'r> {
    /// Tokens, arcs, names, sentences.
    pub analysis: Analysis<'r>,
    /// Toponyms.
    pub toponyms: Vec<Toponym>,
    /// Mentions of actors.
    pub mentions: Vec<Mention>,
    /// Counts of people.
    pub counts: Vec<Count>,
    /// What each step wants a person to know.
    pub notes: Vec<Note>,
}

/// Codes reports. Cheap to share between threads.
#[derive(Debug)]
pub struct Coder {}

impl Coder {
    /// The coder with the data that the program carries.
    pub fn embedded() -> &'static Coder {
        static CODER: Coder = Coder {};
        &CODER
    }

    /// All layers of a report, every paragraph parsed (for `inspect`).
    pub fn read<'r>(&self, _report: &'r Report) -> Reading<'r> {
        Reading {
            analysis: Analysis::default(),
            toponyms: vec![],
            mentions: vec![],
            counts: vec![],
            notes: vec![],
        }
    }

    /// The report's claims, spans in code points, in the order of their quotations.
    pub fn code(&self, _report: &Report) -> (Vec<Claim>, Vec<Note>) {
        (vec![], vec![])
    }
}
