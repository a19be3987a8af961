//! Phrases beside a name or before the subject, hung on the wrong word or taken for another kind of word.

use dateline_syntax::{Analysis, Mend};

use super::arc;
use crate::lexicon::Lexicon;

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

/// "became the first city to fall": what the first of its sort did, taken for what it set out to do.
pub(super) fn first_to(a: &Analysis<'_>, verb: usize) -> Option<Mend> {
    let governor = a.head(verb);
    let fits = a.dep(verb) == "xcomp"
        && a.tag(verb) == "VB"
        && matches!(a.lemma(governor), "be" | "become" | "remain");
    let noun = a.child(governor, "attr").filter(|&noun| fits && noun < verb)?;
    let ordinal = |c: usize| {
        a.dep(c) == "amod"
            && matches!(a.lemma(c), "first" | "last" | "second" | "third" | "only" | "latest")
    };
    let first = a.children(noun).any(ordinal);
    first.then(|| arc(verb, noun, "relcl"))
}

/// "despite an army offensive to capture it": what the offensive is for, hung on the main verb.
pub(super) fn aim_of_event(a: &Analysis<'_>, lexicon: &Lexicon, verb: usize) -> Option<Mend> {
    let noun = verb.checked_sub(2)?;
    let fits = a.dep(verb) == "advcl"
        && a.tag(verb) == "VB"
        && a.dep(verb - 1) == "aux"
        && a.text(verb - 1) == "to"
        && a.head(verb) < noun
        && a.dep(noun) == "pobj"
        && lexicon.nouns.event.contains(a.lemma(noun))
        && lexicon.nouns.taking.contains(a.lemma(verb));
    fits.then(|| arc(verb, noun, "acl"))
}

/// "Rebels seized the town, the United Nations said, forcing thousands to flee": what came of the deed, hung
/// on the saying.
pub(super) fn outcome_behind_saying(
    a: &Analysis<'_>,
    lexicon: &Lexicon,
    participle: usize,
) -> Option<Mend> {
    let saying = a.head(participle);
    let outcomes = lexicon.classes.get("outcomes")?;
    let fits = a.dep(participle) == "advcl"
        && a.tag(participle) == "VBG"
        && saying + 1 < participle
        && participle <= saying + 6
        && a.text(participle - 1) == ","
        && lexicon.reporting.verbs.contains(a.lemma(saying))
        && outcomes.iter().any(|word| word == a.lemma(participle));
    // "…, officials said": the clause told hangs on the saying, or the saying on it
    let behind = Some(a.head(saying)).filter(|_| a.dep(saying) == "parataxis");
    let told = a.child(saying, "ccomp").or(behind).filter(|&told| fits && told < saying)?;
    Some(arc(participle, told, "advcl"))
}

/// "Workers abducted in Zenda last week were found dead": the day of the participle beside the subject, hung on the
/// verb behind it.
pub(super) fn day_of_participle(a: &Analysis<'_>, time: usize) -> Option<Mend> {
    let verb = a.head(time);
    let hung = a.dep(time) == "npadvmod" || a.dep(time) == "prep" && a.text(time) == "on";
    let subject = a.children(verb).find(|&c| c < time && a.dep(c).starts_with("nsubj"))?;
    let participle =
        a.children(subject).find(|&c| a.dep(c) == "acl" && a.tag(c) == "VBN" && c < time)?;
    let within = a.subtree(time);
    let fits = hung
        && time < verb
        && a.pos(verb) == "VERB"
        && a.subtree(subject).end == within.start
        && (subject..verb).all(|t| a.text(t) != ",");
    fits.then(|| arc(time, participle, a.dep(time)))
}

/// "Shells killed 30 people who had taken refuge in a school on Tuesday": the day of the deed, hung on where the
/// people were.
pub(super) fn day_behind_stay(a: &Analysis<'_>, lexicon: &Lexicon, time: usize) -> Option<Mend> {
    let stay = a.head(time);
    let day = a.child(time, "pobj").is_some_and(|day| {
        lexicon
            .classes
            .get("weekdays")
            .is_some_and(|days| days.iter().any(|d| d == &a.text(day).to_lowercase()))
    });
    let fits =
        a.text(time) == "on" && a.dep(time) == "prep" && day && super::is_stay(a, lexicon, stay);
    let noun = a.head(stay);
    let mut verb = a.head(noun);
    if a.dep(noun) == "pobj" {
        verb = a.head(verb);
    }
    let own = a
        .children(verb)
        .any(|c| c != time && matches!(a.dep(c), "npadvmod" | "prep") && a.text(c) == "on");
    (fits && a.pos(verb) == "VERB" && verb < noun && !own).then(|| arc(time, verb, "prep"))
}
