//! Pairing: which coded claim answers which expected one.

use dateline_coding::Claim;
use dateline_report::Span;

use super::{agree, judge, sentence};
use crate::corpus::{Entry, Expected};

/// Which claim answers which expectation, and which claims answer none.
#[derive(Debug)]
pub struct Pairing {
    /// For every expectation: the claim's index and whether its place is right too.
    pub answers: Vec<Option<(usize, bool)>>,
    /// Claims that answer nothing and that nothing allows.
    pub extra: Vec<usize>,
    /// The sentences of the expectations.
    pub sentences: Vec<Span>,
}

/// Pairs a report's claims with its expectations: best agreement first, each claim used once.
pub fn pair(entry: &Entry, claims: &[Claim]) -> Pairing {
    let bounds = sentence::sentences(&entry.report.text);
    let sentences: Vec<Span> =
        entry.expected.iter().map(|expected| sentence::around(&bounds, expected.quote)).collect();
    let together = |at: usize, claim: &Claim| {
        entry.expected[at].types.contains(&claim.kind) && sentences[at].overlaps(claim.quote.span)
    };

    let mut candidates = Vec::new();
    for (at, expected) in entry.expected.iter().enumerate() {
        for (index, claim) in claims.iter().enumerate() {
            if together(at, claim) {
                let placed = place_agrees(expected, claim);
                // What is asked for takes the claim before what is merely allowed.
                let rank = (placed, !expected.optional, judge::fields_right(expected, claim));
                candidates.push((rank, at, index));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));

    let mut answers = vec![None; entry.expected.len()];
    let mut used = vec![false; claims.len()];
    for ((placed, ..), at, index) in candidates {
        if answers[at].is_none() && !used[index] {
            answers[at] = Some((index, placed));
            used[index] = true;
        }
    }

    // One happening may be told under two types that are both right ("withdrew from" is a loss and
    // a withdrawal); the second one is no false claim. Nor is what the coder marks as presupposed,
    // nor anything in a sentence that allows its type without naming a place.
    let allowed = |index: usize, claim: &Claim| {
        claim.inferred
            || (0..entry.expected.len()).any(|at| {
                let expected = &entry.expected[at];
                let answer = answers[at].map(|(index, _)| &claims[index].kind);
                together(at, claim)
                    && !used[index]
                    && (expected.optional && place_agrees(expected, claim)
                        || answer.is_some_and(|kind| *kind != claim.kind)
                            && place_agrees(expected, claim))
            })
    };
    let extra = claims.iter().enumerate();
    let extra = extra.filter(|(index, claim)| {
        !used[*index] && entry.complete.covers(&claim.kind) && !allowed(*index, claim)
    });
    let extra = extra.map(|(index, _)| index).collect();
    Pairing { answers, extra, sentences }
}

/// Whether the claim's places are the expected ones; where none are given, any will do.
pub fn place_agrees(expected: &Expected, claim: &Claim) -> bool {
    match &expected.places {
        None => true,
        Some(places) if places.is_empty() => claim.places.is_empty(),
        Some(places) => {
            places.iter().all(|wanted| claim.places.iter().any(|found| agree::place(wanted, found)))
        }
    }
}
