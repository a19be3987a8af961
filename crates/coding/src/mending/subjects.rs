//! Who does it: subjects that the parser hung on the wrong verb, or took for an apposition.

use dateline_syntax::{Analysis, Mend};

use super::arc;
use crate::lexicon::Lexicon;

/// "Tanks rolled across the border and rebels took the town", "rebels have entered the suburbs and soldiers
/// have left": the second verb's subject, which the parser joined to the noun before "and".
pub(super) fn own_subject(a: &Analysis<'_>, verb: usize) -> Vec<Mend> {
    let helper = a.children(verb).find(|&c| c < verb && a.dep(c) == "aux");
    let Some(noun) = helper.unwrap_or(verb).checked_sub(1) else { return Vec::new() };
    let list = a.head(noun);
    let finite = a.tag(verb) == "VBD" || helper.is_some_and(|h| a.tag(h) != "TO");
    let fits = a.dep(verb) == "conj"
        && finite
        && matches!(a.pos(noun), "NOUN" | "PROPN")
        && a.dep(noun) == "conj"
        && list < noun
        && (a.dep(list) == "pobj" || a.dep(list) == "dobj" && helper.is_some())
        && a.head(verb) < list
        && matches!(a.pos(a.head(verb)), "VERB" | "AUX")
        && a.subtree(noun).start.checked_sub(1).is_some_and(|and| a.lemma(and) == "and")
        && !a.children(verb).any(|c| matches!(a.dep(c), "nsubj" | "nsubjpass"));
    if !fits {
        return Vec::new();
    }
    vec![arc(noun, verb, "nsubj")]
}

/// "after peacekeepers and militia fled": a clause that the parser cut into a preposition with its nouns and
/// a verb without a subject.
pub(super) fn after_clause(a: &Analysis<'_>, verb: usize) -> Vec<Mend> {
    if a.dep(verb) != "advcl"
        || a.tag(verb) != "VBD"
        || a.children(verb).any(|c| matches!(a.dep(c), "nsubj" | "nsubjpass" | "mark"))
    {
        return Vec::new();
    }
    let governor = a.head(verb);
    let preposition = a.children(governor).rfind(|&c| {
        c < verb
            && a.dep(c) == "prep"
            && matches!(a.text(c).to_lowercase().as_str(), "after" | "before" | "until" | "since")
    });
    let Some(preposition) = preposition else { return Vec::new() };
    let Some(noun) = a.child(preposition, "pobj") else { return Vec::new() };
    let between = a.subtree(preposition);
    if between.end != verb || noun < preposition {
        return Vec::new();
    }
    vec![arc(noun, verb, "nsubj"), arc(preposition, verb, "mark")]
}

/// "Timbuktu, the last government stronghold": a noun before a noun, taken for its subject.
pub(super) fn noun_subject(a: &Analysis<'_>, first: usize) -> Vec<Mend> {
    let noun = first + 1;
    let fits = a.dep(first) == "nsubj"
        && a.head(first) == noun
        && noun < a.len()
        && matches!(a.pos(first), "NOUN" | "ADJ")
        && a.pos(noun) == "NOUN"
        && matches!(a.tag(noun), "NN" | "NNS")
        && !a
            .children(noun)
            .any(|c| matches!(a.dep(c), "aux" | "auxpass" | "cop" | "dobj" | "neg"));
    if !fits {
        return Vec::new();
    }
    let mut mends = vec![arc(first, noun, "compound")];
    mends.extend(
        a.children(first)
            .filter(|&c| c < first && matches!(a.dep(c), "det" | "amod" | "poss"))
            .map(|c| Mend { token: c, head: Some(noun), ..Mend::default() }),
    );
    // "Rebels attacked Timbuktu, the last government stronghold": and the sentence's root
    let phrase = |t: &usize| matches!(a.pos(*t), "DET" | "ADJ" | "NOUN");
    let start = (0..=first).rev().take_while(phrase).last().unwrap_or(first);
    let beside = start >= 2 && a.text(start - 1) == "," && a.pos(start - 2) == "PROPN";
    let verb = a.children(noun).find(|&c| c < start && a.dep(c) == "ccomp" && a.pos(c) == "VERB");
    if let Some(verb) = verb.filter(|_| beside && a.head(noun) == noun) {
        mends.push(arc(verb, verb, "ROOT"));
        mends.push(arc(noun, start - 2, "appos"));
    } else if beside && a.dep(noun) == "conj" && a.pos(a.head(noun)) == "VERB" {
        mends.push(arc(noun, start - 2, "appos"));
    }
    mends
}

/// "Ruritania's paramilitary Red Guards took over": an adjective before a name, taken for a subject beside it.
pub(super) fn second_subject(a: &Analysis<'_>, word: usize) -> Vec<Mend> {
    let verb = a.head(word);
    if a.dep(word) != "nsubj" || a.pos(word) != "ADJ" || a.pos(verb) != "VERB" || verb < word {
        return Vec::new();
    }
    let name = (word + 1..verb).find(|&t| a.dep(t) == "nsubj" && a.head(t) == verb);
    // Nothing between them that is no part of the name.
    let whole = |name: &usize| {
        (word + 1..*name).all(|t| a.dep(t) == "compound" && a.head(t) == *name)
            && matches!(a.pos(*name), "PROPN" | "NOUN")
    };
    let Some(name) = name.filter(whole) else { return Vec::new() };
    let own = a.children(word).filter(|&c| c < word && matches!(a.dep(c), "det" | "amod" | "poss"));
    let own = own.map(|c| Mend { token: c, head: Some(name), ..Mend::default() });
    std::iter::once(arc(word, name, "amod")).chain(own).collect()
}

/// "a day after Mosul, the country's second city, fell to them": a clause whose subject carries an apposition,
/// which the parser cut at the comma into a preposition with its noun and a second verb.
pub(super) fn after_apposition(a: &Analysis<'_>, verb: usize) -> Vec<Mend> {
    let fits = matches!(a.tag(verb), "VBD" | "VBZ")
        && a.dep(verb) == "conj"
        && verb >= 4
        && a.text(verb - 1) == ","
        && !a.children(verb).any(|c| matches!(a.dep(c), "nsubj" | "nsubjpass" | "mark" | "cc"));
    if !fits {
        return Vec::new();
    }
    let comma = (0..verb - 1).rev().find(|&t| a.text(t) == ",");
    let Some(noun) = comma.and_then(|comma| comma.checked_sub(1)) else { return Vec::new() };
    let preposition = a.head(noun);
    let opens = a.dep(noun) == "pobj"
        && a.pos(noun) == "PROPN"
        && matches!(a.text(preposition), "after" | "before" | "until" | "since")
        && preposition < noun
        && (noun + 2..verb).all(|t| !matches!(a.pos(t), "VERB" | "AUX" | "CCONJ" | "SCONJ"));
    if !opens {
        return Vec::new();
    }
    let mut mends = vec![
        arc(noun, verb, "nsubj"),
        arc(preposition, verb, "mark"),
        Mend { token: verb, dep: Some("advcl".to_owned()), ..Mend::default() },
    ];
    // what stands between the commas is its other name, and no second object
    let other = (noun + 2..verb - 1)
        .find(|&t| a.head(t) < noun && matches!(a.dep(t), "dobj" | "appos" | "conj"));
    mends.extend(other.map(|t| arc(t, noun, "appos")));
    mends
}

/// "FLEC-FAC captured Huambo": a body's initials at the head of a sentence, of which the tagger knows nothing,
/// and the verb behind them taken for a participle.
pub(super) fn initials(a: &Analysis<'_>, lexicon: &Lexicon, verb: usize) -> Vec<Mend> {
    let Some(name) = verb.checked_sub(1) else { return Vec::new() };
    let start = a.sentences()[a.sentence_of(verb)].start as usize;
    let text = a.text(name);
    let capitals =
        |text: &str| text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    let first = (start..verb).rev().take_while(|&t| capitals(a.text(t)) || a.text(t) == "-").last();
    let object = verb + 1;
    let fits = matches!(a.tag(verb), "VBN" | "VBD")
        && capitals(text)
        && first.is_some_and(|first| {
            first == start || first == start + 1 && a.text(start).eq_ignore_ascii_case("the")
        })
        && lexicon.nouns.taking.contains(lexicon.regular(a.lemma(verb)).unwrap_or(a.lemma(verb)))
        && object < a.len()
        && a.pos(object) == "PROPN"
        && (a.dep(verb) == "amod"
            || !a.children(verb).any(|c| matches!(a.dep(c), "nsubj" | "nsubjpass")));
    let Some(first) = first.filter(|_| fits) else { return Vec::new() };
    let word = |text: &str| Some(text.to_owned());
    let mut last = object;
    while a.dep(last) == "compound" && a.head(last) > last {
        last = a.head(last);
    }
    let root = (start..a.len()).find(|&t| a.head(t) == t);
    if root != Some(verb) && root != Some(last) && !root.is_some_and(|t| (first..verb).contains(&t))
    {
        return Vec::new();
    }
    let mut mends = vec![
        Mend { tag: word("VBD"), pos: word("VERB"), ..arc(verb, verb, "ROOT") },
        Mend { tag: word("NNP"), pos: word("PROPN"), ..arc(name, verb, "nsubj") },
        arc(last, verb, "dobj"),
    ];
    mends.extend((first..name).map(|t| arc(t, name, "compound")));
    // what hung on the name or on the town, and stands behind both
    let others = (last + 1..a.len()).filter(|&t| {
        let head = a.head(t);
        a.sentence_of(t) == a.sentence_of(verb)
            && (head == last && a.dep(t) != "appos" || (first..verb).contains(&head))
    });
    mends.extend(others.map(|token| Mend { token, head: Some(verb), ..Mend::default() }));
    mends
}

/// "OCHA: some 35,000 people have fled": a sentence behind a label, taken for a clause of the label's.
pub(super) fn behind_label(a: &Analysis<'_>, label: usize) -> Vec<Mend> {
    let colon = label + 1;
    let fits = a.dep(label) == "ROOT"
        && matches!(a.pos(label), "PROPN" | "NOUN")
        && colon < a.len()
        && a.text(colon) == ":"
        && a.sentence_of(colon) == a.sentence_of(label);
    let verb = a.children(label).find(|&c| {
        c > colon
            && matches!(a.pos(c), "VERB" | "AUX")
            && matches!(a.dep(c), "relcl" | "acl" | "appos" | "ccomp" | "dep" | "parataxis")
            && a.children(c).any(|s| s < c && matches!(a.dep(s), "nsubj" | "nsubjpass"))
    });
    match verb.filter(|_| fits) {
        Some(verb) => vec![arc(verb, verb, "ROOT"), arc(label, verb, "dep")],
        None => Vec::new(),
    }
}

/// "The army and its ally Hezbollah captured the town": the parser makes a relative clause of the sentence,
/// with the name behind the noun as its subject.
pub(super) fn ally(a: &Analysis<'_>, lexicon: &Lexicon, name: usize) -> Vec<Mend> {
    let verb = a.head(name);
    let first = a.head(verb);
    let noun = name.wrapping_sub(1);
    let fits = a.dep(name) == "nsubj"
        && a.pos(name) == "PROPN"
        && a.dep(verb) == "relcl"
        && matches!(a.tag(verb), "VBD" | "VBZ" | "VBP")
        && first < noun
        && noun < name
        && a.dep(first) == "ROOT"
        && a.dep(noun) == "conj"
        && a.head(noun) == first
        && lexicon.nouns.relation.contains(&a.lemma(noun).to_lowercase());
    if !fits {
        return Vec::new();
    }
    let mut mends =
        vec![arc(verb, verb, "ROOT"), arc(first, verb, "nsubj"), arc(name, noun, "appos")];
    let stop = a.children(first).filter(|&c| c > verb && a.dep(c) == "punct");
    mends.extend(stop.map(|c| arc(c, verb, "punct")));
    mends
}

/// "lost the port from which it had shipped charcoal, to soldiers": what stands behind a relative clause
/// with its comma belongs to the verb before it.
pub(super) fn behind_relative(
    a: &Analysis<'_>,
    lexicon: &Lexicon,
    preposition: usize,
) -> Option<Mend> {
    let inner = a.head(preposition);
    let comma = preposition.checked_sub(1)?;
    let fits = a.dep(preposition) == "prep"
        && matches!(a.text(preposition), "to" | "from")
        && a.text(comma) == ","
        && a.dep(inner) == "relcl"
        && inner < comma;
    let mut noun = if fits { a.head(inner) } else { return None };
    while a.dep(noun) == "appos" && a.head(noun) < noun {
        noun = a.head(noun);
    }
    let verb = a.head(noun);
    let lemma = lexicon.regular(a.lemma(verb)).unwrap_or(a.lemma(verb));
    let gives = a.dep(noun) == "dobj" && verb < noun && lexicon.nouns.taking.contains(lemma);
    gives.then(|| Mend { token: preposition, head: Some(verb), ..Mend::default() })
}

/// "was declared liberated by the commander": who declares it, hung on what was declared.
pub(super) fn declared_by(a: &Analysis<'_>, by: usize) -> Option<Mend> {
    let participle = a.head(by);
    let verb = a.head(participle);
    let fits = a.dep(by) == "agent"
        && a.dep(participle) == "oprd"
        && matches!(a.lemma(verb), "declare" | "proclaim" | "pronounce")
        && a.children(verb).any(|c| a.dep(c) == "auxpass");
    fits.then(|| Mend { token: by, head: Some(verb), ..Mend::default() })
}

/// "Lieutenant General Abdulamir al-Zaidi declared": a name that the parser takes apart at its particle, each
/// piece a subject of the verb.
pub(super) fn particle_name(a: &Analysis<'_>, hyphen: usize) -> Vec<Mend> {
    let (Some(particle), last) = (hyphen.checked_sub(1), hyphen + 1) else { return Vec::new() };
    let text = a.text(particle);
    let fits = a.text(hyphen) == "-"
        && last < a.len()
        && a.pos(last) == "PROPN"
        && text.len() <= 3
        && text.chars().all(char::is_alphabetic)
        && a.pos(particle) == "PROPN"
        && a.head(particle) == a.head(last)
        && a.head(last) > last
        && a.dep(particle) == a.dep(last)
        && matches!(a.dep(last), "nsubj" | "nsubjpass");
    match fits {
        true => vec![arc(particle, last, "compound"), arc(hyphen, last, "compound")],
        false => Vec::new(),
    }
}

/// "abandoned the town without a fight and rebels moved in": who moves in, hung on what stands before "and".
pub(super) fn behind_and(a: &Analysis<'_>, lexicon: &Lexicon, verb: usize) -> Vec<Mend> {
    let Some(noun) = verb.checked_sub(1) else { return Vec::new() };
    let before = a.head(noun);
    let main = a.head(verb);
    let and = a.subtree(noun).start.checked_sub(1);
    let fits = a.tag(verb) == "VBD"
        && matches!(a.dep(verb), "advcl" | "conj")
        && main < before
        && a.pos(main) == "VERB"
        && a.tag(noun) == "NNS"
        && lexicon.nouns.force.contains(&a.lemma(noun).to_lowercase())
        && a.dep(noun) == "conj"
        && matches!(a.dep(before), "pobj" | "dobj")
        && and.is_some_and(|and| a.text(and) == "and")
        && !a.children(verb).any(|c| matches!(a.dep(c), "nsubj" | "nsubjpass" | "mark"))
        && !(verb + 1 < a.len() && a.text(verb + 1) == "by");
    match fits {
        true => vec![arc(noun, verb, "nsubj"), arc(verb, main, "conj")],
        false => Vec::new(),
    }
}
