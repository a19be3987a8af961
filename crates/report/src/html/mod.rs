//! Web pages: the article is the report, found by a port of Mozilla's Readability; its text is laid
//! out in paragraphs and kept verbatim from there on.

mod blocks;
mod depth;
mod meta;

use std::io::BufRead;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use crate::Report;
use crate::charset::{declared_in_html, decode};
use crate::text::{Input, read_all};
use crate::trouble::{Item, Trouble};

/// Deeper nesting than any page has by design; the extractor recurses, and pages come from anywhere.
const MAX_DEPTH: usize = 256;
/// The extractor's time grows faster than the page; what has more elements is read without it.
const MAX_ELEMENTS: usize = 100_000;

/// Reads one page; troubles come before its report.
pub(crate) fn read(reader: Box<dyn BufRead + Send>) -> impl Iterator<Item = Item> + Send {
    let mut reader = Some(reader);
    std::iter::from_fn(move || Some(read_now(reader.take()?))).flatten()
}

fn read_now(reader: Box<dyn BufRead + Send>) -> Vec<Item> {
    let Input { bytes, troubles } = match read_all(reader) {
        Ok(input) => input,
        Err(trouble) => return vec![Err(trouble)],
    };
    let mut items: Vec<Item> = troubles.into_iter().map(Err).collect();
    let (report, remark) = page(bytes, None);
    items.extend(remark.map(Err));
    items.push(report.ok_or_else(|| Trouble::new("no article text found in this page")));
    items
}

/// The report in a page, if there is any text in it. `declared` is the encoding that the server named.
pub(crate) fn page(bytes: Vec<u8>, declared: Option<&str>) -> (Option<Report>, Option<Trouble>) {
    let in_head = declared_in_html(&bytes);
    let decoded = decode(bytes, declared.or(in_head.as_deref()));
    (article(&decoded.text), decoded.remark)
}

fn article(html: &str) -> Option<Report> {
    let document = Document::from(&*depth::limited(html));
    let mut report = meta::of(&document);
    let shape = blocks::Shape::of(&document);
    if shape.depth <= MAX_DEPTH && shape.elements <= MAX_ELEMENTS {
        report.text = main_text(&document).unwrap_or_default();
    }
    if report.text.is_empty() {
        report.text = blocks::text(&document.root());
    }
    Some(report).filter(|report| !report.text.is_empty())
}

/// The text of the article's part of the page.
fn main_text(document: &Document) -> Option<String> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    // The page is somebody else's and so is the extractor: its failure costs the layout, no more.
    let content = catch_unwind(AssertUnwindSafe(|| {
        let mut readability =
            Readability::with_document(document.clone(), None, Some(config)).ok()?;
        Some(readability.parse().ok()?.content)
    }))
    .ok()??;
    Some(fragment_text(&content))
}

/// The text of a piece of HTML, such as a feed's entry.
pub(crate) fn fragment_text(html: &str) -> String {
    blocks::text(&Document::fragment(&*depth::limited(html)).root())
}
