//! Character classes as the model's makers had them: carried in the model as ranges, so that a newer
//! Unicode in the compiler changes no token.

use serde::Deserialize;

/// A set of characters: ASCII as bits, the rest as sorted ranges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CharSet {
    ascii: u128,
    ranges: Vec<(u32, u32)>,
}

impl CharSet {
    /// From inclusive ranges in any order.
    pub(crate) fn new(mut ranges: Vec<(u32, u32)>) -> Self {
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (low, high) in ranges {
            match merged.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => merged.push((low, high)),
            }
        }
        let mut ascii = 0;
        for code in 0..128u32 {
            if merged.iter().any(|&(low, high)| low <= code && code <= high) {
                ascii |= 1 << code;
            }
        }
        merged.retain(|&(_, high)| high >= 128);
        CharSet { ascii, ranges: merged }
    }

    pub(crate) fn contains(&self, c: char) -> bool {
        let code = c as u32;
        if code < 128 {
            return self.ascii >> code & 1 == 1;
        }
        let after = self.ranges.partition_point(|&(low, _)| low <= code);
        after > 0 && code <= self.ranges[after - 1].1
    }

    /// The ASCII members as bits.
    pub(crate) fn ascii(&self) -> u128 {
        self.ascii
    }

    /// All ranges, for use inside other sets.
    pub(crate) fn all_ranges(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let low = (0..128).filter(|code| self.ascii >> code & 1 == 1).map(|code| (code, code));
        low.chain(self.ranges.iter().copied())
    }
}

/// The classes that lexical attributes and patterns ask for.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Unicode {
    #[serde(deserialize_with = "set")]
    pub alpha: CharSet,
    #[serde(deserialize_with = "set")]
    pub upper: CharSet,
    #[serde(deserialize_with = "set")]
    pub digit: CharSet,
    #[serde(deserialize_with = "set")]
    pub decimal: CharSet,
    #[serde(deserialize_with = "set")]
    pub word: CharSet,
}

fn set<'d, D: serde::Deserializer<'d>>(from: D) -> Result<CharSet, D::Error> {
    Vec::<(u32, u32)>::deserialize(from).map(CharSet::new)
}

/// Python's `str.isspace` for one character: Unicode white space and the four ASCII separators.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// The last character boundary at or before a byte offset.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
