//! Any order of reading, SQLite or PostgreSQL: the same events and holdings, byte for byte.
#![allow(clippy::unwrap_used, reason = "helpers of tests, where clippy sees only the tests")]

use std::process::Command;

use dateline_coding::Claim;
use dateline_desk::{Clocks, EventQuestion, Evidence, Reply, events, features};
use dateline_ledger::testing::Scratch;
use dateline_ledger::{Access, Coded, Ledger, LedgerError};
use dateline_report::Report;

/// What the ledger answers: the map of several days, as known now and then, and all events.
fn answers(ledger: &Ledger) -> String {
    let mut out = String::new();
    for (on, as_of) in [
        (None, None),
        (Some("2015-06-01"), None),
        (Some("2017-11-05"), None),
        (Some("2017-11-05"), Some("2017-11-03")),
        (Some("2023-02-01"), None),
    ] {
        let day = |day: Option<&str>| day.and_then(|day| day.parse().ok());
        let clocks = Clocks { on: day(on), as_of: day(as_of) };
        let map = features(ledger, clocks, &Evidence::default()).unwrap();
        for (_, feature) in &map.places {
            out.push_str(str::from_utf8(feature).unwrap());
            out.push('\n');
        }
    }
    match events(ledger, &EventQuestion::default()).unwrap() {
        Reply::Told(page) | Reply::Untold(page) => {
            out.push_str(&serde_json::to_string(&page.items).unwrap());
        }
        Reply::Several(_) => unreachable!("no place was named"),
    }
    out
}

fn enter(mut ledger: Ledger, reports: &[&(Report, Vec<Claim>)]) -> Ledger {
    for batch in reports.chunks(7) {
        let coded: Vec<Coded<'_>> = batch
            .iter()
            .map(|(report, claims)| Coded { report, bytes_sha256: None, claims })
            .collect();
        ledger.enter(&coded, "test").unwrap();
    }
    ledger
}

/// An order that looks like none, and is the same in every run.
fn shuffled<T>(mut list: Vec<T>, mut seed: u64) -> Vec<T> {
    for at in (1..list.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        list.swap(at, (seed >> 33) as usize % (at + 1));
    }
    list
}

#[test]
#[ignore = "needs PostgreSQL: tests/postgres.sh"]
fn the_shuffled_corpus_answers_alike_in_both() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus.db");
    let demo = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["demo", "--no-serve", "--ledger"])
        .arg(&path)
        .output()
        .unwrap();
    assert!(demo.status.success(), "{demo:?}");
    let corpus = Ledger::open(&path, Access::Read).unwrap();
    let mut reports: Vec<(Report, Vec<Claim>)> = vec![];
    corpus
        .for_each_report(|report| -> Result<(), LedgerError> {
            let claims = corpus.newest_claims(&report.sha256())?;
            reports.push((report, claims));
            Ok(())
        })
        .unwrap();
    assert!(reports.len() > 100, "{}", reports.len());
    let expected =
        answers(&enter(Ledger::in_memory().unwrap(), &reports.iter().collect::<Vec<_>>()));
    assert!(expected.len() > 100_000, "{}", expected.len());
    for seed in 1..=3 {
        let order = shuffled(reports.iter().collect(), seed);
        let file = enter(Ledger::in_memory().unwrap(), &order);
        assert!(answers(&file) == expected, "SQLite, order {seed}");
        let scratch = Scratch::new().unwrap().expect("a server: run tests/postgres.sh");
        let server = enter(Ledger::open(scratch.at(), Access::Create).unwrap(), &order);
        assert!(answers(&server) == expected, "PostgreSQL, order {seed}");
        assert_eq!(server.verify().unwrap(), []);
    }
}
