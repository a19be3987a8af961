//! Lexical attributes: what the encoders see of a form.

use std::collections::HashMap;

use crate::hash::{QuickBuild, string_hash};
use crate::model::{Header, NormData};
use crate::unicode::{Unicode, is_space};

/// The attribute ids of one form, before they are hashed into tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lexeme {
    pub norm: u64,
    pub prefix: u64,
    pub suffix: u64,
    pub shape: u64,
    pub lower: u64,
    pub orth: u64,
    pub is_space: bool,
}

/// Strings to ids and forms to lexemes, as the model's vocabulary has them.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// spaCy's built-in symbols have small numbers instead of hashes.
    symbols: HashMap<Box<str>, u64, QuickBuild>,
    base_norms: HashMap<Box<str>, Box<str>, QuickBuild>,
    norm_table: HashMap<u64, Box<str>, QuickBuild>,
    pub unicode: Unicode,
}

impl Lexicon {
    pub(crate) fn new(header: &mut Header) -> Self {
        let symbols = std::mem::take(&mut header.symbols);
        let NormData { base, table } = std::mem::replace(
            &mut header.norms,
            NormData { base: Default::default(), table: Vec::new() },
        );
        Lexicon {
            symbols: symbols.into_iter().map(|(name, code)| (name.into(), code)).collect(),
            base_norms: base.into_iter().map(|(form, norm)| (form.into(), norm.into())).collect(),
            norm_table: table.into_iter().map(|(id, norm)| (id, norm.into())).collect(),
            unicode: header.unicode.clone(),
        }
    }

    /// The id of a string: nothing is 0, symbols have their numbers, the rest is hashed.
    pub(crate) fn id(&self, text: &str) -> u64 {
        if text.is_empty() {
            return 0;
        }
        self.symbols.get(text).copied().unwrap_or_else(|| string_hash(text.as_bytes()))
    }

    /// All attributes of a form. `norm` is what a tokenizer exception says, if one applies.
    pub(crate) fn lexeme(&self, form: &str, norm: Option<&str>) -> Lexeme {
        let orth = self.id(form);
        let lower = lower(form);
        let table = || self.norm_table.get(&orth).or_else(|| self.base_norms.get(form));
        let norm = norm.or_else(|| table().map(|norm| &**norm)).unwrap_or(&lower);
        let first = form.chars().next().map_or(0, char::len_utf8);
        let suffix = form.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        Lexeme {
            norm: self.id(norm),
            prefix: self.id(&form[..first]),
            suffix: self.id(&form[suffix..]),
            shape: self.id(&self.shape(form)),
            lower: self.id(&lower),
            orth,
            is_space: !form.is_empty() && form.chars().all(is_space),
        }
    }

    /// The word's shape: letters to `x` and `X`, digits to `d`, runs cut at four.
    fn shape(&self, form: &str) -> String {
        const LONG: usize = 100;
        const RUN: usize = 4;
        if form.chars().nth(LONG - 1).is_some() {
            return "LONG".to_owned();
        }
        let mut shape = String::with_capacity(form.len());
        let mut last = '\0';
        let mut run = 0;
        for (at, c) in form.chars().enumerate() {
            let kind = if self.unicode.alpha.contains(c) {
                if self.unicode.upper.contains(c) { 'X' } else { 'x' }
            } else if self.unicode.digit.contains(c) {
                'd'
            } else {
                c
            };
            run = if at > 0 && kind == last { run + 1 } else { 0 };
            last = kind;
            if run < RUN {
                shape.push(kind);
            }
        }
        shape
    }
}

/// Lower case without the cost of it where there is none.
pub(crate) fn lower(form: &str) -> std::borrow::Cow<'_, str> {
    if form.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return form.into();
    }
    form.to_lowercase().into()
}
