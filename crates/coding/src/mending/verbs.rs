//! Verbs that the tagger took for something else: participles, plurals, names before them.

use dateline_syntax::{Analysis, Mend};

use super::arc;
use crate::lexicon::Lexicon;

/// "have completely encircled the town": a participle that the tagger takes for an adjective or a noun,
/// and whose subject hangs on "have".
pub(super) fn participle(a: &Analysis<'_>, lexicon: &Lexicon, token: usize) -> Vec<Mend> {
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
pub(super) fn second_participle(a: &Analysis<'_>, lexicon: &Lexicon, token: usize) -> Vec<Mend> {
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

/// "Town recaptured, ministry says": a headline's participle, taken for a verb whose subject is the town.
pub(super) fn headline_passive(a: &Analysis<'_>, lexicon: &Lexicon, verb: usize) -> Vec<Mend> {
    let lemma = lexicon.regular(a.lemma(verb)).unwrap_or(a.lemma(verb));
    let by = a.children(verb).any(|c| a.dep(c) == "agent");
    let fits = (a.tag(verb) == "VBD" || a.tag(verb) == "VBN" && by)
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

/// "Fighters of the front control the eastern half": a verb that the tagger takes for a noun, though a plural
/// acts before it and an object follows.
pub(super) fn plural_verb(a: &Analysis<'_>, lexicon: &Lexicon, verb: usize) -> Vec<Mend> {
    let lemma = a.text(verb).to_lowercase();
    let fits = matches!(a.tag(verb), "NN" | "NNP")
        && lexicon.nouns.taking.contains(&lemma)
        && a.children(verb).any(|c| c > verb && a.dep(c) == "dobj")
        && a.children(verb).any(|c| c < verb && a.dep(c) == "nsubj" && a.tag(c) == "NNS")
        && !a.children(verb).any(|c| matches!(a.dep(c), "det" | "amod" | "poss" | "cop"));
    if !fits {
        return Vec::new();
    }
    let text = |text: &str| Some(text.to_owned());
    vec![Mend {
        token: verb,
        pos: text("VERB"),
        tag: text("VBP"),
        lemma: Some(lemma),
        ..Mend::default()
    }]
}

/// "helped the army drive rebels out of the town": a verb that the tagger takes for a noun, though it is a
/// clause with who acts before it and what it befalls behind.
pub(super) fn bare_verb(a: &Analysis<'_>, lexicon: &Lexicon, verb: usize) -> Option<Mend> {
    let lemma = a.text(verb).to_lowercase();
    let fits = a.tag(verb) == "NN"
        && matches!(a.dep(verb), "ccomp" | "xcomp")
        && lexicon.verbs.contains(&lemma)
        && a.children(verb).any(|c| c < verb && a.dep(c) == "nsubj")
        && a.children(verb).any(|c| c > verb && a.dep(c) == "dobj")
        && !a.children(verb).any(|c| matches!(a.dep(c), "det" | "amod" | "poss" | "cop"));
    let text = |text: &str| Some(text.to_owned());
    fits.then(|| Mend {
        token: verb,
        pos: text("VERB"),
        tag: text("VB"),
        lemma: Some(lemma),
        ..Mend::default()
    })
}

/// "The Red Guards control most of the town", "the Reds control Zenda": a verb that the tagger takes for a
/// noun behind the name of who acts, in front of what is held.
pub(super) fn name_verb(a: &Analysis<'_>, lexicon: &Lexicon, verb: usize) -> Vec<Mend> {
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

/// "brought food into Nubul, besieged by rebels since July": what has befallen the town named last, and which
/// the parser hung on the verb.
pub(super) fn befallen(a: &Analysis<'_>, lexicon: &Lexicon, participle: usize) -> Option<Mend> {
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

/// Verbs whose passive keeps an object: "people given shelter".
const KEEPS_OBJECT: &[&str] = &[
    "give", "show", "send", "offer", "grant", "award", "deny", "pay", "teach", "tell", "ask",
    "hand", "promise", "owe", "charge", "allow", "sentence", "fine", "name", "call", "bring",
    "lend", "leave",
];

/// "A bomb hidden in a van killed nine people": a sentence whose only verb was taken for a participle of
/// the noun before it. A participle has no object of its own.
pub(super) fn main_verb(a: &Analysis<'_>, token: usize) -> Option<Vec<Mend>> {
    let participle = matches!(a.tag(token), "VBN" | "VBD")
        && a.dep(token) == "acl"
        && a.head(token) < token
        && (!KEEPS_OBJECT.contains(&a.lemma(token)) || a.child(token, "prt").is_some())
        && !a.children(token).any(|c| {
            c < token && matches!(a.dep(c), "aux" | "auxpass" | "mark" | "nsubj" | "nsubjpass")
                || matches!(a.dep(c), "agent" | "oprd")
        });
    // "handed in weapons": the particle's own, to the parser
    let behind = || a.child(token, "prt").and_then(|particle| a.child(particle, "pobj"));
    let object = a.child(token, "dobj").or_else(behind).filter(|&object| object > token)?;
    if !participle || (token..object).any(|t| a.text(t) == ",") {
        return None;
    }
    let mut noun = a.head(token);
    while matches!(a.dep(noun), "pobj" | "prep" | "acl" | "conj") && a.head(noun) < noun {
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
        arc(object, token, "dobj"),
    ];
    mends.extend(joined);
    Some(mends)
}

/// "A bomb dropped from a helicopter hit a bakery": the participle beside the subject, taken for the sentence's verb
/// because it looks like one, so that the verb itself hangs on it with nothing that would make it a clause.
pub(super) fn second_main(a: &Analysis<'_>, token: usize) -> Option<Vec<Mend>> {
    let first = a.head(token);
    let bare = |verb: usize| {
        !a.children(verb).any(|c| {
            c < verb && matches!(a.dep(c), "aux" | "auxpass" | "mark" | "advmod" | "neg" | "cc")
        })
    };
    let subject = a.children(first).find(|&c| c < first && a.dep(c) == "nsubj")?;
    let fits = a.tag(token) == "VBD"
        && a.dep(token) == "advcl"
        && first < token
        && matches!(a.tag(first), "VBD" | "VBN")
        && a.lemma(first) != "say"
        && a.pos(subject) == "NOUN"
        && subject + 1 == first
        && bare(first)
        && bare(token)
        && !a.children(token).any(|c| c < token)
        && !a.children(first).any(|c| c < token && matches!(a.dep(c), "dobj" | "conj" | "ccomp"))
        && a.children(first)
            .any(|c| c > first && c < token && matches!(a.dep(c), "prep" | "agent"))
        && (first..token).all(|t| a.text(t) != ",");
    if !fits {
        return None;
    }
    let text = |text: &str| Some(text.to_owned());
    let root = a.head(first) == first;
    let mut mends = vec![
        Mend {
            token,
            head: Some(if root { token } else { a.head(first) }),
            dep: text(if root { "ROOT" } else { a.dep(first) }),
            ..Mend::default()
        },
        Mend { tag: text("VBN"), ..arc(first, subject, "acl") },
        arc(subject, token, "nsubj"),
    ];
    let behind = a.children(first).filter(|&c| c > token || c < subject);
    mends.extend(behind.map(|c| Mend { token: c, head: Some(token), ..Mend::default() }));
    Some(mends)
}

/// "Aid convoys reached the town": a noun that leads a sentence and is taken for a verb with the next one
/// for its object.
pub(super) fn headed(a: &Analysis<'_>, token: usize) -> Vec<Mend> {
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
        },
        Mend { token: noun, head: Some(verb), dep: text("nsubj"), ..Mend::default() },
    ]
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
