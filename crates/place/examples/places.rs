//! Prints the toponyms of a text: `cargo run --release -p dateline-place --example places FILE…`

#![allow(clippy::print_stdout, clippy::expect_used)]

use dateline_place::{Gazetteer, PlaceContext, resolve};
use dateline_syntax::Pipeline;

fn main() {
    let pipeline = Pipeline::embedded();
    for file in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&file).expect("readable text");
        let analysis = pipeline.analyse(&text);
        for name in analysis.names() {
            print!("{}:{} | ", name.span.of(&text), analysis.label(name));
        }
        println!();
        let (toponyms, notes) = resolve(&analysis, &PlaceContext::default(), Gazetteer::embedded());
        for one in toponyms {
            println!(
                "{:24} {:22} {:?} {:?} {:10} {:?} [{}] {} {:?}",
                one.place.text,
                one.place.id.as_deref().unwrap_or("-"),
                one.place.country,
                one.place.name,
                one.place.kind,
                one.place.precision,
                one.reason,
                match one.role {
                    dateline_place::ToponymRole::Location => "",
                    dateline_place::ToponymRole::Demonym => "DEMONYM",
                    dateline_place::ToponymRole::Metonym => "METONYM",
                    dateline_place::ToponymRole::Container => "CONTAINER",
                },
                one.candidates
            );
        }
        for note in notes {
            println!("{} {}", note.code, note.message);
        }
    }
}
