//! Reading into a ledger.

use std::process::Stdio;
use std::time::Duration;

use crate::{Folder, dateline, run};

const LINES: &str = "{\"text\": \"Rebels took Kidal on Tuesday, residents said.\", \"published\": \"2012-03-30\"}\n\
                     {\"text\": \"Troops entered Timbuktu.\", \"published\": \"2013-01-28\"}\n";

#[test]
fn twice_changes_nothing() {
    let folder = Folder::new();
    let (lines, ledger) = (folder.file("a.jsonl", LINES), folder.path().join("war.db"));
    let read = || {
        let run =
            run(["read".as_ref(), lines.as_os_str(), "--ledger".as_ref(), ledger.as_os_str()]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.json()[0].clone()
    };
    let (first, second) = (read(), read());
    assert_eq!((&first["reports"], &first["known"]), (&2.into(), &0.into()));
    assert_eq!((&second["reports"], &second["known"]), (&0.into(), &2.into()));
    assert_eq!(second["claims"], 0);
}

#[test]
fn a_ledger_that_cannot_be_made() {
    let folder = Folder::new();
    let lines = folder.file("a.jsonl", LINES);
    let ledger = folder.path().join("no/such/folder/war.db");
    let run = run(["read".as_ref(), lines.as_os_str(), "--ledger".as_ref(), ledger.as_os_str()]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("war.db"), "{}", run.stderr);
    let text = folder.file("text.db", "This is no ledger but a text, and stays as it is.");
    let run = run_on(&lines, &text);
    assert_eq!(run.status, 1);
    assert!(std::fs::read_to_string(&text).unwrap().starts_with("This is no ledger"));
}

fn run_on(lines: &std::path::Path, ledger: &std::path::Path) -> crate::Run {
    run(["read".as_ref(), lines.as_os_str(), "--ledger".as_ref(), ledger.as_os_str()])
}

/// However it ends, what is in the ledger is whole, and reading again goes on from there.
#[cfg(unix)]
#[test]
fn interrupted() {
    let folder = Folder::new();
    let line = |n: usize| format!("{{\"text\": \"Rebels took Kidal on Tuesday. Story {n}.\"}}\n");
    let lines = folder.file("many.jsonl", (0..2_000).map(line).collect::<String>());
    let ledger = folder.path().join("war.db");
    for wait in [20, 60, 150] {
        let mut child = dateline()
            .args(["read".as_ref(), lines.as_os_str(), "--ledger".as_ref(), ledger.as_os_str()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        let interrupt =
            std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        assert!(interrupt.is_ok());
        child.wait().unwrap();
    }
    let run = run_on(&lines, &ledger);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let counts = &run.json()[0];
    assert_eq!(counts["reports"].as_u64().unwrap() + counts["known"].as_u64().unwrap(), 2_000);
}
