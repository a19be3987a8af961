//! Sentences that say their verb once for two towns or say two verbs alike, and which the parser joins at the
//! wrong place.

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

/// "Zenda, under siege by rebels since May, received food": of the town, and not of the verb behind it.
pub(super) fn under_siege(a: &Analysis<'_>, under: usize) -> Option<Mend> {
    let verb = a.head(under);
    let siege = a.child(under, "pobj")?;
    let name = under.checked_sub(2)?;
    let fits = a.text(under) == "under"
        && a.dep(under) == "prep"
        && matches!(a.lemma(siege), "siege" | "blockade" | "fire" | "bombardment")
        && verb > siege
        && a.text(under - 1) == ","
        && a.pos(name) == "PROPN"
        && a.dep(name).starts_with("nsubj")
        && a.head(name) == verb;
    fits.then(|| Mend { token: under, head: Some(name), ..Mend::default() })
}

/// "Parts of Zenda were held": a plain noun that begins the sentence, taken for a name.
pub(super) fn parts_of(a: &Analysis<'_>, lexicon: &Lexicon, noun: usize) -> Option<Mend> {
    let first = a.sentences()[a.sentence_of(noun)].start as usize;
    let singular = a.text(noun).to_lowercase();
    let singular = singular.strip_suffix('s')?;
    let fits = noun == first
        && a.pos(noun) == "PROPN"
        && noun + 1 < a.len()
        && a.text(noun + 1) == "of"
        && lexicon.nouns.part.contains(singular);
    let text = |text: &str| Some(text.to_owned());
    fits.then(|| Mend {
        token: noun,
        pos: text("NOUN"),
        tag: text("NNS"),
        lemma: text(singular),
        ..Mend::default()
    })
}

/// "were displaced by fighting around the town": what did it, taken for a verb.
pub(super) fn by_fighting(a: &Analysis<'_>, lexicon: &Lexicon, noun: usize) -> Vec<Mend> {
    let by = a.head(noun);
    let verb = a.head(by);
    let word = a.text(noun).to_lowercase();
    let fits = a.tag(noun) == "VBG"
        && a.dep(noun) == "pcomp"
        && a.text(by) == "by"
        && a.dep(by) == "prep"
        && lexicon.nouns.event.contains(&word)
        && a.children(verb).any(|c| a.dep(c) == "auxpass")
        && !a.children(noun).any(|c| matches!(a.dep(c), "dobj" | "xcomp" | "ccomp"));
    if !fits {
        return Vec::new();
    }
    let text = |text: &str| Some(text.to_owned());
    vec![
        Mend { tag: text("NN"), pos: text("NOUN"), lemma: Some(word), ..arc(noun, by, "pobj") },
        arc(by, verb, "agent"),
    ]
}

/// "captured Zenda, the last town held by rebels, on Sunday": what the name before the comma is, taken for
/// something beside the verb.
pub(super) fn other_words(a: &Analysis<'_>, lexicon: &Lexicon, noun: usize) -> Option<Mend> {
    let verb = a.head(noun);
    let first = a.subtree(noun).start;
    let name = first.checked_sub(2)?;
    let fits = matches!(a.dep(noun), "npadvmod" | "dep" | "nsubj")
        && a.pos(noun) == "NOUN"
        && lexicon.nouns.place.contains(&a.lemma(noun).to_lowercase())
        && a.text(first - 1) == ","
        && a.text(first).eq_ignore_ascii_case("the")
        && a.pos(name) == "PROPN"
        && a.dep(name) == "dobj"
        && (a.head(name) == verb || a.dep(noun) == "nsubj" && verb > noun);
    fits.then(|| arc(noun, name, "appos"))
}

/// "On Tuesday rebels loyal to him captured Bor": a subject that the parser takes for the rest of the day's name.
pub(super) fn behind_weekday(a: &Analysis<'_>, lexicon: &Lexicon, day: usize) -> Vec<Mend> {
    let noun = a.head(day);
    let on = a.head(noun);
    // "In a statement on Tuesday rebel fighters claimed": the statement's day
    let mut verb = a.head(on);
    while matches!(a.dep(verb), "pobj" | "prep") && a.head(verb) != verb {
        verb = a.head(verb);
    }
    let Some(calendar) = lexicon.classes.get("calendar") else { return Vec::new() };
    let fits = a.dep(day) == "compound"
        && calendar.contains(&a.text(day).to_lowercase())
        && noun == day + 1
        && a.tag(noun) == "NNS"
        && a.dep(noun) == "pobj"
        && on + 1 == day
        && a.lemma(on).eq_ignore_ascii_case("on")
        && a.dep(on) == "prep"
        && verb > noun
        && a.pos(verb) == "VERB"
        && !a.children(verb).any(|c| matches!(a.dep(c), "nsubj" | "nsubjpass"));
    if !fits {
        return Vec::new();
    }
    let passive = a.children(verb).any(|c| a.dep(c) == "auxpass");
    vec![arc(day, on, "pobj"), arc(noun, verb, if passive { "nsubjpass" } else { "nsubj" })]
}

/// "The Reds wrested control of Zenda": a verb before a bare noun, taken for that noun's participle.
pub(super) fn before_control(a: &Analysis<'_>, verb: usize) -> Vec<Mend> {
    let noun = a.head(verb);
    let subject = a.children(verb).find(|&c| c < verb && a.dep(c) == "nsubj");
    let fits = a.dep(verb) == "amod"
        && matches!(a.tag(verb), "VBD" | "VBN")
        && noun == verb + 1
        && a.lemma(noun) == "control";
    let Some(subject) = subject.filter(|_| fits) else { return Vec::new() };
    let root = a.head(noun) == noun;
    let text = |text: &str| Some(text.to_owned());
    let mut mends = vec![
        Mend {
            token: verb,
            head: Some(if root { verb } else { a.head(noun) }),
            dep: if root { text("ROOT") } else { text(a.dep(noun)) },
            pos: text("VERB"),
            tag: text("VBD"),
            ..Mend::default()
        },
        arc(noun, verb, "dobj"),
        arc(subject, verb, "nsubj"),
    ];
    let others = a.children(noun).filter(|&c| c != verb && a.text(c) != "of");
    mends.extend(others.map(|token| Mend { token, head: Some(verb), ..Mend::default() }));
    mends
}
