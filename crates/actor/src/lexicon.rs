//! The lexicon: every name, demonym, leader and description of the registry as a trie over words,
//! so that one pass over a report's words finds them all.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::dates::Dates;
use crate::fold::{self, Case, Word};

/// What a phrase of the lexicon is to its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhraseKind {
    /// A name or abbreviation.
    Name,
    /// A seat that stands for the actor ("Moscow said").
    Metonym,
    /// A nationality: adjective or people ("Syrian", "Syrians").
    Demonym,
    /// A public office-holder ("Haftar").
    Leader,
    /// A surname that many bear, an office-holder's only behind his office ("President Carter").
    Surname,
    /// A noun phrase that means it in reports on its countries.
    Description,
}

/// One phrase: whose it is, what it is, when.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// Index of the actor in the registry.
    pub actor: u32,
    /// What the phrase is.
    pub kind: PhraseKind,
    /// When it holds.
    pub dates: Dates,
    /// How each word is written; the text must agree where it is not all upper case.
    pub cases: Box<[Case]>,
}

/// A trie over folded words.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    vocabulary: HashMap<String, u32, Fx>,
    /// (node, word) → node; node 0 is the root.
    edges: HashMap<(u32, u32), u32, Fx>,
    /// Phrases that end at a node, by node.
    ends: Vec<Vec<Phrase>>,
}

type Fx = BuildHasherDefault<FxHasher>;

impl Lexicon {
    /// Adds a phrase; `None` where the text has no words.
    pub(crate) fn insert(
        &mut self,
        text: &str,
        actor: u32,
        kind: PhraseKind,
        dates: Dates,
    ) -> Option<&[Phrase]> {
        if self.ends.is_empty() {
            self.ends.push(vec![]);
        }
        let (mut node, mut cases) = (0u32, vec![]);
        fold::words(text, |word| {
            let next_word = self.vocabulary.len() as u32;
            let id = *self.vocabulary.entry(word.folded).or_insert(next_word);
            let next_node = self.ends.len() as u32;
            let to = *self.edges.entry((node, id)).or_insert(next_node);
            if to == next_node {
                self.ends.push(vec![]);
            }
            node = to;
            cases.push(word.case);
        });
        if node == 0 {
            return None;
        }
        let ends = &mut self.ends[node as usize];
        // The newest last, so that a caller sees the others before it.
        ends.push(Phrase { actor, kind, dates, cases: cases.into() });
        Some(ends)
    }

    /// The id of a folded word, where any phrase has it.
    pub fn word(&self, folded: &str) -> Option<u32> {
        self.vocabulary.get(folded).copied()
    }

    /// All phrases that begin with the first of `ids`, shortest first: number of words, phrases.
    pub fn at<'l, I: Iterator<Item = Option<u32>>>(
        &'l self,
        ids: I,
    ) -> impl Iterator<Item = (usize, &'l [Phrase])> + use<'l, I> {
        let mut node = 0u32;
        ids.map_while(move |id| {
            node = *self.edges.get(&(node, id?))?;
            Some(node)
        })
        .enumerate()
        .filter_map(|(index, node)| {
            let phrases = self.ends.get(node as usize)?.as_slice();
            (!phrases.is_empty()).then_some((index + 1, phrases))
        })
    }

    /// The phrases that a whole text is.
    pub fn phrases(&self, text: &str) -> &[Phrase] {
        let words = fold::folded(text);
        let ids: Vec<_> = words.iter().map(|word| self.word(word)).collect();
        self.at(ids.into_iter())
            .filter(|(length, _)| *length == words.len())
            .map(|(_, phrases)| phrases)
            .last()
            .unwrap_or_default()
    }
}

impl Phrase {
    /// Whether words written like this may be the phrase. `shouted`: the sentence is all upper case.
    pub fn agrees(&self, words: &[Word], shouted: bool) -> bool {
        if matches!(self.kind, PhraseKind::Description) {
            return true;
        }
        self.cases.iter().zip(words).all(|(wanted, word)| match (*wanted, word.case) {
            // Small words of a name ("al", "of", "the") are written either way.
            (Case::Lower, _) => true,
            (Case::Title, found) => found != Case::Lower,
            (Case::Mixed, found) => found != Case::Lower,
            // An abbreviation that is its writer's whole name must be upper case ("IS", not "is");
            // long ones are read as words by some papers ("Frelimo", "Isis").
            (Case::Upper, Case::Upper) => true,
            (Case::Upper, Case::Title | Case::Mixed) => word.folded.len() >= 4 || shouted,
            (Case::Upper, Case::Lower | Case::Initial) => false,
            (Case::Initial, found) => found != Case::Lower,
        })
    }
}

/// A fast hash for short keys of our own making (no need to withstand an enemy).
#[derive(Clone, Copy, Default)]
pub(crate) struct FxHasher(u64);

impl FxHasher {
    fn add(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for FxHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.add(u64::from_le_bytes(word));
        }
    }
    fn write_u8(&mut self, value: u8) {
        self.add(u64::from(value));
    }
    fn write_u32(&mut self, value: u32) {
        self.add(u64::from(value));
    }
    fn finish(&self) -> u64 {
        // The table takes its group tag from the top bits and its bucket from the low ones.
        self.0 ^ (self.0 >> 32)
    }
}
