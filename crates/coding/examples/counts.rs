//! Prints the counts of each line of a file, a report a line: for work on `ontology/counts.toml`.
//!
//! `cargo run -p dateline-coding --example counts -- FILE`; with `CLAIMS` set, the claims too.
#![allow(clippy::print_stdout)]

use dateline_coding::{Coder, Count};
use dateline_report::Report;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("usage: counts FILE")?;
    let coder = Coder::embedded();
    for line in std::fs::read_to_string(file)?.lines().filter(|l| !l.trim().is_empty()) {
        let mut report = Report::new(line);
        report.published = Some(jiff::civil::date(2020, 6, 15));
        report.derive_id();
        println!("{line}");
        for count in &coder.read(&report).counts {
            println!("    {}", brief(count));
        }
        if std::env::var_os("CLAIMS").is_some() {
            for claim in coder.code(&report).0 {
                let places: Vec<&str> = claim.places.iter().map(|p| p.name.as_str()).collect();
                let by: Vec<&str> = claim.by.iter().map(|a| a.name.as_str()).collect();
                println!("    {} {:?} {places:?} by {by:?}", claim.kind, claim.modality);
                claim.counts.iter().for_each(|count| println!("        {}", brief(count)));
            }
        }
    }
    Ok(())
}

fn brief(count: &Count) -> String {
    let number = |n: Option<u32>| n.map_or("-".to_owned(), |n| n.to_string());
    let side = count.side.as_ref().map_or(String::new(), |p| format!(" of {}", p.name));
    let of = count.of.map_or(String::new(), |of| format!(" part of {of}"));
    format!(
        "{} {}/{}/{} {}{side} {}{of} “{}”",
        count.what,
        number(count.low),
        number(count.best),
        number(count.high),
        count.who,
        count.scope,
        count.text
    )
}
