//! Reports that were replaced, taken back or withdrawn.

use dateline_coding::Claim;
use dateline_ledger::{Coded, Correction, Fate, Fates, Ledger, What};
use dateline_report::Report;
use jiff::civil::Date;

use crate::sample::{CODER, enter, everywhere, report};

const PAGE: &str = "https://wire.example/2020/arda";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A page of the wire's as it read on a day.
fn page(town: &str, on: &str, url: &str) -> (Report, Vec<Claim>) {
    let (mut page, mut claims) = report(town, "Red", on);
    page.url = Some(url.to_owned());
    page.derive_id();
    claims[0].report.clone_from(&page.id);
    claims[0].claim = format!("c{}", &page.id[..12]);
    (page, claims)
}

fn fates(ledger: &Ledger, reports: &[&Report]) -> Fates {
    ledger.fates(reports.iter().map(|report| report.id.as_str())).unwrap()
}

fn of(fates: &Fates, report: &Report) -> Vec<Fate> {
    fates.get(&(report.id.clone(), report.published)).cloned().unwrap_or_default()
}

fn gone(ledger: &Ledger) -> Vec<String> {
    let changes = ledger.changes((0, 0), 99).unwrap();
    let gone = |what| match what {
        What::Gone { claim, .. } => Some(claim),
        _ => None,
    };
    changes.into_iter().filter_map(|change| gone(change.what)).collect()
}

#[test]
fn a_page_that_changed_is_a_newer_version_whatever_the_order_of_reading() {
    let (old, new) = (page("Arda", "2020-01-01", PAGE), page("Borun", "2020-01-03", PAGE));
    everywhere(|mut ledger| {
        enter(&mut ledger, &[old.clone(), new.clone()]);
        let expected = vec![Fate::Replaced { on: day("2020-01-03"), by: new.0.id.clone() }];
        let told = fates(&ledger, &[&old.0, &new.0]);
        assert_eq!((of(&told, &old.0), of(&told, &new.0)), (expected.clone(), vec![]));
        assert!(!expected[0].had_come(Some(day("2020-01-02"))));
        assert!(expected[0].had_come(Some(day("2020-01-03"))));
        let versions: Vec<_> =
            ledger.versions(&old.0.id).unwrap().into_iter().map(|one| one.report).collect();
        assert_eq!(versions, [old.0.id.clone(), new.0.id.clone()]);
        // A tombstone at its coding, and one at the report that replaced it.
        assert_eq!(gone(&ledger), [old.1[0].claim.clone(), old.1[0].claim.clone()]);
        assert_eq!(ledger.verify().unwrap(), []);
    });
    everywhere(|mut ledger| {
        enter(&mut ledger, &[new.clone(), old.clone()]);
        let told = fates(&ledger, &[&old.0]);
        assert_eq!(of(&told, &old.0).len(), 1);
        assert_eq!(gone(&ledger), [old.1[0].claim.clone()]);
    });
    // Asked of many reports at a time, it is the same.
    let many: Vec<String> = (0..500).map(|number| format!("none {number}")).collect();
    everywhere(|mut ledger| {
        enter(&mut ledger, &[old.clone(), new.clone()]);
        let asked = many.iter().map(String::as_str).chain([old.0.id.as_str()]);
        assert_eq!(of(&ledger.fates(asked).unwrap(), &old.0).len(), 1);
    });
}

#[test]
fn what_only_shares_an_address_is_no_version() {
    let site = "https://wire.example/";
    let mut other = page("Borun", "2020-01-03", PAGE);
    other.0.publisher = Some("Post".to_owned());
    other.0.derive_id();
    let long = |text: &str, on: &str| {
        let mut report = Report::new(text.to_string());
        report.published = Some(day(on));
        report.url = Some(PAGE.to_owned());
        report.derive_id();
        (report, vec![])
    };
    let story = "Troops entered the town of Arda on Tuesday after three weeks of shelling, the ministry said, \
        while residents fled across the river on boats and rafts through the night.";
    let ticker = "Traders in the capital said on Wednesday that the price of bread had doubled in a month, \
        while the ministry blamed hoarding and promised to open its own stores for grain.";
    for (one, two) in [
        (page("Arda", "2020-01-01", site), page("Borun", "2020-01-03", site)),
        (page("Arda", "2020-01-01", PAGE), other),
        (page("Arda", "2020-01-01", PAGE), page("Borun", "2020-01-01", PAGE)),
        (long(story, "2020-01-01"), long(ticker, "2020-01-02")),
    ] {
        let mut ledger = Ledger::in_memory().unwrap();
        enter(&mut ledger, &[one.clone(), two.clone()]);
        assert_eq!(fates(&ledger, &[&one.0, &two.0]), Fates::new());
    }
}

#[test]
fn a_notice_takes_back_what_it_names_and_says_nothing_itself() {
    let story = page("Arda", "2020-01-01", PAGE);
    let other = page("Borun", "2020-01-01", "https://wire.example/2020/borun");
    let notice = |text: &str, publisher: &str| {
        let mut notice = Report::new(text);
        notice.published = Some(day("2020-01-02"));
        notice.publisher = Some(publisher.to_owned());
        notice.derive_id();
        notice
    };
    let named =
        notice(&format!("MANDATORY KILL. Kill the story at {PAGE}, which was wrong."), "Wire");
    let strangers = notice(&format!("This story has been withdrawn: {PAGE}"), "Post");
    everywhere(|mut ledger| {
        let coded = |report| Coded { report, bytes_sha256: None, claims: &[] };
        ledger.enter(&[coded(&named)], CODER).unwrap();
        enter(&mut ledger, &[story.clone(), other.clone()]);
        ledger.enter(&[coded(&strangers)], CODER).unwrap();
        let told = fates(&ledger, &[&story.0, &other.0, &named]);
        let taken = Fate::Retracted { on: Some(day("2020-01-02")), by: named.id.clone() };
        assert_eq!(of(&told, &story.0), [taken]);
        assert_eq!((of(&told, &other.0), of(&told, &named)), (vec![], vec![Fate::Notice]));
        assert_eq!(ledger.verify().unwrap(), []);
    });
    let mut headline = page("Arda", "2020-01-01", PAGE);
    headline.0.title = Some("Red fighters take Arda".to_owned());
    headline.0.derive_id();
    let quoted = notice("The wire has withdrawn its story “Red fighters take Arda”.", "Wire");
    everywhere(|mut ledger| {
        enter(&mut ledger, &[(headline.0.clone(), vec![])]);
        ledger.enter(&[Coded { report: &quoted, bytes_sha256: None, claims: &[] }], CODER).unwrap();
        assert_eq!(of(&fates(&ledger, &[&headline.0]), &headline.0).len(), 1);
    });
}

#[test]
fn a_person_withdraws_a_report_and_restores_it() {
    let (story, claims) = page("Arda", "2020-01-01", PAGE);
    everywhere(|mut ledger| {
        enter(&mut ledger, &[(story.clone(), claims.clone())]);
        let sha256 = story.sha256();
        let said = |after| Correction::of_report(&sha256, after, "a hoax", "me", day("2020-02-01"));
        ledger.correct(&said(true)).unwrap();
        let told = of(&fates(&ledger, &[&story]), &story);
        assert!(matches!(&told[..], [Fate::Withdrawn { why, .. }] if why == "a hoax"), "{told:?}");
        // Its coding is told as gone, and the withdrawal brings the tombstone.
        assert_eq!(gone(&ledger), [claims[0].claim.clone(), claims[0].claim.clone()]);
        let ids: Vec<String> =
            ledger.changes((0, 0), 99).unwrap().into_iter().map(|change| change.id).collect();
        assert_eq!(ledger.bound_corrections().unwrap(), []);
        assert!(ledger.touched_since(3).unwrap().places.contains("geonames:4"));

        ledger.correct(&said(false)).unwrap();
        assert_eq!(fates(&ledger, &[&story]), Fates::new());
        let changes = ledger.changes((0, 0), 99).unwrap();
        let now: Vec<&str> = changes.iter().map(|change| change.id.as_str()).collect();
        assert_eq!(&now[..ids.len()], &ids[..], "ids stay");
        assert!(matches!(changes.last().unwrap().what, What::Claim { .. }));
        assert_eq!(ledger.verify().unwrap(), []);
    });
}
