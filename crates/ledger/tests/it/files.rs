//! Files: missing, foreign, read-only, shared with another process, interrupted.

use std::fs;

use dateline_ledger::{Access, Filter, Ledger, LedgerError};
use rusqlite::Connection;

use crate::sample::{enter, report, reports};

#[test]
fn a_missing_or_foreign_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    assert!(matches!(Ledger::open(&path, Access::Read), Err(LedgerError::NotFound(_))));
    assert!(!path.exists());
    fs::write(
        &path,
        "this is a letter, not a ledger, and long enough to be looked at\n".repeat(99),
    )
    .unwrap();
    for access in [Access::Read, Access::Write, Access::Create] {
        assert!(matches!(Ledger::open(&path, access), Err(LedgerError::NotALedger(_))));
    }
    fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    assert!(matches!(Ledger::open(&path, Access::Create), Err(LedgerError::NotALedger(_))));
    assert!(matches!(
        Ledger::open(folder.path(), Access::Create),
        Err(LedgerError::CannotOpen { .. })
    ));
    let nowhere = folder.path().join("no/such/folder.db");
    assert!(matches!(Ledger::open(&nowhere, Access::Create), Err(LedgerError::CannotOpen { .. })));
}

#[test]
fn an_empty_file_is_an_empty_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    fs::write(&path, "").unwrap();
    let ledger = Ledger::open(&path, Access::Read).unwrap();
    assert_eq!((ledger.summary().unwrap().reports, ledger.verify().unwrap()), (0, vec![]));
    drop(ledger);
    assert_eq!(fs::metadata(&path).unwrap().len(), 0);
    enter(&mut Ledger::open(&path, Access::Create).unwrap(), &reports());
}

#[test]
fn a_newer_ledger_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    enter(&mut Ledger::open(&path, Access::Create).unwrap(), &reports());
    Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 999").unwrap();
    let error = Ledger::open(&path, Access::Write).unwrap_err();
    assert!(matches!(error, LedgerError::Newer { found: 999, .. }), "{error}");
}

#[test]
fn reading_leaves_no_files_beside_the_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    enter(&mut Ledger::open(&path, Access::Create).unwrap(), &reports());
    let ledger = Ledger::open(&path, Access::Read).unwrap();
    assert_eq!(ledger.claims(&Filter::default()).unwrap().len(), 3);
    drop(ledger);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn readers_and_a_writer_share_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut writer = Ledger::open(&path, Access::Create).unwrap();
    let reader = Ledger::open(&path, Access::Read).unwrap();
    let mut second = Ledger::open(&path, Access::Write).unwrap();
    enter(&mut writer, &reports()[..1]);
    assert_eq!(reader.summary().unwrap().reports, 1);
    enter(&mut second, &reports());
    assert_eq!(reader.summary().unwrap().reports, 3);
    assert_eq!(reader.verify().unwrap(), []);
}

#[test]
fn writers_in_a_race_enter_everything_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut ledger = Ledger::open(&path, Access::Create).unwrap();
                for month in 1..=9 {
                    enter(&mut ledger, &[report("Arda", "Red", &format!("2021-0{month}-01"))]);
                }
            });
        }
    });
    let ledger = Ledger::open(&path, Access::Read).unwrap();
    assert_eq!(ledger.summary().unwrap().reports, 9);
    assert_eq!(ledger.verify().unwrap(), []);
}

/// A full disk, played by SQLite's own limit on the number of pages.
#[test]
fn a_full_disk_loses_the_batch_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut ledger = Ledger::open(&path, Access::Create).unwrap();
    enter(&mut ledger, &reports());
    ledger.limit_pages_for_tests(80);
    let (mut long, _) = report("Arda", "Red", "2021-01-01");
    long.text = "words ".repeat(1 << 20);
    long.derive_id();
    let coded = dateline_ledger::Coded { report: &long, bytes_sha256: None, claims: &[] };
    let error = ledger.enter(&[coded], "c").unwrap_err();
    assert!(matches!(error, LedgerError::DiskFull(_)), "{error}");
    assert_eq!(ledger.summary().unwrap().reports, 3);
    assert_eq!(ledger.verify().unwrap(), []);
}

#[cfg(unix)]
#[test]
fn a_read_only_ledger_can_be_asked() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a b?#%.db");
    enter(&mut Ledger::open(&path, Access::Create).unwrap(), &reports());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write everywhere; then there is nothing to test.
    let privileged = fs::write(folder.path().join("probe"), "").is_ok();
    if !privileged {
        let error = Ledger::open(&path, Access::Write).unwrap_err();
        assert!(matches!(error, LedgerError::ReadOnly(_)), "{error}");
    }
    let ledger = Ledger::open(&path, Access::Read).unwrap();
    assert_eq!(ledger.claims(&Filter::default()).unwrap().len(), 3);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
}
