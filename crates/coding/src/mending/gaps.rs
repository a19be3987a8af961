//! Two towns behind one verb, and two verbs said alike, which the parser joins at the wrong place.

use dateline_syntax::{Analysis, Mend};

use super::arc;
use crate::lexicon::Lexicon;

/// Words that tell when, behind the second town's name.
const WHEN: &[&str] =
    &["on", "in", "a", "the", "two", "three", "four", "five", "hours", "days", "late", "early"];

/// "captured Gao on Friday and Timbuktu on Sunday", "Gao fell on Friday and Timbuktu a day later": a second
/// town, which the parser joins to the first one's day.
pub(super) fn town_behind_day(a: &Analysis<'_>, lexicon: &Lexicon, name: usize) -> Vec<Mend> {
    let day = a.head(name);
    let on = a.head(day);
    let verb = a.head(on);
    let Some(calendar) = lexicon.classes.get("calendar") else { return Vec::new() };
    let dated = |t: usize| calendar.contains(&a.text(t).to_lowercase()) || a.tag(t) == "CD";
    let end = a.subtree(name).end.min(a.len() - 1);
    let mut next = name + 1;
    while next < end && a.pos(next) == "PROPN" {
        next += 1;
    }
    let fits = a.dep(name) == "conj"
        && a.pos(name) == "PROPN"
        && day < name
        && dated(day)
        && !dated(name)
        && a.dep(day) == "pobj"
        && a.dep(on) == "prep"
        && matches!(a.text(on), "on" | "in")
        && a.pos(verb) == "VERB"
        && next < a.len()
        && WHEN.contains(&a.text(next));
    if !fits {
        return Vec::new();
    }
    let object = a.children(verb).find(|&c| c > verb && c < on && a.dep(c) == "dobj");
    let first = object.or_else(|| {
        a.children(verb).find(|&c| c < verb && matches!(a.dep(c), "nsubj" | "nsubjpass"))
    });
    // "captured the town of Gao on Friday and Timbuktu on Sunday"
    let named = first.filter(|&t| {
        a.pos(t) == "PROPN"
            || lexicon.nouns.place.contains(&a.lemma(t).to_lowercase())
                && a.child(t, "prep").is_some_and(|of| a.text(of) == "of")
    });
    let Some(first) = named else { return Vec::new() };
    let and = a.children(day).find(|&c| c < name && a.dep(c) == "cc");
    let mut mends = vec![arc(name, first, "conj")];
    mends.extend(and.map(|and| arc(and, first, "cc")));
    mends
}

/// "Rebels hold Gao and the army holds Timbuktu": the first town, taken for a subject of the second verb.
pub(super) fn second_holder(a: &Analysis<'_>, town: usize) -> Vec<Mend> {
    let second = a.head(town);
    let first = town.checked_sub(1);
    let Some(first) = first.filter(|&v| a.pos(v) == "VERB" && a.tag(v) != "VBN") else {
        return Vec::new();
    };
    let fits = a.dep(town) == "nsubj"
        && a.pos(town) == "PROPN"
        && a.dep(second) == "ccomp"
        && a.head(second) == first
        && matches!(a.tag(second), "VBD" | "VBZ" | "VBP")
        && !a.children(first).any(|c| a.dep(c) == "dobj")
        && a.children(first).any(|c| c < first && a.dep(c) == "nsubj");
    let Some(and) = a.children(town).find(|&c| a.dep(c) == "cc").filter(|_| fits) else {
        // two subjects side by side: "Taiz and government troops hold Marib"
        let and = town + 1;
        let own = (and + 1 < a.len() && a.lemma(and) == "and" && fits)
            .then(|| a.children(second).find(|&c| c > and && c < second && a.dep(c) == "nsubj"));
        return match own.flatten() {
            Some(_) => vec![
                arc(town, first, "dobj"),
                arc(and, first, "cc"),
                Mend { token: second, dep: Some("conj".to_owned()), ..Mend::default() },
            ],
            None => Vec::new(),
        };
    };
    let own = a
        .children(town)
        .find(|&c| c > and && c < second && a.dep(c) == "conj")
        .or_else(|| a.children(second).find(|&c| c > and && c < second && a.dep(c) == "nsubj"));
    let Some(own) = own.filter(|&own| a.pos(own) == "NOUN" || a.pos(own) == "PROPN") else {
        return Vec::new();
    };
    vec![
        arc(town, first, "dobj"),
        arc(and, first, "cc"),
        arc(own, second, "nsubj"),
        Mend { token: second, dep: Some("conj".to_owned()), ..Mend::default() },
    ]
}
