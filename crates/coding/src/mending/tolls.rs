//! What befell people: tolls, victims and flights, whose verbs the parser takes for what is said of them.

use dateline_syntax::{Analysis, Mend};

use super::arc;
use crate::lexicon::Lexicon;

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

/// "left five dead and 20 injured": the second of two states, taken for a verb with the number for its subject.
pub(super) fn left_wounded(a: &Analysis<'_>, state: usize) -> Vec<Mend> {
    let number = state.checked_sub(1).filter(|&n| a.pos(n) == "NUM");
    let Some(number) = number else { return Vec::new() };
    // the number as the state's subject, or the state as the number's participle
    let own = a.head(number) == state && a.dep(number) == "nsubj" && a.dep(state) == "conj";
    let hung = a.head(state) == number && a.dep(state) == "acl" && a.dep(number) == "conj";
    let verb = if own { a.head(state) } else { a.head(number) };
    let dead = a.children(verb).find(|&c| {
        c > verb && c < number && a.tag(c) == "JJ" && matches!(a.dep(c), "oprd" | "acomp" | "ccomp")
    });
    let fits = (own || hung)
        && a.lemma(verb) == "leave"
        && matches!(a.tag(state), "VBN" | "VBD" | "JJ")
        && !a.children(state).any(|c| matches!(a.dep(c), "aux" | "auxpass" | "dobj"));
    let Some(dead) = dead.filter(|_| fits) else { return Vec::new() };
    let text = |text: &str| Some(text.to_owned());
    let mut mends = vec![
        Mend {
            pos: text("ADJ"),
            tag: text("JJ"),
            lemma: text(a.text(state)),
            ..arc(state, dead, "conj")
        },
        arc(number, state, "nummod"),
    ];
    let behind = a.children(state).filter(|&c| c > state);
    mends.extend(behind.map(|token| Mend { token, head: Some(verb), ..Mend::default() }));
    mends
}

/// Words that say where and when.
const WHERE_AND_WHEN: &[&str] =
    &["in", "near", "at", "outside", "around", "on", "during", "inside"];

/// "Two soldiers were killed and three were wounded near the town on Tuesday": where and when both befell them,
/// hung on the second only.
pub(super) fn shared_place(a: &Analysis<'_>, lexicon: &Lexicon, second: usize) -> Vec<Mend> {
    let first = a.head(second);
    let harms = lexicon.classes.get("befalls_people");
    let toll = |verb: usize| {
        matches!(a.tag(verb), "VBN" | "VBD")
            && a.children(verb).any(|c| a.dep(c) == "nsubjpass")
            && harms.is_some_and(|words| words.iter().any(|word| word == a.lemma(verb)))
    };
    let says = |c: &usize| {
        a.dep(*c) == "prep" && WHERE_AND_WHEN.contains(&a.text(*c).to_lowercase().as_str())
    };
    let fits = a.dep(second) == "conj"
        && first < second
        && toll(first)
        && toll(second)
        && !a.children(first).any(|c| says(&c));
    if !fits {
        return Vec::new();
    }
    let behind: Vec<usize> = a.children(second).filter(|&c| c > second).filter(says).collect();
    behind.into_iter().map(|token| Mend { token, head: Some(first), ..Mend::default() }).collect()
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
