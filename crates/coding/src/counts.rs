//! Counts of people: how many were killed, wounded, missing, captured, displaced, abducted.
//!
//! A count is a number ([`quantity`]), the people that it counts ([`people`]) and what befell them
//! ([`outcome`]). Numbers that count anything else (ages, dates, calibres, distances, inhabitants,
//! votes) have no outcome and are never counts; nor are plans, and what merely could happen. Parts
//! point at the count that they are a part of ([`parts`]); [`carry`] hands counts to the claims that
//! they belong to.

use std::ops::Range;

mod carry;
mod outcome;
mod parts;
mod people;
mod quantity;
mod scope;
mod singular;
mod words;

use crate::claim::Count;
use crate::scene::Scene;

pub use carry::{Carried, carries, merge, told};
use outcome::{Outcome, Outcomes};
use people::People;
use quantity::Quantity;
pub use words::CountWords;

/// A count with the tokens that it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The count; `of` is an index into the list that holds it.
    pub count: Count,
    /// The verb, noun or adjective that says what befell the people.
    pub trigger: usize,
    /// Token indices of the words.
    pub tokens: Range<usize>,
}

/// A number of people on its way to be a count.
#[derive(Clone, Debug)]
struct Candidate {
    quantity: Quantity,
    people: People,
    outcome: Option<Outcome>,
    who: String,
    /// Index of the candidate that this one is a part of.
    of: Option<usize>,
}

impl Candidate {
    fn tokens(&self) -> Range<usize> {
        let first = self.quantity.tokens.start;
        first..self.people.end.max(self.quantity.tokens.end)
    }
}

/// All counts of a report in text order.
pub fn find(scene: &Scene<'_>, words: &CountWords) -> Vec<Counted> {
    let outcomes = Outcomes { scene, words };
    let mut candidates: Vec<Candidate> = quantity::find(scene, words)
        .into_iter()
        .filter_map(|quantity| {
            let people = people::of(scene, words, &quantity)?;
            let outcome = outcomes.find(&people, &quantity);
            let who = people::who(scene, words, &people);
            Some(Candidate { quantity, people, outcome, who, of: None })
        })
        .collect();
    let taken: Vec<usize> =
        candidates.iter().filter_map(|c| c.people.noun.or(Some(c.people.anchor))).collect();
    for (quantity, people, outcome) in singular::find(scene, words, &outcomes, &taken) {
        let who = people::who(scene, words, &people);
        candidates.push(Candidate { quantity, people, outcome: Some(outcome), who, of: None });
    }
    candidates.sort_by_key(|candidate| candidate.quantity.core.start);
    parts::join(scene, words, &mut candidates);
    once_each(&mut candidates);
    let mut index: Vec<Option<usize>> = Vec::new();
    let mut found: Vec<Counted> = Vec::new();
    for candidate in &candidates {
        let counted = candidate
            .outcome
            .filter(|outcome| sensible(scene, words, candidate, outcome))
            .map(|outcome| counted(scene, words, candidate, &outcome));
        index.push(counted.is_some().then_some(found.len()));
        found.extend(counted);
    }
    let kept = candidates.iter().enumerate().filter(|(at, _)| index[*at].is_some());
    for ((_, candidate), counted) in kept.zip(&mut found) {
        counted.count.of = candidate.of.and_then(|of| index.get(of).copied().flatten());
    }
    found
}

/// "one of them a child" is one child: what the partitive describes is not counted again.
fn once_each(candidates: &mut [Candidate]) {
    for at in 1..candidates.len() {
        let noun = candidates[at].people.noun;
        let described = candidates[..at]
            .iter()
            .any(|c| c.people.pronoun.is_some() && c.people.noun == noun && noun.is_some());
        if described && candidates[at].people.pronoun.is_none() {
            candidates[at].outcome = None;
        }
    }
}

/// Fighters on the run are no displaced people, and prisoners that flee have escaped.
fn sensible(
    scene: &Scene<'_>,
    words: &CountWords,
    candidate: &Candidate,
    outcome: &Outcome,
) -> bool {
    if outcome.what != "displaced" {
        return true;
    }
    let held = candidate.people.noun.is_some_and(|n| words.telling.held.contains(&scene.lemma(n)));
    !held
        && !matches!(candidate.who.as_str(), "fighters" | "soldiers" | "police")
        && candidate.quantity.best != Some(1)
}

fn counted(
    scene: &Scene<'_>,
    words: &CountWords,
    candidate: &Candidate,
    outcome: &Outcome,
) -> Counted {
    let a = scene.arcs.analysis;
    let tokens = candidate.tokens();
    let span = a.span_of(tokens.clone());
    let doers = scene.arcs.subjects(outcome.trigger);
    let side = people::side(scene, &candidate.who, &candidate.people)
        // "capturing eight of its members": whoever does it does it to others.
        .filter(|side| {
            let anchor = candidate.people.anchor;
            !scene.arcs.is_verb(outcome.trigger)
                || outcome.lost_by.is_some()
                || doers.contains(&anchor)
                || !doers.iter().any(|&doer| people::party_of(scene, doer).as_ref() == Some(side))
        })
        // "put its own losses at three dead"
        .or_else(|| people::own_losses(scene, outcome.trigger, &tokens))
        .or_else(|| {
            let loser = outcome.lost_by.filter(|_| people::bears_arms(&candidate.who))?;
            people::party_of(scene, loser)
        });
    let count = Count {
        what: outcome.what.to_owned(),
        who: candidate.who.clone(),
        side,
        low: candidate.quantity.low,
        best: candidate.quantity.best,
        high: candidate.quantity.high,
        scope: scope::of(scene, words, outcome).to_owned(),
        of: None,
        text: span.of(a.source()).to_owned(),
        span,
    };
    Counted { count, trigger: outcome.trigger, tokens }
}
