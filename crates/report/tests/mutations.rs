//! Broken input of every kind: the readers end, without a panic, and give whole reports.

use std::io::Cursor;

use dateline_report::{InputKind, Options, Reader};

const SEEDS: &[&str] = &[
    "Troops took the town — “all of it” — on Friday.\r\n\r\nДругий абзац.\n",
    "{\"text\": \"One \\u0439.\", \"id\": 5, \"published\": \"2017-11-03\"}\n{\"text\": \"Two.\", \"url\": null}\n",
    "[{\"text\": \"One.\"},\n{\"text\": \"Two.\", \"more\": [1, {\"a\": 2}]}]",
    r#"<!doctype html><html lang=en><head><meta charset=utf-8><title>T</title><script type='application/ld+json'>
{"@type": "NewsArticle", "headline": "H", "datePublished": "2017-11-03"}</script></head><body><nav>a</nav>
<article><h1>H</h1><p>One &amp; two.<br>Three<p>Four<table><tr><td>a<td>b</table></article></body></html>"#,
    "<?xml version='1.0' encoding='utf-8'?><rss><channel><title>D</title><item><title>T &amp; U</title>
<description><![CDATA[<p>One</p>]]></description><pubDate>Fri, 03 Nov 2017 10:00:00 GMT</pubDate></item></channel></rss>",
    "<feed xmlns='a'><entry><title type='html'>T</title><link href='b'/><content type='xhtml'><div>x<b>y</b></div></content></entry></feed>",
    "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 67\r\n\r\n\
     HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The town fell.</p>\r\n\r\n\
     WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nOne.\r\n\r\n",
];

const KINDS: &[Option<InputKind>] = &[
    None,
    Some(InputKind::Text),
    Some(InputKind::Html),
    Some(InputKind::JsonLines),
    Some(InputKind::Feed),
    Some(InputKind::Warc),
];

/// Bytes that mean something somewhere.
const TELLING: &[u8] = b"<>&;\"'{}[]\\/\n\r\0\xff\xc3\xe2 0a:!-=";

/// A small generator: the same mutations on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(bytes.len());
        let to = (at + dice.roll(24)).min(bytes.len());
        match dice.roll(5) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..to)),
            2 => {
                let piece = bytes[at..to].to_vec();
                let place = dice.roll(bytes.len());
                bytes.splice(place..place, piece);
            }
            _ if at < bytes.len() => bytes[at] = TELLING[dice.roll(TELLING.len())],
            _ => {}
        }
    }
}

fn read(bytes: Vec<u8>, kind: Option<InputKind>) -> usize {
    let options = Options { kind, ..Options::default() };
    let reader = Reader::of_stream("mutation", Cursor::new(bytes), options);
    let mut count = 0;
    for report in reader.flatten() {
        assert!(!report.id.is_empty() && !report.text.trim().is_empty());
        count += 1;
    }
    count
}

#[test]
fn seeds_are_whole() {
    for seed in SEEDS {
        assert!(read(seed.as_bytes().to_vec(), None) > 0, "{seed}");
    }
}

#[test]
fn mutations() {
    let mut dice = Dice(20_171_103);
    for round in 0..6_000 {
        let mut bytes = SEEDS[dice.roll(SEEDS.len())].as_bytes().to_vec();
        mutate(&mut bytes, &mut dice);
        read(bytes, KINDS[round % KINDS.len()]);
    }
}
