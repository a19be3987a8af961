//! The queue, verdicts, second checks, agreement, merging and splitting.

use serde_json::json;

use crate::Desk;

#[test]
fn the_queue_is_ordered_and_empties() {
    let desk = Desk::new();
    let queue = desk.lines(&["review", "--who", "ana"]);
    let urgent: Vec<f64> = queue.iter().map(|item| item["priority"].as_f64().unwrap()).collect();
    assert!(urgent.windows(2).all(|pair| pair[0] >= pair[1]), "{urgent:?}");
    assert_eq!(desk.one(&["review", "--next"]), queue[0]);
    for item in &queue {
        desk.lines(&["review", "accept", item["id"].as_str().unwrap(), "--who", "ana"]);
    }
    assert!(desk.lines(&["review", "--who", "ana"]).is_empty());
    assert_eq!(desk.lines(&["review", "--second", "--who", "ben"]).len(), queue.len());
    assert!(desk.lines(&["review", "--second", "--who", "ana"]).is_empty());
    desk.sound();
}

#[test]
fn two_reviewers_agree_or_dispute() {
    let desk = Desk::new();
    let (first, second) = (desk.claim("r1", "control.gain"), desk.claim("r3", "control.gain"));
    desk.lines(&["review", "accept", &first, "--who", "ana"]);
    let edit = [
        "review",
        "edit",
        &second,
        "--set",
        "modality=possible",
        "--why",
        "a rumour",
        "--who",
        "ana",
    ];
    desk.lines(&edit);
    // Ben judges what the machine made of it, not knowing what Ana did.
    let blind = desk.lines(&["review", "--second", "--blind", "--who", "ben"]);
    assert!(blind.iter().all(|item| item["verdicts"] == json!([])));
    assert!(
        blind.iter().any(|item| item["id"] == second && item["claim"]["modality"] == "asserted")
    );
    desk.lines(&["review", "accept", &first, &second, "--as-coded", "--who", "ben"]);
    let state = |state: &str| desk.lines(&["review", "--state", state]);
    assert_eq!(state("second-checked")[0]["id"], first);
    assert_eq!(state("disputed")[0]["id"], second);
    let agreement = desk.lines(&["review", "--agreement"]);
    let of = |field: &str| agreement.iter().find(|one| one["field"] == field).unwrap();
    assert_eq!(
        (of("modality")["agreed"].as_u64(), of("where")["agreed"].as_u64()),
        (Some(1), Some(2))
    );
    assert_eq!(of("modality")["reviewers"], json!(["ana", "ben"]));
    // Ana takes her word back: the claim is Ben's alone.
    desk.lines(&["review", "undo", &second, "--who", "ana"]);
    assert_eq!(state("checked")[0]["id"], second);
    desk.sound();
}

#[test]
fn what_is_rejected_counts_no_more_until_somebody_brings_it_back() {
    let desk = Desk::new();
    assert_eq!(desk.holder("2016-12-20"), "Islamic State");
    let claim = desk.claim("r3", "control.gain");
    desk.fails(2, &["review", "reject", &claim, "--who", "ana"]);
    desk.lines(&["review", "reject", &claim, "--why", "a rumour", "--who", "ana"]);
    assert_ne!(desk.holder("2016-12-20"), "Islamic State");
    let rejected = desk.one(&["review", "--state", "rejected"]);
    assert_eq!(rejected["id"], claim);
    assert_eq!(desk.one(&["explain", &claim])["corrections"][0]["why"], "a rumour");
    desk.lines(&["review", "accept", &claim, "--who", "ben"]);
    assert_eq!(desk.holder("2016-12-20"), "Islamic State");
    assert_eq!(desk.one(&["review", "--state", "disputed"])["id"], claim);
    desk.fails(1, &["review", "accept", "ffffffff", "--who", "ana"]);
}

#[test]
fn events_are_merged_and_split_by_people() {
    let desk = Desk::new();
    let events = || desk.lines(&["events", "--place", "Palmyra, SY"]);
    let before = events();
    let [.., autumn, spring] = before.as_slice() else { panic!("{before:?}") };
    let (one, other) = (autumn["event"].as_str().unwrap(), spring["event"].as_str().unwrap());
    desk.lines(&["review", "merge", one, other, "--why", "one story", "--who", "ana"]);
    let merged = events();
    assert_eq!(merged.len(), before.len() - 1);
    let last = merged.last().unwrap();
    let claims = last["claims"].as_array().unwrap();
    assert_eq!(claims.len(), 2);
    assert_eq!(claims[1]["why"], json!(["joined by a person"]));
    let (event, moved) = (last["event"].as_str().unwrap(), claims[1]["claim"].as_str().unwrap());
    desk.lines(&["correct", event, "--set", &format!("split={moved}"), "--why", "no, two"]);
    assert_eq!(events(), before);
    desk.lines(&["review", "undo", moved, "--who", &whoami(&desk, moved)]);
    desk.fails(2, &["review", "split", one, "--why", "x"]);
    desk.fails(1, &["review", "merge", one, "effffff", "--why", "x"]);
    desk.sound();
}

/// Who made the last correction of a claim.
fn whoami(desk: &Desk, claim: &str) -> String {
    let explained = desk.one(&["explain", claim]);
    let last = explained["corrections"].as_array().unwrap().last().unwrap().clone();
    last["who"].as_str().unwrap().to_owned()
}
