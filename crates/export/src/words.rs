//! Words for values that serialise to one word, and texts cut to a length.

use serde::Serialize;

use crate::cell::Cell;

/// The longest quotation that leaves the ledger, in characters.
pub(crate) const QUOTE: usize = 300;

/// The word that a value serialises to.
pub(crate) fn word(value: &impl Serialize) -> Cell {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Cell::Text(word),
        _ => Cell::Empty,
    }
}

/// A text on one line, cut at a word's end where it is too long.
pub(crate) fn short(text: &str) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count() + usize::from(length > 0);
        if length + more >= QUOTE {
            if length == 0 {
                line.extend(word.chars().take(QUOTE - 1));
            }
            line.push('…');
            return line;
        }
        if length > 0 {
            line.push(' ');
        }
        line.push_str(word);
        length += more;
    }
    line
}

/// The beginning of a text, verbatim, and its length in characters.
pub(crate) fn beginning(text: &str) -> (&str, usize) {
    match text.char_indices().nth(QUOTE) {
        Some((end, _)) => (text.get(..end).unwrap_or(text), QUOTE),
        None => (text, text.chars().count()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_short() {
        let long = "Місто взято. ".repeat(60);
        assert!(short(&long).chars().count() <= QUOTE);
        assert!(short(&"x".repeat(900)).chars().count() <= QUOTE);
        assert_eq!(short("two\n words"), "two words");
        assert_eq!(beginning(&long).1, QUOTE);
        assert_eq!(beginning("кінець"), ("кінець", 6));
    }
}
