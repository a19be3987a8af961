//! Search, filters, pages, sources, coverage, changes.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{Desk, lines};

#[test]
fn search_finds_words_phrases_and_beginnings() {
    let desk = Desk::new();
    assert_eq!(desk.lines(&["search", "palmyra recaptured"]).len(), 2);
    assert_eq!(desk.lines(&["search", "\"killed in air strikes\""])[0]["report"], "r5");
    assert_eq!(
        desk.lines(&["search", "hospi*"])[0]["snippet"].as_str().unwrap().matches('»').count(),
        1
    );
    assert_eq!(desk.lines(&["search", "palmyra", "--publisher", "wire b"]).len(), 1);
    assert_eq!(
        desk.lines(&["search", "palmyra", "--from", "2016-12-01", "--to", "2016-12-31"]).len(),
        1
    );
    assert_eq!(desk.lines(&["search", "palmyra", "--type", "control.loss"])[0]["report"], "r2");
    assert!(desk.fails(1, &["search", "zeppelin"]).contains("no report"));
    // FTS operators are words.
    desk.fails(1, &["search", "NEAR( OR *"]);
}

#[test]
fn lists_come_in_pages() {
    let desk = Desk::new();
    let all = desk.lines(&["events"]);
    let mut paged = vec![];
    let mut after: Option<String> = None;
    loop {
        let mut arguments = vec!["events", "--limit", "2"];
        if let Some(after) = &after {
            arguments.extend(["--after", after]);
        }
        let page = desk.lines(&arguments);
        if page.is_empty() {
            break;
        }
        after = page.last().map(|event| event["event"].as_str().unwrap().to_owned());
        paged.extend(page);
    }
    assert_eq!(paged, all);
    assert!(desk.fails(1, &["events", "--after", "e0"]).contains("begin anew"));
}

#[test]
fn filters_choose_which_claims_count() {
    let desk = Desk::new();
    assert_eq!(desk.lines(&["events", "--source", "Wire B"]).len(), 2);
    assert!(desk.lines(&["events", "--modality", "denied"]).is_empty());
    assert!(desk.lines(&["events", "--min-confidence", "1.0"]).is_empty());
    let fine = desk.lines(&["events", "--where-prec", "exact", "--when-prec", "day"]);
    assert!(!fine.is_empty() && fine.iter().all(|event| event["first"] == event["last"]));
    // Without the one who tells of the second fall, it did not happen.
    let answer = desk.one(&["who", "Palmyra, SY", "--on", "2016-12-20", "--source", "Wire B"]);
    assert_ne!(answer["holder"]["name"], desk.holder("2016-12-20"));
    desk.fails(2, &["events", "--where-prec", "town"]);
    desk.fails(2, &["map", "--modality", "perhaps"]);
}

#[test]
fn sources_are_scored_by_what_others_say() {
    let desk = Desk::new();
    let scores = desk.lines(&["sources", "--claims"]);
    let of = |name: &str| scores.iter().find(|score| score["source"] == name).unwrap();
    // What Wire A said of March, the Observatory said too; of the rest nobody else speaks.
    assert_eq!(of("Wire A")["borne_out"], 1);
    assert_eq!(of("Wire A")["claims"], 3);
    let settled = of("Wire A")["fates"].as_array().unwrap();
    assert_eq!(settled.iter().filter(|fate| fate["outcome"] == "borne_out").count(), 1);
    for score in &scores {
        let sum: u64 = ["borne_out", "contradicted", "unsettled"]
            .iter()
            .map(|field| score[*field].as_u64().unwrap())
            .sum();
        assert_eq!(score["claims"], sum);
    }
}

#[test]
fn silent_weeks_are_shown() {
    let desk = Desk::new();
    let weeks = desk.lines(&["coverage", "Palmyra, SY"]);
    assert_eq!(weeks.first().unwrap()["week"], "2016-03-28");
    assert_eq!(weeks.first().unwrap()["reports"], 2);
    assert_eq!(weeks.last().unwrap()["week"], "2017-02-27");
    assert_eq!(weeks.iter().filter(|week| week["reports"] == 0).count(), weeks.len() - 3);
    let december = weeks.iter().find(|week| week["week"] == "2016-12-12").unwrap();
    assert_eq!((december["reports"].as_u64(), december["of"].as_u64()), (Some(1), Some(3)));
    let country = desk.one(&["coverage"]);
    assert_eq!((country["country"].as_str(), country["reports"].as_u64()), (Some("SY"), Some(6)));
    assert_eq!(desk.lines(&["coverage", "--places"]).len(), 2);
    assert_eq!(desk.lines(&["coverage", "SY"]).len(), weeks.len());
    desk.fails(1, &["coverage", "Raqqa, SY"]);
}

#[test]
fn the_feed_is_resumable_and_has_tombstones() {
    let desk = Desk::new();
    let all = desk.lines(&["changes"]);
    let mut since = "0".to_owned();
    let mut read = vec![];
    loop {
        let batch = desk.lines(&["changes", "--since", &since, "--limit", "3"]);
        let Some(last) = batch.last() else { break };
        since = last["id"].as_str().unwrap().to_owned();
        read.extend(batch);
    }
    assert_eq!(read, all);
    let claim = desk.claim("r3", "control.gain");
    desk.lines(&["review", "reject", &claim, "--why", "a rumour", "--who", "ana"]);
    let news = desk.one(&["changes", "--since", &since]);
    assert_eq!((&news["change"], &news["now"]), (&"correction".into(), &claim.clone().into()));
    assert!(news["record"].is_null());
    // Whoever begins now gets no record of it either, under the same id as before.
    let again = desk.lines(&["changes"]);
    let entered = again.iter().find(|change| change["claim"] == claim.as_str()).unwrap();
    assert_eq!(entered["change"], "gone");
    assert_eq!(again.len(), all.len() + 1);
    desk.fails(2, &["changes", "--since", "yesterday"]);
    let none = desk.run(&["changes", "--since", "99999"]);
    assert!(lines(&none).is_empty());
}

#[test]
fn whoever_applies_the_feed_has_the_ledger_s_claims() {
    let desk = Desk::new();
    let rule = ["rule", "add", "Idlib", "--where", "geonames:163808", "--why", "a test of moving"];
    desk.lines(&rule);
    desk.lines(&["recode"]);
    let claim = desk.claim("r1", "control.gain");
    desk.lines(&["review", "reject", &claim, "--why", "a rumour"]);
    desk.lines(&[
        "review",
        "edit",
        &desk.claim("r3", "control.gain"),
        "--set",
        "modality=claimed",
        "--why",
        "x",
    ]);
    let mut kept: BTreeMap<String, Value> = BTreeMap::new();
    for change in desk.lines(&["changes"]) {
        let id = |field: &str| change[field].as_str().map(str::to_owned);
        match (change["change"].as_str().unwrap(), &change["record"]) {
            ("claim", record) => kept.insert(id("claim").unwrap(), record.clone()),
            ("gone", _) => kept.remove(&id("claim").unwrap()),
            ("correction", Value::Null) => kept.remove(&id("now").or_else(|| id("claim")).unwrap()),
            ("correction", record) => kept.insert(id("now").unwrap(), record.clone()),
            _ => None,
        };
    }
    let queue = desk.lines(&["review", "--state", "machine,checked,second-checked"]);
    let told: BTreeMap<String, Value> = (queue.into_iter())
        .map(|item| (item["id"].as_str().unwrap().to_owned(), item["claim"].clone()))
        .collect();
    assert_eq!(kept, told);
}
