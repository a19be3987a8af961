//! No text makes mention finding panic, and what it finds lies in the text.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail, and a probe prints")]

use dateline_actor::{Registry, covering, mention_at, mentions, mentions_at};
use dateline_place::{Gazetteer, PlaceContext, resolve};
use dateline_syntax::Pipeline;
use jiff::civil::date;
use proptest::prelude::*;

fn check(text: &str) {
    let analysis = Pipeline::embedded().analyse(text);
    let (toponyms, _) = resolve(&analysis, &PlaceContext::default(), Gazetteer::embedded());
    for published in [None, Some(date(2017, 11, 3))] {
        let (found, _) = mentions(&analysis, &toponyms, Registry::embedded(), published);
        assert!(found.is_sorted_by(|a, b| a.head < b.head), "{text:?}");
        for mention in &found {
            assert!(mention.tokens.contains(&mention.head) && !mention.tokens.is_empty());
            assert!((mention.tokens.end as usize) <= analysis.len());
            assert_eq!(mention.actor.span.of(text), mention.actor.text);
            assert!(!mention.actor.name.is_empty(), "{mention:?}");
            let head = mention.head as usize;
            assert_eq!(mention_at(&found, head), Some(mention));
            assert!(mentions_at(&found, head).any(|other| other == mention));
            assert!(covering(&found, head).is_some());
        }
    }
}

/// Words that the rules look at, in no sensible order.
const WORDS: &[&str] = &[
    "the",
    "The",
    "its",
    "their",
    "Syrian",
    "Iraqi",
    "and",
    "-backed",
    "pro-",
    "IS",
    "SDF",
    "US",
    "forces",
    "rebels",
    "army",
    "group",
    "spokesman",
    "for",
    "of",
    "loyal",
    "to",
    "Assad",
    "he",
    "it",
    "they",
    "(",
    ")",
    "FIB",
    "Free",
    "Brigade",
    "Falcons",
    "said",
    "captured",
    "by",
    ",",
    ".",
    "“",
    "”",
    "93rd",
    "Ukrainian",
    "air",
    "strikes",
    "General",
    "Haftar",
    "'s",
    "-",
    "held",
    "Damascus",
    "Kurdish",
    "fighters",
    "we",
    "Our",
    "\n\n",
    "RUSSIA",
    "ARMY",
    "TROOPS",
    "backed",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn words_in_any_order(words in prop::collection::vec(prop::sample::select(WORDS), 0..40)) {
        check(&words.join(" "));
    }

    #[test]
    fn any_text(text in "\\PC{0,80}") {
        check(&text);
    }
}

#[test]
fn odd_texts() {
    for text in
        ["", " ", "\n\n\n", ".", "(", "IS", "\u{feff}", "’s", "the", "The army (", "-", "🙂"]
    {
        check(text);
    }
}

/// A text with one sentence after another about the same, without end.
#[test]
fn a_long_text_takes_time_in_proportion() {
    let sentence = "The army said Syrian rebels backed by Turkey, known as the Free Falcons Brigade \
                    (FFB), had fled after it captured their base from the group. ";
    let analysis = Pipeline::embedded().analyse(sentence);
    let (found, _) = mentions(&analysis, &[], Registry::embedded(), None);
    let long = sentence.repeat(3000);
    let analysis = Pipeline::embedded().analyse(&long);
    let begun = std::time::Instant::now();
    let (many, _) = mentions(&analysis, &[], Registry::embedded(), None);
    assert!(many.len() >= found.len() * 1000);
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}
