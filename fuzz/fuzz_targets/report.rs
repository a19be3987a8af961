//! The readers: whatever the bytes, they end, without a panic, and every report has an id and a text.
//! The first byte says which kind is forced on the rest, if any.

#![no_main]

use std::io::Cursor;

use dateline_report::{InputKind, Options, Reader};
use libfuzzer_sys::fuzz_target;

const KINDS: &[InputKind] = &[
    InputKind::Text,
    InputKind::Html,
    InputKind::JsonLines,
    InputKind::Feed,
    InputKind::Warc,
    InputKind::Parquet,
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let kind = KINDS.get(usize::from(*first) % (KINDS.len() + 1)).copied();
    let options = Options { kind, ..Options::default() };
    for item in Reader::of_stream("fuzz", Cursor::new(rest.to_vec()), options) {
        if let Ok(report) = item {
            assert!(!report.id.is_empty() && !report.text.trim().is_empty());
        }
    }
});
