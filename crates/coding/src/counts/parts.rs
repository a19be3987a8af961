//! Parts: "12 dead, three of them children", "including two soldiers".

use super::outcome::Outcome;
use super::words::CountWords;
use super::{Candidate, people};
use crate::scene::Scene;

/// Sentences back that "three of the dead" may reach.
const REACH: usize = 3;

/// Finds which candidates are parts of which; a part without an outcome of its own has its whole's.
pub fn join(scene: &Scene<'_>, words: &CountWords, candidates: &mut [Candidate]) {
    for at in 0..candidates.len() {
        let pronoun = candidates[at].people.pronoun;
        if candidates[at].people.noun.is_none() && pronoun.is_none() {
            equate(scene, words, &mut candidates[at]);
        }
        if let Some(pronoun) = pronoun {
            describe(scene, words, &mut candidates[at], pronoun);
        }
        let Some(whole) = whole_of(scene, words, candidates, at) else {
            // "Three women were among the dead" where no number of the dead was given
            let part = &mut candidates[at];
            if part.outcome.is_none()
                && let Some(Some(what)) = among_the_dead(scene, words, part)
            {
                let trigger = scene.arcs.clause(part.people.anchor);
                part.outcome = Some(Outcome { what, trigger, lost_by: None, total: false });
            }
            continue;
        };
        let Some(outcome) = candidates[whole].outcome else { continue };
        // "kidnapped 300, and released 15 of them": what came of those is no part of the deed
        if pronoun.is_some()
            && candidates[at].outcome.is_none()
            && is_let_go(scene, &candidates[at])
        {
            continue;
        }
        // "1,000 casualties, including 800 prisoners" are not all dead.
        let taken = candidates[at]
            .people
            .noun
            .is_some_and(|noun| words.telling.taken.contains_key(&scene.lemma(noun)));
        if taken && outcome.what != "captured" && outcome.what != "abducted" {
            continue;
        }
        let whole_who = candidates[whole].who.clone();
        let part = &mut candidates[at];
        match part.outcome {
            Some(own) if own.what != outcome.what && pronoun.is_some() => continue,
            Some(own) if own.what == outcome.what => {}
            _ => part.outcome = Some(Outcome { lost_by: None, ..outcome }),
        }
        if pronoun.is_some() && part.people.noun.is_none() {
            part.who = whole_who;
        }
        part.of = Some(whole);
    }
}

/// Whether people are let go or brought to safety.
fn is_let_go(scene: &Scene<'_>, part: &Candidate) -> bool {
    let a = scene.arcs.analysis;
    let anchor = part.people.anchor;
    let verb = a.head(anchor);
    let frees = scene.arcs.lexicon.classes.get("frees");
    matches!(a.dep(anchor), "dobj" | "nsubjpass")
        && frees.is_some_and(|words| words.contains(&scene.lemma(verb)))
}

/// "Of the 12 people killed, eight were civilians": a number alone whose predicate says who.
fn equate(scene: &Scene<'_>, words: &CountWords, part: &mut Candidate) {
    let a = scene.arcs.analysis;
    let anchor = part.people.anchor;
    let verb = a.head(anchor);
    if part.outcome.is_some() || a.dep(anchor) != "nsubj" || a.lemma(verb) != "be" {
        return;
    }
    if let Some(noun) = a.child(verb, "attr").filter(|&n| people::is_people(scene, words, n)) {
        part.people.noun = Some(noun);
        part.people.pronoun = Some(anchor);
        part.people.end = noun + 1;
        part.who = people::who(scene, words, &part.people);
    }
}

/// "three of them children", "two of whom were soldiers": who the part are.
fn describe(scene: &Scene<'_>, words: &CountWords, part: &mut Candidate, pronoun: usize) {
    let a = scene.arcs.analysis;
    let end = a.sentences().get(a.sentence_of(pronoun)).map_or(0, |s| s.end as usize);
    for at in pronoun + 1..end.min(pronoun + 5) {
        let text = a.text(at).to_lowercase();
        if matches!(a.pos(at), "NOUN" | "PROPN") {
            if people::is_people(scene, words, at) {
                let next = at + 1;
                let compound = next < end && a.head(at) == next && a.dep(at) == "compound";
                let noun = if compound { next } else { at };
                part.people.noun = Some(noun);
                part.people.end = noun + 1;
                part.who = people::who(scene, words, &part.people);
                return;
            }
            if a.dep(at) != "compound" {
                return;
            }
        } else if words.outcome(|o| &o.said, &text).is_none()
            && !matches!(
                text.as_str(),
                "were" | "was" | "are" | "is" | "being" | "a" | "the" | "also" | "young"
            )
            && a.pos(at) != "ADJ"
        {
            return;
        }
    }
}

fn whole_of(
    scene: &Scene<'_>,
    words: &CountWords,
    candidates: &[Candidate],
    at: usize,
) -> Option<usize> {
    let a = scene.arcs.analysis;
    let part = &candidates[at];
    let sentence = a.sentence_of(part.quantity.core.start);
    let fits = |other: usize| {
        let whole = &candidates[other];
        let upper = whole.quantity.high.or(whole.quantity.best).or(whole.quantity.low);
        let room = match (part.quantity.low.or(part.quantity.best), upper) {
            (Some(part), Some(upper)) => part <= upper || whole.quantity.high.is_none(),
            _ => true,
        };
        whole.outcome.is_some() && whole.of.is_none() && room && other != at
    };
    let distance =
        |other: usize| sentence.checked_sub(a.sentence_of(candidates[other].quantity.core.start));
    let before = |reach: usize, what: Option<&str>| {
        (0..at).rev().find(|&o| {
            fits(o)
                && distance(o).is_some_and(|d| d <= reach)
                && what.is_none_or(|w| candidates[o].outcome.is_some_and(|out| out.what == w))
        })
    };
    // "three of them", "two of the dead"
    if let Some(pronoun) = part.people.pronoun {
        let text = a.text(pronoun).to_lowercase();
        if text == "whom" {
            return before(0, None);
        }
        // "eight were civilians"
        if pronoun == part.people.anchor {
            return before(1, None).filter(|&o| {
                candidates[o].who == "unknown" && part.quantity.best < candidates[o].quantity.best
            });
        }
        let what = words
            .outcome(|o| &o.said, &text)
            .or_else(|| words.outcome(|o| &o.nouns, &scene.lemma(pronoun)));
        return before(if text == "them" && part.outcome.is_none() { 1 } else { REACH }, what);
    }
    // "nine were injured, two critically"
    let severe = part.people.end < a.len()
        && words.telling.severity.contains(&a.text(part.people.end).to_lowercase());
    if severe && part.people.noun.is_none() {
        return before(0, Some("wounded"));
    }
    // "including two soldiers and a child", "among them two soldiers"
    if introduced(scene, words, part) {
        let own = candidates[..at].iter().rposition(|_| true);
        return own.and_then(|_| before(0, None));
    }
    // The second of "including two soldiers and a child".
    let head = a.head(part.people.anchor);
    if a.dep(part.people.anchor) == "conj" || a.dep(part.people.anchor) == "appos" {
        let first = (0..at).rev().find(|&o| {
            let other = &candidates[o].people;
            other.anchor == head || other.noun == Some(head)
        });
        if let Some(first) = first {
            // "…, and 40 citizens were killed by bombing" is told by itself.
            let own = part
                .outcome
                .is_some_and(|o| candidates[first].outcome.is_some_and(|f| f.trigger != o.trigger));
            if candidates[first].of.is_some() {
                return candidates[first].of.filter(|_| !own);
            }
            if fits(first) && set_off(scene, &candidates[first], part) {
                return Some(first);
            }
        }
    }
    // "seven people: five soldiers and two civilians"
    let previous = at.checked_sub(1)?;
    if fits(previous)
        && distance(previous) == Some(0)
        && set_off(scene, &candidates[previous], part)
        && candidates[previous].tokens().end + 8 > part.quantity.tokens.start
        && part
            .outcome
            .is_none_or(|o| candidates[previous].outcome.is_some_and(|w| w.trigger == o.trigger))
    {
        return Some(previous);
    }
    // "Three children were among the dead", "The dead included three children".
    among_the_dead(scene, words, part).and_then(|what| {
        before(REACH, what)
            .or_else(|| (at + 1..candidates.len()).find(|&o| fits(o) && distance(o) == Some(0)))
    })
}

/// Whether the words before the number say that a part follows.
fn introduced(scene: &Scene<'_>, words: &CountWords, part: &Candidate) -> bool {
    let a = scene.arcs.analysis;
    let mut at = part.quantity.tokens.start;
    for _ in 0..2 {
        let Some(before) = at.checked_sub(1) else { return false };
        let text = a.text(before).to_lowercase();
        if words.telling.among.contains(&text) {
            // "The dead included" is told elsewhere.
            return text == "including"
                || text == "among"
                || text == "counting"
                || text == "amongst";
        }
        // "1,600 people have died, of them 1,196 jihadists"
        if matches!(text.as_str(), "them" | "whom")
            && before > 0
            && a.text(before - 1).eq_ignore_ascii_case("of")
        {
            return true;
        }
        if !matches!(text.as_str(), "them" | "whom" | "at" | "these" | ",") {
            return false;
        }
        at = before;
    }
    false
}

/// A colon, dash or bracket sets the parts off from a whole that says less of who they are.
fn set_off(scene: &Scene<'_>, whole: &Candidate, part: &Candidate) -> bool {
    let a = scene.arcs.analysis;
    let between = whole.tokens().end..part.quantity.tokens.start;
    if between.len() > 8 || whole.who != "unknown" || part.people.noun.is_none() {
        return false;
    }
    between.clone().any(|t| matches!(a.text(t), ":" | "-" | "–" | "—" | "("))
        || between.len() == 1
            && a.text(between.start) == ","
            && part.who != "unknown"
            && whole.quantity.best > part.quantity.best
}

/// Whether the people are said to be among the dead; what those suffered, where it is said.
fn among_the_dead(
    scene: &Scene<'_>,
    words: &CountWords,
    part: &Candidate,
) -> Option<Option<&'static str>> {
    let a = scene.arcs.analysis;
    part.people.noun?;
    let anchor = part.people.anchor;
    let verb = a.head(anchor);
    let told = |noun: usize| {
        let text = a.text(noun).to_lowercase();
        let lemma = scene.lemma(noun);
        (words.telling.pronouns.contains(&text) || words.telling.pronouns.contains(&lemma)).then(
            || words.outcome(|o| &o.said, &text).or_else(|| words.outcome(|o| &o.nouns, &lemma)),
        )
    };
    match a.dep(anchor) {
        "nsubj" | "attr" | "nsubjpass" if words.telling.be.contains(&scene.lemma(verb)) => {
            let among = a.children(verb).find(|&c| {
                a.dep(c) == "prep"
                    && matches!(a.text(c).to_lowercase().as_str(), "among" | "amongst")
            })?;
            let object = a.child(among, "pobj")?;
            // "among the dead", "among those killed", "among 12 people killed"
            let killed = a
                .children(object)
                .find_map(|c| words.outcome(|o| &o.said, &a.text(c).to_lowercase()));
            match told(object) {
                Some(what) => Some(what.or(killed)),
                None => killed.map(Some),
            }
        }
        "dobj" if words.telling.include.contains(&scene.lemma(verb)) => {
            scene.arcs.own_subject(verb).and_then(told)
        }
        _ => None,
    }
}
