//! Look-ups a second, and how long the gazetteer takes to open: `--example speed`.

#![allow(clippy::print_stdout, clippy::expect_used)]

use std::time::Instant;

use dateline_place::{Folder, Gazetteer, Record};

fn main() {
    let started = Instant::now();
    let gazetteer = Gazetteer::embedded();
    let _ = gazetteer.lookup("Raqqa");
    println!("open and first look-up: {:.2} ms", started.elapsed().as_secs_f64() * 1e3);

    // Names as reports write them: some known, some folded, some unknown.
    let mut names: Vec<String> = gazetteer
        .search("ma", 400)
        .into_iter()
        .chain(gazetteer.search("kh", 400))
        .chain(gazetteer.search("s", 400))
        .filter_map(|id| gazetteer.entry(id))
        .map(|entry| entry.name().to_owned())
        .collect();
    names.extend((0..400).map(|number| format!("Nowhere {number}")));
    let mut folder = Folder::default();
    let mut found = Vec::new();
    let (mut count, mut hits) = (0u64, 0u64);
    let started = Instant::now();
    while started.elapsed().as_secs_f64() < 2.0 {
        for name in &names {
            gazetteer.lookup_into(name, &mut folder, &mut found);
            hits += u64::from(!found.is_empty());
            count += 1;
        }
    }
    let rate = count as f64 / started.elapsed().as_secs_f64();
    println!(
        "{:.2} million look-ups a second, {:.0} % found",
        rate / 1e6,
        100.0 * hits as f64 / count as f64
    );

    let places: Vec<Record> = (0..20_000)
        .map(|number| Record {
            id: format!("geonames:{}", 900_000_000 + number),
            name: format!("Village {number}"),
            country: "SY".to_owned(),
            admin1: "07".to_owned(),
            at: Some((35.0, 40.0)),
            ..Record::default()
        })
        .collect();
    let started = Instant::now();
    let added = Gazetteer::own_embedded().with_added(places).expect("places that can be added");
    println!(
        "20,000 places added in {:.2} s ({} in all)",
        started.elapsed().as_secs_f64(),
        added.len()
    );
}
