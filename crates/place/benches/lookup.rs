//! Look-ups a second, how long the gazetteer takes to open, and how long a country dump takes to add:
//! `cargo bench -p dateline-place`. Wall time, on one thread, best of several rounds.

#![allow(clippy::print_stdout, clippy::expect_used, missing_docs)]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use dateline_place::{Additions, Folder, Gazetteer, PlaceContext, PlaceFile, read_places, resolve};
use dateline_syntax::Pipeline;

fn main() {
    // Cargo's test runner calls benches with --test: nothing is measured then.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let started = Instant::now();
    let gazetteer = Gazetteer::embedded();
    let _ = gazetteer.lookup("Raqqa");
    println!("open and first look-up: {:.2} ms", milliseconds(started.elapsed()));
    lookups(gazetteer);
    dump(gazetteer);
    resolving(gazetteer);
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Names as reports write them: known, folded, unknown.
fn lookups(gazetteer: &Gazetteer) {
    let mut names: Vec<String> = ["ma", "kh", "s", "al", "b"]
        .iter()
        .flat_map(|prefix| gazetteer.search(prefix, 400))
        .filter_map(|id| gazetteer.entry(id))
        .map(|entry| entry.name().to_owned())
        .collect();
    names.extend((0..500).map(|number| format!("Nowhere {number}")));
    let (mut folder, mut found) = (Folder::default(), Vec::new());
    let (mut best, mut hits) = (f64::MAX, 0);
    for _ in 0..20 {
        hits = 0;
        let started = Instant::now();
        for _ in 0..20 {
            for name in &names {
                gazetteer.lookup_into(name, &mut folder, &mut found);
                hits += usize::from(!found.is_empty());
            }
        }
        best = best.min(started.elapsed().as_secs_f64() / (20 * names.len()) as f64);
    }
    println!(
        "{:.2} million look-ups a second ({:.0} ns each; {:.0} % of {} names found)",
        1e-6 / best,
        best * 1e9,
        100.0 * hits as f64 / (20 * names.len()) as f64,
        names.len()
    );
}

/// A dump of 20,000 places in GeoNames's own format: read, merged, written, laid over.
fn dump(gazetteer: &Gazetteer) {
    let mut text = String::new();
    for number in 0..20_000 {
        let (lat, lon) = (35.0 + f64::from(number) / 1e5, 40.0 + f64::from(number) / 1e5);
        let _ = writeln!(
            text,
            "{}\tVillage {number}\tVillage {number}\tQaryat {number},Karyat {number}\t{lat}\t{lon}\tP\tPPL\t\
             SY\t\t07\t\t\t\t{number}\t\t210\tAsia/Damascus\t2020-01-01",
            900_000_000 + number
        );
    }
    let started = Instant::now();
    assert_eq!(PlaceFile::of(&text), PlaceFile::Dump);
    let mut added = Additions::default();
    let change = added.merge(read_places(&text, gazetteer));
    let lines = added.write();
    let laid = Gazetteer::own_embedded().with_added(added.records(gazetteer)).expect("places");
    println!(
        "{} places of a dump added in {:.0} ms ({:.1} MB kept)",
        change.new,
        milliseconds(started.elapsed()),
        lines.len() as f64 / 1e6
    );
    let layer = laid.added_layer().expect("a layer").to_vec();
    let started = Instant::now();
    let opened = Gazetteer::own_embedded().with_layer(layer).expect("opens");
    let _ = opened.lookup("Village 17");
    println!("opening with them laid over: {:.2} ms", milliseconds(started.elapsed()));
}

/// Toponyms of a short report, found and settled.
fn resolving(gazetteer: &Gazetteer) {
    let text = include_str!("../../../eval/places/sentences.tsv");
    let sentences: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').next())
        .collect();
    let analyses: Vec<_> =
        sentences.iter().map(|text| Pipeline::embedded().analyse(text)).collect();
    let (mut best, mut count) = (Duration::MAX, 0);
    for _ in 0..5 {
        let started = Instant::now();
        count = analyses
            .iter()
            .map(|analysis| resolve(analysis, &PlaceContext::default(), gazetteer).0.len())
            .sum();
        best = best.min(started.elapsed());
    }
    println!(
        "{count} toponyms of {} sentences resolved in {:.1} µs each",
        analyses.len(),
        best.as_secs_f64() * 1e6 / count as f64
    );
}
