//! The tokenizer: white space, then exceptions, affixes, URLs and infixes, then exceptions again.
//!
//! The same cuts as spaCy's `Tokenizer`, kept per chunk (the text between spaces).

use std::collections::HashMap;

use dateline_report::Span;

use crate::form::{Form, FormId, Forms, NormId, plain};
use crate::hash::QuickBuild;
use crate::lexeme::Lexicon;
use crate::model::{Header, ModelError, TokenizerData};
use crate::pattern::Pattern;
use crate::ruler::Ruler;
use crate::unicode::{floor, is_space};

mod affix;
mod phrase;

use phrase::Phrases;

/// Longer runs of text without a space are cut here: no word is this long, and the patterns' cost
/// grows with the square of the length.
const LONGEST_CHUNK: usize = 1024;

/// A token before syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RawToken {
    pub span: Span,
    pub form: FormId,
    /// The form that the encoders see: another one where a stand-in is read in its place.
    pub seen: FormId,
    /// A space follows.
    pub spaced: bool,
}

impl RawToken {
    fn new(span: Span, form: FormId) -> RawToken {
        RawToken { span, form, seen: form, spaced: false }
    }
}

/// A token inside a chunk: its form and its length in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut {
    form: FormId,
    len: u32,
}

#[derive(Debug)]
struct Special {
    /// Text and norm of every token.
    tokens: Vec<(Box<str>, NormId)>,
}

/// What the tokenizer learns while it reads; belongs to a session.
#[derive(Debug, Default)]
pub(crate) struct Chunks {
    known: HashMap<Box<str>, (u32, u32), QuickBuild>,
    cuts: Vec<Cut>,
    scratch: Vec<Cut>,
}

impl Chunks {
    pub(crate) fn clear(&mut self) {
        self.known.clear();
        self.cuts.clear();
    }
    pub(crate) fn len(&self) -> usize {
        self.cuts.len()
    }
}

#[derive(Debug)]
pub(crate) struct Tokenizer {
    prefix: Option<Pattern>,
    suffix: Option<Pattern>,
    infix: Option<Pattern>,
    token_match: Option<Pattern>,
    url_match: Option<Pattern>,
    rules: HashMap<Box<str>, Special, QuickBuild>,
    phrases: Phrases,
    /// Norms given by exceptions; the first is none.
    norms: Vec<Box<str>>,
}

/// What making a form needs to ask.
#[derive(Clone, Copy)]
pub(crate) struct Words<'p> {
    pub lexicon: &'p Lexicon,
    pub ruler: &'p Ruler,
}

impl Tokenizer {
    pub(crate) fn new(header: &mut Header) -> Result<Self, ModelError> {
        let unicode = &header.unicode;
        let compile = |name: &str, pattern: &Option<String>| match pattern {
            None => Ok(None),
            Some(pattern) => match Pattern::new(pattern, unicode) {
                Ok(pattern) => Ok(Some(pattern)),
                Err(error) => Err(ModelError::Pattern { name: name.to_owned(), error }),
            },
        };
        let TokenizerData { prefix, suffix, infix, token_match, url_match, rules, phrases } =
            &header.tokenizer;
        let mut norms: Vec<Box<str>> = vec!["".into()];
        let mut norm_id = |norm: &Option<String>| -> NormId {
            let Some(norm) = norm else { return 0 };
            let found = norms.iter().skip(1).position(|known| **known == **norm);
            found.map_or_else(
                || {
                    norms.push(norm.as_str().into());
                    (norms.len() - 1) as NormId
                },
                |at| (at + 1) as NormId,
            )
        };
        let mut specials = HashMap::default();
        for (chunk, tokens) in rules {
            let tokens = tokens.iter().map(|(text, norm)| (text.as_str().into(), norm_id(norm)));
            specials.insert(chunk.as_str().into(), Special { tokens: tokens.collect() });
        }
        Ok(Tokenizer {
            prefix: compile("prefix_search", prefix)?,
            suffix: compile("suffix_search", suffix)?,
            infix: compile("infix_finditer", infix)?,
            token_match: compile("token_match", token_match)?,
            url_match: compile("url_match", url_match)?,
            rules: specials,
            phrases: Phrases::new(phrases),
            norms,
        })
    }

    /// The form of a token, with its marks.
    pub(crate) fn form(&self, text: &str, norm: NormId, words: Words, forms: &mut Forms) -> FormId {
        forms.intern(text, norm, || {
            let norm_text = (norm > 0).then(|| &*self.norms[norm as usize]);
            let form = plain(words.lexicon, text, norm, norm_text);
            Form {
                begins_phrase: self.phrases.begin_with(text),
                in_sequence: words.ruler.in_sequence(text),
                ..form
            }
        })
    }

    /// Tokens of `text[from..to]`, appended to `tokens`, until there are `most`; where it stopped.
    /// It stops only where a new chunk begins after a space.
    pub(crate) fn tokenize(
        &self,
        text: &str,
        (from, to): (usize, usize),
        most: usize,
        words: Words,
        (forms, chunks): (&mut Forms, &mut Chunks),
        tokens: &mut Vec<RawToken>,
    ) -> usize {
        let first = tokens.len();
        let bytes = &text.as_bytes()[..to];
        let mut at = from;
        let mut stopped = to;
        while at < to {
            let start = at;
            let space = char_at(text, at).is_some_and(is_space);
            at = run_end(text, bytes, at, space);
            if space {
                let mut start = start;
                // The first plain space after a word belongs to the word.
                if bytes[start] == b' ' && tokens.len() > first {
                    if let Some(last) = tokens.last_mut() {
                        last.spaced = true;
                    }
                    start += 1;
                    if start == at && tokens.len() - first >= most && at < to {
                        stopped = at;
                        break;
                    }
                }
                if start < at {
                    let chunk = &text[start..at];
                    if chunk.len() > LONGEST_CHUNK {
                        let form = self.form(chunk, 0, words, forms);
                        tokens.push(RawToken::new(Span::new(start, at), form));
                    } else {
                        self.chunk(chunk, start, words, (forms, chunks), tokens);
                    }
                }
            } else {
                let mut start = start;
                while start < at {
                    let mut end = at;
                    if end - start > LONGEST_CHUNK {
                        end = floor(text, start + LONGEST_CHUNK);
                    }
                    self.chunk(&text[start..end], start, words, (forms, chunks), tokens);
                    start = end;
                }
            }
        }
        self.apply_phrases(text, first, words, forms, tokens);
        stopped
    }

    fn chunk(
        &self,
        chunk: &str,
        at: usize,
        words: Words,
        (forms, chunks): (&mut Forms, &mut Chunks),
        tokens: &mut Vec<RawToken>,
    ) {
        let (start, count) = match chunks.known.get(chunk) {
            Some(&place) => place,
            None => {
                let mut cuts = std::mem::take(&mut chunks.scratch);
                cuts.clear();
                self.cut(chunk, words, forms, &mut cuts);
                let place = (chunks.cuts.len() as u32, cuts.len() as u32);
                chunks.cuts.extend(&cuts);
                chunks.scratch = cuts;
                chunks.known.insert(chunk.into(), place);
                place
            }
        };
        let mut at = at;
        for cut in &chunks.cuts[start as usize..(start + count) as usize] {
            let end = at + cut.len as usize;
            tokens.push(RawToken::new(Span::new(at, end), cut.form));
            at = end;
        }
    }
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

/// End of the run of spaces, or of anything else, that begins at `at`.
fn run_end(text: &str, bytes: &[u8], at: usize, space: bool) -> usize {
    let mut at = at;
    while let Some(&byte) = bytes.get(at) {
        if byte < 0x80 {
            let is = matches!(byte, 9..=13 | 0x1c..=0x20);
            if is != space {
                break;
            }
            at += 1;
        } else {
            let Some(c) = char_at(text, at) else { break };
            if is_space(c) != space {
                break;
            }
            at += c.len_utf8();
        }
    }
    at
}
