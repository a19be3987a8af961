//! Spans: half-open byte ranges over a report's text, and their translation to code points.

use serde::{Deserialize, Serialize};

/// A half-open range `[start, end)` of byte offsets into one text.
///
/// Inside the program offsets are bytes (slicing is free); everything printed counts Unicode code
/// points, and [`CodePoints`] translates at the rim.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Span { start: start as u32, end: end as u32 }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words covered; empty where the span does not fall on the text's characters.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Byte offset → code point offset, for one text. ASCII text costs nothing.
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// Code points before each 64-byte block; `None` where bytes and code points agree.
    blocks: Option<Vec<u32>>,
}

const BLOCK: usize = 64;

impl CodePoints {
    /// Reads the text once.
    pub fn of(text: &str) -> Self {
        if text.is_ascii() {
            return CodePoints { blocks: None };
        }
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut seen = 0;
        for chunk in text.as_bytes().chunks(BLOCK) {
            blocks.push(seen);
            seen += chunk.iter().filter(|b| is_char_start(**b)).count() as u32;
        }
        CodePoints { blocks: Some(blocks) }
    }

    /// The code point offset of a byte offset of the same text.
    pub fn at(&self, text: &str, byte: u32) -> u32 {
        let Some(blocks) = &self.blocks else { return byte };
        let byte = (byte as usize).min(text.len());
        let block = (byte / BLOCK).min(blocks.len().saturating_sub(1));
        let tail = &text.as_bytes()[block * BLOCK..byte];
        blocks[block] + tail.iter().filter(|b| is_char_start(**b)).count() as u32
    }

    /// A span's two ends in code points.
    pub fn span(&self, text: &str, span: Span) -> (u32, u32) {
        (self.at(text, span.start), self.at(text, span.end))
    }
}

/// Whether a byte begins a UTF-8 character (is not a continuation byte).
fn is_char_start(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_count_characters() {
        let text = "Donetsk — “Донецьк” ".repeat(20);
        let points = CodePoints::of(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(&text, byte as u32), count as u32);
        }
        assert_eq!(points.at(&text, text.len() as u32), text.chars().count() as u32);
    }
}
