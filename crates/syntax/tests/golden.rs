//! Our analyses of texts of our own, beside what spaCy 3.8 made of them.
//!
//! `golden/texts.json` holds the texts, `golden/spacy.jsonl` spaCy's output; `cargo xtask golden`
//! renews it. The last bits of float sums differ between machines, so a few near ties may fall the
//! other way.
#![allow(clippy::unwrap_used, reason = "a test")]

use dateline_report::CodePoints;
use dateline_syntax::Pipeline;
use serde_json::Value;

/// Tokens of all golden texts together that may differ.
const NEAR_TIES: usize = 4;

#[test]
fn same_as_spacy_on_every_kind_of_machine() {
    for machine in Pipeline::machines() {
        same_as_spacy(&Pipeline::from_bytes_for(Pipeline::EMBEDDED, machine).unwrap());
    }
}

fn same_as_spacy(pipeline: &Pipeline) {
    let mut differences = Vec::new();
    for line in include_str!("golden/spacy.jsonl").lines() {
        let theirs: Value = serde_json::from_str(line).unwrap();
        let text = theirs["text"].as_str().unwrap();
        let ours = pipeline.analyse(text);
        let points = CodePoints::of(text);
        let spans: Vec<(u32, u32)> =
            ours.tokens().iter().map(|token| points.span(text, token.span)).collect();
        let expected: Vec<(u32, u32)> = theirs["tokens"]
            .as_array()
            .unwrap()
            .iter()
            .map(|t| (t[0].as_u64().unwrap() as u32, t[1].as_u64().unwrap() as u32))
            .collect();
        assert_eq!(spans, expected, "tokens of {text:?}");
        for (i, token) in theirs["tokens"].as_array().unwrap().iter().enumerate() {
            let our = serde_json::json!([
                spans[i].0,
                spans[i].1,
                ours.tag(i),
                ours.pos(i),
                ours.dep(i),
                ours.head(i),
                ours.lemma(i)
            ]);
            if our != *token {
                differences.push(format!("{text:.40}: ours {our}, theirs {token}"));
            }
        }
        let starts: Vec<u32> = ours.sentences().iter().map(|s| s.start).collect();
        if serde_json::json!(starts) != theirs["sentences"] {
            differences.push(format!("{text:.40}: sentences {starts:?} {}", theirs["sentences"]));
        }
        let names: Vec<Value> = ours
            .names()
            .iter()
            .map(|n| serde_json::json!([n.tokens.start, n.tokens.end, ours.label(n)]))
            .collect();
        if Value::Array(names.clone()) != theirs["names"] {
            differences.push(format!("{text:.40}: names {names:?} {}", theirs["names"]));
        }
    }
    let machine = pipeline.machine();
    assert!(differences.len() <= NEAR_TIES, "{machine}:\n{}", differences.join("\n"));
}

#[test]
fn the_golden_file_is_of_these_texts() {
    let texts: Vec<String> = serde_json::from_str(include_str!("golden/texts.json")).unwrap();
    let lines = include_str!("golden/spacy.jsonl").lines();
    let kept: Vec<String> = lines
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["text"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(texts, kept);
}
