//! One chunk to tokens: affixes off, then the middle.

use super::{Cut, Forms, Special, Tokenizer, Words};
use crate::pattern::Pattern;

/// A chunk as characters, with the byte offset of each.
struct Chars<'c> {
    text: &'c str,
    chars: Vec<char>,
    offsets: Vec<usize>,
}

impl<'c> Chars<'c> {
    fn new(text: &'c str) -> Self {
        let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        offsets.push(text.len());
        Chars { text, chars: text.chars().collect(), offsets }
    }
    fn str(&self, from: usize, to: usize) -> &'c str {
        &self.text[self.offsets[from]..self.offsets[to]]
    }
}

/// Length of the leftmost match, or 0.
fn found(pattern: Option<&Pattern>, chars: &[char]) -> usize {
    pattern.and_then(|p| p.find_from(chars, 0)).map_or(0, |(start, end)| end - start)
}

impl Tokenizer {
    fn matches(pattern: Option<&Pattern>, chars: &[char]) -> bool {
        pattern.is_some_and(|p| p.match_start(chars).is_some())
    }

    /// The tokens of a chunk, exceptions included.
    pub(super) fn cut(&self, chunk: &str, words: Words, forms: &mut Forms, out: &mut Vec<Cut>) {
        if let Some(special) = self.rules.get(chunk) {
            return self.push_special(special, words, forms, out);
        }
        let chars = Chars::new(chunk);
        let (mut from, mut to) = (0, chars.chars.len());
        let mut suffixes = Vec::new();
        let mut last = usize::MAX;
        // Invariant: everything before `from` is in `out`, everything after `to` in `suffixes`.
        while from < to && to - from != last {
            let text = &chars.chars[from..to];
            let is_rule = |from, to| from < to && self.rules.contains_key(chars.str(from, to));
            if Self::matches(self.token_match.as_ref(), text) || is_rule(from, to) {
                break;
            }
            last = to - from;
            let prefix = found(self.prefix.as_ref(), text);
            if prefix != 0 && is_rule(from + prefix, to) {
                self.push(chars.str(from, from + prefix), words, forms, out);
                from += prefix;
                break;
            }
            let suffix = found(self.suffix.as_ref(), &text[prefix..]);
            if suffix != 0 && is_rule(from, to - suffix) {
                suffixes.push((to - suffix, to));
                to -= suffix;
                break;
            }
            if prefix != 0 {
                self.push(chars.str(from, from + prefix), words, forms, out);
                from += prefix;
            }
            if suffix != 0 && from + suffix <= to {
                suffixes.push((to - suffix, to));
                to -= suffix;
            }
        }
        if from < to {
            self.cut_middle(&chars, (from, to), words, forms, out);
        }
        for &(from, to) in suffixes.iter().rev() {
            self.push(chars.str(from, to), words, forms, out);
        }
    }

    fn cut_middle(
        &self,
        chars: &Chars,
        (from, to): (usize, usize),
        words: Words,
        forms: &mut Forms,
        out: &mut Vec<Cut>,
    ) {
        let whole = chars.str(from, to);
        if let Some(special) = self.rules.get(whole) {
            return self.push_special(special, words, forms, out);
        }
        let text = &chars.chars[from..to];
        let kept = Self::matches(self.token_match.as_ref(), text)
            || Self::matches(self.url_match.as_ref(), text);
        let Some(infix) = self.infix.as_ref().filter(|_| !kept) else {
            return self.push(whole, words, forms, out);
        };
        let mut start = 0;
        let mut search = 0;
        while let Some((begin, end)) = infix.find_from(text, search) {
            search = if end > begin { end } else { end + 1 };
            // An infix at the very start cuts nothing.
            if begin == 0 {
                continue;
            }
            if begin != start {
                self.push(chars.str(from + start, from + begin), words, forms, out);
            }
            if begin != end {
                self.push(chars.str(from + begin, from + end), words, forms, out);
            }
            start = end;
            if search > text.len() {
                break;
            }
        }
        if start < text.len() {
            self.push(chars.str(from + start, to), words, forms, out);
        }
    }

    fn push(&self, text: &str, words: Words, forms: &mut Forms, out: &mut Vec<Cut>) {
        out.push(Cut { form: self.form(text, 0, words, forms), len: text.len() as u32 });
    }

    fn push_special(&self, special: &Special, words: Words, forms: &mut Forms, out: &mut Vec<Cut>) {
        for (text, norm) in &special.tokens {
            let form = self.form(text, *norm, words, forms);
            out.push(Cut { form, len: text.len() as u32 });
        }
    }
}
