//! Reports of a sentence or a few, each with every mention that must come out, and no other.
//!
//! The cases stand in `tests/mentions/*.md`, by what they show. `UPDATE=1 cargo test -p
//! dateline-actor --test mentions` writes what comes out; the diff is the review.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail, and a probe prints")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use dateline_actor::{Mention, MentionKind, Registry, mentions};
use dateline_place::{Gazetteer, PlaceContext, resolve};
use dateline_syntax::Pipeline;
use jiff::civil::Date;

/// `## 2016-05-10` or `## undated`, the text, and a line `- words → id` for every mention.
struct Case {
    published: Option<Date>,
    heading: String,
    text: String,
    expected: Vec<String>,
}

fn cases(file: &str) -> (String, Vec<Case>) {
    let mut parts = file.split("\n## ");
    let head = parts.next().unwrap_or_default().to_owned();
    let cases = parts.map(|part| {
        let (heading, rest) = part.split_once('\n').unwrap_or((part, ""));
        let (expected, text): (Vec<&str>, Vec<&str>) =
            rest.lines().partition(|line| line.starts_with("- "));
        Case {
            published: heading.split(' ').next().and_then(|date| date.parse().ok()),
            heading: heading.to_owned(),
            text: text.join("\n").trim().to_owned(),
            expected: expected.into_iter().map(str::to_owned).collect(),
        }
    });
    (head, cases.collect())
}

fn line(mention: &Mention) -> String {
    let actor = &mention.actor;
    let mut line = format!("- {} → ", actor.text.replace('\n', " "));
    match (&actor.id, mention.how) {
        (Some(id), _) => line.push_str(id),
        (None, MentionKind::Unknown) => write!(line, "unknown \"{}\"", actor.name).unwrap(),
        (None, _) => write!(line, "no entry \"{}\"", actor.name).unwrap(),
    }
    if let Some(side) = &actor.side
        && Some(&side.id) != actor.id.as_ref()
        && !side.id.starts_with("name:")
    {
        write!(line, " for {}", side.id).unwrap();
    }
    for backer in &mention.backed_by {
        write!(line, ", backed by {}", backer.id.as_deref().unwrap_or(&backer.name)).unwrap();
    }
    if mention.person {
        line.push_str(" (person)");
    }
    line
}

fn read(case: &Case, reasons: bool) -> Vec<String> {
    let analysis = Pipeline::embedded().analyse(&case.text);
    let context = PlaceContext { published: case.published, ..PlaceContext::default() };
    let (toponyms, _) = resolve(&analysis, &context, Gazetteer::embedded());
    if reasons {
        for toponym in &toponyms {
            let place = &toponym.place;
            println!("  @{} {:?} {} {:?}", place.text, place.country, place.kind, toponym.role);
        }
    }
    let (found, _) = mentions(&analysis, &toponyms, Registry::embedded(), case.published);
    for mention in &found {
        assert!(mention.tokens.contains(&mention.head), "{mention:?}");
        assert_eq!(mention.actor.span.of(&case.text), mention.actor.text);
    }
    found
        .iter()
        .map(|mention| {
            let reason = if reasons { format!("   [{}]", mention.reason) } else { String::new() };
            line(mention) + &reason
        })
        .collect()
}

#[test]
fn every_mention_and_no_other() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mentions");
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let update = env::var_os("UPDATE").is_some();
    let mut wrong = String::new();
    for path in files {
        let (head, cases) = cases(&fs::read_to_string(&path).unwrap());
        let mut out = head;
        for case in cases {
            let found = read(&case, false);
            write!(out, "\n## {}\n{}\n\n{}\n", case.heading, case.text, found.join("\n")).unwrap();
            if found != case.expected && !update {
                writeln!(wrong, "{}: {}", path.display(), case.text).unwrap();
                for line in case.expected.iter().filter(|line| !found.contains(line)) {
                    writeln!(wrong, "   missing {line}").unwrap();
                }
                for line in found.iter().filter(|line| !case.expected.contains(line)) {
                    writeln!(wrong, "   too many {line}").unwrap();
                }
            }
        }
        if update {
            fs::write(&path, out).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// `PROBE=FILE cargo test … probe -- --nocapture` prints the mentions of another file's cases.
#[test]
fn probe() {
    let Some(path) = env::var_os("PROBE") else { return };
    for case in cases(&format!("\n{}", fs::read_to_string(path).unwrap())).1 {
        println!("## {}\n{}\n", case.heading, case.text);
        for line in read(&case, true) {
            println!("{line}");
        }
        println!();
    }
}
