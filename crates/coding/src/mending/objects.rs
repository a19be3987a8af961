//! What it is done to, where and how long before: lists, parts, bearings, lengths of time.

use dateline_syntax::{Analysis, Mend};

use super::arc;
use crate::lexicon::Lexicon;

/// "captured Kunduz, Sar-e Pul and Taloqan": a list of names that the parser breaks behind the first and
/// hangs as an apposition on something before the list.
pub(super) fn list(a: &Analysis<'_>, token: usize) -> Option<Mend> {
    if a.dep(token) != "appos"
        || a.pos(token) != "PROPN"
        || !a.children(token).any(|c| a.dep(c) == "conj" && a.pos(c) == "PROPN" && c > token)
    {
        return None;
    }
    let first = a.subtree(token).start;
    let comma = first.checked_sub(1).filter(|&c| a.text(c) == ",")?;
    let before = comma.checked_sub(1)?;
    let lists = a.pos(before) == "PROPN"
        && matches!(a.dep(before), "pobj" | "dobj" | "nsubj" | "nsubjpass" | "conj")
        && a.head(token) < before;
    lists.then(|| Mend {
        token,
        head: Some(before),
        dep: Some("conj".to_owned()),
        ..Mend::default()
    })
}

/// "took 100 people hostage": a noun that the tagger takes for a verb.
pub(super) fn hostage(a: &Analysis<'_>, token: usize) -> Option<Mend> {
    let verb = a.head(token);
    let noun = match a.text(token) {
        text @ ("hostage" | "captive" | "prisoner") => text,
        _ => return None,
    };
    let fits = a.pos(token) == "VERB"
        && matches!(a.dep(token), "advcl" | "ccomp" | "xcomp" | "conj" | "relcl" | "acl" | "dep")
        && verb < token
        && matches!(a.lemma(verb), "take" | "hold" | "keep")
        && !a.children(token).any(|c| matches!(a.dep(c), "nsubj" | "dobj" | "aux" | "auxpass"));
    let text = |text: &str| Some(text.to_owned());
    fits.then(|| Mend {
        token,
        dep: text("oprd"),
        pos: text("NOUN"),
        tag: text("NN"),
        lemma: text(noun),
        ..Mend::default()
    })
}

/// "killing the envoy and at least 19 others", "killed two soldiers and 30 Ruritanians": a second object, which
/// the parser joins to the verb although only "and" stands between it and the first.
pub(super) fn second_object(a: &Analysis<'_>, token: usize) -> Option<Mend> {
    let verb = a.head(token);
    if a.dep(token) != "conj"
        || !matches!(a.pos(token), "NOUN" | "PROPN" | "NUM")
        || a.pos(verb) != "VERB"
        || verb > token
        || a.children(token).any(|c| matches!(a.dep(c), "nsubj" | "nsubjpass" | "cop" | "aux"))
    {
        return None;
    }
    let object = a.children(verb).rfind(|&c| a.dep(c) == "dobj" && c < token)?;
    let (first, second) = (a.subtree(object), a.subtree(token));
    let between = first.end..second.start;
    let joined = !between.is_empty()
        && between.clone().all(|t| matches!(a.text(t), "," | "and" | "plus"))
        && between.into_iter().any(|t| a.text(t) != ",");
    // "shelled the town and residents fled": a clause of its own
    let clause = second.end < a.len()
        && matches!(a.pos(second.end), "VERB" | "AUX")
        && a.sentence_of(second.end) == a.sentence_of(token);
    (joined && !clause).then(|| arc(token, object, "conj"))
}

/// "control A, B and parts of C": a preposition that the parser hung on the first of the list.
pub(super) fn of_part(a: &Analysis<'_>, lexicon: &Lexicon, of: usize) -> Option<Mend> {
    let part = of.checked_sub(1)?;
    let lemma = a.lemma(part).to_lowercase();
    let parts = || {
        lexicon.nouns.part.contains(&lemma)
            || matches!(lemma.as_str(), "most" | "much" | "half" | "all" | "part")
    };
    let astray = a.text(of) == "of"
        && a.dep(of) == "prep"
        && a.head(of) < part
        && matches!(a.pos(a.head(of)), "NOUN" | "PROPN")
        && a.dep(part) == "conj";
    (astray && parts()).then(|| Mend { token: of, head: Some(part), ..Mend::default() })
}

/// "abandoned the village days earlier", "troops moved in hours later": how long before or after, which the
/// parser makes one noun with what was abandoned, or an argument of the particle.
pub(super) fn days_behind(a: &Analysis<'_>, days: usize) -> Vec<Mend> {
    let unit = matches!(a.text(days), "minutes" | "hours" | "days" | "weeks" | "months" | "years");
    let behind = |t: usize| t < a.len() && matches!(a.text(t), "earlier" | "later" | "before");
    if !unit || days < 2 || !behind(days + 1) {
        return Vec::new();
    }
    let before = days - 1;
    let word = days + 1;
    if a.dep(days) == "pobj" && a.head(days) == before && matches!(a.text(before), "in" | "out") {
        let verb = a.head(before);
        let glued = verb + 1 == before && a.pos(verb) == "VERB";
        return match glued {
            true => vec![arc(before, verb, "prt"), arc(days, word, "npadvmod")],
            false => Vec::new(),
        };
    }
    let noun = a.dep(before) == "compound"
        && a.head(before) == days
        && a.dep(days) == "npadvmod"
        && a.head(days) == word;
    let verb = a.head(word);
    if !noun
        || verb >= before
        || a.pos(verb) != "VERB"
        || a.child(verb, "dobj").is_some()
        || a.children(verb).any(|c| a.dep(c) == "auxpass")
    {
        return Vec::new();
    }
    let mut mends = vec![arc(before, verb, "dobj")];
    let own = a.children(days).filter(|&c| c < before);
    mends.extend(own.map(|token| Mend { token, head: Some(before), ..Mend::default() }));
    mends
}

/// "abandoned their main bastion in the north, Zenda, on Saturday": the name of the place that the noun before
/// it only describes, taken for something beside the verb.
pub(super) fn other_name(a: &Analysis<'_>, lexicon: &Lexicon, name: usize) -> Option<Mend> {
    let adrift = a.pos(name) == "PROPN" && matches!(a.dep(name), "npadvmod" | "appos" | "dep");
    let phrase = a.subtree(name);
    let comma = phrase.start.checked_sub(1).filter(|_| adrift)?;
    let closed = phrase.end < a.len() && matches!(a.text(phrase.end), "," | ".");
    if a.text(comma) != "," || !closed || !phrase.into_iter().all(|t| a.pos(t) == "PROPN") {
        return None;
    }
    // The noun, and what says where it lies: "its last stronghold in the province".
    let reach = comma.saturating_sub(8);
    let noun = (reach..comma).rev().find(|&t| {
        a.text(t + 1) == "in"
            && a.pos(t) == "NOUN"
            && matches!(a.dep(t), "dobj" | "pobj" | "nsubj" | "nsubjpass" | "attr")
            && lexicon.nouns.place.contains(&a.lemma(t).to_lowercase())
            && a.children(t).any(|c| c < t && (a.dep(c) == "poss" || a.lemma(c) == "the"))
    })?;
    let whole = a.subtree(noun);
    let says_where = |t: usize| {
        whole.contains(&t) && a.text(t) != ","
            || matches!(a.pos(t), "ADP" | "DET" | "ADJ" | "NOUN" | "PROPN" | "PART")
    };
    let describes = noun + 1 < comma && (noun + 1..comma).all(says_where) && a.head(name) != noun;
    describes.then(|| arc(name, noun, "appos"))
}

/// "The town has fallen, the army said, accusing its neighbours": who says it does it, and not the town.
pub(super) fn beside_saying(a: &Analysis<'_>, lexicon: &Lexicon, gerund: usize) -> Option<Mend> {
    let saying = gerund.checked_sub(2)?;
    let fits = a.tag(gerund) == "VBG"
        && a.dep(gerund) == "advcl"
        && a.text(gerund - 1) == ","
        && matches!(a.tag(saying), "VBD" | "VBZ" | "VBP")
        && a.head(gerund) != saying
        && a.head(gerund) < saying
        && lexicon.reporting.verbs.contains(&a.lemma(saying).to_lowercase())
        && lexicon.reporting.verbs.contains(&a.lemma(gerund).to_lowercase());
    fits.then(|| Mend { token: gerund, head: Some(saying), ..Mend::default() })
}

/// "Zenda, a hub in the northern region that they had held since May": of the town, and not of where it lies.
pub(super) fn beyond_area(a: &Analysis<'_>, lexicon: &Lexicon, verb: usize) -> Option<Mend> {
    let area = a.head(verb);
    let inside = a.head(area);
    let noun = a.head(inside);
    let lemma = lexicon.regular(a.lemma(verb)).unwrap_or(a.lemma(verb));
    let place = |t: usize| lexicon.nouns.place.contains(&a.lemma(t).to_lowercase());
    let fits = a.dep(verb) == "relcl"
        && lexicon.nouns.taking.contains(lemma)
        && a.dep(area) == "pobj"
        && a.text(inside) == "in"
        && a.dep(noun) == "appos"
        && a.pos(a.head(noun)) == "PROPN"
        && place(area)
        && place(noun);
    fits.then(|| arc(verb, noun, "relcl"))
}

/// "retook the town on Thursday, which they had lost": a relative clause hung on the day in between.
pub(super) fn beyond_day(a: &Analysis<'_>, lexicon: &Lexicon, verb: usize) -> Option<Mend> {
    let day = a.head(verb);
    let calendar = lexicon.classes.get("calendar")?;
    let on = a.head(day);
    let main = a.head(on);
    let fits = a.dep(verb) == "relcl"
        && a.dep(day) == "pobj"
        && a.dep(on) == "prep"
        && matches!(a.pos(main), "VERB" | "AUX")
        && calendar.contains(&a.text(day).to_lowercase())
        && a.children(verb).any(|c| c < verb && matches!(a.tag(c), "WDT" | "WP"));
    let object = a.child(main, "dobj").filter(|&o| fits && o > main && o < on)?;
    (a.pos(object) == "PROPN").then(|| arc(verb, object, "relcl"))
}

/// "took Sinjar west of Mosul": a bearing right behind a name says where that lies. The parser makes a second
/// object of it, or takes the name for its modifier ("the town of Sake west of Goma").
pub(super) fn bearing(a: &Analysis<'_>, word: usize) -> Vec<Mend> {
    let compass = ["north", "south", "east", "west"];
    let lower = a.text(word);
    let is_compass = compass.iter().any(|point| lower.starts_with(point))
        && compass.iter().any(|point| lower.ends_with(point));
    let (Some(name), Some(of)) = (word.checked_sub(1), (word + 1 < a.len()).then_some(word + 1))
    else {
        return Vec::new();
    };
    let fits = is_compass
        && a.lemma(of) == "of"
        && a.head(of) == word
        && a.pos(name) == "PROPN"
        && !a.children(word).any(|c| c < word && matches!(a.dep(c), "det" | "poss" | "amod"));
    if !fits {
        return Vec::new();
    }
    let mut place = name;
    while a.dep(place) == "compound" && a.head(place) < word && a.head(place) > place {
        place = a.head(place);
    }
    match a.dep(word) {
        "dobj" | "appos" | "npadvmod" | "conj" if a.head(name) != word => {
            vec![arc(word, place, "advmod")]
        }
        // The name takes the place of what it was said to modify.
        dep if a.dep(name) == "compound" && a.head(name) == word => {
            let others = a.children(word).filter(|&c| c < name);
            let others = others.map(|c| Mend { token: c, head: Some(name), ..Mend::default() });
            let own = [arc(name, a.head(word), dep), arc(word, name, "advmod")];
            own.into_iter().chain(others).collect()
        }
        _ => Vec::new(),
    }
}
