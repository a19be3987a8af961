//! Nothing is updated or deleted; the same report is entered once.

use dateline_ledger::testing::dump;
use dateline_ledger::{Access, Entered, Filter, Ledger};
use jiff::ToSpan;
use jiff::civil::date;
use rusqlite::Connection;

use crate::sample::{CODER, enter, everywhere, report, reports};

#[test]
fn the_same_report_is_entered_once() {
    everywhere(|mut ledger| {
        assert_eq!(enter(&mut ledger, &reports()), Entered { reports: 3, claims: 3, known: 0 });
        let before = ledger.summary().unwrap();
        assert_eq!(enter(&mut ledger, &reports()), Entered { reports: 0, claims: 0, known: 3 });
        assert_eq!(ledger.summary().unwrap(), before);
        assert!(ledger.knows(&reports()[0].0).unwrap());
        assert_eq!(ledger.verify().unwrap(), []);
    });
}

/// Enough for several rows of a statement, several statements, and making ready beside the writing.
#[test]
fn a_batch_enters_what_its_reports_enter_one_by_one() {
    let reports: Vec<_> = (0..300)
        .map(|day| report("Arda", "Red", &(date(2020, 1, 1) + day.days()).to_string()))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let [together, apart] = ["together.db", "apart.db"].map(|name| folder.path().join(name));
    let mut ledger = Ledger::open(&together, Access::Create).unwrap();
    let twice = [&reports[..], &reports[90..100], &reports[290..]].concat();
    assert_eq!(enter(&mut ledger, &twice), Entered { reports: 300, claims: 300, known: 20 });
    assert_eq!(enter(&mut ledger, &twice), Entered { reports: 0, claims: 0, known: 320 });
    assert_eq!(ledger.verify().unwrap(), []);
    let mut ledger = Ledger::open(&apart, Access::Create).unwrap();
    for one in reports {
        enter(&mut ledger, &[one]);
    }
    assert_eq!(dump(&together).unwrap(), dump(&apart).unwrap());
}

#[test]
fn what_goes_in_comes_out() {
    everywhere(|mut ledger| {
        enter(&mut ledger, &reports());
        let mut expected: Vec<_> = reports().into_iter().flat_map(|(_, claims)| claims).collect();
        expected.sort_by(|a, b| a.claim.cmp(&b.claim));
        assert_eq!(ledger.claims(&Filter::default()).unwrap(), expected);
        assert_eq!(ledger.claims(&Filter::place("geonames:4")).unwrap().len(), 2);
        assert_eq!(ledger.places_named("ARDA").unwrap(), ["geonames:4"]);
        assert_eq!(ledger.search("residents Borun", 9).unwrap().len(), 1);
        assert_eq!(ledger.search("\"OR) NEAR(", 9).unwrap().len(), 0);
        let (first, _) = &reports()[0];
        assert_eq!(&ledger.report(&first.id).unwrap().unwrap().0, first);
    });
}

#[test]
fn filters_by_family_and_days() {
    everywhere(|mut ledger| {
        enter(&mut ledger, &reports());
        let count = |filter: Filter| ledger.claims(&filter).unwrap().len();
        let kind = |kind: &str| Filter { kinds: vec![kind.to_owned()], ..Filter::default() };
        assert_eq!(count(kind("control")), 3);
        assert_eq!(count(kind("control.gain")), 3);
        assert_eq!(count(kind("contr")), 0);
        assert_eq!(count(Filter { from: "2020-02-01".parse().ok(), ..Filter::default() }), 2);
        assert_eq!(count(Filter { to: "2020-02-01".parse().ok(), ..Filter::default() }), 2);
    });
}

#[test]
fn a_recoding_supersedes_and_keeps() {
    everywhere(|mut ledger| {
        enter(&mut ledger, &reports());
        let (report, claims) = report("Arda", "Red", "2020-01-01");
        assert_eq!(ledger.recode(&report, &claims, "newer").unwrap(), Default::default());
        let recoded = ledger.recode(&report, &[], "newer").unwrap();
        assert_eq!(recoded.lost, [claims[0].claim.clone()]);
        let summary = ledger.summary().unwrap();
        assert_eq!((summary.claims, summary.superseded), (2, 1));
        assert_eq!(ledger.recode(&report, &claims, CODER).unwrap().gained.len(), 1);
        assert_eq!(ledger.verify().unwrap(), []);
    });
}

#[test]
fn update_and_delete_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    enter(&mut Ledger::open(&path, Access::Create).unwrap(), &reports());
    let raw = Connection::open(&path).unwrap();
    for table in ["reports", "claims", "codings", "coders", "entries"] {
        for sql in [format!("DELETE FROM {table}"), format!("UPDATE {table} SET seq = seq + 9")] {
            let error = raw.execute(&sql, []).unwrap_err().to_string();
            assert!(error.contains("only grows"), "{sql}: {error}");
        }
    }
}
