//! Evaluation: what the program codes held against what was expected of it, field by field.
//!
//! A claim is *found* where a coded claim has its type, stands in its sentence and is at its place.
//! Fields are judged on pairs of the same type and sentence, so that a wrong place costs the place
//! and not the date. What a report's expectations do not speak of is not judged.

mod agree;
mod floors;
mod judge;
mod pairing;
mod rows;
mod sentence;
mod table;
mod tally;

pub mod gold;

pub use floors::{Floors, check};
pub use judge::{Field, Half, Miss, Scores};
pub use table::corpus_tables;
pub use tally::Tally;

use dateline_coding::Claim;

use crate::corpus::Entry;

/// Scores of a whole corpus, claims given by `code`.
pub fn evaluate(entries: &[Entry], mut code: impl FnMut(&Entry) -> Vec<Claim>) -> Scores {
    let mut scores = Scores::default();
    for entry in entries {
        let claims = code(entry);
        let mut outcome = judge::judge(entry, &claims);
        outcome.half.rows = rows::judge(entry, &claims, &mut outcome.misses);
        scores.add(entry, outcome);
    }
    scores
}
