//! Sentences of a corpus report, found by a plain rule: the measure must not rest on the parser
//! that it measures.

use dateline_report::{CodePoints, Span};

/// Shortened words whose full stop ends no sentence.
const SHORT: &[&str] = &[
    "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "Mr", "Mrs", "Dr", "Gen", "Col", "Lt", "St",
];

/// Spans of the sentences, in code points.
pub fn sentences(text: &str) -> Vec<Span> {
    let points = CodePoints::of(text);
    let mut spans = Vec::new();
    let mut start = 0;
    let mut push = |start: usize, end: usize| {
        let (start, end) = points.span(text, Span::new(start, end));
        spans.push(Span { start, end });
    };
    for (at, letter) in text.char_indices() {
        let next = at + letter.len_utf8();
        let ends = match letter {
            '\n' => true,
            '.' | '!' | '?' | '"' | '”' => {
                ends_sentence(&text[..next]) && starts_sentence(&text[next..])
            }
            _ => false,
        };
        if ends {
            push(start, next);
            start = next;
        }
    }
    if start < text.len() {
        push(start, text.len());
    }
    spans
}

/// The span of the sentence or sentences in which a quotation lies.
pub fn around(sentences: &[Span], quote: Span) -> Span {
    let touched = sentences.iter().filter(|sentence| sentence.overlaps(quote));
    touched.fold(quote, |whole, sentence| whole.cover(*sentence))
}

fn ends_sentence(before: &str) -> bool {
    let stripped = before.trim_end_matches(['"', '”']);
    if !stripped.ends_with(['.', '!', '?']) {
        return false;
    }
    let word = stripped.trim_end_matches('.').rsplit([' ', '\n', '"', '“']).next().unwrap_or("");
    // "U.S." and "p.m." keep their sentence; so do initials.
    !(SHORT.contains(&word) || word.contains('.') || word.chars().count() == 1)
}

fn starts_sentence(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(' ') else { return false };
    rest.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric() || c == '"' || c == '“')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_end_no_sentence() {
        let text = "The U.S. Army came on Oct. 17. It left. \"Gone,\" he said.\nNext";
        let found: Vec<String> = sentences(text)
            .iter()
            .map(|span| text[span.start as usize..span.end as usize].trim().to_owned())
            .collect();
        assert_eq!(
            found,
            ["The U.S. Army came on Oct. 17.", "It left.", "\"Gone,\" he said.", "Next"]
        );
    }
}
