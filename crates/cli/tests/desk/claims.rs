//! People's own claims, and reviewed reports as entries of the corpus.

use crate::{Desk, text};

const QUOTE: &str = "The hospital of the town was empty";

fn add<'a>(quote: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec!["claim", "add", "--report", "r1", "--quote", quote];
    arguments.extend(["--type", "harm.displacement", "--where", "Palmyra, SY", "--who", "ana"]);
    arguments.extend(more);
    arguments
}

#[test]
fn a_claim_is_added_from_a_marked_sentence() {
    let desk = Desk::new();
    let more =
        ["--first", "2016-03-27", "--count", "displaced 200+ civilians", "--role", "field desk"];
    let added = desk.one(&add(QUOTE, &more));
    assert_eq!(added["quote"]["text"], QUOTE);
    assert_eq!(added["coder"], "field desk");
    assert_eq!(
        (&added["counts"][0]["low"], added["counts"][0]["best"].is_null()),
        (&200.into(), true)
    );
    assert_eq!(added["where"][0]["country"], "SY");
    let id = added["claim"].as_str().unwrap();
    assert_eq!(desk.one(&["events", "--type", "harm.displacement"])["claims"][0]["claim"], id);
    // It is looked at like any other, by somebody else.
    assert_eq!(desk.one(&["review", "--second", "--who", "ben"])["id"], id);
    assert!(desk.fails(1, &add(QUOTE, &[])).contains("says so already"));
    desk.lines(&["recode"]);
    assert_eq!(desk.lines(&["events", "--type", "harm.displacement"]).len(), 1);
    desk.sound();
}

#[test]
fn what_the_report_does_not_say_cannot_be_added() {
    let desk = Desk::new();
    assert!(desk.fails(1, &add("The hospital was full", &[])).contains("does not have the words"));
    assert!(desk.fails(2, &add(QUOTE, &["--first", "2016-04-01"])).contains("2016-03-28"));
    assert!(desk.fails(2, &add("a", &[])).contains("--start"));
    assert!(desk.fails(2, &add(QUOTE, &["--holder", "Islamic State"])).contains("does not"));
    let mut wrong = add(QUOTE, &[]);
    wrong[7] = "harm.rain";
    assert!(desk.fails(2, &wrong).contains("harm.casualties"));
    let mut nowhere = add(QUOTE, &[]);
    nowhere[9] = "Springfield";
    assert!(desk.fails(2, &nowhere).contains("geonames:"));
    let mut unknown = add(QUOTE, &[]);
    unknown[3] = "r9";
    assert!(desk.fails(1, &unknown).contains("no report"));
}

#[test]
fn a_person_s_capture_moves_the_map() {
    let desk = Desk::new();
    let words = "Islamic State fighters have lost Palmyra";
    let arguments = [
        "claim",
        "add",
        "--report",
        "r2",
        "--quote",
        words,
        "--type",
        "control.contest",
        "--where",
        "Palmyra, SY",
        "--first",
        "2016-03-28",
        "--by",
        "Islamic State",
        "--who",
        "ana",
    ];
    let added = desk.one(&arguments);
    assert_eq!(added["control"]["status"], "contested");
    assert_eq!(added["by"][0]["text"], "Islamic State");
    let answer = desk.one(&["who", "Palmyra, SY", "--on", "2016-03-28"]);
    assert_eq!(answer["status"], "contested");
    assert!(answer["because"].to_string().contains(added["claim"].as_str().unwrap()), "{answer}");
}

#[test]
fn a_correction_becomes_a_corpus_entry() {
    let desk = Desk::new();
    let claim = desk.claim("r1", "control.gain");
    desk.lines(&[
        "review",
        "edit",
        &claim,
        "--set",
        "when.first=2016-03-26",
        "--why",
        "it says so",
    ]);
    let path = desk.folder.path().join("corpus/syria/entry.md");
    let made = desk.one(&["corpus", "add", &claim, "--to", text(&path)]);
    assert_eq!(made["claims"], 1);
    let entry = std::fs::read_to_string(&path).unwrap();
    for line in ["war: syria", "written: after", "control.gain", "  where: Palmyra, SY"] {
        assert!(entry.lines().any(|known| known == line), "{line}\n{entry}");
    }
    assert!(entry.contains("  when: 2016-03-26..2016-03-27 "), "{entry}");
    assert!(desk.fails(1, &["corpus", "add", &claim, "--to", text(&path)]).contains("already"));
}
