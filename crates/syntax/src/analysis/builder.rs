//! Analyses made by hand: for tests of the steps that read them, which then need no model.

use std::ops::Range;

use dateline_report::Span;

use super::{Analysis, Name, Paragraph, Strings, Symbol, Token};

/// One word of an analysis made by hand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word<'w> {
    /// Its text; the next occurrence after the word before is meant.
    pub text: &'w str,
    /// Its lemma.
    pub lemma: &'w str,
    /// Universal part of speech.
    pub pos: &'w str,
    /// Penn tag.
    pub tag: &'w str,
    /// Label of its arc.
    pub dep: &'w str,
    /// Index of its head; its own for a root.
    pub head: u32,
}

/// Makes an [`Analysis`] of one paragraph. Sentences begin where `sentence` is called.
#[derive(Debug)]
pub struct Builder<'t> {
    analysis: Analysis<'t>,
    at: usize,
}

impl<'t> Builder<'t> {
    /// Begins with a text.
    pub fn new(text: &'t str) -> Self {
        Builder { analysis: Analysis { text, ..Analysis::default() }, at: 0 }
    }

    /// Adds a sentence. Words that the text does not hold are left out.
    pub fn sentence(mut self, words: &[Word]) -> Self {
        let first = self.analysis.tokens.len() as u32;
        for word in words {
            let Some(found) = self.analysis.text[self.at..].find(word.text) else { continue };
            let span = Span::new(self.at + found, self.at + found + word.text.len());
            self.at = span.end as usize;
            let mut symbol = |text: &str| symbol(&mut self.analysis.strings, text);
            let token = Token {
                span,
                lemma: symbol(word.lemma),
                pos: symbol(word.pos),
                tag: symbol(word.tag),
                dep: symbol(word.dep),
                head: word.head,
            };
            self.analysis.tokens.push(token);
        }
        let last = self.analysis.tokens.len() as u32;
        if first < last {
            self.analysis.sentences.push(first..last);
        }
        self
    }

    /// Adds a name over a range of tokens.
    pub fn name(mut self, tokens: Range<u32>, label: &str) -> Self {
        let span = self.analysis.span_of(tokens.start as usize..tokens.end as usize);
        let label = symbol(&mut self.analysis.strings, label);
        self.analysis.names.push(Name { span, tokens, label });
        self
    }

    /// The analysis.
    pub fn build(mut self) -> Analysis<'t> {
        let span = Span::new(0, self.analysis.text.len());
        let tokens = 0..self.analysis.tokens.len() as u32;
        self.analysis.paragraphs.push(Paragraph { span, tokens });
        self.analysis.link();
        self.analysis
    }
}

fn symbol(strings: &mut Strings, text: &str) -> Symbol {
    strings.find(text).unwrap_or_else(|| strings.push(text))
}
