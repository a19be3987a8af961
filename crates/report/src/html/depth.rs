//! Pages that nest without end, by mistake or by malice: tags below a depth that no page has by
//! design are taken out before parsing, which takes time with the square of the depth.

use std::borrow::Cow;

const DEEPEST: usize = 800;

/// Elements without an end, or whose end is often left out and understood.
const SHALLOW: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// The page without its deepest tags.
pub(super) fn limited(html: &str) -> Cow<'_, str> {
    let mut depth = 0usize;
    let mut kept = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let rest = &html[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            at = comment.find("-->").map_or(html.len(), |end| start + 4 + end);
            continue;
        }
        let closing = rest.starts_with('/');
        let name = &rest[usize::from(closing)..];
        let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        at = start + 1;
        if length == 0 {
            continue;
        }
        let name = name[..length].to_ascii_lowercase();
        at = start + tag_length(&html[start..]);
        if !closing && matches!(name.as_str(), "script" | "style" | "textarea" | "title") {
            at += raw_length(&html[at..], &name);
            continue;
        }
        if SHALLOW.contains(&name.as_str()) || html[..at].ends_with("/>") {
            continue;
        }
        let too_deep = if closing {
            let too_deep = depth > DEEPEST;
            depth = depth.saturating_sub(1);
            too_deep
        } else {
            depth += 1;
            depth > DEEPEST
        };
        if too_deep {
            kept.push_str(&html[copied..start]);
            kept.push(' ');
            copied = at;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[copied..]);
    Cow::Owned(kept)
}

/// Length of a tag, with its attributes, up to and with its closing bracket.
fn tag_length(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quote left open: to the next bracket, as browsers do not, but as writers mean.
    tag.find('>').map_or(tag.len(), |end| end + 1)
}

/// Length of an element's raw content, up to its closing tag.
fn raw_length(content: &str, name: &str) -> usize {
    let mut at = 0;
    while let Some(found) = content[at..].find("</") {
        at += found;
        let end = content.as_bytes().get(at + 2..at + 2 + name.len());
        if end.is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes())) {
            return at;
        }
        at += 2;
    }
    content.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_are_left_alone() {
        let page = "<div title='a > b'><!-- <div> --><script>if (a < b) '<div>'</script><p>One<p>Two</div>";
        assert!(matches!(limited(&page.repeat(2000)), Cow::Borrowed(_)));
    }

    #[test]
    fn the_deepest_tags_go() {
        let page = "<div>".repeat(5000) + "<p>Text.</p>" + &"</div>".repeat(5000) + "<b>End</b>";
        let limited = limited(&page);
        assert_eq!(limited.matches("<div>").count(), DEEPEST);
        assert_eq!(limited.matches("</div>").count(), DEEPEST);
        assert!(limited.contains("<p>Text.</p>") && limited.ends_with("<b>End</b>"));
    }

    #[test]
    fn unfinished_tags() {
        for page in
            ["<", "</", "<div", "<div a='", "<!--", "<script>", "<script></scr", "</é>", "<b"]
        {
            let _ = limited(page);
        }
    }
}
