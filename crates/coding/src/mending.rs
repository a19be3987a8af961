//! Mending: where the parser errs in the same way again and again, its arcs are read anew.
//!
//! The small English model was trained on text of all sorts. In wires it stumbles at a few places that the
//! layout of a sentence gives away: who speaks at a sentence's end, a list of towns, a participle
//! behind "have". Each rule here looks for such a place by words, commas and arcs together, and rehangs
//! as little as it can; where the signs are not all there, the parser's word stands.

use dateline_syntax::{Analysis, Mend};

use crate::lexicon::Lexicon;

/// Words of the longest speaker before a verb of saying.
const LONGEST_SPEAKER: usize = 14;

/// Reads a report's arcs anew where the parser is known to err.
pub fn mend(analysis: &mut Analysis<'_>, lexicon: &Lexicon) {
    let mut mends = Vec::new();
    for token in 0..analysis.len() {
        mends.extend(participle(analysis, lexicon, token));
        mends.extend(list(analysis, token));
        mends.extend(second_object(analysis, token));
        mends.extend(hostage(analysis, token));
        mends.extend(behind_label(analysis, token));
        mends.extend(second_participle(analysis, lexicon, token));
        mends.extend(ally(analysis, lexicon, token));
        mends.extend(own_subject(analysis, token));
        mends.extend(after_clause(analysis, token));
        mends.extend(after_apposition(analysis, token));
        mends.extend(noun_subject(analysis, token));
        mends.extend(second_subject(analysis, token));
        mends.extend(headline_passive(analysis, lexicon, token));
        mends.extend(headed(analysis, token));
        mends.extend(plural_verb(analysis, lexicon, token));
        mends.extend(name_verb(analysis, lexicon, token));
        mends.extend(days_behind(analysis, token));
        mends.extend(of_part(analysis, lexicon, token));
        mends.extend(befallen(analysis, lexicon, token));
        mends.extend(other_name(analysis, lexicon, token));
        mends.extend(beside_saying(analysis, lexicon, token));
        mends.extend(beyond_area(analysis, lexicon, token));
        mends.extend(beyond_day(analysis, lexicon, token));
        mends.extend(declared_by(analysis, token));
        mends.extend(behind_relative(analysis, lexicon, token));
        mends.extend(bearing(analysis, token));
        mends.extend(denied_claim(analysis, lexicon, token));
        mends.extend(denied_deed(analysis, lexicon, token));
        mends.extend(claim_to(analysis, lexicon, token));
        mends.extend(main_verb(analysis, token).into_iter().flatten());
    }
    if !mends.is_empty() {
        analysis.mend(&mends);
    }
    let mut mends = Vec::new();
    for sentence in analysis.sentences() {
        let sentence = sentence.start as usize..sentence.end as usize;
        mends.extend(Saying::behind(analysis, lexicon, sentence).into_iter().flatten());
    }
    if !mends.is_empty() {
        analysis.mend(&mends);
    }
}

/// "have completely encircled the town": a participle that the tagger takes for an adjective or a noun,
/// and whose subject hangs on "have".
fn participle(a: &Analysis<'_>, lexicon: &Lexicon, token: usize) -> Vec<Mend> {
    if !matches!(a.pos(token), "ADJ" | "NOUN" | "PROPN") {
        return Vec::new();
    }
    let form = a.text(token).to_lowercase();
    let helper = a.children(token).find(|&c| {
        c < token
            && (a.dep(c) == "aux" && a.lemma(c) == "have"
                || a.dep(c) == "auxpass" && a.lemma(c) == "be")
    });
    // "have had the town encircled"
    let kept = a.pos(token) == "ADJ"
        && a.dep(token) == "ccomp"
        && a.lemma(a.head(token)) == "have"
        && a.children(token).any(|c| c < token && a.dep(c) == "nsubj");
    if kept && let Some(lemma) = lexicon.regular(&form).or_else(|| lexicon.verb_of(&form)) {
        let text = |text: &str| Some(text.to_owned());
        return vec![Mend {
            token,
            pos: text("VERB"),
            tag: text("VBN"),
            lemma: text(lemma),
            ..Mend::default()
        }];
    }
    let lemma = lexicon.regular(&form).or_else(|| lexicon.verb_of(&form));
    let (Some(helper), Some(lemma)) = (helper, lemma) else { return Vec::new() };
    let text = |text: &str| Some(text.to_owned());
    let verb =
        Mend { token, pos: text("VERB"), tag: text("VBN"), lemma: text(lemma), ..Mend::default() };
    let subjects = a.children(helper).filter(|&c| matches!(a.dep(c), "nsubj" | "nsubjpass"));
    let subjects = subjects.map(|c| Mend { token: c, head: Some(token), ..Mend::default() });
    std::iter::once(verb).chain(subjects).collect()
}

/// "beheading two people and burning houses": a second participle, taken for an adjective before its object.
fn second_participle(a: &Analysis<'_>, lexicon: &Lexicon, token: usize) -> Vec<Mend> {
    let noun = a.head(token);
    let first = a.head(noun);
    let verb = a.head(first);
    let harms = lexicon.classes.get("ruins");
    let fits = a.tag(token) == "VBG"
        && a.dep(token) == "amod"
        && a.dep(noun) == "conj"
        && noun == token + 1
        && first < token
        && a.dep(first) == "dobj"
        && a.tag(verb) == "VBG"
        && token > 0
        && a.lemma(token - 1) == "and"
        && harms.is_some_and(|words| words.iter().any(|word| word == a.lemma(token)));
    if !fits {
        return Vec::new();
    }
    let text = |text: &str| Some(text.to_owned());
    vec![
        Mend { token, head: Some(verb), dep: text("conj"), pos: text("VERB"), ..Mend::default() },
        arc(noun, token, "dobj"),
    ]
}

/// "rejected Taliban claims that they had seized it": the claims, taken for a verb, are what is rejected.
fn denied_claim(a: &Analysis<'_>, lexicon: &Lexicon, claims: usize) -> Vec<Mend> {
    let verb = a.head(claims);
    let owner = claims.checked_sub(1).filter(|&owner| {
        owner > verb && a.head(owner) == verb && matches!(a.dep(owner), "dobj" | "nsubj")
            || a.head(owner) == claims && a.dep(owner) == "nsubj"
    });
    let fits = a.dep(claims) == "ccomp"
        && matches!(a.tag(claims), "VBZ" | "VBP")
        && verb < claims
        && lexicon.denial_saying.contains(&a.lemma(verb).to_lowercase())
        && lexicon.reporting.documents.contains(&a.lemma(claims).to_lowercase());
    let Some(owner) = owner.filter(|_| fits) else { return Vec::new() };
    let text = |text: &str| Some(text.to_owned());
    let noun = Mend {
        token: claims,
        head: Some(verb),
        dep: text("dobj"),
        pos: text("NOUN"),
        tag: text("NNS"),
        ..Mend::default()
    };
    let content =
        a.children(claims).filter(|&c| c > claims && matches!(a.dep(c), "ccomp" | "xcomp"));
    let content = content.map(|c| arc(c, claims, "acl"));
    [noun, arc(owner, claims, "compound")].into_iter().chain(content).collect()
}

/// "dismissed rebel claims to have taken the town": what the claims say.
fn claim_to(a: &Analysis<'_>, lexicon: &Lexicon, deed: usize) -> Option<Mend> {
    let verb = a.head(deed);
    let claims = a.children(verb).find(|&c| c > verb && c < deed && a.dep(c) == "dobj")?;
    let to = claims + 1;
    let fits = a.dep(deed) == "xcomp"
        && to < deed
        && a.tag(to) == "TO"
        && a.head(to) == deed
        && lexicon.denial_saying.contains(&a.lemma(verb).to_lowercase())
        && lexicon.reporting.documents.contains(&a.lemma(claims).to_lowercase());
    fits.then(|| arc(deed, claims, "acl"))
}

/// "denied the rebels had captured the town": what stands before "had" does it, and is not what is denied.
fn denied_deed(a: &Analysis<'_>, lexicon: &Lexicon, deed: usize) -> Option<Mend> {
    let verb = a.head(deed);
    let subject = |c: usize| matches!(a.dep(c), "nsubj" | "nsubjpass");
    let first = a.children(deed).find(|&c| a.dep(c) == "aux" && a.lemma(c) == "have")?;
    let object = a.children(verb).find(|&c| c > verb && c < first && a.dep(c) == "dobj")?;
    let fits = a.dep(deed) == "ccomp"
        && a.tag(deed) == "VBN"
        && object + 1 == first
        && lexicon.reporting.verbs.contains(&a.lemma(verb).to_lowercase())
        && !a.children(deed).any(subject);
    let passive = a.children(deed).any(|c| a.dep(c) == "auxpass");
    fits.then(|| arc(object, deed, if passive { "nsubjpass" } else { "nsubj" }))
}

/// "took Sinjar west of Mosul": a bearing right behind a name says where that lies. The parser makes a second
/// object of it, or takes the name for its modifier ("the town of Sake west of Goma").
fn bearing(a: &Analysis<'_>, word: usize) -> Vec<Mend> {
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

/// "OCHA: some 35,000 people have fled": a sentence behind a label, taken for a clause of the label's.
fn behind_label(a: &Analysis<'_>, label: usize) -> Vec<Mend> {
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

/// "captured Kunduz, Sar-e Pul and Taloqan": a list of names that the parser breaks behind the first and
/// hangs as an apposition on something before the list.
fn list(a: &Analysis<'_>, token: usize) -> Option<Mend> {
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
fn hostage(a: &Analysis<'_>, token: usize) -> Option<Mend> {
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
fn second_object(a: &Analysis<'_>, token: usize) -> Option<Mend> {
    let verb = a.head(token);
    if a.dep(token) != "conj"
        || !matches!(a.pos(token), "NOUN" | "PROPN" | "NUM")
        || a.pos(verb) != "VERB"
        || verb > token
        || a.children(token).any(|c| matches!(a.dep(c), "nsubj" | "nsubjpass" | "cop" | "aux"))
    {
        return None;
    }
    let object = a.children(verb).filter(|&c| a.dep(c) == "dobj" && c < token).last()?;
    let (first, second) = (a.subtree(object), a.subtree(token));
    let between = first.end..second.start;
    let joined = !between.is_empty()
        && between.clone().all(|t| matches!(a.text(t), "," | "and" | "plus"))
        && between.clone().any(|t| a.text(t) != ",");
    // "shelled the town and residents fled": a clause of its own
    let clause = second.end < a.len()
        && matches!(a.pos(second.end), "VERB" | "AUX")
        && a.sentence_of(second.end) == a.sentence_of(token);
    (joined && !clause).then(|| arc(token, object, "conj"))
}

/// "Tanks rolled across the border and rebels took the town", "rebels have entered the suburbs and soldiers
/// have left": the second verb's subject, which the parser joined to the noun before "and".
fn own_subject(a: &Analysis<'_>, verb: usize) -> Vec<Mend> {
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
fn after_clause(a: &Analysis<'_>, verb: usize) -> Vec<Mend> {
    if a.dep(verb) != "advcl"
        || a.tag(verb) != "VBD"
        || a.children(verb).any(|c| matches!(a.dep(c), "nsubj" | "nsubjpass" | "mark"))
    {
        return Vec::new();
    }
    let governor = a.head(verb);
    let preposition = a.children(governor).filter(|&c| {
        c < verb
            && a.dep(c) == "prep"
            && matches!(a.text(c).to_lowercase().as_str(), "after" | "before" | "until" | "since")
    });
    let Some(preposition) = preposition.last() else { return Vec::new() };
    let Some(noun) = a.child(preposition, "pobj") else { return Vec::new() };
    let between = a.subtree(preposition);
    if between.end != verb || noun < preposition {
        return Vec::new();
    }
    vec![arc(noun, verb, "nsubj"), arc(preposition, verb, "mark")]
}

/// "Timbuktu, the last government stronghold": a noun before a noun, taken for its subject.
fn noun_subject(a: &Analysis<'_>, first: usize) -> Vec<Mend> {
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
fn second_subject(a: &Analysis<'_>, word: usize) -> Vec<Mend> {
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

/// "Town recaptured, ministry says": a headline's participle, taken for a verb whose subject is the town.
fn headline_passive(a: &Analysis<'_>, lexicon: &Lexicon, verb: usize) -> Vec<Mend> {
    let lemma = lexicon.regular(a.lemma(verb)).unwrap_or(a.lemma(verb));
    let fits = a.tag(verb) == "VBD"
        && matches!(a.dep(verb), "ROOT" | "ccomp")
        && lexicon.nouns.seized.contains(lemma)
        && !a.children(verb).any(|c| {
            matches!(a.dep(c), "dobj" | "aux" | "auxpass" | "mark" | "ccomp" | "xcomp" | "oprd")
        });
    let subject = a.child(verb, "nsubj").filter(|&s| s < verb && a.pos(s) == "PROPN");
    let Some(subject) = subject.filter(|_| fits) else { return Vec::new() };
    let ends = |t: usize| t >= a.len() || matches!(a.text(t), "," | "." | ":" | ";" | "-");
    let next = verb + 1;
    let sentence = &a.sentences()[a.sentence_of(verb)];
    let adjunct = next < a.len() && matches!(a.text(next), "by" | "in" | "after" | "from" | "as");
    if !(ends(next) || adjunct || next as u32 >= sentence.end || a.pos(next) == "SPACE") {
        return Vec::new();
    }
    let text = |text: &str| Some(text.to_owned());
    vec![
        Mend { token: verb, tag: text("VBN"), ..Mend::default() },
        Mend { token: subject, dep: text("nsubjpass"), ..Mend::default() },
    ]
}

/// "a day after Mosul, the country's second city, fell to them": a clause whose subject carries an apposition,
/// which the parser cut at the comma into a preposition with its noun and a second verb.
fn after_apposition(a: &Analysis<'_>, verb: usize) -> Vec<Mend> {
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

/// "Fighters of the front control the eastern half": a verb that the tagger takes for a noun, though a plural
/// acts before it and an object follows.
fn plural_verb(a: &Analysis<'_>, lexicon: &Lexicon, verb: usize) -> Vec<Mend> {
    let lemma = a.text(verb).to_lowercase();
    let fits = a.tag(verb) == "NN"
        && a.pos(verb) == "NOUN"
        && lexicon.nouns.taking.contains(&lemma)
        && a.children(verb).any(|c| c > verb && a.dep(c) == "dobj")
        && a.children(verb).any(|c| c < verb && a.dep(c) == "nsubj" && a.tag(c) == "NNS")
        && !a.children(verb).any(|c| matches!(a.dep(c), "det" | "amod" | "poss" | "cop"));
    if !fits {
        return Vec::new();
    }
    let text = |text: &str| Some(text.to_owned());
    vec![Mend { token: verb, pos: text("VERB"), tag: text("VBP"), ..Mend::default() }]
}

/// "The Red Guards control most of the town", "the Reds control Zenda": a verb that the tagger takes for a
/// noun behind the name of who acts, in front of what is held.
fn name_verb(a: &Analysis<'_>, lexicon: &Lexicon, verb: usize) -> Vec<Mend> {
    let next = verb + 1;
    let named = a.tag(verb) == "NN" && lexicon.nouns.taking.contains(&a.text(verb).to_lowercase());
    if !named || next >= a.len() || a.sentence_of(next) != a.sentence_of(verb) {
        return Vec::new();
    }
    let first = (0..verb).rev().take_while(|&t| a.tag(t).starts_with("NNP")).last();
    let Some(first) = first.filter(|&t| t > 0 && a.text(t - 1).eq_ignore_ascii_case("the")) else {
        return Vec::new();
    };
    let name = verb - 1;
    let quantity = matches!(a.tag(next), "JJS" | "DT" | "PDT" | "CD")
        || matches!(
            a.text(next).to_lowercase().as_str(),
            "much" | "half" | "part" | "parts" | "large" | "nearly" | "almost" | "several" | "some"
        );
    if !quantity && !a.tag(next).starts_with("NNP") {
        return Vec::new();
    }
    // What is held: behind the verb and hung on it, or the noun that it was hung on.
    let below = a.children(verb).find(|&c| {
        c > verb && a.subtree(c).start == next && !matches!(a.dep(c), "prep" | "punct" | "cc")
    });
    let above = Some(a.head(verb)).filter(|&head| {
        head > verb && matches!(a.dep(verb), "compound" | "nmod" | "amod" | "nsubj" | "poss")
    });
    let Some(object) = below.or(above) else { return Vec::new() };
    let text = |text: &str| Some(text.to_owned());
    let mut mends = vec![Mend {
        token: verb,
        pos: text("VERB"),
        tag: text("VBP"),
        lemma: Some(a.text(verb).to_lowercase()),
        ..Mend::default()
    }];
    if below.is_none() {
        let root = a.head(object) == object;
        let dep = if root { "ROOT" } else { a.dep(object) };
        let mend = &mut mends[0];
        mend.head = Some(if root { verb } else { a.head(object) });
        mend.dep = text(dep);
        // who acts, and what stood beside the noun as beside a verb
        let own = |&c: &usize| c < verb || matches!(a.dep(c), "punct" | "advcl" | "ccomp");
        let moved = a.children(object).filter(own).filter(|c| !(first - 1..verb).contains(c));
        let moved: Vec<usize> = moved.filter(|&c| c != verb).collect();
        mends.extend(moved.into_iter().map(|token| Mend {
            token,
            head: Some(verb),
            ..Mend::default()
        }));
    }
    mends.extend((first - 1..name).map(|token| {
        let dep = if token + 1 == first { "det" } else { "compound" };
        arc(token, name, dep)
    }));
    mends.push(arc(name, verb, "nsubj"));
    mends.push(arc(object, verb, "dobj"));
    mends
}

/// "control A, B and parts of C": a preposition that the parser hung on the first of the list.
fn of_part(a: &Analysis<'_>, lexicon: &Lexicon, of: usize) -> Option<Mend> {
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
fn days_behind(a: &Analysis<'_>, days: usize) -> Vec<Mend> {
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

/// "brought food into Nubul, besieged by rebels since July": what has befallen the town named last, and which
/// the parser hung on the verb.
fn befallen(a: &Analysis<'_>, lexicon: &Lexicon, participle: usize) -> Option<Mend> {
    let verb = a.head(participle);
    let lemma = lexicon.regular(a.lemma(participle)).unwrap_or(a.lemma(participle));
    // "surrounded for days by rebels"
    let by = a.children(participle).any(|c| a.dep(c) == "agent");
    let bare = (a.tag(participle) == "VBN" || a.tag(participle) == "VBD" && by)
        && a.dep(participle) == "advcl"
        && verb < participle
        && lexicon.nouns.taking.contains(lemma)
        && !a.children(participle).any(|c| {
            matches!(a.dep(c), "aux" | "auxpass" | "mark" | "nsubj" | "nsubjpass" | "dobj")
        });
    let mut before = participle.checked_sub(1).filter(|_| bare)?;
    while a.pos(before) == "ADV" {
        before = before.checked_sub(1)?;
    }
    let name = before.checked_sub(1).filter(|_| a.text(before) == ",")?;
    let named = a.pos(name) == "PROPN" && matches!(a.dep(name), "pobj" | "dobj") && name > verb;
    let tag = Some("VBN".to_owned());
    named.then(|| Mend { tag, ..arc(participle, name, "acl") })
}

/// "abandoned their main bastion in the north, Zenda, on Saturday": the name of the place that the noun before
/// it only describes, taken for something beside the verb.
fn other_name(a: &Analysis<'_>, lexicon: &Lexicon, name: usize) -> Option<Mend> {
    let adrift = a.pos(name) == "PROPN" && matches!(a.dep(name), "npadvmod" | "appos" | "dep");
    let phrase = a.subtree(name);
    let comma = phrase.start.checked_sub(1).filter(|_| adrift)?;
    let closed = phrase.end < a.len() && matches!(a.text(phrase.end), "," | ".");
    if a.text(comma) != "," || !closed || !phrase.clone().all(|t| a.pos(t) == "PROPN") {
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
fn beside_saying(a: &Analysis<'_>, lexicon: &Lexicon, gerund: usize) -> Option<Mend> {
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
fn beyond_area(a: &Analysis<'_>, lexicon: &Lexicon, verb: usize) -> Option<Mend> {
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
fn beyond_day(a: &Analysis<'_>, lexicon: &Lexicon, verb: usize) -> Option<Mend> {
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

/// "was declared liberated by the commander": who declares it, hung on what was declared.
fn declared_by(a: &Analysis<'_>, by: usize) -> Option<Mend> {
    let participle = a.head(by);
    let verb = a.head(participle);
    let fits = a.dep(by) == "agent"
        && a.dep(participle) == "oprd"
        && matches!(a.lemma(verb), "declare" | "proclaim" | "pronounce")
        && a.children(verb).any(|c| a.dep(c) == "auxpass");
    fits.then(|| Mend { token: by, head: Some(verb), ..Mend::default() })
}

/// "lost the port from which it had shipped charcoal, to soldiers": what stands behind a relative clause
/// with its comma belongs to the verb before it.
fn behind_relative(a: &Analysis<'_>, lexicon: &Lexicon, preposition: usize) -> Option<Mend> {
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

fn arc(token: usize, head: usize, dep: &str) -> Mend {
    Mend { token, head: Some(head), dep: Some(dep.to_owned()), ..Mend::default() }
}

/// "The army and its ally Hezbollah captured the town": the parser makes a relative clause of the sentence,
/// with the name behind the noun as its subject.
fn ally(a: &Analysis<'_>, lexicon: &Lexicon, name: usize) -> Vec<Mend> {
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

/// Verbs whose passive keeps an object: "people given shelter".
const KEEPS_OBJECT: &[&str] = &[
    "give", "show", "send", "offer", "grant", "award", "deny", "pay", "teach", "tell", "ask",
    "hand", "promise", "owe", "charge", "allow", "sentence", "fine", "name", "call", "bring",
    "lend", "leave",
];

/// "A bomb hidden in a van killed nine people": a sentence whose only verb was taken for a participle of
/// the noun before it. A participle has no object of its own.
fn main_verb(a: &Analysis<'_>, token: usize) -> Option<Vec<Mend>> {
    let participle = a.tag(token) == "VBN"
        && a.dep(token) == "acl"
        && a.head(token) < token
        && !KEEPS_OBJECT.contains(&a.lemma(token))
        && !a.children(token).any(|c| {
            c < token && matches!(a.dep(c), "aux" | "auxpass" | "mark" | "nsubj" | "nsubjpass")
                || matches!(a.dep(c), "agent" | "oprd")
        });
    let object = a.child(token, "dobj").filter(|&object| object > token)?;
    if !participle || (token..object).any(|t| a.text(t) == ",") {
        return None;
    }
    let mut noun = a.head(token);
    while matches!(a.dep(noun), "pobj" | "prep" | "acl") && a.head(noun) < noun {
        noun = a.head(noun);
    }
    let root = a.head(noun) == noun;
    // "Attacks killed 178 people in the city, officials said": two subjects of the saying
    let twice = || {
        a.dep(noun) == "nsubj"
            && a.children(a.head(noun))
                .any(|c| c > object && c < a.head(noun) && a.dep(c) == "nsubj")
    };
    let stray = a.head(noun) > token && (matches!(a.dep(noun), "dep" | "ccomp") || twice());
    if noun == a.head(token) && !root && !stray || !matches!(a.pos(noun), "NOUN" | "PROPN") {
        return None;
    }
    // A sentence that has a verb beside it needs none.
    let sentence = &a.sentences()[a.sentence_of(token)];
    // "a suspected chemical attack": a participle before a noun is none
    let begins = (sentence.start as usize..noun)
        .all(|t| !matches!(a.pos(t), "VERB" | "AUX") || a.dep(t) == "amod");
    let verbs = a.children(noun).any(|c| matches!(a.dep(c), "cop" | "aux" | "relcl"));
    if !(root || stray) || !begins || verbs {
        return None;
    }
    let text = |text: &str| Some(text.to_owned());
    // "… and wounded 12": the verb's second, and not the noun's
    let joined = a.children(noun).filter(|&c| c > token && matches!(a.dep(c), "conj" | "cc"));
    let joined: Vec<Mend> =
        joined.map(|c| Mend { token: c, head: Some(token), ..Mend::default() }).collect();
    let mut mends = vec![
        Mend {
            token,
            head: Some(if root { token } else { a.head(noun) }),
            dep: if root { text("ROOT") } else { text("ccomp") },
            tag: text("VBD"),
            pos: text("VERB"),
            ..Mend::default()
        },
        Mend { token: noun, head: Some(token), dep: text("nsubj"), ..Mend::default() },
    ];
    mends.extend(joined);
    Some(mends)
}

/// "Aid convoys reached the town": a noun that leads a sentence and is taken for a verb with the next one
/// for its object.
fn headed(a: &Analysis<'_>, token: usize) -> Vec<Mend> {
    let verb = a.head(token);
    let noun = token + 1;
    let misread = a.tag(token) == "VB"
        && a.dep(token) == "csubj"
        && noun < a.len()
        && a.tag(noun) == "NNS"
        && a.dep(noun) == "dobj"
        && a.head(noun) == token
        && verb > noun
        && matches!(a.tag(verb), "VBD" | "VBP");
    if !misread {
        return Vec::new();
    }
    let text = |text: &str| Some(text.to_owned());
    vec![
        Mend {
            token,
            head: Some(noun),
            dep: text("compound"),
            pos: text("NOUN"),
            tag: text("NN"),
            lemma: Some(a.text(token).to_lowercase()),
            ..Mend::default()
        },
        Mend { token: noun, head: Some(verb), dep: text("nsubj"), ..Mend::default() },
    ]
}

/// "…, the Observatory said on Thursday.": a saying at the sentence's end, whose speaker the parser hung on
/// the name before the comma.
struct Saying {
    verb: usize,
    speaker: usize,
    comma: usize,
}

impl Saying {
    fn behind(
        a: &Analysis<'_>,
        lexicon: &Lexicon,
        sentence: std::ops::Range<usize>,
    ) -> Option<Vec<Mend>> {
        let saying = sentence.clone().skip(3).find_map(|t| Saying::at(a, lexicon, &sentence, t))?;
        Some(saying.mends(a, &sentence))
    }

    /// Reads a verb of saying as the last clause of its sentence.
    fn at(
        a: &Analysis<'_>,
        lexicon: &Lexicon,
        sentence: &std::ops::Range<usize>,
        verb: usize,
    ) -> Option<Saying> {
        let says = matches!(a.tag(verb), "VBD" | "VBZ" | "VBP")
            && a.pos(verb) == "VERB"
            && lexicon.reporting.verbs.contains(&a.lemma(verb).to_lowercase());
        if !says || !closes(a, verb + 1, sentence.end) {
            return None;
        }
        // "…, the speaker of parliament, Osama X, told": an apposition of the speaker's
        let end = if a.text(verb - 1) == "," {
            let name = (sentence.start..verb - 1).rev().find(|&t| a.text(t) == ",")?;
            (name + 1..verb - 1).all(|t| matches!(a.pos(t), "PROPN" | "PUNCT")).then_some(name)?
        } else {
            verb
        };
        let comma = (sentence.start..end).rev().find(|&t| a.text(t) == ",")?;
        let phrase = comma + 1..end;
        if phrase.is_empty()
            || phrase.len() > LONGEST_SPEAKER
            || phrase.clone().any(|t| {
                matches!(a.tag(t), "VBD" | "VBZ" | "VBP" | "MD" | "CC" | "WDT" | "WP")
                    || matches!(a.text(t), ";" | ":" | "that")
            })
        {
            return None;
        }
        let speaker = phrase.clone().find(|&t| {
            matches!(a.pos(t), "NOUN" | "PROPN")
                && !phrase.contains(&a.head(t))
                && !matches!(a.dep(t), "npadvmod" | "pobj")
        })?;
        // The parser has it right where the phrase is the verb's subject.
        if a.head(speaker) == verb && matches!(a.dep(speaker), "nsubj" | "nsubjpass") {
            let saying = Saying { verb, speaker, comma };
            return saying.took_object(a, sentence).then_some(saying);
        }
        let astray = matches!(a.dep(speaker), "appos" | "conj" | "dobj" | "nmod" | "attr" | "dep");
        (astray && a.head(speaker) < comma).then_some(Saying { verb, speaker, comma })
    }

    /// "Rebels were holding 300 peacekeepers, the U.N. said": the object of the clause, hung on the saying as
    /// a second subject.
    fn took_object(&self, a: &Analysis<'_>, sentence: &std::ops::Range<usize>) -> bool {
        a.children(self.verb).any(|c| {
            let first = a.subtree(c).start;
            let governor =
                (sentence.start..first).rev().find(|&t| !matches!(a.pos(t), "ADV" | "DET"));
            c < self.comma
                && a.dep(c) == "nsubj"
                && governor.is_some_and(|g| {
                    a.pos(g) == "VERB"
                        && a.head(g) == self.verb
                        && a.child(g, "nsubj").is_some()
                        && a.child(g, "dobj").is_none()
                })
        })
    }

    fn mends(&self, a: &Analysis<'_>, sentence: &std::ops::Range<usize>) -> Vec<Mend> {
        let text = |text: &str| Some(text.to_owned());
        let mut mends = Vec::new();
        // What the parser took for the verb's subject belongs to the clause before.
        for child in a
            .children(self.verb)
            .filter(|&c| c < self.comma && matches!(a.dep(c), "nsubj" | "nsubjpass"))
        {
            let governor =
                (sentence.start..child).rev().find(|&t| a.pos(t) == "VERB" && t != self.verb);
            if let Some(governor) = governor {
                mends.push(Mend {
                    token: child,
                    head: Some(governor),
                    dep: text("dobj"),
                    ..Mend::default()
                });
            }
        }
        let root = sentence.clone().find(|&t| a.head(t) == t && a.pos(t) != "SPACE");
        if let Some(root) = root.filter(|&root| root != self.verb && root < self.comma) {
            mends.push(Mend {
                token: self.verb,
                head: Some(self.verb),
                dep: text("ROOT"),
                ..Mend::default()
            });
            mends.push(Mend {
                token: root,
                head: Some(self.verb),
                dep: text("ccomp"),
                ..Mend::default()
            });
        }
        mends.push(Mend {
            token: self.speaker,
            head: Some(self.verb),
            dep: text("nsubj"),
            ..Mend::default()
        });
        mends
    }
}

/// Whether a saying ends here: a stop, a day, a place, a listener.
fn closes(a: &Analysis<'_>, next: usize, end: usize) -> bool {
    if next >= end {
        return true;
    }
    let word = a.text(next).to_lowercase();
    // "told reporters", "told a news conference", "told Reuters on Friday"
    let listener = a.dep(next) == "dobj" || a.tag(next) == "DT" || a.pos(next) == "PROPN";
    let told = next > 0 && a.lemma(next - 1) == "tell" && listener;
    told || matches!(
        word.as_str(),
        "." | ","
            | "on"
            | "in"
            | "at"
            | "late"
            | "early"
            | "by"
            | "via"
            | "through"
            | "yesterday"
            | "today"
            | "from"
    )
}

#[cfg(test)]
mod tests {
    use dateline_syntax::Pipeline;

    use super::*;
    use crate::embedded;

    /// The arcs of some words, mended: word, label, head's word.
    fn arcs(text: &str, words: &[&str]) -> Vec<String> {
        let mut analysis = Pipeline::embedded().analyse(text);
        mend(&mut analysis, &embedded::ontology().lexicon);
        let a = &analysis;
        (0..a.len())
            .filter(|&t| words.contains(&a.text(t)))
            .map(|t| format!("{} {} {}", a.text(t), a.dep(t), a.text(a.head(t))))
            .collect()
    }

    #[test]
    fn who_speaks_at_the_end_is_no_apposition() {
        let text = "Islamic State now holds more than a third of Kobani, the Syrian Observatory for \
                    Human Rights said on Thursday.";
        assert_eq!(
            arcs(text, &["holds", "third", "Observatory", "said"]),
            ["holds ccomp said", "third dobj holds", "Observatory nsubj said", "said ROOT said"]
        );
        let text = "All of Nineveh province has fallen into the hands of \"terrorists\", the speaker of \
                    parliament, Osama al-Nujaifi, told a news conference in Baghdad.";
        assert_eq!(
            arcs(text, &["fallen", "speaker", "told"]),
            ["fallen ccomp told", "speaker nsubj told", "told ROOT told"]
        );
    }

    #[test]
    fn a_second_object_stands_beside_the_first() {
        let text = "A bomb in Beirut killed Rafik Hariri, the former prime minister, and eight other \
                    people on Monday.";
        assert_eq!(arcs(text, &["Hariri", "people"]), ["Hariri dobj killed", "people conj Hariri"]);
        let text = "Rebels shelled the town and residents fled.";
        assert_eq!(
            arcs(text, &["town", "residents"]),
            ["town dobj shelled", "residents nsubj fled"]
        );
    }

    #[test]
    fn a_clause_keeps_its_subject_over_an_apposition() {
        let text = "Militants overran Tikrit on Wednesday, a day after Mosul, Iraq's second city, fell \
                    into the hands of the same group.";
        assert_eq!(
            arcs(text, &["Mosul", "second", "fell"]),
            ["Mosul nsubj fell", "second amod city", "fell advcl overran"]
        );
    }

    #[test]
    fn a_noun_before_a_noun_is_no_subject() {
        let text =
            "Tuareg fighters attacked Timbuktu, the last government stronghold in northern Mali.";
        assert_eq!(
            arcs(text, &["attacked", "government", "stronghold"]),
            [
                "attacked ROOT attacked",
                "government compound stronghold",
                "stronghold appos Timbuktu"
            ]
        );
    }

    #[test]
    fn an_adjective_before_a_name_is_no_subject() {
        let text = "Sudan's paramilitary Rapid Support Forces took over Wad Madani, the country's second \
                    city, on Monday after the army pulled out.";
        assert_eq!(
            arcs(text, &["Sudan", "paramilitary", "Forces", "took"]),
            [
                "Sudan poss Forces",
                "paramilitary amod Forces",
                "Forces nsubj took",
                "took ROOT took"
            ]
        );
    }

    #[test]
    fn what_is_held_does_not_say_so() {
        let text = "Rebels of the Revolutionary United Front were holding about 300 U.N. peacekeepers in \
                    Sierra Leone, the United Nations said on Friday.";
        assert_eq!(
            arcs(text, &["holding", "peacekeepers", "Nations"]),
            ["holding ccomp said", "peacekeepers dobj holding", "Nations nsubj said"]
        );
    }

    #[test]
    fn a_name_before_control_holds_what_is_behind() {
        assert_eq!(
            arcs("The Taliban control most of Lashkar Gah.", &["Taliban", "most"]),
            ["Taliban nsubj control", "most dobj control"]
        );
        assert_eq!(
            arcs("The Houthis control Sanaa.", &["Houthis", "Sanaa", "control"]),
            ["Houthis nsubj control", "control ROOT control", "Sanaa dobj control"]
        );
        assert_eq!(
            arcs("The Taliban control post was hit.", &["Taliban"]),
            ["Taliban compound post"]
        );
    }

    #[test]
    fn how_long_before_is_no_part_of_what_was_left() {
        assert_eq!(
            arcs("The rebels said they had abandoned the village days earlier.", &["village"]),
            ["village dobj abandoned"]
        );
    }

    #[test]
    fn a_list_of_towns_stays_together() {
        let text = "The Taliban seized the provincial capitals of Kunduz, Sar-e Pul and Taloqan within \
                    hours of one another on Sunday.";
        assert_eq!(arcs(text, &["Pul", "Taloqan"]), ["Pul conj Kunduz", "Taloqan conj Pul"]);
    }

    #[test]
    fn what_is_denied_is_the_claim_or_the_deed() {
        let text = "Afghan officials rejected Taliban claims that they had seized Kunduz.";
        assert_eq!(
            arcs(text, &["Taliban", "claims", "seized"]),
            ["Taliban compound claims", "claims dobj rejected", "seized acl claims"]
        );
        let text = "Kurdish officials denied Islamic State had captured Kobani.";
        assert_eq!(
            arcs(text, &["State", "captured"]),
            ["State nsubj captured", "captured ccomp denied"]
        );
    }

    #[test]
    fn a_bearing_is_no_second_object() {
        let text = "Fighters took Sinjar west of Mosul.";
        assert_eq!(arcs(text, &["Sinjar", "west"]), ["Sinjar dobj took", "west advmod Sinjar"]);
        let text = "Rebels captured the town of Sake west of Goma.";
        assert_eq!(arcs(text, &["Sake", "west"]), ["Sake pobj of", "west advmod Sake"]);
    }

    #[test]
    fn a_participle_behind_have_is_a_verb() {
        let text = "Kurdish-led fighters have completely encircled Manbij, cutting the last road.";
        let mut analysis = Pipeline::embedded().analyse(text);
        mend(&mut analysis, &embedded::ontology().lexicon);
        let verb = (0..analysis.len()).find(|&t| analysis.text(t) == "encircled").unwrap();
        assert_eq!((analysis.pos(verb), analysis.lemma(verb)), ("VERB", "encircle"));
        let subject = analysis.child(verb, "nsubj").map(|s| analysis.text(s));
        assert_eq!(subject, Some("fighters"));
    }

    #[test]
    fn a_true_apposition_stays() {
        let text =
            "Rebels took Aleppo, the country's largest city, and said on Monday that they held it.";
        let mut analysis = Pipeline::embedded().analyse(text);
        let before: Vec<_> = analysis.tokens().to_vec();
        mend(&mut analysis, &embedded::ontology().lexicon);
        assert_eq!(before, analysis.tokens());
    }
}
