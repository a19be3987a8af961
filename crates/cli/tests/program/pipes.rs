//! Pipes: results as they come, and no complaint when nobody reads on.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use crate::{Folder, dateline};

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = Folder::new();
    let lines = "{\"text\": \"Rebels took the town.\"}\n".repeat(20_000);
    let path = folder.file("many.jsonl", lines);
    for threads in ["1", "3"] {
        let mut child = dateline()
            .args(["inspect", "--layer", "tokens", "--threads", threads])
            .arg(&path)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut first).unwrap();
        assert!(first.ends_with("}\n"));
        drop(stdout);
        let mut stderr = String::new();
        child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        assert_eq!((child.wait().unwrap().code(), stderr.as_str()), (Some(0), ""));
    }
}

#[test]
fn each_report_is_answered_before_the_next_is_asked_for() {
    let mut child = dateline()
        .args(["inspect", "--layer", "sentences", "--threads", "2"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for n in 0..3 {
        writeln!(stdin, "{{\"text\": \"Story.\", \"id\": {n}}}").unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(line.contains(&format!("\"report\":\"{n}\"")), "{line}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn threads_change_nothing() {
    let folder = Folder::new();
    let line =
        |n: usize| format!("{{\"text\": \"{}\"}}\n", format!("Story {n}. ").repeat(n % 17 + 1));
    let path = folder.file("many.jsonl", (0..300).map(line).collect::<String>());
    let out = |threads: &str| {
        let output = dateline()
            .args(["inspect", "--layer", "syntax", "--threads", threads])
            .arg(&path)
            .output()
            .unwrap();
        output.stdout
    };
    assert!(out("1") == out("4"));
}
