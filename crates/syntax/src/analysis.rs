//! The analysis: tokens, sentences, arcs and names of one report, as arrays and spans over its text.

use std::ops::Range;

use dateline_report::{Note, Span};

mod builder;
mod mend;
mod strings;

pub use builder::{Builder, Word};
pub use mend::Mend;
pub(crate) use strings::Strings;

/// Index into a table of strings that belongs to the pipeline's model or to the analysis.
pub type Symbol = u32;

/// One token. All strings are symbols; ask the [`Analysis`] for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the report's text.
    pub span: Span,
    /// Lemma.
    pub lemma: Symbol,
    /// Universal part of speech.
    pub pos: Symbol,
    /// Penn treebank tag.
    pub tag: Symbol,
    /// Label of the arc to the head.
    pub dep: Symbol,
    /// Index of the head; a root is its own head.
    pub head: u32,
}

/// A name found by the name recogniser (spaCy's `Doc.ents`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Bytes of the report's text.
    pub span: Span,
    /// Token indices.
    pub tokens: Range<u32>,
    /// OntoNotes label: `GPE`, `ORG`, `PERSON`, `NORP`, `DATE`, …
    pub label: Symbol,
}

/// A paragraph: the unit of batching and of skipping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Bytes of the report's text.
    pub span: Span,
    /// Token indices; empty where the paragraph was skipped.
    pub tokens: Range<u32>,
}

/// The analysis of one report.
#[derive(Clone, Debug, Default)]
pub struct Analysis<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: Vec<Token>,
    /// Token ranges of the sentences.
    pub(crate) sentences: Vec<Range<u32>>,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) names: Vec<Name>,
    pub(crate) strings: Strings,
    /// Children of every token in CSR form: `children[starts[i]..starts[i + 1]]`, in text order.
    pub(crate) child_starts: Vec<u32>,
    pub(crate) children: Vec<u32>,
    pub(crate) notes: Vec<Note>,
}

impl<'t> Analysis<'t> {
    /// The same analysis over the text that was meant: for a text that was analysed with other words of the
    /// same length in the place of some of its own. `lemma` gives the lemma of a word that had one.
    /// `None` where the texts are not of one length.
    pub fn over<'n>(
        self,
        text: &'n str,
        lemma: impl Fn(&str) -> Option<String>,
    ) -> Option<Analysis<'n>> {
        if text.len() != self.text.len() {
            return None;
        }
        let (mut tokens, mut strings) = (self.tokens, self.strings);
        for token in &mut tokens {
            let form = text.get(token.span.start as usize..token.span.end as usize)?;
            if form != token.span.of(self.text)
                && let Some(meant) = lemma(form)
            {
                token.lemma = strings.find(&meant).unwrap_or_else(|| strings.push(&meant));
            }
        }
        Some(Analysis {
            text,
            tokens,
            strings,
            sentences: self.sentences,
            paragraphs: self.paragraphs,
            names: self.names,
            child_starts: self.child_starts,
            children: self.children,
            notes: self.notes,
        })
    }

    /// The report's whole text.
    pub fn source(&self) -> &'t str {
        self.text
    }
    /// All tokens, in order, whitespace tokens included (as spaCy has them).
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }
    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }
    /// Whether there are no tokens.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }
    /// Token ranges of the sentences, in order.
    pub fn sentences(&self) -> &[Range<u32>] {
        &self.sentences
    }
    /// The paragraphs, in order, skipped ones included.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }
    /// Names, in order.
    pub fn names(&self) -> &[Name] {
        &self.names
    }
    /// What was odd about the text.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
    /// The string behind a symbol.
    pub fn string(&self, symbol: Symbol) -> &str {
        self.strings.get(symbol)
    }
    /// The symbol of a label (tag, part of speech, arc label, name label), to compare many tokens with.
    /// `None` where the analysis does not know the string. A lemma may have a symbol of its own beside
    /// that of a label that is spelled the same.
    pub fn symbol(&self, string: &str) -> Option<Symbol> {
        self.strings.find(string)
    }
    /// The token's text.
    pub fn text(&self, token: usize) -> &'t str {
        self.tokens[token].span.of(self.text)
    }
    /// The token's span.
    pub fn span(&self, token: usize) -> Span {
        self.tokens[token].span
    }
    /// The token's lemma.
    pub fn lemma(&self, token: usize) -> &str {
        self.string(self.tokens[token].lemma)
    }
    /// The token's universal part of speech.
    pub fn pos(&self, token: usize) -> &str {
        self.string(self.tokens[token].pos)
    }
    /// The token's Penn tag.
    pub fn tag(&self, token: usize) -> &str {
        self.string(self.tokens[token].tag)
    }
    /// The label of the token's arc.
    pub fn dep(&self, token: usize) -> &str {
        self.string(self.tokens[token].dep)
    }
    /// The token's head (itself for a root).
    pub fn head(&self, token: usize) -> usize {
        self.tokens[token].head as usize
    }
    /// A name's label.
    pub fn label(&self, name: &Name) -> &str {
        self.string(name.label)
    }
    /// The token's children in text order.
    pub fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = self.child_starts[token] as usize..self.child_starts[token + 1] as usize;
        self.children[range].iter().map(|&child| child as usize)
    }
    /// The first child with this label.
    pub fn child(&self, token: usize, dep: &str) -> Option<usize> {
        self.children(token).find(|&child| self.dep(child) == dep)
    }
    /// First and one-past-last token of the subtree (projective closure).
    pub fn subtree(&self, token: usize) -> Range<usize> {
        let (mut first, mut last) = (token, token);
        let mut stack = vec![token];
        while let Some(next) = stack.pop() {
            first = first.min(next);
            last = last.max(next);
            stack.extend(self.children(next));
        }
        first..last + 1
    }
    /// The index of the sentence that holds the token.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.end as usize <= token)
    }
    /// The byte span of a token range.
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        if tokens.is_empty() {
            return Span::default();
        }
        self.tokens[tokens.start].span.cover(self.tokens[tokens.end - 1].span)
    }

    /// Builds the children from the heads. The last step of making an analysis.
    pub(crate) fn link(&mut self) {
        let len = self.tokens.len();
        self.child_starts.clear();
        self.child_starts.resize(len + 1, 0);
        let arcs = || {
            let heads = self.tokens.iter().map(|token| token.head as usize).enumerate();
            heads.filter(|&(child, head)| child != head && head < len)
        };
        for (_, head) in arcs() {
            self.child_starts[head + 1] += 1;
        }
        for token in 0..len {
            self.child_starts[token + 1] += self.child_starts[token];
        }
        let mut next = self.child_starts.clone();
        let mut children = vec![0; self.child_starts[len] as usize];
        for (child, head) in arcs() {
            children[next[head] as usize] = child as u32;
            next[head] += 1;
        }
        self.children = children;
    }
}
