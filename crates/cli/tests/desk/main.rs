//! What is asked of a ledger and what people add to it, against the built program.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests, where clippy sees only the tests"
)]

mod asking;
mod audits;
mod claims;
mod recoding;
mod reviewing;
mod versions;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use dateline_ledger::Location;
use dateline_ledger::testing::Scratch;
use serde_json::Value;
use tempfile::TempDir;

/// Reports made up for the tests: one town taken twice, a strike told by two, a claim and its denial.
const REPORTS: &str = r#"{"id":"r1","published":"2016-03-28","publisher":"Wire A","title":"Army retakes town","text":"The Syrian army recaptured Palmyra from Islamic State on Sunday.\n\nThe hospital of the town was empty, a doctor said."}
{"id":"r2","published":"2016-03-29","publisher":"Wire B","text":"Islamic State fighters have lost Palmyra to the Syrian army, the Observatory said on Tuesday."}
{"id":"r3","published":"2016-12-12","publisher":"Wire A","text":"Islamic State fighters captured Palmyra from the Syrian army on Sunday."}
{"id":"r4","published":"2016-12-13","publisher":"Wire B","text":"Air strikes on Idlib killed 12 civilians on Monday, residents said."}
{"id":"r5","published":"2016-12-13","publisher":"Wire A","text":"At least 14 people were killed in air strikes on Idlib on Monday."}
{"id":"r6","published":"2017-03-03","publisher":"Wire A","text":"The Syrian army recaptured Palmyra from Islamic State on Thursday."}
"#;

/// A ledger of its own for each test.
struct Desk {
    folder: TempDir,
    /// Where a PostgreSQL server was named (`tests/postgres.sh`), the ledger is there.
    server: Option<Scratch>,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { folder: TempDir::new().unwrap(), server: Scratch::new().unwrap() };
        let read = desk.run_with(REPORTS.as_bytes(), &["read", "-", "--input-format", "jsonl"]);
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
        desk
    }

    fn ledger(&self) -> PathBuf {
        match self.server.as_ref().map(Scratch::at) {
            Some(Location::Server(url)) => url.into(),
            _ => self.folder.path().join("war.db"),
        }
    }

    fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    fn run_with(&self, stdin: &[u8], arguments: &[&str]) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(arguments)
            .arg("--ledger")
            .arg(self.ledger())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(stdin).unwrap();
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!stderr.contains("panicked"), "{stderr}");
        output
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_with(b"", arguments)
    }

    /// The lines that a command prints; it must be done.
    fn lines(&self, arguments: &[&str]) -> Vec<Value> {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        lines(&output)
    }

    fn one(&self, arguments: &[&str]) -> Value {
        let mut lines = self.lines(arguments);
        assert_eq!(lines.len(), 1, "{arguments:?}: {lines:?}");
        lines.remove(0)
    }

    /// What a command that must fail so says.
    fn fails(&self, status: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {output:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    /// The claim of a report and type.
    fn claim(&self, report: &str, kind: &str) -> String {
        let all = self.lines(&["review", "--type", kind]);
        let found = all.iter().find(|item| item["claim"]["report"] == report);
        found.unwrap_or_else(|| panic!("no {kind} in {report}: {all:?}"))["id"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    fn holder(&self, on: &str) -> Value {
        let output = self.run(&["who", "Palmyra, SY", "--on", on]);
        lines(&output)[0]["holder"]["name"].clone()
    }

    fn sound(&self) {
        assert_eq!(self.one(&["verify"])["sound"], true);
    }
}

fn lines(output: &Output) -> Vec<Value> {
    let stdout = String::from_utf8(output.stdout.clone()).unwrap();
    stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
