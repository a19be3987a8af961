//! To whom it went: what stands behind "to", taken for a verb, a subject or an object.

use dateline_syntax::{Analysis, Mend};

use super::arc;
use crate::lexicon::Lexicon;

/// "The army lost Gwoza to Boko Haram": a name behind "to", taken for a verb.
pub(super) fn to_name(a: &Analysis<'_>, to: usize) -> Vec<Mend> {
    let first = a.head(to);
    let verb = a.head(first);
    let fits = a.lemma(to) == "to"
        && a.dep(to) == "aux"
        && first == to + 1
        && a.pos(first) == "PROPN"
        && verb < to
        && a.pos(verb) == "VERB";
    if !fits {
        return Vec::new();
    }
    // "Boko Haram": the rest of the name, taken for the verb's object
    let rest = a.children(first).find(|&c| {
        c == first + 1 && a.pos(c) == "PROPN" && matches!(a.dep(c), "dobj" | "appos" | "oprd")
    });
    let name = rest.unwrap_or(first);
    let text = |text: &str| Some(text.to_owned());
    let mut mends = vec![
        Mend { tag: text("IN"), pos: text("ADP"), ..arc(to, verb, "prep") },
        arc(name, to, "pobj"),
    ];
    if name != first {
        mends.push(arc(first, name, "compound"));
        let others = a.children(first).filter(|&c| c > name);
        mends.extend(others.map(|token| Mend { token, head: Some(verb), ..Mend::default() }));
    }
    mends
}

/// "The fall of Gao to rebel forces sent thousands fleeing": to whom it fell, taken for a second subject.
pub(super) fn fall_to(a: &Analysis<'_>, to: usize) -> Vec<Mend> {
    let mut taker = a.head(to);
    while a.dep(taker) == "compound" && a.head(taker) > taker {
        taker = a.head(taker);
    }
    let verb = a.head(taker);
    let fits = a.lemma(to) == "to"
        && a.dep(to) == "aux"
        && matches!(a.pos(taker), "NOUN" | "PROPN")
        && a.dep(taker) == "nsubj"
        && verb > taker
        && to < taker;
    let noun = a.children(verb).find(|&c| {
        c < to
            && a.dep(c) == "nsubj"
            && a.pos(c) == "NOUN"
            && matches!(a.lemma(c), "fall" | "loss" | "surrender" | "handover" | "transfer")
            && a.subtree(c).end == to
    });
    let Some(noun) = noun.filter(|_| fits) else { return Vec::new() };
    // "… on Tuesday": the day of the fall
    let day = a.children(taker).filter(|&c| c > taker && a.text(c) == "on" && a.dep(c) == "prep");
    let day = day.map(|on| arc(on, noun, "prep"));
    [arc(to, noun, "prep"), arc(taker, to, "pobj")].into_iter().chain(day).collect()
}

/// "lost control of Gao to rebel forces": to whom, taken for a second object.
pub(super) fn lost_to(a: &Analysis<'_>, lexicon: &Lexicon, to: usize) -> Vec<Mend> {
    let mut taker = a.head(to);
    while a.dep(taker) == "compound" && a.head(taker) > taker {
        taker = a.head(taker);
    }
    let verb = a.head(taker);
    let lemma = lexicon.regular(a.lemma(verb)).unwrap_or(a.lemma(verb));
    let fits = a.lemma(to) == "to"
        && a.dep(to) == "aux"
        && to < taker
        && matches!(a.pos(taker), "NOUN" | "PROPN")
        && a.dep(taker) == "dobj"
        && verb < to
        && lexicon.nouns.taking.contains(lemma)
        && a.children(verb).any(|c| c > verb && c < to && a.dep(c) == "dobj");
    if !fits {
        return Vec::new();
    }
    let text = |text: &str| Some(text.to_owned());
    vec![
        Mend { tag: text("IN"), pos: text("ADP"), ..arc(to, verb, "prep") },
        arc(taker, to, "pobj"),
    ]
}
