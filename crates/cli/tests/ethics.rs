//! Do no harm (`ETHICS.md`): each rule that can be a test is one here, over the whole corpus.

use std::path::Path;

use dateline_coding::{Claim, Coder};
use dateline_report::Report;

/// The corpus reports, as texts with their dates.
fn reports() -> Vec<Report> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus"), &mut files);
    files.sort();
    files
        .iter()
        .filter_map(|path| {
            let file = std::fs::read_to_string(path).ok()?;
            let (head, rest) = file.strip_prefix("---")?.split_once("\n---\n")?;
            let body = rest.split("\n## Claims").next()?;
            let mut report = Report::new(body.trim());
            report.published = head
                .lines()
                .find_map(|line| line.strip_prefix("published:"))
                .and_then(|date| date.split('#').next()?.trim().parse().ok());
            report.derive_id();
            Some(report)
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the corpus is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "md") {
            files.push(path);
        }
    }
}

#[test]
fn what_leaves_the_coder_does_no_harm() {
    let coder = Coder::embedded();
    let reports = reports();
    assert!(reports.len() > 20, "the corpus has reports");
    let mut claims = 0;
    for report in &reports {
        let characters: Vec<char> = report.text.chars().collect();
        for claim in coder.code(report).0 {
            claims += 1;
            quotation_is_in_the_report(&claim, &characters);
            coordinates_are_the_gazetteers(coder, &claim);
            no_time_of_day(&claim);
        }
    }
    assert!(claims > 100, "the corpus has claims");
}

fn quotation_is_in_the_report(claim: &Claim, characters: &[char]) {
    let span = claim.quote.span;
    let quoted: String = characters[span.start as usize..span.end as usize].iter().collect();
    assert_eq!(quoted, claim.quote.text);
}

fn coordinates_are_the_gazetteers(coder: &Coder, claim: &Claim) {
    for place in &claim.places {
        let Some((lat, lon)) = place.lat.zip(place.lon) else { continue };
        let id = place.id.as_deref().expect("coordinates come with an entry");
        let entry = coder.gazetteer.find(id).and_then(|id| coder.gazetteer.entry(id));
        assert_eq!(entry.and_then(|e| e.at()), Some((lat, lon)), "{id}");
    }
}

/// No field but the report's own words holds a clock time.
fn no_time_of_day(claim: &Claim) {
    let mut record = serde_json::to_value(claim).expect("a claim is a record");
    for own_words in
        ["quote", "why", "url", "where", "by", "against", "with", "counts", "according_to"]
    {
        record.as_object_mut().expect("an object").remove(own_words);
    }
    if let Some(when) = record.get_mut("when").and_then(|w| w.as_object_mut()) {
        when.remove("text");
    }
    let text = record.to_string();
    let clock = text.as_bytes().windows(5).any(|w| {
        w[0].is_ascii_digit()
            && w[1].is_ascii_digit()
            && w[2] == b':'
            && w[3].is_ascii_digit()
            && w[4].is_ascii_digit()
    });
    assert!(!clock, "{text}");
}

#[test]
fn a_private_person_is_not_named() {
    let report = Report::new(
        "Government troops captured Kobani from Islamic State, Ahmed Khalil, 43, said as he waited at the border.",
    );
    for claim in Coder::embedded().code(&report).0 {
        for source in &claim.according_to {
            assert!(!source.name.contains("Khalil"), "{source:?}");
        }
    }
}

#[test]
fn all_sides_are_read_alike() {
    let tell = |winner: &str, loser: &str| {
        let mut report = Report::new(format!(
            "{winner} captured Bakhmut from {loser} on Friday, residents said."
        ));
        report.published = "2023-05-21".parse().ok();
        report.derive_id();
        Coder::embedded().code(&report).0
    };
    let one = tell("Russian troops", "Ukrainian troops");
    let other = tell("Ukrainian troops", "Russian troops");
    assert_eq!(one.len(), 1, "{one:?}");
    assert_eq!(other.len(), 1, "{other:?}");
    let control = |claims: &[Claim]| claims[0].control.clone().expect("a control claim");
    assert_eq!(control(&one).holder, control(&other).lost_by);
    assert_eq!(control(&one).lost_by, control(&other).holder);
    assert_eq!(one[0].modality, other[0].modality);
    assert_eq!(one[0].interest, other[0].interest);
    assert_eq!(one[0].confidence.to_bits(), other[0].confidence.to_bits());
}
