//! The commands that ask a ledger, against the built program and a ledger made up for the test.

#![allow(clippy::unwrap_used, reason = "helpers of tests, where clippy sees only the tests")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use dateline_coding::Claim;
use dateline_ledger::{Access, Coded, Ledger};
use dateline_report::Report;
use serde_json::{Value, json};

struct Scratch {
    _folder: tempfile::TempDir,
    ledger: PathBuf,
}

/// Two towns of one name, one of them told of by two reports; a third one claimed and denied.
fn ledger() -> Scratch {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("war.db");
    let mut ledger = Ledger::open(&path, Access::Create).unwrap();
    for (id, published, publisher, claims) in [
        (
            "one",
            "2016-03-27",
            "AFP",
            vec![("Palmyra", "control.gain", "asserted", "sy.government")],
        ),
        (
            "two",
            "2016-12-11",
            "Reuters",
            vec![
                ("Palmyra", "control.gain", "asserted", "islamic-state"),
                ("Tadmur", "strike.air", "asserted", "sy.government"),
            ],
        ),
        (
            "three",
            "2016-12-12",
            "AFP",
            vec![("Palmyra", "control.gain", "denied", "islamic-state")],
        ),
    ] {
        let text: String =
            claims.iter().map(|(town, kind, ..)| format!("Of {town} — {kind}. ")).collect();
        let mut report = Report::new(text);
        report.published = published.parse().ok();
        report.publisher = Some(publisher.to_owned());
        report.id = id.to_owned();
        let claims: Vec<Claim> = claims
            .into_iter()
            .map(|(town, kind, modality, holder)| claim(&report, town, kind, modality, holder))
            .collect();
        let coded = Coded { report: &report, bytes_sha256: None, claims: &claims };
        ledger.enter(&[coded], "test").unwrap();
    }
    Scratch { _folder: folder, ledger: path }
}

fn claim(report: &Report, town: &str, kind: &str, modality: &str, holder: &str) -> Claim {
    let quote = format!("Of {town} — {kind}.");
    let start = report.text.find(&quote).unwrap();
    let start = report.text[..start].chars().count();
    let party = json!({"id": holder, "name": holder});
    let control = kind.starts_with("control.").then(|| {
        json!({"holder": party, "lost_by": null, "besieged_by": null, "status": "held",
            "extent": "whole", "part": null})
    });
    let day = report.published;
    // A denial is the other side's.
    let (interest, said) = match modality {
        "denied" => {
            let army =
                json!({"name": "army", "actor": null, "kind": "belligerent", "cue": "denied"});
            ("self_serving", json!([army]))
        }
        _ => ("neutral", json!([])),
    };
    serde_json::from_value(json!({
        "claim": format!("{:0>4}{}{}", report.id, kind.len(), town.len()),
        "report": report.id, "published": day, "publisher": report.publisher, "url": null,
        "type": kind, "modality": modality, "interest": interest, "context": "main",
        "by": [{"id": holder, "name": holder, "side": party, "text": "x", "start": 0, "end": 1}],
        "against": [], "with": [],
        "where": [{"id": "geonames:163960", "name": "Palmyra", "country": "SY", "admin1": "Homs",
            "lat": 34.56, "lon": 38.28, "kind": "town", "precision": "exact", "text": town,
            "start": 0, "end": 1}],
        "when": {"first": day, "last": day, "bound": "on", "precision": "day", "basis": "text",
            "text": null},
        "counts": [], "control": control, "according_to": said,
        "quote": {"text": quote, "start": start, "end": start + quote.chars().count()},
        "confidence": 0.9, "coder": "test", "why": ["made up"]
    }))
    .unwrap()
}

fn run(ledger: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .arg("--ledger")
        .arg(ledger)
        .output()
        .unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    let stdout = String::from_utf8(output.stdout.clone()).unwrap();
    stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn one(ledger: &Path, arguments: &[&str]) -> Value {
    let output = run(ledger, arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    let mut lines = lines(&output);
    assert_eq!(lines.len(), 1, "{lines:?}");
    lines.remove(0)
}

#[test]
fn who_answers_by_name_country_and_id() {
    let scratch = ledger();
    for place in ["Palmyra", "palmyra, SY", "Tadmur", "geonames:163960"] {
        let answer = one(&scratch.ledger, &["who", place, "--on", "2016-05-01"]);
        assert_eq!(answer["status"], "held", "{place}");
        assert_eq!(answer["holder"]["id"], "sy.government");
        assert_eq!(answer["place"]["id"], "geonames:163960");
        assert_eq!(answer["because"][0]["quote"], "Of Palmyra — control.gain.");
    }
    let newest = one(&scratch.ledger, &["who", "Palmyra"]);
    assert_eq!(
        (&newest["on"], &newest["holder"]["id"]),
        (&json!("2016-12-12"), &json!("islamic-state"))
    );
    let known =
        one(&scratch.ledger, &["who", "Palmyra", "--on", "2016-12-20", "--as-of", "2016-06-01"]);
    assert_eq!(
        (&known["as_of"], &known["holder"]["id"]),
        (&json!("2016-06-01"), &json!("sy.government"))
    );
}

#[test]
fn who_says_what_it_does_not_know() {
    let scratch = ledger();
    for (place, status) in [("Raqqa, SY", "unknown"), ("Nosuchtown", "unknown")] {
        let output = run(&scratch.ledger, &["who", place]);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(lines(&output)[0]["status"], status);
    }
    let ambiguous = run(&scratch.ledger, &["who", "Springfield"]);
    assert_eq!(ambiguous.status.code(), Some(1));
    assert!(lines(&ambiguous).len() > 2);
    let early = run(&scratch.ledger, &["who", "Palmyra", "--as-of", "2010-01-01"]);
    assert_eq!(early.status.code(), Some(1));
    let missing = run(Path::new("/no/such/ledger.db"), &["who", "Palmyra"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("no such ledger"));
}

#[test]
fn timeline_map_diff_and_events() {
    let scratch = ledger();
    let timeline = lines(&run(&scratch.ledger, &["timeline", "Palmyra"]));
    let from: Vec<&Value> = timeline.iter().map(|stretch| &stretch["from"]).collect();
    assert_eq!(from, ["2016-03-27", "2016-12-11"]);
    let map = run(&scratch.ledger, &["map", "--on", "2016-04-01"]);
    let map: Value = serde_json::from_slice(&map.stdout).unwrap();
    assert_eq!(map["type"], "FeatureCollection");
    assert_eq!(map["features"][0]["geometry"]["coordinates"], json!([38.28, 34.56]));
    assert_eq!(map["features"][0]["properties"]["status"], "held");
    let differs = one(&scratch.ledger, &["diff", "--from", "2016-04-01", "--to", "2016-12-31"]);
    assert_eq!(differs["to"]["holder"]["id"], "islamic-state");
    let strikes =
        lines(&run(&scratch.ledger, &["events", "--type", "strike", "--place", "Palmyra"]));
    assert_eq!((strikes.len(), &strikes[0]["type"]), (1, &json!("strike.air")));
    let late = lines(&run(&scratch.ledger, &["events", "--from", "2016-12-01"]));
    assert_eq!(late.len(), 2);
}

#[test]
fn explain_and_correct() {
    let scratch = ledger();
    let event = &lines(&run(&scratch.ledger, &["events", "--to", "2016-06-01"]))[0];
    let claim = event["claims"][0]["claim"].as_str().unwrap();
    let explained = one(&scratch.ledger, &["explain", claim]);
    assert_eq!(
        (&explained["explains"], &explained["rule"][0]),
        (&json!("claim"), &json!("made up"))
    );
    let explained = one(&scratch.ledger, &["explain", event["event"].as_str().unwrap()]);
    assert_eq!(explained["explains"], "event");
    let status = one(&scratch.ledger, &["explain", "geonames:163960@2016-05-01"]);
    assert_eq!(status["status"]["status"], "held");
    assert_eq!(run(&scratch.ledger, &["explain", "zzz"]).status.code(), Some(1));

    for wrong in [["--set", "when.first=soon"], ["--set", "nothing=1"]] {
        let output = run(&scratch.ledger, &["correct", claim, wrong[0], wrong[1], "--why", "test"]);
        assert_eq!(output.status.code(), Some(1), "{wrong:?}");
    }
    let unset = run(&scratch.ledger, &["correct", claim, "--set", "when.first", "--why", "test"]);
    assert_eq!(unset.status.code(), Some(2));
    one(
        &scratch.ledger,
        &["correct", claim, "--set", "rejected=true", "--why", "a film", "--by", "me"],
    );
    let answer = one(&scratch.ledger, &["who", "Palmyra", "--on", "2016-05-01"]);
    assert_eq!(answer["status"], "unknown");
    let verified = one(&scratch.ledger, &["verify"]);
    assert_eq!((&verified["sound"], &verified["corrections"]), (&json!(true), &json!(1)));
}

/// From sentences to answers: a state's own days end it, another deed's do not.
#[test]
fn a_state_ends_with_its_own_days_only() {
    let folder = tempfile::tempdir().unwrap();
    let (reports, ledger) = (folder.path().join("reports.jsonl"), folder.path().join("war.db"));
    let texts = [
        "The town of Saraqib was held by rebels from 2012 to December 2016.",
        "From 3 to 20 February 2018 the rebels controlling Binnish blocked aid to Syria.",
        "Rebels and the army fought inside Douma from 3 to 20 February 2018.",
    ];
    let rows = texts.iter().enumerate().map(|(id, text)| {
        json!({"id": id.to_string(), "text": text, "published": "2020-03-01"}).to_string() + "\n"
    });
    std::fs::write(&reports, rows.collect::<String>()).unwrap();
    let read = run(&ledger, &["read", reports.to_str().unwrap()]);
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    for (town, on, status) in [
        ("Saraqib", "2016-12-31", "held"),
        ("Saraqib", "2017-01-01", "unknown"),
        ("Binnish", "2018-02-20", "held"),
        ("Binnish", "2018-03-01", "held"),
        ("Douma", "2018-02-20", "contested"),
        ("Douma", "2018-02-21", "unknown"),
    ] {
        let answer = lines(&run(&ledger, &["who", town, "--on", on, "--format", "jsonl"]));
        assert_eq!(answer[0]["status"], status, "{town} on {on}");
        assert_ne!(
            answer[0]["because"],
            json!([]),
            "{town} on {on}: no status without its reasons"
        );
    }
}
