//! One person without a number: "the mayor", "their driver", a name. Who is only named is counted, and
//! not named again: the words of the count are the title or the verb.

use super::outcome::{Outcome, Outcomes};
use super::people::{self, People};
use super::quantity::Quantity;
use super::words::CountWords;
use crate::scene::Scene;

/// What may befall one person so that it counts.
const COUNTED: &[&str] = &["killed", "wounded", "abducted"];

/// The single people of a report whom something befell; `taken` are nouns that a number counts.
pub fn find(
    scene: &Scene<'_>,
    words: &CountWords,
    outcomes: &Outcomes<'_, '_>,
    taken: &[usize],
) -> Vec<(Quantity, People, Outcome)> {
    let a = scene.arcs.analysis;
    let mut found = Vec::new();
    for noun in (0..a.len()).filter(|noun| !taken.contains(noun)) {
        if let Some(first) = definite(scene, words, noun) {
            let quantity = one(first..noun + 1, noun);
            let people = People { anchor: noun, noun: Some(noun), pronoun: None, end: noun + 1 };
            let outcome = outcomes.find(&people, &quantity);
            found.extend(outcome.map(|outcome| (quantity, people, outcome)));
        }
    }
    for name in a.names().iter().filter(|name| a.label(name) == "PERSON") {
        let tokens = name.tokens.start as usize..name.tokens.end as usize;
        let head = tokens.clone().find(|&t| !tokens.contains(&a.head(t)));
        let Some(head) = head else { continue };
        let title = a
            .children(head)
            .find(|&c| c < head && a.dep(c) == "compound" && people::is_people(scene, words, c));
        // "killed Tamil Tiger leader X": of a body that is known, and one person
        let led = title.is_some() && !is_place(scene, head);
        if !(is_private(scene, head) || led && stands_alone(scene, head)) {
            continue;
        }
        let quantity = one(head..head + 1, head);
        let people = People { anchor: head, noun: None, pronoun: None, end: head + 1 };
        let Some(outcome) = outcomes.find(&people, &quantity) else { continue };
        // Names die in their beds too.
        let done_to = words.outcome(|o| &o.subject, &scene.lemma(outcome.trigger)).is_none();
        let said = title.unwrap_or(outcome.trigger);
        if done_to && !taken.contains(&said) {
            let people = People { noun: title, end: said + 1, ..people };
            found.push((Quantity { tokens: said..said + 1, ..quantity }, people, outcome));
        }
    }
    found.retain(|(_, people, outcome)| {
        // "the spokesman said that 12 had been killed" is no one killed
        let dies = words.outcome(|o| &o.subject, &scene.lemma(outcome.trigger)).is_some();
        COUNTED.contains(&outcome.what) && (dies || a.dep(people.anchor) != "nsubj")
    });
    found
}

fn one(tokens: std::ops::Range<usize>, core: usize) -> Quantity {
    let n = Some(1);
    Quantity { core: core..core + 1, tokens, low: n, best: n, high: n, article: false }
}

/// The first token of "the mayor", "their driver"; nothing where the noun is of several people or the
/// phrase of nobody in particular.
fn definite(scene: &Scene<'_>, words: &CountWords, noun: usize) -> Option<usize> {
    let a = scene.arcs.analysis;
    let lemma = scene.lemma(noun);
    let one_person = a.tag(noun) == "NN"
        && words.who(&lemma).is_some()
        && !words.telling.unsingular.contains(&lemma)
        && !words.generic.collectives.contains(&lemma)
        && !matches!(a.dep(noun), "compound" | "appos" | "poss" | "amod" | "nmod" | "attr");
    if !one_person {
        return None;
    }
    let definite = a.children(noun).find(|&c| {
        c < noun
            && (a.dep(c) == "det"
                && matches!(a.text(c).to_lowercase().as_str(), "the" | "this" | "that")
                || a.dep(c) == "poss")
    })?;
    let counted = a.children(noun).any(|c| matches!(a.dep(c), "nummod" | "quantmod"));
    (!counted).then(|| a.subtree(definite).start)
}

/// Whether a name is a person's and no body's or place's.
fn is_private(scene: &Scene<'_>, head: usize) -> bool {
    !is_place(scene, head)
        && scene.mention(head).is_none_or(|m| m.actor.id.is_none())
        && stands_alone(scene, head)
}

fn is_place(scene: &Scene<'_>, head: usize) -> bool {
    scene.toponym(head).is_some()
}

/// Whether the name is an argument of its own and no part of another's.
fn stands_alone(scene: &Scene<'_>, head: usize) -> bool {
    matches!(scene.arcs.analysis.dep(head), "nsubjpass" | "nsubj" | "dobj" | "conj")
}
