//! The ontology that ships compiles, every example in it comes out as it says, and the codebook is
//! made of it.

use std::path::Path;

use dateline_coding::ontology::{Ontology, codebook};
use dateline_coding::{Coder, examine, ontology_files};

#[test]
fn the_ontology_compiles() {
    let errors = Ontology::compile(ontology_files()).err().unwrap_or_default();
    let text: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert!(text.is_empty(), "{}", text.join("\n"));
}

#[test]
fn every_example_holds() {
    let examined = examine(Coder::embedded(), |_| true);
    let faults: Vec<String> = examined.faults.iter().map(ToString::to_string).collect();
    println!("{} examples, {} faults", examined.examples, faults.len());
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// A type without sentences that say it, and sentences that only seem to, is an opinion.
#[test]
fn every_type_has_examples_for_and_against() {
    let mut short = Vec::new();
    for event_type in &Coder::embedded().ontology.types {
        let (said, silent): (Vec<_>, Vec<_>) =
            event_type.examples().partition(|(example, _)| !example.claims.is_empty());
        if said.len() < 12 || silent.len() < 8 {
            short.push(format!("{}: {} and {}", event_type.kind, said.len(), silent.len()));
        }
    }
    assert!(short.is_empty(), "fewer than 12 for and 8 against:\n{}", short.join("\n"));
}

/// `UPDATE=1 cargo test -p dateline-coding` writes it anew.
#[test]
fn the_codebook_is_up_to_date() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/codebook.md");
    let page = codebook::page(&Coder::embedded().ontology);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, page).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        kept == page,
        "docs/codebook.md is not what `dateline ontology codebook` prints: write it anew with \
         `UPDATE=1 cargo test -p dateline-coding`"
    );
}
