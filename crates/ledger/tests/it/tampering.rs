//! `verify` names what was changed behind the ledger's back.

use std::fs;
use std::path::Path;

use dateline_ledger::{Access, Fault, Ledger};
use rusqlite::Connection;

use crate::sample::{enter, reports};

fn faults(path: &Path) -> Vec<Fault> {
    Ledger::open(path, Access::Read).unwrap().verify().unwrap()
}

/// Runs SQL on a fresh ledger without its triggers, and says what `verify` finds.
fn after(sql: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    enter(&mut Ledger::open(&path, Access::Create).unwrap(), &reports());
    assert_eq!(faults(&path), []);
    let raw = Connection::open(&path).unwrap();
    let triggers: Vec<String> = raw
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for trigger in triggers {
        raw.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    raw.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    raw.execute_batch(sql).unwrap();
    drop(raw);
    faults(&path).iter().map(|fault| format!("{fault}\n")).collect()
}

#[test]
fn an_empty_ledger_is_clean() {
    assert_eq!(Ledger::in_memory().unwrap().verify().unwrap(), []);
}

#[test]
fn changes_are_named() {
    let id = &reports()[1].0.id;
    let claim = &reports()[1].1[0].claim;
    for (sql, what) in [
        (
            "UPDATE reports SET text = replace(text, 'Borun', 'Bor un') WHERE seq = 2",
            format!("report {id}"),
        ),
        ("UPDATE reports SET published = '2020-02-02' WHERE seq = 2", format!("report {id}")),
        ("UPDATE reports SET publisher = NULL WHERE seq = 2", format!("report {id}")),
        ("UPDATE reports SET language = 'fr' WHERE seq = 2", "report 2".to_owned()),
        (
            "UPDATE claims SET record = replace(record, 'Blue', 'Grey') WHERE seq = 2",
            format!("claim {claim}"),
        ),
        ("UPDATE claims SET holder = 'x' WHERE seq = 2", format!("claim {claim}: column holder")),
        ("UPDATE claims SET last = NULL WHERE seq = 2", format!("claim {claim}: column last")),
        (
            "UPDATE claims SET confidence = 0.1 WHERE seq = 2",
            format!("claim {claim}: column confidence"),
        ),
        ("UPDATE claims SET hash = zeroblob(32) WHERE seq = 2", format!("claim {claim}")),
        ("DELETE FROM claims WHERE seq = 2", format!("report {id}: 1 claims were entered")),
        ("DELETE FROM reports WHERE seq = 2", "report 2 is missing".to_owned()),
        ("DELETE FROM reports WHERE seq = 2", "codings: refers to reports 2".to_owned()),
        ("UPDATE claims SET coding = 9 WHERE seq = 2", "claims: refers to codings 9".to_owned()),
        ("DELETE FROM entries WHERE seq = 3", "entry 4: follows entry 2".to_owned()),
        ("UPDATE entries SET content = 'x' WHERE seq = 3", "entry 3".to_owned()),
        ("UPDATE coders SET name = 'x'", "coder 1".to_owned()),
        (
            "INSERT INTO reports (id, sha256, text) VALUES ('f', 'f', 'forged')",
            "report f".to_owned(),
        ),
    ] {
        let found = after(sql);
        assert!(found.contains(&what), "{sql}: {found}");
    }
}

/// Every byte of every text and record, flipped in the file itself.
#[test]
fn one_flipped_byte_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    enter(&mut Ledger::open(&path, Access::Create).unwrap(), &reports());
    let sound = fs::read(&path).unwrap();
    let (report, claims) = &reports()[2];
    let record = serde_json::to_string(&claims[0]).unwrap();
    for content in [report.text.as_bytes(), record.as_bytes()] {
        let start = sound.windows(content.len()).position(|bytes| bytes == content).unwrap();
        for at in (0..content.len()).step_by(7) {
            let mut bytes = sound.clone();
            bytes[start + at] ^= 1;
            fs::write(&path, bytes).unwrap();
            let found = faults(&path);
            let named = found.iter().any(|fault| {
                fault.what.ends_with(&report.id) || fault.what.ends_with(&claims[0].claim)
            });
            assert!(named, "byte {at}: {found:?}");
        }
    }
}
