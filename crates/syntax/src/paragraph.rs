//! Paragraphs: the text between blank lines, the unit of batching and of skipping.

use dateline_report::Span;

use crate::unicode::is_space;

/// The paragraphs of a text. What separates two is a run of white space with two or more line feeds;
/// it belongs to neither. A text without one is a single paragraph, verbatim.
pub(crate) fn paragraphs(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let Some(feed) = bytes[at..].iter().position(|&b| b == b'\n') else { break };
        let feed = at + feed;
        // White space around the line feed: what came before it, and what follows.
        let before = text[start..feed].trim_end_matches(is_space).len() + start;
        let after = &text[feed..];
        let end = feed + (after.len() - after.trim_start_matches(is_space).len());
        let feeds = bytes[feed..end].iter().filter(|&&b| b == b'\n').count();
        if feeds > 1 {
            if start < before {
                found.push(Span::new(start, before));
            }
            start = end;
        }
        at = end.max(feed + 1);
    }
    if start < text.len() {
        found.push(Span::new(start, text.len()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn blank_lines_separate() {
        assert_eq!(cut(""), Vec::<&str>::new());
        assert_eq!(cut(" one\nline "), [" one\nline "]);
        assert_eq!(cut("a\n\nb"), ["a", "b"]);
        assert_eq!(cut("a \r\n \r\n\t b\nc\n"), ["a", "b\nc\n"]);
        assert_eq!(cut("\n\n a \n\n\n"), ["a"]);
        assert_eq!(cut("\n\n"), Vec::<&str>::new());
        assert_eq!(cut("\n"), ["\n"]);
    }
}
