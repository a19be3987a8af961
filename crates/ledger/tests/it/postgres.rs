//! What is PostgreSQL's own. `tests/postgres.sh` runs a server for these tests.

use std::ops::Deref;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use dateline_coding::Claim;
use dateline_ledger::testing::{self, Scratch};
use dateline_ledger::{
    Access, Coded, Correction, Filter, Ledger, LedgerError, Location, REJECTED, Search,
};
use dateline_report::Report;
use serde_json::json;

use crate::kill;
use crate::sample::{CODER, enter, report, reports};

/// A place on the server, to throw away.
struct Place {
    at: Location,
    _scratch: Scratch,
}

impl Deref for Place {
    type Target = Location;

    fn deref(&self) -> &Location {
        &self.at
    }
}

fn place() -> Place {
    let scratch = Scratch::new().unwrap().expect("a server: run tests/postgres.sh");
    Place { at: scratch.at(), _scratch: scratch }
}

fn url(at: &Location) -> &str {
    match at {
        Location::Server(url) => url,
        Location::File(_) => unreachable!("a server"),
    }
}

fn create(at: &Location) -> Ledger {
    Ledger::open(at, Access::Create).unwrap()
}

fn faults(at: &Location) -> String {
    let faults = Ledger::open(at, Access::Read).unwrap().verify().unwrap();
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}

/// The same entries make the same rows, ids and hash chain, whoever keeps them.
#[test]
#[ignore = "needs PostgreSQL: tests/postgres.sh"]
fn the_chain_is_sqlite_s_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let (file, server) = (Location::from(&folder.path().join("a.db")), place());
    let mut odd = report("Ardâ", "Red\u{10ffff}", "2020-04-01");
    odd.0.text.push_str("a zero \0, a quote ' and a backslash \\x00");
    odd.0.url = Some(format!("https://example.org/{}", "x".repeat(9000)));
    odd.0.derive_id();
    odd.1[0].report = odd.0.id.clone();
    for at in [&file, &server.at] {
        let mut ledger = create(at);
        enter(&mut ledger, &reports());
        // Undone before it was done: no number may be left out.
        let (broken, _) = report("Borun", "Red", "2021-01-01");
        assert!(ledger.recode(&broken, &[], "newer").is_err());
        enter(&mut ledger, &reports());
        enter(&mut ledger, std::slice::from_ref(&odd));
        let (report, claims) = &reports()[0];
        ledger
            .correct(&Correction {
                claim: claims[0].claim.clone(),
                report: report.sha256(),
                kind: claims[0].kind.clone(),
                quote: claims[0].quote.text.clone(),
                start: claims[0].quote.span.start,
                field: REJECTED.to_owned(),
                before: None,
                after: json!(true),
                why: "naïve".to_owned(),
                who: "me".to_owned(),
                on: "2020-05-01".parse().unwrap(),
            })
            .unwrap();
        ledger.set("key", "value", "why", "who", "2020-05-01".parse().unwrap()).unwrap();
        ledger.recode(&reports()[1].0, &[], "newer").unwrap();
        assert_eq!(ledger.verify().unwrap(), []);
        let (kept, _) = ledger.report(&odd.0.id).unwrap().unwrap();
        assert_eq!(kept, odd.0);
    }
    let (one, other) = (testing::dump(&file).unwrap(), testing::dump(&server.at).unwrap());
    for (one, other) in one.lines().zip(other.lines()) {
        // The escaped text is compared above.
        assert!(one == other || one.contains('\0') || one.contains('\u{10ffff}'), "{one}\n{other}");
    }
    assert_eq!(one.lines().count(), other.lines().count());
    let changes = |at: &Location| {
        let ledger = Ledger::open(at, Access::Read).unwrap();
        serde_json::to_string(&ledger.changes((0, 0), 99).unwrap()).unwrap()
    };
    assert_eq!(changes(&file), changes(&server));
}

#[test]
#[ignore = "needs PostgreSQL: tests/postgres.sh"]
fn update_delete_and_truncate_are_refused() {
    let at = place();
    enter(&mut create(&at), &reports());
    for table in ["reports", "claims", "codings", "coders", "entries", "corrections", "settings"] {
        for sql in [
            format!("DELETE FROM {table}"),
            format!("UPDATE {table} SET seq = seq + 9"),
            format!("TRUNCATE {table} CASCADE"),
        ] {
            let error = testing::sql(&*at, &sql).unwrap_err().to_string();
            assert!(error.contains("only grows"), "{sql}: {error}");
        }
    }
    assert_eq!(faults(&at), "");
}

#[test]
#[ignore = "needs PostgreSQL: tests/postgres.sh"]
fn changes_are_named() {
    let id = &reports()[1].0.id;
    let claim = &reports()[1].1[0].claim;
    for (sql, what) in [
        (
            "UPDATE reports SET text = overlay(text placing 'x' from 9) WHERE seq = 2",
            format!("report {id}"),
        ),
        ("UPDATE reports SET publisher = NULL WHERE seq = 2", format!("report {id}")),
        (
            "UPDATE claims SET record = replace(record, 'Blue', 'Grey') WHERE seq = 2",
            format!("claim {claim}"),
        ),
        ("UPDATE claims SET last = NULL WHERE seq = 2", format!("claim {claim}: column last")),
        ("UPDATE claims SET hash = '\\x00' WHERE seq = 2", format!("claim {claim}")),
        ("DELETE FROM claims WHERE seq = 2", format!("report {id}: 1 claims were entered")),
        ("DELETE FROM entries WHERE seq = 3", "entry 4: follows entry 2".to_owned()),
        ("UPDATE entries SET content = 'x' WHERE seq = 3", "entry 3".to_owned()),
        ("UPDATE coders SET name = 'x'", "coder 1".to_owned()),
        (
            "INSERT INTO reports (seq, id, sha256, text) VALUES (9, 'f', 'f', 'forged')",
            "report f".to_owned(),
        ),
    ] {
        let at = place();
        enter(&mut create(&at), &reports());
        // Who owns the tables can take the triggers away, and with them the references.
        let forged = format!("SET session_replication_role = replica; {sql}");
        testing::sql(&*at, &forged).unwrap();
        let found = faults(&at);
        assert!(found.contains(&what), "{sql}: {found}");
    }
}

#[test]
#[ignore = "needs PostgreSQL: tests/postgres.sh"]
fn readers_and_writers_share_the_database() {
    let at = place();
    // Before there are tables, there is an empty ledger.
    let empty = Ledger::open(&*at, Access::Read).unwrap();
    assert_eq!((empty.summary().unwrap().reports, empty.verify().unwrap()), (0, vec![]));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut ledger = create(&at);
                for month in 1..=9 {
                    enter(&mut ledger, &[report("Arda", "Red", &format!("2021-0{month}-01"))]);
                }
            });
        }
        scope.spawn(|| {
            for _ in 0..20 {
                let ledger = Ledger::open(&*at, Access::Read).unwrap();
                assert!(ledger.claims(&Filter::default()).unwrap().len() <= 9);
            }
        });
    });
    let ledger = Ledger::open(&*at, Access::Read).unwrap();
    assert_eq!(ledger.summary().unwrap().reports, 9);
    assert_eq!(ledger.verify().unwrap(), []);
    // Who opened it to read does not write.
    let mut reader = ledger;
    let batch = reports();
    let coded = Coded { report: &batch[0].0, bytes_sha256: None, claims: &batch[0].1 };
    let error = reader.enter(&[coded], CODER).unwrap_err();
    assert!(matches!(error, LedgerError::ReadOnly(_)), "{error}");
}

/// While one walks through all reports, others are asked for and entered.
#[test]
#[ignore = "needs PostgreSQL: tests/postgres.sh"]
fn a_long_answer_is_as_of_one_instant_and_leaves_room_for_others() {
    let at = place();
    let mut writer = create(&at);
    let many: Vec<(Report, Vec<Claim>)> =
        (0..1200).map(|number| report(&format!("Town{number}"), "Red", "2020-01-01")).collect();
    enter(&mut writer, &many);
    let reader = Ledger::open(&*at, Access::Read).unwrap();
    let mut seen = 0;
    reader
        .for_each_report(|report| -> Result<(), LedgerError> {
            if seen == 0 {
                enter(&mut writer, &reports());
            }
            seen += 1;
            if seen % 100 == 1 {
                assert!(reader.report(&report.id)?.is_some());
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(seen, 1200);
    assert_eq!(reader.summary().unwrap().reports, 1203);
    // What fails on the way leaves the connection as it was.
    let failed = reader.for_each_report(|_| Err(LedgerError::Correction("enough".to_owned())));
    assert!(failed.is_err());
    assert_eq!(reader.summary().unwrap().reports, 1203);
}

#[test]
#[ignore = "needs PostgreSQL: tests/postgres.sh"]
fn a_broken_connection_is_made_anew() {
    let at = place();
    let name = format!("lonely {}", std::process::id());
    let named = format!("{}&application_name={}", url(&at), name.replace(' ', "%20"));
    let mut ledger = create(&Location::from(named.as_str()));
    enter(&mut ledger, &reports()[..1]);
    let end = format!(
        "SELECT 1 / count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{name}'"
    );
    testing::sql(&*at, &end).unwrap();
    assert_eq!(ledger.summary().unwrap().reports, 1);
    testing::sql(&*at, &end).unwrap();
    enter(&mut ledger, &reports());
    assert_eq!(ledger.summary().unwrap().reports, 3);
}

#[test]
#[ignore = "needs PostgreSQL: tests/postgres.sh"]
fn a_killed_writer_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let (at, calm) = (place(), folder.path().join("calm.db"));
    let mut delay: u64 = 7;
    for kill in 0..12 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::reader", "--ignored"])
            .env(kill::PATH, url(&at))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        delay =
            delay.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_micros(60_000 + (delay >> 33) % 240_000));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(faults(&at), "", "after kill {kill}");
    }
    kill::read(Path::new(url(&at)));
    kill::read(&calm);
    assert!(testing::dump(&*at).unwrap() == testing::dump(&calm).unwrap());
}

#[test]
#[ignore = "needs PostgreSQL: tests/postgres.sh"]
fn words_are_found_as_in_sqlite() {
    let at = place();
    let mut odd = Report::new("The road to Al-Bāb, taken on Monday, is open; 12 people died.");
    odd.publisher = Some("Wire".to_owned());
    odd.derive_id();
    let mut long = Report::new("word ".repeat(400_000) + "unreached");
    long.derive_id();
    for mut ledger in [create(&at), Ledger::in_memory().unwrap()] {
        enter(&mut ledger, &reports());
        enter(&mut ledger, &[(odd.clone(), vec![]), (long.clone(), vec![])]);
        for (words, found) in [
            ("residents Borun", 1),
            ("al-bab", 1),
            ("AL BĀB", 1),
            ("\"bab al\"", 0),
            ("reside*", 3),
            ("12", 1),
            ("\"OR) NEAR(", 0),
            ("word", 1),
            ("'; --", 0),
        ] {
            assert_eq!(ledger.search(words, 9).unwrap().len(), found, "{words}");
        }
        let search = Search {
            words: "bab".to_owned(),
            publisher: Some("WIRE".to_owned()),
            ..Search::default()
        };
        let found = ledger.search_reports(&search).unwrap();
        assert_eq!(found.len(), 1);
        let hit = ledger.hit(found[0].0, &search).unwrap().unwrap();
        assert!(hit.snippet.contains("road"), "{}", hit.snippet);
        let late =
            Search { from: "2020-02-01".parse().ok(), words: "fighters".to_owned(), ..search };
        assert_eq!(ledger.search_reports(&Search { publisher: None, ..late }).unwrap().len(), 2);
    }
}

#[test]
#[ignore = "needs PostgreSQL: tests/postgres.sh"]
fn what_is_no_ledger_is_left_alone() {
    let at = place();
    testing::sql(&*at, "CREATE TABLE letters (text TEXT)").unwrap();
    let error = Ledger::open(&*at, Access::Create).unwrap_err();
    assert!(matches!(error, LedgerError::NotALedger(_)), "{error}");
    let newer = place();
    create(&newer);
    testing::sql(&*newer, "INSERT INTO dateline VALUES (999)").unwrap();
    let error = Ledger::open(&*newer, Access::Write).unwrap_err();
    assert!(matches!(error, LedgerError::Newer { found: 999, .. }), "{error}");
}

#[test]
#[ignore = "needs PostgreSQL: tests/postgres.sh"]
fn who_is_not_let_in_is_told_why() {
    let at = place();
    let (start, end) = (url(&at).rfind(':').unwrap(), url(&at).rfind('@').unwrap());
    let password = url(&at)[url(&at)[..end].rfind(':').unwrap()..end].to_owned();
    let port = url(&at)[start..].split('/').next().unwrap().to_owned();
    for (url, words) in [
        (url(&at).replace(&password, ":wrong"), "password authentication failed"),
        (url(&at).replace("/postgres?", "/nowhere?"), "createdb"),
        (url(&at).replace(&port, ":1"), "the server"),
        (url(&at).replace('?', "?sslmode=require&"), "tunnel"),
    ] {
        let error = Ledger::open(url.as_str(), Access::Read).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
        assert!(!error.contains(&password[1..]), "{error}");
    }
}

/// By the socket that a server keeps for its own machine.
#[test]
#[ignore = "needs PostgreSQL: tests/postgres.sh"]
fn a_socket_will_do() {
    let at = place();
    enter(&mut create(&at), &reports());
    let socket = std::env::var("DATELINE_TEST_POSTGRES_SOCKET").unwrap();
    let schema = url(&at).split_once('?').unwrap().1;
    let ledger = Ledger::open(format!("{socket}&{schema}").as_str(), Access::Read).unwrap();
    assert_eq!(ledger.summary().unwrap().reports, 3);
}

#[test]
#[ignore = "needs PostgreSQL: tests/postgres.sh"]
fn an_old_ledger_is_brought_up_to_date() {
    let at = place();
    testing::sql(&*at, include_str!("../../migrations/postgres/0001_first.sql")).unwrap();
    testing::sql(&*at, "INSERT INTO dateline VALUES (1)").unwrap();
    assert_eq!(Ledger::open(&*at, Access::Read).unwrap().verify().unwrap(), []);
    assert_eq!(enter(&mut create(&at), &reports()).reports, 3);
    testing::sql(&*at, "SELECT 1 / count(*) FROM dateline WHERE version = 2").unwrap();
    assert_eq!(faults(&at), "");
}
