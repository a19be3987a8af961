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

/// "Three soldiers were killed and five wounded in the town": a second passive without its "were", taken for
/// what is said of the five.
pub(super) fn second_toll(a: &Analysis<'_>, participle: usize) -> Vec<Mend> {
    // "five wounded", read as a subject and its verb
    let own = a
        .children(participle)
        .find(|&c| c + 1 == participle && a.pos(c) == "NUM" && a.dep(c) == "nsubj");
    let of_verb = a.head(participle);
    if let Some(number) = own
        && a.tag(participle) == "VBN"
        && a.dep(participle) == "conj"
        && a.tag(of_verb) == "VBN"
        && a.children(of_verb).any(|c| a.dep(c) == "nsubjpass")
        && !a.children(participle).any(|c| matches!(a.dep(c), "aux" | "dobj"))
    {
        return vec![arc(number, participle, "nsubjpass")];
    }
    let number = a.head(participle);
    let verb = a.head(number);
    let fits = a.tag(participle) == "VBN"
        && a.dep(participle) == "acl"
        && participle == number + 1
        && a.pos(number) == "NUM"
        && a.dep(number) == "conj"
        && a.tag(verb) == "VBN"
        && a.children(verb).any(|c| a.dep(c) == "nsubjpass");
    if !fits {
        return Vec::new();
    }
    vec![arc(participle, verb, "conj"), arc(number, participle, "nsubjpass")]
}

/// "Rockets fired by rebels killed 30 people", "rockets fired from the hills hit the airport": the verb behind a
/// participle with its agent or origin, taken for what the rebels are said to have been or hung on the participle, and
/// the participle for the sentence's verb.
pub(super) fn behind_agent(a: &Analysis<'_>, verb: usize) -> Vec<Mend> {
    let above = a.head(verb);
    let participle = match a.dep(verb) {
        "acl" if a.dep(above) == "pobj" => a.head(a.head(above)),
        "dep" | "conj" => above,
        _ => return Vec::new(),
    };
    let behind = participle + 1;
    let noun = a.child(participle, "nsubj").or_else(|| a.child(participle, "nsubjpass"));
    let Some(noun) = noun.filter(|&noun| noun + 1 == participle) else { return Vec::new() };
    let fits = matches!(a.tag(verb), "VBN" | "VBD")
        && verb > behind
        && matches!(a.tag(participle), "VBN" | "VBD")
        && matches!(a.text(behind).to_lowercase().as_str(), "by" | "from")
        && a.head(behind) == participle
        && a.child(verb, "dobj").is_some()
        && a.child(participle, "dobj").is_none()
        && !(behind..verb).any(|t| matches!(a.text(t), "," | "and" | "that" | "who"))
        && !a.children(participle).any(|c| matches!(a.dep(c), "aux" | "auxpass" | "mark"))
        && !a.children(verb).any(|c| c < verb && matches!(a.dep(c), "aux" | "auxpass" | "nsubj"));
    if !fits {
        return Vec::new();
    }
    let root = a.head(participle) == participle;
    let text = |text: &str| Some(text.to_owned());
    let mut mends = vec![
        Mend {
            token: verb,
            head: Some(if root { verb } else { a.head(participle) }),
            dep: text(if root { "ROOT" } else { a.dep(participle) }),
            tag: text("VBD"),
            pos: text("VERB"),
            ..Mend::default()
        },
        arc(noun, verb, "nsubj"),
        Mend { tag: text("VBN"), ..arc(participle, noun, "acl") },
    ];
    let later = a.children(participle).filter(|&c| c > verb);
    mends.extend(later.map(|token| Mend { token, head: Some(verb), ..Mend::default() }));
    mends
}

/// "killed 16 people queuing for bread": those who were killed, taken for the subject of a clause of its own.
pub(super) fn victims(a: &Analysis<'_>, lexicon: &Lexicon, doing: usize) -> Vec<Mend> {
    let verb = a.head(doing);
    let harms = lexicon.classes.get("befalls_people");
    let subject = a.child(doing, "nsubj");
    let Some(victims) = subject.filter(|&v| v + 1 == doing && v > verb) else { return Vec::new() };
    let fits = a.tag(doing) == "VBG"
        && a.dep(doing) == "ccomp"
        && harms.is_some_and(|words| words.iter().any(|word| word == a.lemma(verb)))
        && a.child(verb, "dobj").is_none()
        && !a.children(doing).any(|c| matches!(a.dep(c), "aux" | "mark"));
    if !fits {
        return Vec::new();
    }
    vec![arc(victims, verb, "dobj"), arc(doing, victims, "acl")]
}

/// "shelled the town after rebels had attacked a post, forcing hundreds of people to flee": what the main clause
/// tells of drove them out, and not what had gone before.
pub(super) fn forced_flight(
    a: &Analysis<'_>,
    lexicon: &Lexicon,
    participle: usize,
) -> Option<Mend> {
    let behind = a.head(participle);
    let drives = a.tag(participle) == "VBG"
        && a.dep(participle) == "advcl"
        && participle > 0
        && a.text(participle - 1) == ","
        && behind < participle
        && lexicon.object_control.contains(&a.lemma(participle).to_lowercase())
        && a.children(participle).any(|c| {
            a.lemma(c) == "flee"
                || matches!(a.dep(c), "dobj" | "ccomp" | "xcomp")
                    && a.subtree(c).any(|t| a.lemma(t) == "flee")
        });
    let marked =
        a.children(behind).any(|c| a.dep(c) == "mark" && a.lemma(c).eq_ignore_ascii_case("after"));
    let above = a.head(behind);
    let main = match a.dep(behind) {
        "advcl" if marked => above,
        "pcomp" if a.lemma(above) == "after" => a.head(above),
        _ => return None,
    };
    let verb = a.pos(main) == "VERB" && main < behind;
    (drives && verb).then(|| arc(participle, main, "advcl"))
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
            ..Mend::default()
        },
        Mend { token: noun, head: Some(verb), dep: text("nsubj"), ..Mend::default() },
    ]
}
