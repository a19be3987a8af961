//! Prints the tokens, arcs and names of the text on standard input, then what it cost:
//! `cargo run --release -p dateline-syntax --example arcs < report.txt`. With `--count` only the cost.
#![allow(clippy::print_stdout)]

use std::io::Read;
use std::time::Instant;

use dateline_syntax::Pipeline;

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let pipeline = Pipeline::embedded();
    let begun = Instant::now();
    let analysis = pipeline.analyse(&text);
    let took = begun.elapsed();
    if std::env::args().nth(1).is_none_or(|argument| argument != "--count") {
        for sentence in analysis.sentences() {
            for token in sentence.start as usize..sentence.end as usize {
                let head = analysis.text(analysis.head(token));
                println!(
                    "{:<20} {:<20} {:<6} {:<6} {:<10} {head}",
                    analysis.text(token),
                    analysis.lemma(token),
                    analysis.pos(token),
                    analysis.tag(token),
                    analysis.dep(token),
                );
            }
            println!();
        }
        for name in analysis.names() {
            println!("{:<12} {}", analysis.label(name), name.span.of(&text));
        }
    }
    for note in analysis.notes() {
        println!("{} {}", note.code, note.message);
    }
    let (tokens, sentences) = (analysis.len(), analysis.sentences().len());
    println!("{tokens} tokens, {sentences} sentences, {took:.1?}");
    Ok(())
}
