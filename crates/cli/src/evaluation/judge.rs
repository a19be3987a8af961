//! The judgement of one report, and the sum over many.

use std::collections::BTreeMap;

use dateline_coding::Claim;

use super::pairing::{self, Pairing};
use super::{Tally, agree};
use crate::corpus::{ActorNames, Entry, Expected};

/// What is scored of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Type, sentence and place together.
    Claim,
    /// The type, in its sentence.
    Type,
    /// Who acts.
    By,
    /// Against whom.
    Against,
    /// Where.
    Where,
    /// Days, bound and basis as far as judged.
    When,
    /// First and last day alone.
    Days,
    /// Modality.
    Modality,
    /// The chain of sources, link by link.
    Attribution,
    /// People counted.
    Counts,
    /// Holder, loser, status and extent together.
    Control,
    /// Context in the telling.
    Context,
    /// The claim with all that is judged of it.
    Whole,
}

impl Field {
    /// The fields in the order of the tables.
    pub const ALL: [Field; 13] = [
        Field::Claim,
        Field::Type,
        Field::By,
        Field::Against,
        Field::Where,
        Field::When,
        Field::Days,
        Field::Modality,
        Field::Attribution,
        Field::Counts,
        Field::Control,
        Field::Context,
        Field::Whole,
    ];

    /// The field's name in tables and floors.
    pub fn name(self) -> &'static str {
        match self {
            Field::Claim => "claim",
            Field::Type => "type",
            Field::By => "by",
            Field::Against => "against",
            Field::Where => "where",
            Field::When => "when",
            Field::Days => "days",
            Field::Modality => "modality",
            Field::Attribution => "attribution",
            Field::Counts => "counts",
            Field::Control => "control",
            Field::Context => "context",
            Field::Whole => "whole",
        }
    }
}

/// One thing that did not come out as expected.
#[derive(Clone, Debug)]
pub struct Miss {
    /// The report's file.
    pub report: String,
    /// Line of the expectation in that file; 0 for a claim that nobody expected.
    pub line: usize,
    /// `missed`, `extra` or the fields that are wrong.
    pub what: String,
    /// Type and place expected, or coded.
    pub claim: String,
    /// The sentence.
    pub sentence: String,
}

/// Scores of one half of a corpus.
#[derive(Clone, Debug, Default)]
pub struct Half {
    /// Reports in it.
    pub reports: u32,
    /// Reports of which nothing but the expected came out.
    pub clean: u32,
    /// Reports of which all that was expected came out, with every judged field right, and nothing else.
    pub faultless: u32,
    /// Score of each field.
    pub fields: BTreeMap<Field, Tally>,
    /// Claims found, by family of types.
    pub families: BTreeMap<String, Tally>,
    /// Rows of control answered rightly, of those asked.
    pub rows: Tally,
}

/// The judgement of one report.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Its scores.
    pub half: Half,
    /// What went wrong.
    pub misses: Vec<Miss>,
}

/// Scores of a corpus: the half written first apart from the other.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    /// Reports written before any rule was tested on them.
    pub first: Half,
    /// The others.
    pub after: Half,
    /// What went wrong.
    pub misses: Vec<Miss>,
}

impl Scores {
    /// Adds a report's judgement.
    pub fn add(&mut self, entry: &Entry, outcome: Outcome) {
        let half = if entry.first { &mut self.first } else { &mut self.after };
        half.add(&outcome.half);
        self.misses.extend(outcome.misses);
    }
}

impl Half {
    fn add(&mut self, other: &Half) {
        self.reports += other.reports;
        self.clean += other.clean;
        self.faultless += other.faultless;
        self.rows.add(other.rows);
        for (field, tally) in &other.fields {
            self.field(*field).add(*tally);
        }
        for (family, tally) in &other.families {
            self.families.entry(family.clone()).or_default().add(*tally);
        }
    }

    fn field(&mut self, field: Field) -> &mut Tally {
        self.fields.entry(field).or_default()
    }

    fn family(&mut self, kind: &str) -> &mut Tally {
        let family = kind.split('.').next().unwrap_or(kind);
        self.families.entry(family.to_owned()).or_default()
    }
}

/// Judges a report's claims.
pub fn judge(entry: &Entry, claims: &[Claim]) -> Outcome {
    let pairing = pairing::pair(entry, claims);
    let mut outcome = Outcome::default();
    let half = &mut outcome.half;
    half.reports = 1;
    half.clean = u32::from(pairing.extra.is_empty());
    for (at, expected) in entry.expected.iter().enumerate() {
        if expected.optional {
            continue;
        }
        let answer = pairing.answers[at].map(|(index, placed)| (&claims[index], placed));
        let faults = judge_one(half, expected, answer);
        if !faults.is_empty() {
            outcome.misses.push(Miss {
                report: entry.name.clone(),
                line: expected.line,
                what: faults.join(", "),
                claim: describe(expected),
                sentence: sentence(entry, &pairing, at),
            });
        }
    }
    for index in &pairing.extra {
        let claim = &claims[*index];
        let half = &mut outcome.half;
        for field in [Field::Claim, Field::Type, Field::Whole] {
            half.field(field).produced += 1;
        }
        half.family(&claim.kind).produced += 1;
        let place = claim.places.first().map_or("", |place| place.name.as_str());
        outcome.misses.push(Miss {
            report: entry.name.clone(),
            line: 0,
            what: "extra".to_owned(),
            claim: format!("{} {} {place}", claim.kind, agree::word(&claim.modality)),
            sentence: claim.quote.text.clone(),
        });
    }
    outcome.half.faultless = u32::from(outcome.misses.is_empty());
    outcome
}

/// Scores one expectation; the names of what is wrong with its answer.
fn judge_one(half: &mut Half, expected: &Expected, answer: Option<(&Claim, bool)>) -> Vec<String> {
    let found = answer.is_some_and(|(_, placed)| placed);
    half.field(Field::Claim).note(found, answer.is_some(), true);
    half.field(Field::Type).note(answer.is_some(), answer.is_some(), true);
    let family = answer.map_or(expected.types[0].as_str(), |(claim, _)| claim.kind.as_str());
    half.family(family).note(found, answer.is_some(), true);
    let Some((claim, placed)) = answer else {
        half.field(Field::Whole).note(false, false, true);
        return vec!["missed".to_owned()];
    };
    let mut faults: Vec<String> = Vec::new();
    if expected.places.as_ref().is_some_and(|places| !places.is_empty()) {
        half.field(Field::Where).note(placed, !claim.places.is_empty(), true);
    }
    if !placed {
        let found: Vec<&str> = claim.places.iter().map(|place| place.name.as_str()).collect();
        faults.push(format!("where ({})", found.join(", ")));
    }
    for (field, wanted, actors) in
        [(Field::By, &expected.by, &claim.by), (Field::Against, &expected.against, &claim.against)]
    {
        if let Some(wanted) = wanted {
            let tally = set(wanted, actors, agree::actor, |names| names.optional);
            half.field(field).add(tally);
            if !exact(tally) {
                let found: Vec<&str> = actors.iter().map(|actor| actor.name.as_str()).collect();
                faults.push(format!("{} ({})", field.name(), found.join(", ")));
            }
        }
    }
    if let Some(wanted) = &expected.with {
        let tally = set(wanted, &claim.with, agree::actor, |names| names.optional);
        if !exact(tally) {
            faults.push("with".to_owned());
        }
    }
    if let Some(wanted) = &expected.when {
        let interval = &claim.when.interval;
        let produced = interval.first.is_some() || wanted.days.is_none();
        let right = agree::when(wanted, &claim.when);
        half.field(Field::When).note(right, produced, true);
        half.field(Field::Days).note(agree::days(wanted, &claim.when), produced, true);
        if !right {
            let day =
                |day: Option<jiff::civil::Date>| day.map_or("-".into(), |day| day.to_string());
            let (bound, basis) = (agree::word(&interval.bound), agree::word(&interval.basis));
            let (first, last) = (day(interval.first), day(interval.last));
            faults.push(format!("when ({first}..{last} {bound} {basis})"));
        }
    }
    for (field, wanted, found) in [
        (Field::Modality, &expected.modality, agree::word(&claim.modality)),
        (Field::Context, &expected.context, agree::word(&claim.context)),
    ] {
        if let Some(wanted) = wanted {
            let right = wanted.contains(&found);
            half.field(field).note(right, true, true);
            if !right {
                faults.push(format!("{} ({found})", field.name()));
            }
        }
    }
    if let Some(wanted) = &expected.according_to {
        let tally = set(wanted, &claim.according_to, agree::source, |_| false);
        half.field(Field::Attribution).add(tally);
        if !exact(tally) {
            let found = claim.according_to.iter();
            let found = found.map(|link| format!("{} [{}]", link.name, agree::word(&link.kind)));
            faults.push(format!("attribution ({})", found.collect::<Vec<_>>().join("; ")));
        }
    }
    if let Some(wanted) = &expected.counts {
        let tally = set(wanted, &claim.counts, agree::count, |_| false);
        half.field(Field::Counts).add(tally);
        if !exact(tally) {
            let found = claim.counts.iter().map(|count| {
                let number = |n: Option<u32>| n.map_or("-".to_owned(), |n| n.to_string());
                format!("{} {}/{} {}", count.what, number(count.low), number(count.best), count.who)
            });
            faults.push(format!("counts ({})", found.collect::<Vec<_>>().join("; ")));
        }
    }
    if let Some(wanted) = &expected.control {
        let wrong = agree::control_faults(wanted, claim.control.as_ref());
        half.field(Field::Control).note(wrong.is_empty(), claim.control.is_some(), true);
        if !wrong.is_empty() {
            faults.push(format!("control ({})", wrong.join(", ")));
        }
    }
    if let Some(wanted) = &expected.interest {
        let found = agree::word(&claim.interest);
        if !wanted.contains(&found) {
            faults.push(format!("interest ({found})"));
        }
    }
    half.field(Field::Whole).note(faults.is_empty(), true, true);
    faults
}

/// How many fields of a claim agree: which of two claims answers an expectation.
pub fn fields_right(expected: &Expected, claim: &Claim) -> u32 {
    let all = |wanted: &Option<Vec<ActorNames>>, actors: &[dateline_actor::Actor]| {
        wanted
            .as_ref()
            .is_some_and(|wanted| exact(set(wanted, actors, agree::actor, |names| names.optional)))
    };
    let modality = expected.modality.as_ref();
    [
        all(&expected.by, &claim.by),
        all(&expected.against, &claim.against),
        expected.when.as_ref().is_some_and(|when| agree::days(when, &claim.when)),
        modality.is_some_and(|words| words.contains(&agree::word(&claim.modality))),
        expected.control.as_ref().is_some_and(|control| {
            agree::control_faults(control, claim.control.as_ref()).is_empty()
        }),
    ]
    .into_iter()
    .map(u32::from)
    .sum()
}

/// Tally of a field with several values: each expected one is answered by one found.
fn set<E, F>(
    expected: &[E],
    found: &[F],
    agrees: impl Fn(&E, &F) -> bool,
    optional: impl Fn(&E) -> bool,
) -> Tally {
    let mut used = vec![false; found.len()];
    let mut tally = Tally::default();
    for wanted in expected {
        let hit = (0..found.len()).find(|at| !used[*at] && agrees(wanted, &found[*at]));
        match hit {
            Some(at) => {
                used[at] = true;
                tally.note(true, true, true);
            }
            None => tally.note(false, false, !optional(wanted)),
        }
    }
    tally.produced += used.iter().filter(|used| !**used).count() as u32;
    tally
}

fn exact(tally: Tally) -> bool {
    tally.right == tally.produced && tally.right == tally.expected
}

fn describe(expected: &Expected) -> String {
    let place = expected.places.iter().flatten().next();
    let place = place.map_or("", |place| place.names[0].as_str());
    format!("{} {place}", expected.types.join("/"))
}

fn sentence(entry: &Entry, pairing: &Pairing, at: usize) -> String {
    let span = pairing.sentences[at];
    let letters = entry.report.text.chars().skip(span.start as usize).take(span.len());
    letters.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ENTRY: &str = "---\npublished: 2014-06-12\nwritten: first\ncomplete: control\n---\n# H\n\n\
        The army took Tikrit on Wednesday. It may bomb Baiji.\n\n## Claims\n\n\
        control.gain/control.loss\n  quote: took Tikrit\n  by: Iraqi Army\n  where: Tikrit, IQ\n  \
        when: 2014-06-11 on\n  modality: asserted\n\n\
        strike.air ?\n  quote: may bomb Baiji\n";

    /// A claim over characters of the text, as the coder would print it.
    fn claim(kind: &str, place: &str, start: u32, end: u32) -> Claim {
        let name = json!({"id": null, "name": "Iraqi Army", "side": null, "text": "The army",
            "start": 0, "end": 8});
        let place = json!({"id": null, "name": place, "country": "IQ", "admin1": null, "lat": null,
            "lon": null, "kind": "town", "precision": null, "text": place, "start": 0, "end": 0});
        serde_json::from_value(json!({
            "claim": "x", "report": "r", "published": null, "publisher": null, "url": null,
            "type": kind, "modality": "asserted", "interest": "neutral", "context": "main",
            "by": [name], "against": [], "with": [], "where": [place],
            "when": {"first": "2014-06-11", "last": "2014-06-11", "bound": "on",
                "precision": "day", "basis": "text", "text": null},
            "counts": [], "control": null, "according_to": [],
            "quote": {"text": "", "start": start, "end": end},
            "confidence": 1.0, "coder": "test"
        }))
        .unwrap()
    }

    fn judged(claims: &[Claim]) -> (Half, Vec<String>) {
        let outcome = judge(&Entry::parse("x.md", ENTRY).unwrap(), claims);
        (outcome.half, outcome.misses.into_iter().map(|miss| miss.what).collect())
    }

    #[test]
    fn a_claim_with_all_fields_right_is_whole() {
        let (half, misses) = judged(&[claim("control.gain", "Tikrit", 0, 34)]);
        assert!(misses.is_empty(), "{misses:?}");
        assert_eq!(half.faultless, 1);
        let whole = Tally { right: 1, produced: 1, expected: 1 };
        assert_eq!(half.fields[&Field::Whole], whole);
        assert_eq!(half.families["control"], whole);
    }

    #[test]
    fn a_wrong_place_costs_the_place_and_not_the_date() {
        let (half, misses) = judged(&[claim("control.gain", "Baiji", 0, 34)]);
        assert_eq!(misses, ["where (Baiji)"]);
        assert_eq!(half.fields[&Field::Claim].right, 0);
        assert_eq!(half.fields[&Field::When].right, 1);
    }

    #[test]
    fn extras_count_in_complete_families_only() {
        let gain = claim("control.gain", "Tikrit", 0, 34);
        // Another sentence's change is false; a strike is not spoken of, one of them is allowed.
        let false_gain = claim("control.gain", "Baiji", 35, 53);
        let strikes =
            [claim("strike.air", "Baiji", 35, 53), claim("strike.drone", "Baiji", 35, 53)];
        let [one, two] = strikes;
        let (half, misses) = judged(&[gain.clone(), false_gain, one, two]);
        assert_eq!(misses, ["extra"]);
        assert_eq!(half.clean, 0);
        // The same happening under the other type that is right is no extra; twice the same is.
        let (half, _) = judged(&[gain.clone(), claim("control.loss", "Tikrit", 0, 34)]);
        assert_eq!(half.clean, 1);
        let (half, _) = judged(&[gain.clone(), gain]);
        assert_eq!(half.clean, 0);
    }

    #[test]
    fn silence_is_a_miss() {
        let (half, misses) = judged(&[]);
        assert_eq!(misses, ["missed"]);
        assert_eq!((half.clean, half.faultless), (1, 0));
        assert_eq!(half.fields[&Field::Type], Tally { right: 0, produced: 0, expected: 1 });
    }
}
