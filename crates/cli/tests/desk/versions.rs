//! Pages that changed, reports taken back, horizons of wars.

use serde_json::Value;

use crate::{Desk, lines};

const PAGES: &str = r#"{"id":"v1","url":"https://wire.example/a","published":"2018-01-01","publisher":"Wire C","text":"The Syrian army captured Abu Kamal from Islamic State on Sunday."}
{"id":"v2","url":"https://wire.example/a","published":"2018-01-03","publisher":"Wire C","text":"Islamic State fighters captured Abu Kamal from the Syrian army on Sunday."}
{"id":"k1","url":"https://wire.example/b","published":"2018-02-01","publisher":"Wire C","text":"The Syrian army captured Hajin from Islamic State on Wednesday."}
{"id":"k2","published":"2018-02-03","publisher":"Wire C","title":"MANDATORY KILL","text":"Please kill the story at https://wire.example/b. It was wrong."}
"#;

fn desk() -> Desk {
    let desk = Desk::new();
    let read = desk.run_with(PAGES.as_bytes(), &["read", "-", "--input-format", "jsonl"]);
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    desk
}

fn who(desk: &Desk, arguments: &[&str]) -> Value {
    lines(&desk.run(&[&["who"], arguments].concat())).remove(0)
}

#[test]
fn the_newer_version_of_a_page_stands_and_the_older_one_is_shown() {
    let desk = desk();
    let now = who(&desk, &["Abu Kamal", "--on", "2018-01-05"]);
    assert_eq!(now["holder"]["name"], "Islamic State", "{now:#}");
    let aside = now["set_aside"][0]["why"].as_str().unwrap();
    assert!(aside.contains("report v2 of 2018-01-03 is the newer version"), "{aside}");
    let then = who(&desk, &["Abu Kamal", "--on", "2018-01-05", "--as-of", "2018-01-02"]);
    assert_eq!(then["holder"]["name"], "Government of Syria", "{then:#}");

    let old = now["set_aside"][0]["claim"].as_str().unwrap();
    let explained = desk.one(&["explain", old]);
    assert_eq!(explained["fates"][0]["by"], "v2");
    let versions = explained["versions"].as_array().unwrap();
    let versions: Vec<&Value> = versions.iter().map(|version| &version["report"]).collect();
    assert_eq!(versions, ["v1", "v2"]);
    desk.sound();
}

#[test]
fn what_its_publisher_killed_counts_no_longer() {
    let desk = desk();
    let now = who(&desk, &["Hajin", "--on", "2018-02-10"]);
    assert_eq!((&now["status"], &now["holder"]), (&"unknown".into(), &Value::Null), "{now:#}");
    assert!(now["set_aside"][0]["why"].as_str().unwrap().contains("took it back: report k2"));
    let then = who(&desk, &["Hajin", "--on", "2018-02-02", "--as-of", "2018-02-02"]);
    assert_eq!(then["holder"]["name"], "Government of Syria");
    let events = desk.lines(&["events", "--place", "Hajin"]);
    assert!(events.is_empty(), "{events:?}");
}

#[test]
fn a_person_withdraws_a_report_by_its_id() {
    let desk = desk();
    assert_eq!(desk.holder("2017-03-05"), "Government of Syria");
    let set = |value: &str| {
        let set = format!("retracted={value}");
        desk.one(&["correct", "r6", "--set", &set, "--why", "the stringer made it up"])
    };
    assert_eq!(set("true")["field"], "retracted");
    assert_eq!(desk.holder("2017-03-05"), "Islamic State");
    let last = desk.lines(&["changes", "--since", "0"]).pop().unwrap();
    assert_eq!((&last["change"], &last["report"]), (&"gone".into(), &"r6".into()), "{last:#}");
    set("false");
    assert_eq!(desk.holder("2017-03-05"), "Government of Syria");
    desk.fails(1, &["correct", "nothing", "--set", "retracted=true", "--why", "x"]);
    desk.fails(2, &["correct", "r6", "--set", "retracted=perhaps", "--why", "x"]);
    desk.sound();
}

#[test]
fn a_war_s_horizon_is_a_setting() {
    let desk = desk();
    let basis = || who(&desk, &["Palmyra, SY", "--on", "2016-06-01"])["basis"].clone();
    assert_eq!(basis(), "corroborated");
    let why = ["--why", "told of daily"];
    desk.one(&[&["rule", "horizon", "30", "--country", "SY"], &why[..]].concat());
    assert_eq!(basis(), "carried_forward");
    desk.lines(&[&["rule", "horizon", "none", "--country", "SY"], &why[..]].concat());
    assert_eq!(basis(), "corroborated");
    desk.fails(1, &[&["rule", "horizon", "30", "--country", "ZZ"], &why[..]].concat());
    desk.fails(2, &["rule", "horizon", "30"]);
}
