//! The ontology that ships compiles, and every example in it comes out as it says.

use std::collections::BTreeMap;

use dateline_coding::ontology::Ontology;
use dateline_coding::{Claim, Coder, ontology_files};
use dateline_report::Report;

#[test]
fn the_ontology_compiles() {
    let errors = Ontology::compile(ontology_files()).err().unwrap_or_default();
    let text: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert!(text.is_empty(), "{}", text.join("\n"));
}

#[test]
fn every_example_holds() {
    let coder = Coder::embedded();
    let mut failures = Vec::new();
    let mut tried = 0;
    for event_type in &coder.ontology.types {
        for example in event_type.examples() {
            tried += 1;
            let mut report = Report::new(example.text.as_str());
            report.published = example.published.as_ref().and_then(|d| d.parse().ok());
            let (claims, _) = coder.code(&report);
            let ours: Vec<&Claim> = claims.iter().filter(|c| c.kind == event_type.kind).collect();
            let mut left = ours.clone();
            for expected in &example.claims {
                match left.iter().position(|claim| meets(claim, expected)) {
                    Some(at) => {
                        left.remove(at);
                    }
                    None => failures.push(format!(
                        "{}: “{}”\n   expected {expected:?}\n   got {:?}",
                        event_type.path,
                        example.text,
                        ours.iter().map(|c| brief(c)).collect::<Vec<_>>()
                    )),
                }
            }
            for extra in left {
                failures.push(format!(
                    "{}: “{}”\n   extra {:?}",
                    event_type.path,
                    example.text,
                    brief(extra)
                ));
            }
        }
    }
    println!("{tried} examples, {} failures", failures.len());
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

/// The fields that an example may name, as text.
fn brief(claim: &Claim) -> BTreeMap<&'static str, String> {
    let names = |actors: &[dateline_actor::Actor]| {
        actors.iter().map(|a| a.name.clone()).collect::<Vec<_>>().join(", ")
    };
    let party = |p: Option<&dateline_actor::Party>| p.map(|p| p.name.clone()).unwrap_or_default();
    let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string()).unwrap_or_default();
    let control = claim.control.as_ref();
    BTreeMap::from([
        ("by", names(&claim.by)),
        ("against", names(&claim.against)),
        ("with", names(&claim.with)),
        ("where", claim.places.iter().map(|p| p.name.clone()).collect::<Vec<_>>().join(", ")),
        (
            "country",
            claim.places.iter().filter_map(|p| p.country.clone()).collect::<Vec<_>>().join(", "),
        ),
        ("first", day(claim.when.interval.first)),
        ("last", day(claim.when.interval.last)),
        ("modality", lower(&claim.modality)),
        ("context", lower(&claim.context)),
        ("interest", lower(&claim.interest)),
        ("holder", party(control.and_then(|c| c.holder.as_ref()))),
        ("lost_by", party(control.and_then(|c| c.lost_by.as_ref()))),
        ("besieged_by", party(control.and_then(|c| c.besieged_by.as_ref()))),
        ("status", control.map(|c| lower(&c.status)).unwrap_or_default()),
        ("extent", control.map(|c| lower(&c.extent)).unwrap_or_default()),
        (
            "according_to",
            claim.according_to.iter().map(|s| s.name.clone()).collect::<Vec<_>>().join(", "),
        ),
        (
            "killed",
            claim
                .counts
                .iter()
                .filter(|c| c.what == "killed")
                .filter_map(|c| c.best.or(c.low))
                .map(|n| n.to_string())
                .collect::<Vec<_>>()
                .join(", "),
        ),
    ])
}

fn lower(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}").to_lowercase()
}

fn meets(claim: &Claim, expected: &BTreeMap<String, String>) -> bool {
    let got = brief(claim);
    expected.iter().all(|(field, value)| match got.get(field.as_str()) {
        Some(got) => got == value,
        None => false,
    })
}
