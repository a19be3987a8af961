//! The project's own corpus of expressions of time, `eval/time/corpus.tsv`, read with the parser
//! and without: at least 97 in 100 with both ends right, and nothing found in a trap.

use dateline_syntax::Pipeline;
use dateline_time::corpus::{Score, read};
use dateline_time::{TimeContext, find, find_in_text};

const CORPUS: &str = include_str!("../../../eval/time/corpus.tsv");

fn run(analyse: bool) -> Score {
    let mut score = Score::default();
    for line in read(CORPUS).expect("a corpus") {
        let context = TimeContext { published: line.published };
        let found = if analyse {
            find(&Pipeline::embedded().analyse(&line.text), &context).0
        } else {
            find_in_text(&line.text, &context).0
        };
        score.add(&line, &found);
    }
    score
}

#[test]
fn the_corpus_comes_out_right() {
    println!("{}", Score::head());
    let scores = [("parsed", true), ("text alone", false)].map(|(name, analyse)| {
        let score = run(analyse);
        println!("{}", score.row(name));
        score
    });
    for score in &scores {
        println!("\n{}", score.misses.join("\n"));
        assert!(score.expressions >= 400 && score.traps >= 60);
        assert!(score.ends * 100 >= score.expressions * 97, "both ends right");
        assert_eq!(score.groundless, 0, "resolved with nothing to resolve against");
        assert_eq!(score.fallen, 0, "found in a trap");
    }
}

#[test]
fn what_is_no_corpus_is_named_by_its_line() {
    assert!(read("# head\nyesterday\tIt fell [on Friday].").unwrap_err().starts_with("line 2:"));
    assert!(read("-\tIt fell [on Friday].").unwrap_err().contains("lacks"));
    assert!(read("-").unwrap_err().contains("no sentence"));
}
