//! Killed at any instant, the ledger is sound, and once finished no different from one that was
//! never disturbed.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use dateline_ledger::{Access, Ledger};
use rusqlite::Connection;

use crate::sample::{enter, report};

pub const PATH: &str = "DATELINE_TEST_KILL_PATH";
const REPORTS: u32 = 1200;
const BATCH: u32 = 4;

/// Not a test of its own: the process that is killed.
#[test]
#[ignore = "started by the test below"]
fn reader() {
    let Ok(path) = std::env::var(PATH) else { return };
    read(Path::new(&path));
}

pub fn read(path: &Path) {
    let mut ledger = Ledger::open(path, Access::Create).unwrap();
    for batch in 0..REPORTS / BATCH {
        let reports: Vec<_> = (batch * BATCH..(batch + 1) * BATCH)
            .map(|number| {
                let day = format!("2020-{:02}-{:02}", 1 + number / 28 % 12, 1 + number % 28);
                report(&format!("Town{number}"), "Red", &day)
            })
            .collect();
        enter(&mut ledger, &reports);
    }
}

/// Everything in the file, row by row.
fn dump(path: &Path) -> String {
    let connection = Connection::open(path).unwrap();
    let mut dump = String::new();
    for table in
        ["reports", "coders", "codings", "claims", "entries", "place_names", "claim_places"]
    {
        let mut statement =
            connection.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                dump.push_str(&format!("{:?}|", row.get_ref(column).unwrap()));
            }
            dump.push('\n');
        }
    }
    dump
}

#[test]
fn two_hundred_kills_leave_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let (killed, calm) = (folder.path().join("killed.db"), folder.path().join("calm.db"));
    let mut delay: u64 = 1;
    let mut kills = 0;
    for _ in 0..200 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::reader", "--ignored"])
            .env(PATH, &killed)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Delays that differ from kill to kill, and are the same in every run of the test.
        delay =
            delay.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_micros(2_000 + (delay >> 33) % 18_000));
        kills += u32::from(child.kill().is_ok());
        child.wait().unwrap();
        if killed.exists() && std::fs::metadata(&killed).unwrap().len() > 0 {
            let ledger = Ledger::open(&killed, Access::Read).unwrap();
            assert_eq!(ledger.verify().unwrap(), [], "after kill {kills}");
        }
    }
    read(&killed);
    read(&calm);
    assert_eq!(Ledger::open(&killed, Access::Read).unwrap().verify().unwrap(), []);
    assert!(dump(&killed) == dump(&calm));
    assert!(kills > 100, "{kills}");
}
