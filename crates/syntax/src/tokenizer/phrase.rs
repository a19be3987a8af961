//! The second pass of the exceptions: those that the patterns cut apart before they could match.

use std::collections::{HashMap, HashSet};

use dateline_report::Span;

use super::{Forms, RawToken, Tokenizer, Words};
use crate::hash::QuickBuild;

#[derive(Debug)]
pub(super) struct Phrases {
    /// The token texts of each phrase after its first.
    by_first: HashMap<Box<str>, Vec<Vec<Box<str>>>, QuickBuild>,
}

impl Phrases {
    pub(super) fn new(phrases: &[Vec<String>]) -> Self {
        let mut by_first: HashMap<Box<str>, Vec<Vec<Box<str>>>, QuickBuild> = HashMap::default();
        for phrase in phrases {
            let Some((first, rest)) = phrase.split_first() else { continue };
            let rest: Vec<Box<str>> = rest.iter().map(|text| text.as_str().into()).collect();
            let list = by_first.entry(first.as_str().into()).or_default();
            if !list.contains(&rest) {
                list.push(rest);
            }
        }
        Phrases { by_first }
    }

    pub(super) fn begin_with(&self, text: &str) -> bool {
        self.by_first.contains_key(text)
    }
}

impl Tokenizer {
    /// Replaces phrases among the tokens from `first` on, longest first.
    pub(super) fn apply_phrases(
        &self,
        text: &str,
        first: usize,
        words: Words,
        forms: &mut Forms,
        tokens: &mut Vec<RawToken>,
    ) {
        let mut found = Vec::new();
        for (at, token) in tokens.iter().enumerate().skip(first) {
            if !forms.get(token.form).begins_phrase {
                continue;
            }
            let Some(list) = self.phrases.by_first.get(token.span.of(text)) else { continue };
            for rest in list {
                let end = at + 1 + rest.len();
                let Some(next) = tokens.get(at + 1..end) else { continue };
                if next.iter().zip(rest).all(|(token, text_)| token.span.of(text) == &**text_) {
                    found.push((at, end));
                }
            }
        }
        if found.is_empty() {
            return;
        }
        found.sort_by_key(|&(start, end)| (std::cmp::Reverse(end - start), start));
        let mut seen = HashSet::new();
        let mut kept = Vec::new();
        for (start, end) in found {
            if !seen.contains(&start) && !seen.contains(&(end - 1)) {
                kept.push((start, end));
            }
            seen.extend(start..end);
        }
        kept.sort_unstable();
        let old = tokens.split_off(first);
        let mut at = first;
        for (start, end) in kept {
            tokens.extend(&old[at - first..start - first]);
            let (head, tail) = (old[start - first], old[end - 1 - first]);
            let covered = head.span.cover(tail.span);
            match self.rules.get(covered.of(text)) {
                None => tokens.extend(&old[start - first..end - first]),
                Some(special) => {
                    let mut from = covered.start as usize;
                    for (text, norm) in &special.tokens {
                        let span = Span::new(from, from + text.len());
                        from = span.end as usize;
                        let form = self.form(text, *norm, words, forms);
                        tokens.push(RawToken::new(span, form));
                    }
                    if let Some(last) = tokens.last_mut() {
                        last.spaced = tail.spaced;
                    }
                }
            }
            at = end;
        }
        tokens.extend(&old[at - first..]);
    }
}
