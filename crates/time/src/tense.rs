//! Tense: whether the clause around a time looks back or ahead. Read from the arcs where there are
//! any, else from the words before and after.

use dateline_syntax::Analysis;

use crate::grammar::Grammar;
use crate::vocabulary::Word;

/// Which way a clause looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    /// "has been held for": past that lasts.
    Perfect,
    Present,
    /// "is meeting".
    Progressive,
    Future,
}

/// Verbs whose complement lies ahead of them.
const PROSPECTIVE: &[&str] = &[
    "plan", "expect", "schedule", "agree", "vow", "intend", "set", "due", "order", "want",
    "threaten", "promise", "pledge", "prepare", "hope", "aim", "decide", "urge", "ask", "demand",
    "warn", "slate", "propose", "poise", "wait", "await", "postpone", "delay", "expire",
];

/// What is under way with the verb that it is the object of, whatever it is for.
const UNDERTAKEN: &[&str] = &[
    "offensive",
    "operation",
    "assault",
    "attack",
    "attempt",
    "push",
    "campaign",
    "raid",
    "advance",
    "drive",
    "effort",
    "bid",
];

/// Auxiliaries of what is yet to come.
const FUTURE: &[&str] =
    &["will", "shall", "'ll", "’ll", "wo", "must", "should", "would", "may", "might", "can", "ca"];

/// Words that look ahead, as they stand in the text.
const AHEAD: &[&str] = &[
    "will",
    "shall",
    "ll",
    "won",
    "must",
    "should",
    "would",
    "might",
    "scheduled",
    "due",
    "planned",
    "plans",
    "expected",
    "expects",
    "set",
    "vows",
    "slated",
    "upcoming",
    "tomorrow",
    "ahead",
    "going",
    "poised",
    "intends",
];

/// Past forms that no ending shows.
const BACK: &[&str] = &[
    "was", "were", "had", "did", "said", "took", "fell", "began", "left", "met", "held", "won",
    "lost", "broke", "drove", "came", "went", "told", "gave", "struck", "shot", "blew", "withdrew",
    "fled", "sent", "saw", "became", "made", "hit", "led", "fought", "brought", "found", "got",
    "kept", "rose", "ran", "spoke", "stood", "threw", "wrote", "overran", "retook", "swept",
    "pulled", "has", "have",
];

/// The tense at a hit of the grammar.
pub(crate) fn tense(
    grammar: &Grammar<'_>,
    (start, end): (usize, usize),
    analysis: Option<&Analysis<'_>>,
    tokens: std::ops::Range<usize>,
) -> Tense {
    let deadline = |at: usize| grammar.str(at).eq_ignore_ascii_case("deadline");
    if is_announced(grammar, start) || deadline(end) || deadline(end + 1) {
        return Tense::Future;
    }
    if is_recalled(grammar, end) {
        return Tense::Past;
    }
    analysis
        .filter(|_| !tokens.is_empty())
        .and_then(|analysis| from_arcs(analysis, tokens))
        .unwrap_or_else(|| from_words(grammar, start, end))
}

/// "scheduled for Friday", "ahead of Sunday's vote".
fn is_announced(grammar: &Grammar<'_>, start: usize) -> bool {
    let (governor, at) = grammar.governor(start);
    let back = |count: usize| at.checked_sub(count).map_or("", |place| grammar.str(place));
    match governor {
        Word::For => {
            AHEAD.contains(&back(1)) || AHEAD.contains(&back(2)) || back(1).ends_with("scheduled")
        }
        Word::Of => ["ahead", "deadline"].iter().any(|word| back(1).eq_ignore_ascii_case(word)),
        _ => false,
    }
}

/// "Monday's attack" has happened, whatever will be done about it; "Monday's vote" need not have.
fn is_recalled(grammar: &Grammar<'_>, end: usize) -> bool {
    let owns = grammar.word(end) == Word::Possessive;
    let event = (1..=2).find(|on| grammar.word(end + on) == Word::Lasting);
    let arranged =
        |on: usize| ARRANGED.iter().any(|noun| grammar.str(end + on).eq_ignore_ascii_case(noun));
    owns && event.is_some_and(|on| !arranged(on))
}

/// Events that are announced beforehand.
const ARRANGED: &[&str] = &[
    "election",
    "elections",
    "protest",
    "protests",
    "strike",
    "truce",
    "ceasefire",
    "cease",
    "deal",
    "agreement",
    "accord",
    "treaty",
    "peace",
    "mission",
    "operation",
];

/// The governing verb's tense.
fn from_arcs(analysis: &Analysis<'_>, tokens: std::ops::Range<usize>) -> Option<Tense> {
    let inside = tokens.clone();
    let mut at = tokens.clone().find(|token| !inside.contains(&analysis.head(*token)));
    at = at.or(Some(tokens.start)).filter(|token| *token < analysis.len());
    let mut at = at?;
    let mut came_from_noun = false;
    for _ in 0..24 {
        let pos = analysis.pos(at);
        if (pos == "VERB" || pos == "AUX") && !tokens.contains(&at) {
            match verb_tense(analysis, at, came_from_noun) {
                Step::Found(tense) => return Some(tense),
                Step::Climb => {}
            }
        } else if pos == "NOUN" || pos == "PROPN" {
            came_from_noun = true;
        }
        let head = analysis.head(at);
        if head == at {
            return None;
        }
        at = head;
    }
    None
}

enum Step {
    Found(Tense),
    /// The verb's form does not say; its head may.
    Climb,
}

fn verb_tense(analysis: &Analysis<'_>, verb: usize, through_noun: bool) -> Step {
    let (mut have, mut be_past, mut be_present, mut infinitive) = (false, false, false, false);
    let mut have_past = false;
    let (mut modal, mut could) = (false, false);
    for child in analysis.children(verb).filter(|child| *child < verb) {
        if !matches!(analysis.dep(child), "aux" | "auxpass") {
            continue;
        }
        let text = analysis.text(child).to_lowercase();
        match text.as_str() {
            "have" | "has" | "'ve" | "’ve" => have = true,
            "had" => have_past = true,
            "was" | "were" => be_past = true,
            "is" | "are" | "'s" | "'re" | "am" | "’s" | "’re" => be_present = true,
            "did" => return Step::Found(Tense::Past),
            "to" => infinitive = true,
            "could" => could = true,
            text if FUTURE.contains(&text) => modal = true,
            _ => {}
        }
    }
    let tag = analysis.tag(verb);
    let lemma = analysis.lemma(verb);
    let ahead = PROSPECTIVE.contains(&lemma);
    if modal {
        return Step::Found(if have { Tense::Past } else { Tense::Future });
    }
    // "could start in the next days", "could hear shots on Friday": neither, for the forms to say.
    if could && !have {
        return Step::Found(Tense::Present);
    }
    if infinitive && !have {
        return match analysis.head(verb) {
            head if head == verb => Step::Found(Tense::Future),
            // "plans to withdraw", "is to meet", "a plan to leave"; but "managed to capture".
            head => {
                // "launched an offensive to retake the town on Friday"
                let begun = UNDERTAKEN.contains(&analysis.lemma(head))
                    && analysis.dep(head) == "dobj"
                    && analysis.tag(analysis.head(head)) == "VBD"
                    && !PROSPECTIVE.contains(&analysis.lemma(analysis.head(head)));
                if begun {
                    return Step::Climb;
                }
                let governs = PROSPECTIVE.contains(&analysis.lemma(head))
                    || matches!(analysis.lemma(head), "be" | "go" | "due")
                    || analysis.dep(verb) == "acl" && !matches!(analysis.pos(head), "VERB" | "AUX");
                if governs { Step::Found(Tense::Future) } else { Step::Climb }
            }
        };
    }
    match tag {
        "VBD" => Step::Found(Tense::Past),
        "VBN" if have => Step::Found(Tense::Perfect),
        "VBN" if ahead && !have_past => Step::Found(Tense::Future),
        "VBN" if have_past || be_past => Step::Found(Tense::Past),
        "VBN" if be_present => Step::Found(Tense::Present),
        "VBN" => Step::Found(Tense::Past),
        // "retook": a rare past form that taggers take for a present.
        "VBP" if BACK.contains(&analysis.text(verb)) => Step::Found(Tense::Past),
        "VBZ" | "VBP" if ahead && through_noun => Step::Found(Tense::Future),
        "VBZ" | "VBP" => Step::Found(Tense::Present),
        "VBG" if be_past || have || have_past => Step::Found(Tense::Past),
        // "are searching for the cause of a blaze on Monday": the time is the noun's.
        "VBG" if be_present && through_noun => Step::Found(Tense::Past),
        "VBG" if be_present => Step::Found(Tense::Progressive),
        "VBG" => Step::Climb,
        "VB" if analysis.head(verb) == verb => Step::Found(Tense::Present),
        _ => Step::Climb,
    }
}

/// The nearest word that shows a tense, before the time or else after it.
fn from_words(grammar: &Grammar<'_>, start: usize, end: usize) -> Tense {
    let (first, last) = grammar.sentence(start);
    let perfect = |at: usize| matches!(grammar.str(at), "has" | "have" | "HAS" | "HAVE");
    let before = (first..start).rev().find_map(|at| word_tense(grammar, at).map(|t| (at, t)));
    let found =
        before.or_else(|| (end..last).find_map(|at| word_tense(grammar, at).map(|t| (at, t))));
    match found {
        Some((at, Tense::Past)) => {
            let had = (first..at.max(first)).rev().take(4).any(perfect) || perfect(at);
            if had { Tense::Perfect } else { Tense::Past }
        }
        Some((_, tense)) => tense,
        None => Tense::Past,
    }
}

fn word_tense(grammar: &Grammar<'_>, at: usize) -> Option<Tense> {
    if !matches!(grammar.word(at), Word::Other | Word::Lasting) {
        return None;
    }
    let text = grammar.str(at);
    // Sixteen bytes hold every word of the lists.
    if text.len() > 16 {
        return text.ends_with("ed").then_some(Tense::Past);
    }
    let lower = text.to_ascii_lowercase();
    let would_have = lower == "would" && grammar.str(at + 1).eq_ignore_ascii_case("have");
    // "was set on fire" is past, "is set to" is not
    let set = lower == "set"
        && !matches!(grammar.str(at + 1).to_ascii_lowercase().as_str(), "to" | "for");
    if AHEAD.contains(&lower.as_str()) && !would_have && !set {
        return Some(Tense::Future);
    }
    if matches!(lower.as_str(), "is" | "are" | "was" | "were") && grammar.word(at + 1) == Word::To {
        return Some(Tense::Future);
    }
    if matches!(
        lower.as_str(),
        "plan" | "intend" | "vowed" | "agreed" | "ordered" | "planned" | "pledged"
    ) && grammar.word(at + 1) == Word::To
    {
        return Some(Tense::Future);
    }
    if lower == "could" {
        return Some(Tense::Present);
    }
    // "will be held": the participle shows no tense.
    if at > 0 && matches!(grammar.str(at - 1), "be" | "BE") {
        return None;
    }
    let past = BACK.contains(&lower.as_str()) || lower.len() > 3 && lower.ends_with("ed");
    past.then_some(Tense::Past)
}
