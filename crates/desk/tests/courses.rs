//! What is kept beside a ledger makes no difference: after any growth and any corrections the answers are
//! those of a ledger without it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dateline_coding::Claim;
use dateline_control::Course;
use dateline_desk::{
    Clocks, CourseQuestion, Evidence, Keep, Kept, diff, features, for_each_course, map, who,
};
use dateline_ledger::{Access, Coded, Correction, Filter, Ledger, REJECTED};
use dateline_report::Report;
use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

const TOWNS: [&str; 4] = ["Arda", "Borun", "Cela", "Duna"];
const PARTIES: [&str; 3] = ["Red", "Blue", "Green"];
const DAY: jiff::civil::Date = jiff::civil::date(2020, 6, 1);

/// One thing that happens to a ledger.
#[derive(Clone, Debug)]
enum Step {
    /// A report with a claim for each: town, party, type, day.
    Enter(Vec<(usize, usize, usize, u32)>),
    /// The newest coding of a report takes a claim away, or says another party.
    Recode(prop::sample::Index, bool),
    Reject(prop::sample::Index, bool),
    Move(prop::sample::Index, usize),
    Holder(prop::sample::Index, usize),
    Setting,
    /// Somebody asks.
    Ask,
}

fn any_step() -> impl Strategy<Value = Step> {
    let claim = (0..TOWNS.len(), 0..PARTIES.len(), 0..3usize, 1u32..28);
    let index = any::<prop::sample::Index>;
    prop_oneof![
        4 => prop::collection::vec(claim, 1..4).prop_map(Step::Enter),
        1 => (index(), any::<bool>()).prop_map(|(at, less)| Step::Recode(at, less)),
        1 => (index(), any::<bool>()).prop_map(|(at, yes)| Step::Reject(at, yes)),
        2 => (index(), 0..TOWNS.len()).prop_map(|(at, town)| Step::Move(at, town)),
        1 => (index(), 0..PARTIES.len()).prop_map(|(at, party)| Step::Holder(at, party)),
        1 => Just(Step::Setting),
        2 => Just(Step::Ask),
    ]
}

/// A ledger with what was entered by now.
struct War {
    folder: TempDir,
    ledger: Ledger,
    reports: Vec<(Report, Vec<Claim>)>,
}

impl War {
    fn new() -> War {
        let folder = TempDir::new().unwrap();
        let ledger = Ledger::open(&folder.path().join("war.db"), Access::Create).unwrap();
        War { folder, ledger, reports: vec![] }
    }

    fn shelf(&self) -> std::path::PathBuf {
        self.folder.path().join("war.db.shelf")
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Enter(claims) => {
                let entered = report(self.reports.len(), claims);
                let (report, claims) = &entered;
                let coded = Coded { report, bytes_sha256: None, claims };
                self.ledger.enter(&[coded], "test 1").unwrap();
                self.reports.push(entered);
            }
            Step::Recode(at, less) if !self.reports.is_empty() => {
                let at = at.index(self.reports.len());
                let (report, claims) = &mut self.reports[at];
                if *less {
                    claims.pop();
                } else {
                    for (number, claim) in claims.iter_mut().enumerate() {
                        let mut record = json!(claim);
                        record["claim"] = json!(format!("again{at}-{number}"));
                        record["confidence"] = json!(0.7);
                        *claim = serde_json::from_value(record).unwrap();
                    }
                }
                self.ledger.recode(report, claims, "test 2").unwrap();
            }
            Step::Reject(at, yes) => self.correct(at, REJECTED, json!(yes)),
            Step::Move(at, town) => {
                self.correct(at, "where.0.id", json!(format!("geonames:{}", TOWNS[*town])));
            }
            Step::Holder(at, party) => {
                let party = PARTIES[*party];
                self.correct(at, "control.holder", json!({"id": party, "name": party}));
            }
            Step::Setting => {
                self.ledger.set("note", "1", "a test", "tester", DAY).unwrap();
            }
            Step::Ask => {
                courses(&self.ledger, Keep::Always);
            }
            Step::Recode(..) => {}
        }
    }

    /// Corrects a claim, as it was coded or as it is now; one that is gone is corrected in vain.
    fn correct(&mut self, at: &prop::sample::Index, field: &str, after: Value) {
        let all: Vec<(&Report, &Claim)> = (self.reports.iter())
            .flat_map(|(report, claims)| claims.iter().map(move |claim| (report, claim)))
            .collect();
        if all.is_empty() {
            return;
        }
        let (report, claim) = all[at.index(all.len())];
        let correction = Correction {
            claim: claim.claim.clone(),
            report: report.sha256(),
            kind: claim.kind.clone(),
            quote: claim.quote.text.clone(),
            start: claim.quote.span.start,
            field: field.to_owned(),
            before: None,
            after,
            why: "a test".to_owned(),
            who: "tester".to_owned(),
            on: DAY,
        };
        self.ledger.correct(&correction).unwrap();
    }
}

fn report(number: usize, said: &[(usize, usize, usize, u32)]) -> (Report, Vec<Claim>) {
    let sentence = |(town, party, _, day): &(usize, usize, usize, u32)| {
        format!("{} of {} on day {day}. ", PARTIES[*party], TOWNS[*town])
    };
    let mut report = Report::new(said.iter().map(sentence).collect::<String>());
    report.published = Some("2020-03-28".parse().unwrap());
    report.publisher = Some(format!("Wire {number}"));
    report.derive_id();
    let mut start = 0;
    let claims = said.iter().enumerate().map(|(index, one)| {
        let quote = sentence(one);
        let end = start + quote.len();
        let (town, party, kind, day) = *one;
        let (town, party) = (TOWNS[town], PARTIES[party]);
        let kind = ["control.gain", "control.hold", "control.contest"][kind];
        let status = if kind == "control.contest" { "contested" } else { "held" };
        let day = format!("2020-03-{day:02}");
        let side = json!({"id": party, "name": party});
        let claim = json!({
            "claim": format!("c{number}-{index}"), "report": report.id, "published": report.published,
            "publisher": report.publisher, "url": null, "type": kind, "modality": "asserted",
            "interest": "neutral", "context": "main",
            "by": [{"id": party, "name": party, "side": side, "text": party, "start": start, "end": start + 3}],
            "against": [], "with": [],
            "where": [{"id": format!("geonames:{town}"), "name": town, "country": "XX", "admin1": null,
                "lat": 1.0, "lon": 2.0, "kind": "town", "precision": "exact", "text": town,
                "start": start, "end": start + 3}],
            "when": {"first": day, "last": day, "bound": "on", "precision": "day", "basis": "text", "text": null},
            "counts": [],
            "control": {"holder": side, "lost_by": null, "besieged_by": null, "status": status,
                "extent": "whole", "part": null},
            "according_to": [], "quote": {"text": quote, "start": start, "end": end},
            "confidence": 0.9, "coder": "test 1", "why": []
        });
        start = end;
        serde_json::from_value(claim).unwrap()
    });
    let claims = claims.collect();
    (report, claims)
}

fn courses(ledger: &Ledger, keep: Keep) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let asked = CourseQuestion { keep, ..CourseQuestion::default() };
    for_each_course(ledger, asked, |course: Course| {
        assert!(all.insert(course.key().to_owned(), course.to_bytes()).is_none());
        Ok::<_, dateline_desk::DeskError>(())
    })
    .unwrap();
    all
}

/// What is answered of every town on some days.
fn answers(ledger: &Ledger) -> Vec<String> {
    let day = |day: i8| Some(jiff::civil::date(2020, 3, day));
    let asked = TOWNS.iter().flat_map(|town| [None, day(4), day(14), day(28)].map(|on| (town, on)));
    asked
        .map(|(town, on)| {
            let clocks = Clocks { on, as_of: None };
            let reply = who(ledger, &format!("geonames:{town}"), clocks, &Evidence::default());
            format!("{:?}", reply.unwrap())
        })
        .collect()
}

/// The maps of some days.
fn maps(ledger: &Ledger) -> Vec<String> {
    let day = |day: i8| Some(jiff::civil::date(2020, 3, day));
    let map = |on| {
        let (clocks, all) = (Clocks { on, as_of: None }, Evidence::default());
        let (map, drawn) =
            (map(ledger, clocks, &all).unwrap(), features(ledger, clocks, &all).unwrap());
        assert_eq!((map.on, map.places.len()), (drawn.on, drawn.places.len()));
        for ((key, brief), (same, drawn)) in map.places.iter().zip(&drawn.places) {
            assert_eq!(key, same);
            let feature = serde_json::to_vec(&dateline_control::feature(key, brief)).unwrap();
            assert_eq!(&feature, drawn);
        }
        format!("{map:?}")
    };
    [None, day(1), day(4), day(14), day(28)].map(map).into()
}

fn differences(ledger: &Ledger) -> String {
    let (from, to) = (jiff::civil::date(2020, 3, 6), jiff::civil::date(2020, 3, 26));
    format!("{:?}", diff(ledger, from, to, None, &Evidence::default()).unwrap())
}

fn war() -> War {
    let mut war = War::new();
    war.take(&Step::Enter(vec![(0, 0, 0, 3), (1, 1, 1, 5)]));
    war.take(&Step::Enter(vec![(0, 1, 0, 20)]));
    war
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn kept_answers_are_those_worked_out(steps in prop::collection::vec(any_step(), 1..14)) {
        let mut war = War::new();
        for step in &steps {
            war.take(step);
        }
        // Whatever state the shelf was left in.
        let kept = answers(&war.ledger);
        let worked_out = courses(&war.ledger, Keep::Never);
        prop_assert_eq!(&courses(&war.ledger, Keep::Always), &worked_out);
        prop_assert_eq!(&courses(&war.ledger, Keep::Always), &worked_out);
        // Every place's course is that of its own claims.
        for (key, bytes) in &worked_out {
            let course = Course::from_bytes(bytes).unwrap();
            prop_assert_eq!(course.key(), key);
            prop_assert!(!war.ledger.claims(&Filter::control().at(key)).unwrap().is_empty());
        }
        prop_assert_eq!(&answers(&war.ledger), &kept);
        let (differ, drawn) = (differences(&war.ledger), maps(&war.ledger));
        fs::remove_file(war.shelf()).unwrap();
        prop_assert_eq!(maps(&war.ledger), drawn);
        prop_assert_eq!(answers(&war.ledger), kept);
        prop_assert_eq!(differences(&war.ledger), differ);
        prop_assert!(war.ledger.verify().unwrap().is_empty());
    }
}

#[test]
fn a_place_is_answered_for_from_the_shelf_until_there_is_news_of_it() {
    let mut war = war();
    assert!(Kept::of(&war.ledger).unwrap().is_none());
    courses(&war.ledger, Keep::Always);
    let mut kept = Kept::of(&war.ledger).unwrap().unwrap();
    let mut is_kept = |war: &War, town| {
        kept.answer(&war.ledger, &format!("geonames:{town}"), None).unwrap().is_some()
    };
    assert!(is_kept(&war, "Arda") && is_kept(&war, "Borun"));
    assert!(!is_kept(&war, "Cela"));
    war.take(&Step::Enter(vec![(0, 2, 0, 25)]));
    assert!(!is_kept(&war, "Arda") && is_kept(&war, "Borun"));
    courses(&war.ledger, Keep::Always);
    assert!(is_kept(&war, "Arda") && is_kept(&war, "Borun"));
    war.take(&Step::Setting);
    assert!(!is_kept(&war, "Borun"));
}

#[test]
fn a_small_ledger_keeps_nothing_beside_it() {
    let war = war();
    courses(&war.ledger, Keep::WhereWorthIt);
    courses(&war.ledger, Keep::Never);
    assert!(!war.shelf().exists());
    courses(&war.ledger, Keep::Always);
    assert!(war.shelf().exists());
}

#[test]
fn a_shelf_that_is_torn_or_anothers_is_made_anew() {
    let war = war();
    let told = courses(&war.ledger, Keep::Always);
    assert_eq!(told.len(), 2);
    // Torn.
    let mut bytes = fs::read(war.shelf()).unwrap();
    bytes.truncate(bytes.len() / 2);
    fs::write(war.shelf(), &bytes).unwrap();
    assert_eq!(courses(&war.ledger, Keep::Always), told);
    assert_eq!(courses(&war.ledger, Keep::Always), told);
    // With a course that is none.
    let drawn = maps(&war.ledger);
    let mut bytes = fs::read(war.shelf()).unwrap();
    let key = b"\x0dgeonames:Arda\x01";
    let at = bytes.windows(key.len()).position(|some| some == key).unwrap();
    bytes[at + key.len() - 1] = 9;
    fs::write(war.shelf(), &bytes).unwrap();
    assert_eq!(maps(&war.ledger), drawn);
    assert!(!war.shelf().exists());
    assert_eq!(courses(&war.ledger, Keep::Always), told);
    // No shelf at all.
    fs::write(war.shelf(), vec![b'x'; 5000]).unwrap();
    assert_eq!(courses(&war.ledger, Keep::Always), told);
    // Of another ledger with as many entries.
    let mut other = War::new();
    other.take(&Step::Enter(vec![(3, 2, 0, 3)]));
    other.take(&Step::Enter(vec![(3, 1, 0, 20)]));
    courses(&other.ledger, Keep::Always);
    fs::copy(other.shelf(), war.shelf()).unwrap();
    assert_eq!(courses(&war.ledger, Keep::Always), told);
}

#[test]
fn a_ledger_that_may_only_be_read_answers_all_the_same() {
    let war = war();
    let told = courses(&war.ledger, Keep::Never);
    let path = war.folder.path().join("war.db");
    let read = Ledger::open(&path, Access::Read).unwrap();
    // The shelf cannot be made: a folder lies in its way.
    fs::create_dir(war.shelf()).unwrap();
    assert_eq!(courses(&read, Keep::Always), told);
    assert!(Path::new(&war.shelf()).is_dir());
}
