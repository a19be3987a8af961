//! Kinds of input, told from the first bytes, as `file` would; names only settle what bytes leave open.

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InputKind {
    /// Plain text: one report.
    Text,
    /// A web page: its article is the report.
    Html,
    /// One JSON object a line, each a report; a single document or an array of them will do too.
    JsonLines,
    /// RSS or Atom: each entry is a report.
    Feed,
    /// WARC or WET: each page is a report.
    Warc,
    /// A Parquet table: each row is a report.
    Parquet,
}

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sniffed {
    /// A kind that has a reader.
    Kind(InputKind),
    /// Gzip: look inside.
    Gzip,
    /// Zstandard: look inside.
    Zstd,
    /// Nothing there.
    Empty,
    /// No text: what it seems to be, in words.
    Other(&'static str),
}

/// First bytes of formats that hold no report.
const OTHERS: &[(&[u8], &str)] = &[
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "audio, video or an image"),
    (b"ID3", "audio"),
    (b"OggS", "audio"),
    (b"%PDF-", "a PDF; convert it to text first"),
    (b"PK\x03\x04", "a zip archive or office document; unpack or convert it first"),
    (b"BZh", "bzip2 data; unpack it first"),
    (b"\xfd7zXZ", "xz data; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
];

/// Tells the kind of an input from its first bytes. `whole` says that there are no more.
pub(crate) fn sniff(head: &[u8], name: &str, whole: bool) -> Sniffed {
    if head.is_empty() {
        return Sniffed::Empty;
    }
    if head.starts_with(b"\x1f\x8b") {
        return Sniffed::Gzip;
    }
    if head.starts_with(b"\x28\xb5\x2f\xfd") {
        return Sniffed::Zstd;
    }
    if head.starts_with(b"PAR1") {
        return Sniffed::Kind(InputKind::Parquet);
    }
    if head.starts_with(b"WARC/") {
        return Sniffed::Kind(InputKind::Warc);
    }
    if let Some((_, what)) = OTHERS.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Sniffed::Other(what);
    }
    if is_utf16(head) {
        return Sniffed::Kind(InputKind::Text);
    }
    if looks_binary(head) {
        return Sniffed::Other("binary data");
    }
    let body = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if body.is_empty() && whole {
        return Sniffed::Empty;
    }
    match body.first() {
        Some(b'<') => Sniffed::Kind(markup(body, name)),
        Some(b'{' | b'[') if is_json(body, name) => Sniffed::Kind(InputKind::JsonLines),
        _ if has_extension(name, &["jsonl", "ndjson"]) => Sniffed::Kind(InputKind::JsonLines),
        _ if has_extension(name, &["html", "htm", "xhtml"]) => Sniffed::Kind(InputKind::Html),
        _ => Sniffed::Kind(InputKind::Text),
    }
}

/// Whether the bytes begin with a UTF-16 byte order mark.
pub(crate) fn is_utf16(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff")
}

/// Text has no NUL and next to no other control characters.
fn looks_binary(head: &[u8]) -> bool {
    let odd =
        head.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b));
    head.contains(&0) || odd.count() * 20 > head.len()
}

/// HTML, a feed, or text that happens to begin with an angle bracket.
fn markup(body: &[u8], name: &str) -> InputKind {
    let head = String::from_utf8_lossy(&body[..body.len().min(4096)]).to_ascii_lowercase();
    let Some(root) = first_element(&head) else {
        return if has_extension(name, &["html", "htm", "xhtml"]) || head.starts_with("<!doctype") {
            InputKind::Html
        } else {
            InputKind::Text
        };
    };
    match root {
        "rss" | "feed" | "rdf:rdf" => InputKind::Feed,
        "html" | "head" | "body" | "title" | "meta" | "div" | "p" | "article" | "section"
        | "main" | "h1" | "h2" | "span" | "table" | "link" | "script" | "style" => InputKind::Html,
        _ if head.starts_with("<!doctype html") => InputKind::Html,
        _ if has_extension(name, &["html", "htm", "xhtml"]) => InputKind::Html,
        _ => InputKind::Text,
    }
}

/// Name of the first element, past declarations, doctype and comments.
fn first_element(head: &str) -> Option<&str> {
    let mut rest = head;
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        let end = if rest.starts_with("!--") { "-->" } else { ">" };
        if !rest.starts_with(['!', '?']) {
            let stop = rest.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
            return Some(&rest[..stop]).filter(|name| !name.is_empty());
        }
        rest = &rest[rest.find(end)? + end.len()..];
    }
}

/// An object or array, not a text that begins with a bracket ("[Editor's note: …]").
fn is_json(body: &[u8], name: &str) -> bool {
    if has_extension(name, &["jsonl", "ndjson", "json"]) {
        return true;
    }
    let inside = body[1..].trim_ascii_start();
    matches!((body[0], inside.first()), (b'{', Some(b'"' | b'}')) | (b'[', Some(b'{')))
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name);
    name.rsplit_once('.')
        .is_some_and(|(_, found)| extensions.iter().any(|e| e.eq_ignore_ascii_case(found)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, name: &str, expected: InputKind) {
        assert_eq!(sniff(head.as_bytes(), name, true), Sniffed::Kind(expected), "{head}");
    }

    #[test]
    fn told_from_content() {
        check("Rebels took the town.", "-", InputKind::Text);
        check("{\"text\": \"x\"}\n", "-", InputKind::JsonLines);
        check("{ broken", "a.jsonl", InputKind::JsonLines);
        check("[Editor's note: this story was corrected]", "-", InputKind::Text);
        check("<!DOCTYPE html>\n<html>", "-", InputKind::Html);
        check("<!-- saved --><HTML lang=en>", "-", InputKind::Html);
        check("<?xml version='1.0'?>\n<rss version='2.0'>", "-", InputKind::Feed);
        check("<?xml version='1.0'?><feed xmlns='x'>", "page.xml", InputKind::Feed);
        check("<?xml version='1.0'?><!DOCTYPE html><html>", "-", InputKind::Html);
        check("<Reporter> the town fell", "-", InputKind::Text);
        check("WARC/1.0\r\n", "-", InputKind::Warc);
        check("\u{feff}{\"text\":1}", "-", InputKind::JsonLines);
    }

    #[test]
    fn no_reports_in_these() {
        assert_eq!(sniff(b"", "-", true), Sniffed::Empty);
        assert_eq!(sniff(b" \n\n", "-", true), Sniffed::Empty);
        assert!(matches!(sniff(b"\x89PNG\r\n", "-", true), Sniffed::Other(_)));
        assert!(matches!(sniff(b"ab\0cd", "a.txt", true), Sniffed::Other(_)));
    }
}
