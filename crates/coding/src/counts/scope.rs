//! Scope: whether a count is of one happening, of a period, or a total.

use dateline_time::{ExpressionKind, Precision, Relation};

use super::outcome::Outcome;
use super::words::CountWords;
use crate::scene::Scene;

/// Days between the first and the last of the shortest period: a week, but no night or week-end.
const SHORTEST: i32 = 4;

/// The value of `scope`.
pub fn of(scene: &Scene<'_>, words: &CountWords, outcome: &Outcome) -> &'static str {
    let a = scene.arcs.analysis;
    if outcome.total || says_total(scene, words, outcome.trigger) {
        return "total";
    }
    let Some(sentence) = a.sentences().get(a.sentence_of(outcome.trigger)) else {
        return "incident";
    };
    if in_long_fighting(scene, words, outcome.trigger) {
        return "period";
    }
    let clause = scene.arcs.clause(outcome.trigger);
    let one = names_one_happening(scene, clause);
    for time in scene.times {
        let first = time.tokens.start as usize;
        if time.tokens.is_empty() || !sentence.contains(&time.tokens.start) || time.attributive {
            continue;
        }
        let governed =
            scene.arcs.clause(first) == clause || scene.arcs.dominates(outcome.trigger, first);
        if !governed {
            continue;
        }
        if time.relation == Relation::Since {
            return "period";
        }
        let before = first.checked_sub(1).map(|t| a.text(t).to_lowercase()).unwrap_or_default();
        let within = matches!(
            before.as_str(),
            "in" | "during" | "over" | "past" | "last" | "for" | "throughout" | "within" | "the"
        );
        let length = time.kind == ExpressionKind::Duration && within && time.length.is_some();
        let span = time.kind == ExpressionKind::Span
            && matches!(
                time.interval.precision,
                Precision::Week
                    | Precision::Month
                    | Precision::Season
                    | Precision::Year
                    | Precision::Range
            );
        let days = time.interval.days().and_then(|(first, last)| first.until(last).ok());
        let long = days.is_none_or(|span| span.get_days() >= SHORTEST);
        if (length || span) && long && !one {
            return "period";
        }
    }
    "incident"
}

/// "have died in the conflict", "fourteen months of fighting that killed 4,000": of all its time.
fn in_long_fighting(scene: &Scene<'_>, words: &CountWords, trigger: usize) -> bool {
    let arcs = &scene.arcs;
    let a = arcs.analysis;
    let clause = arcs.clause(trigger);
    let perfect = a.children(clause).any(|c| a.dep(c) == "aux" && a.lemma(c) == "have");
    let long = |noun: usize| {
        let lemma = scene.lemma(noun);
        let definite =
            a.children(noun).any(|c| matches!(a.text(c).to_lowercase().as_str(), "the" | "this"));
        words.telling.periods.contains(&lemma) && definite
    };
    let months = |noun: usize| {
        let of = a.head(noun);
        let span = a.head(of);
        a.dep(noun) == "pobj"
            && a.lemma(of) == "of"
            && matches!(scene.lemma(span).as_str(), "month" | "year" | "week")
            && a.tag(span) == "NNS"
    };
    perfect && ["in", "during"].iter().flat_map(|p| arcs.obliques(clause, p)).any(long)
        || a.dep(clause) == "relcl" && months(a.head(clause))
        || arcs.subjects(clause).into_iter().any(|s| long(s) && perfect)
}

/// "so far", "a total of", in the sentence of the outcome and near it.
fn says_total(scene: &Scene<'_>, words: &CountWords, trigger: usize) -> bool {
    let a = scene.arcs.analysis;
    let Some(sentence) = a.sentences().get(a.sentence_of(trigger)) else { return false };
    let range = (sentence.start as usize).max(trigger.saturating_sub(12))
        ..(sentence.end as usize).min(trigger + 12);
    let near = a.span_of(range).of(a.source()).to_lowercase();
    words.telling.total.iter().any(|phrase| {
        near.match_indices(phrase.as_str()).any(|(at, _)| {
            let bytes = near.as_bytes();
            let open = |i: Option<&u8>| i.is_none_or(|b| !b.is_ascii_alphanumeric());
            open(at.checked_sub(1).and_then(|i| bytes.get(i))) && open(bytes.get(at + phrase.len()))
        })
    })
}

/// "killed in an attack last month": one happening, whenever it was.
fn names_one_happening(scene: &Scene<'_>, clause: usize) -> bool {
    let arcs = &scene.arcs;
    let a = arcs.analysis;
    if !arcs.is_verb(clause) {
        return false;
    }
    let mut named = arcs.subjects(clause);
    for preposition in ["in", "by", "when", "during"] {
        named.extend(arcs.obliques(clause, preposition));
    }
    named.into_iter().any(|t| {
        a.tag(t) == "NN"
            && scene.toponym(t).is_none()
            && a.children(t)
                .any(|c| matches!(a.text(c).to_lowercase().as_str(), "a" | "an" | "the" | "one"))
            && !matches!(
                a.lemma(t),
                "fighting"
                    | "violence"
                    | "war"
                    | "conflict"
                    | "country"
                    | "region"
                    | "city"
                    | "town"
                    | "siege"
                    | "battle"
                    | "offensive"
                    | "campaign"
                    | "province"
                    | "area"
                    | "army"
                    | "group"
                    | "government"
            )
    })
}
