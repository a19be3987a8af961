//! Ledgers of every schema version ever released open for ever: one of each is kept in
//! `tests/compat/` at the root. `UPDATE=1 cargo test -p dateline-ledger compat` writes the newest
//! version's, where it is missing.

use std::fs;
use std::path::PathBuf;

use dateline_ledger::{Access, Filter, Ledger};

use crate::sample::{enter, reports};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/compat")
}

#[test]
fn old_ledgers_open() {
    let newest = folder().join(format!("ledger-{:04}.sqlite", Ledger::SCHEMA));
    if std::env::var_os("UPDATE").is_some() && !newest.exists() {
        let mut ledger = Ledger::open(&newest, Access::Create).unwrap();
        enter(&mut ledger, &reports());
        drop(ledger);
    }
    assert!(newest.exists(), "{}: missing", newest.display());
    for version in 1..=Ledger::SCHEMA {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("old.db");
        fs::copy(folder().join(format!("ledger-{version:04}.sqlite")), &path).unwrap();
        let mut ledger = Ledger::open(&path, Access::Write).unwrap();
        assert_eq!(ledger.verify().unwrap(), [], "version {version}");
        assert_eq!(ledger.claims(&Filter::default()).unwrap().len(), 3);
        assert_eq!(enter(&mut ledger, &reports()).known, 3);
    }
}

/// Of the third version, with two villages that no gazetteer knows, each taken and then retaken as "the village",
/// which made a third place of its own.
#[test]
fn what_pointed_back_at_a_place_is_kept_under_its_name() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("old.db");
    fs::copy(folder().join("ledger-0003-villages.sqlite"), &path).unwrap();
    let ledger = Ledger::open(&path, Access::Write).unwrap();
    assert_eq!(ledger.verify().unwrap(), []);
    let keys: Vec<String> = ledger.place_keys().unwrap().into_iter().collect();
    assert_eq!(keys, ["name qabrfoon", "name zartalim"]);
    for key in keys {
        assert_eq!(ledger.claims(&Filter::place(key)).unwrap().len(), 2);
    }
}
