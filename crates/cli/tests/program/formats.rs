//! Kinds of input, told from the content alone.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use crate::{Folder, Run, run, run_with};

/// Texts of the reports, as `inspect` has their tokens' sentences: joined, spaces out.
fn words(run: &Run) -> Vec<String> {
    let text = |page: &serde_json::Value| -> String {
        let items = page["items"].as_array().unwrap();
        let texts: String = items.iter().map(|item| item["text"].as_str().unwrap()).collect();
        texts.split_whitespace().collect()
    };
    run.json().iter().map(text).collect()
}

fn tokens(input: &[u8]) -> Vec<String> {
    let run = run_with(input, ["inspect", "--layer", "tokens"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    words(&run)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(vec![], Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const PAGE: &str = r#"<!doctype html><html lang="en"><head><title>Town retaken - The Wire</title>
<meta property="og:site_name" content="The Wire">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle",
"headline": "Town retaken", "datePublished": "2017-11-03T10:00:00Z", "publisher": {"name": "The Wire"}}]}</script>
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Town retaken</h1>
<p>Government troops retook the town on Friday after three weeks of fighting, the army said in a statement that was
read on state television in the evening.</p>
<p>The rebels, who had held it since the spring, withdrew to the hills, residents told the agency by telephone, and
no fighting was heard in the streets during the night.</p></article>
<footer>All rights reserved. Cookies.</footer></body></html>"#;

#[test]
fn a_web_page() {
    let found = tokens(PAGE.as_bytes());
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("Governmenttroopsretookthetown"), "{found:?}");
    assert!(!found[0].contains("Home") && !found[0].contains("Cookies"), "{found:?}");
}

#[test]
fn gzip_of_several_members() {
    let both = [gzip(b"{\"text\": \"One.\"}\n"), gzip(b"{\"text\": \"Two.\"}\n")].concat();
    assert_eq!(tokens(&both), ["One.", "Two."]);
}

#[test]
fn one_document_and_an_array() {
    let one = serde_json::to_vec_pretty(&json!({"text": "One."})).unwrap();
    assert_eq!(tokens(&one), ["One."]);
    let many = json!([{"text": "One."}, {"text": "Two."}]);
    assert_eq!(tokens(&serde_json::to_vec_pretty(&many).unwrap()), ["One.", "Two."]);
    assert_eq!(tokens(&serde_json::to_vec(&many).unwrap()), ["One.", "Two."]);
}

#[test]
fn a_feed_and_an_archive() {
    let feed = "<?xml version='1.0'?>\n<rss><channel><title>Desk</title><item><description>One.</description>\
                </item><item><description>Two.</description></item></channel></rss>";
    assert_eq!(tokens(feed.as_bytes()), ["One.", "Two."]);
    let record = "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nOne.\r\n\r\n";
    assert_eq!(tokens(&gzip(record.repeat(2).as_bytes())), ["One.", "One."]);
}

#[test]
fn the_same_report_has_the_same_id() {
    let id = |json: serde_json::Value, more: &[&str]| {
        let args = ["inspect", "--layer", "names"].iter().chain(more);
        let run = run_with(json.to_string().as_bytes(), args);
        run.json()[0]["report"].as_str().unwrap().to_owned()
    };
    let plain = id(json!({"text": "A story."}), &[]);
    assert_eq!(plain.len(), 16);
    assert_eq!(plain, id(json!({"text": "A story.", "language": "en"}), &[]));
    let dated = id(json!({"text": "A story.", "published": "2017-11-03"}), &[]);
    assert_ne!(plain, dated);
    assert_eq!(dated, id(json!({"text": "A story."}), &["--published", "2017-11-03"]));
    assert_eq!(dated, id(json!({"text": "A story.", "published": "2017-11-03T09:00:00Z"}), &[]));
    assert_eq!("given", id(json!({"text": "A story.", "id": "given"}), &[]));
    assert_eq!("12", id(json!({"text": "A story.", "id": 12}), &[]));
}

#[test]
fn what_the_report_says_goes_before_what_is_typed() {
    let folder = Folder::new();
    let lines = folder
        .file("a.jsonl", "{\"text\": \"A.\", \"published\": \"2016-01-01\"}\n{\"text\": \"A.\"}\n");
    let run =
        run(["inspect", "--layer", "names", "--published", "2016-01-01", lines.to_str().unwrap()]);
    let ids: Vec<_> = run.json().iter().map(|page| page["report"].clone()).collect();
    assert_eq!(ids[0], ids[1]);
}
