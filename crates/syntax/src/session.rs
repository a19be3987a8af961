//! A session: everything that one thread learns and reuses while it analyses.

use hashbrown::HashTable;

use crate::encoder::{EncoderCache, Row};
use crate::form::{FormId, Forms};
use crate::hash::quick;
use crate::labels::Label;
use crate::parser::State;
use crate::tokenizer::{Chunks, RawToken};
use crate::transition::Scratch;
use crate::tree::Tree;

/// Forms and pieces of chunks that a session keeps; past that it starts anew.
const MOST_FORMS: usize = 40_000;
const MOST_CUTS: usize = 200_000;

/// Caches and buffers of one thread. Made and kept by the pipeline.
#[derive(Debug, Default)]
pub(crate) struct Session {
    pub forms: Forms,
    pub chunks: Chunks,
    pub syntax: EncoderCache,
    pub names: EncoderCache,
    pub verdicts: Verdicts,
    pub scratch: Scratch,
    pub state: State,
    pub tree: Tree,
    pub batch: Batch,
}

impl Session {
    /// Forgets the caches where they have grown large. No batch may be under way.
    pub(crate) fn tidy(&mut self) {
        if self.forms.len() > MOST_FORMS || self.chunks.len() > MOST_CUTS {
            self.forms.clear();
            self.chunks.clear();
            self.syntax.clear();
            self.names.clear();
            self.verdicts.clear();
        }
    }
}

/// A stretch of tokens that is analysed as one: a paragraph, or a piece of a very long one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    pub report: usize,
    /// Token range in the batch.
    pub from: usize,
    pub to: usize,
}

/// Units that go through the layers together. Arrays are by token of the batch.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub tokens: Vec<RawToken>,
    pub units: Vec<Unit>,
    pub rows: Vec<Row>,
    pub tags: Vec<Label>,
    pub heads: Vec<u32>,
    pub deps: Vec<Label>,
    pub starts: Vec<bool>,
    pub tag_scores: Vec<f32>,
    pub names: Vec<(std::ops::Range<u32>, Label)>,
    /// (token, rule) of the rules of several tokens.
    pub sequences: Vec<(usize, usize)>,
}

/// What tag and arc finally mean for a form: labels, and the lemma.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verdict {
    pub form: FormId,
    pub tag: Label,
    pub dep: Label,
    /// After the rules.
    pub final_tag: Label,
    pub final_dep: Label,
    pub pos: Label,
    pub lemma: u32,
}

/// Verdicts and lemmas seen so far.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    index: HashTable<u32>,
    list: Vec<Verdict>,
    lemma_index: HashTable<u32>,
    pub lemmas: Vec<Box<str>>,
    /// For each lemma: the analysis that last used it, and its symbol there.
    pub symbols: Vec<(u64, u32)>,
    /// Number of the present analysis.
    pub stamp: u64,
}

impl Verdicts {
    fn clear(&mut self) {
        self.index.clear();
        self.list.clear();
        self.lemma_index.clear();
        self.lemmas.clear();
        self.symbols.clear();
    }

    fn hash(form: FormId, tag: Label, dep: Label) -> u64 {
        let key = u64::from(form) << 32 | u64::from(tag) << 16 | u64::from(dep);
        (key ^ key >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    pub(crate) fn find(&self, form: FormId, tag: Label, dep: Label) -> Option<Verdict> {
        let same = |&at: &u32| {
            let known = &self.list[at as usize];
            (known.form, known.tag, known.dep) == (form, tag, dep)
        };
        self.index.find(Self::hash(form, tag, dep), same).map(|&at| self.list[at as usize])
    }

    pub(crate) fn keep(&mut self, verdict: Verdict) {
        let at = self.list.len() as u32;
        self.list.push(verdict);
        let list = &self.list;
        self.index.insert_unique(Self::hash(verdict.form, verdict.tag, verdict.dep), at, |&at| {
            let known = &list[at as usize];
            Self::hash(known.form, known.tag, known.dep)
        });
    }

    pub(crate) fn lemma(&mut self, text: &str) -> u32 {
        let hash = quick(text, 0);
        let lemmas = &self.lemmas;
        if let Some(&id) = self.lemma_index.find(hash, |&id| *lemmas[id as usize] == *text) {
            return id;
        }
        let id = self.lemmas.len() as u32;
        self.lemmas.push(text.into());
        self.symbols.push((0, 0));
        let lemmas = &self.lemmas;
        self.lemma_index.insert_unique(hash, id, |&id| quick(&lemmas[id as usize], 0));
        id
    }
}
