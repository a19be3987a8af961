//! Recoding and bulk rules.

use crate::Desk;

#[test]
fn the_same_coder_changes_nothing() {
    let desk = Desk::new();
    let done = desk.one(&["recode"]);
    assert_eq!((&done["reports"], &done["gained"]), (&6.into(), &0.into()));
    assert_eq!((&done["lost"], &done["changed"]), (&0.into(), &0.into()));
    assert_eq!(desk.one(&["verify"])["superseded"], 0);
    desk.fails(1, &["recode", "--publisher", "nobody"]);
}

#[test]
fn a_rule_is_laid_down_once_and_applied_by_a_recoding() {
    let desk = Desk::new();
    let town = "geonames:172946";
    let rule = [
        "rule",
        "add",
        "Palmyra",
        "--where",
        town,
        "--publisher",
        "Wire A",
        "--why",
        "their desk",
        "--who",
        "ana",
    ];
    let laid = desk.one(&rule);
    assert_eq!((&laid["rule"], &laid["words"]), (&1.into(), &"Palmyra".into()));
    desk.lines(&["review", "accept", &desk.claim("r1", "control.gain"), "--who", "ana"]);

    let dry = desk.lines(&["recode", "--dry-run"]);
    let changed: Vec<_> = dry.iter().filter(|turn| turn["change"] == "changed").collect();
    assert_eq!(changed.len(), 3, "{dry:?}");
    assert!(changed.iter().all(|turn| turn["fields"][0]["field"] == "where"));
    assert_eq!(desk.one(&["verify"])["superseded"], 0);

    let entered = desk.lines(&["recode", "--publisher", "wire a"]);
    let summary = entered.last().unwrap();
    assert_eq!((&summary["changed"], &summary["carried"]), (&3.into(), &1.into()));
    assert_eq!(summary["orphaned"], 0);
    let moved = desk.lines(&["events", "--place", town]);
    assert_eq!(moved.len(), 3);
    let claim = moved[0]["claims"][0]["claim"].as_str().unwrap();
    let explained = desk.one(&["explain", claim]);
    let rule = explained["rule"].as_array().unwrap().last().unwrap().as_str().unwrap();
    assert!(rule.contains("rule 1") && rule.contains("their desk"), "{rule}");

    // New reports of the feed are read by the rule, others are not.
    let report = |id: &str, publisher: &str| {
        format!(
            r#"{{"id":"{id}","published":"2017-05-02","publisher":"{publisher}","text":"Islamic State fighters captured Palmyra from the Syrian army on Monday."}}"#
        )
    };
    let both = format!("{}\n{}", report("r7", "Wire A"), report("r8", "Wire B"));
    desk.run_with(both.as_bytes(), &["read", "-", "--input-format", "jsonl"]);
    assert_eq!(desk.lines(&["events", "--place", town]).len(), 4);

    desk.run(&["rule", "drop", "1", "--why", "the feed changed"]);
    assert!(desk.lines(&["rule", "list"]).is_empty());
    desk.lines(&["recode"]);
    assert_eq!(desk.run(&["events", "--place", town]).stdout, b"");
    desk.sound();
}

#[test]
fn rules_that_say_nothing_are_refused() {
    let desk = Desk::new();
    desk.fails(2, &["rule", "add", "Palmyra", "--why", "x"]);
    desk.fails(1, &["rule", "add", "Palmyra", "--where", "geonames:1", "--why", "x"]);
    desk.fails(2, &["rule", "add", "--", "…", "--where", "geonames:163808", "--why", "x"]);
    desk.fails(1, &["rule", "drop", "7", "--why", "x"]);
}
