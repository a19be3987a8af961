//! The scene: what all steps of mention finding share about one report.

use std::collections::BTreeMap;
use std::ops::Range;

use dateline_place::{Toponym, ToponymRole};
use dateline_syntax::Analysis;
use jiff::civil::Date;

use crate::fold::{self, Case, Word};
use crate::registry::Registry;
use crate::roles::{Role, WordClass};

/// One report under analysis.
pub(super) struct Scene<'s> {
    pub analysis: &'s Analysis<'s>,
    pub registry: &'s Registry,
    pub toponyms: &'s [Toponym],
    pub published: Option<Date>,
    /// Words of all tokens, in order.
    pub words: Vec<Word>,
    /// Token of every word.
    pub token_of: Vec<u32>,
    /// Words of every token: `starts[t]..starts[t + 1]`.
    starts: Vec<u32>,
    /// Per sentence: whether it is written in capitals throughout.
    shouted: Vec<bool>,
    /// Toponym of every token, where there is one.
    toponym_of: BTreeMap<u32, usize>,
    /// Sentence of every token.
    sentence_of: Vec<u32>,
    pub evidence: Evidence,
}

/// Countries that the report speaks of, by sentence and over all.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// By sentence, once settled.
    marks: Vec<Mark>,
    /// Over the report, heaviest first.
    all: Vec<(String, f32)>,
    /// Over the report for whose soil it is, heaviest first.
    soil: Vec<(String, f32)>,
}

/// One sign of a country.
#[derive(Debug)]
struct Mark {
    sentence: u32,
    country: String,
    weight: f32,
    /// A place there was named, not people from there.
    place: bool,
    token: u32,
}

impl Evidence {
    pub fn add(&mut self, (sentence, token): (u32, u32), country: &str, weight: f32, place: bool) {
        let country = country.to_owned();
        self.marks.push(Mark { sentence, country, weight, place, token });
    }

    /// What was taken for places and turns out to stand for governments. `tokens` are sorted.
    pub fn demote(&mut self, tokens: &[u32]) {
        for mark in &mut self.marks {
            if mark.place && tokens.binary_search(&mark.token).is_ok() {
                mark.place = false;
                mark.weight *= 0.2;
            }
        }
    }

    /// Orders what was added; to be called before anything is asked.
    pub fn settle(&mut self) {
        self.marks.sort_by_key(|mark| mark.sentence);
        let owned = |sums: Vec<(&str, f32)>| -> Vec<(String, f32)> {
            sums.into_iter().map(|(country, weight)| (country.to_owned(), weight)).collect()
        };
        self.all = owned(sum(&self.marks, 1.0));
        self.soil = owned(sum(&self.marks, PEOPLE));
    }

    /// Weight of a country over the report.
    pub fn of(&self, country: &str) -> f32 {
        self.all.iter().find(|(known, _)| known == country).map_or(0.0, |(_, weight)| *weight)
    }

    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    fn of_sentence(&self, sentence: u32) -> &[Mark] {
        let start = self.marks.partition_point(|mark| mark.sentence < sentence);
        let end = self.marks.partition_point(|mark| mark.sentence <= sentence);
        &self.marks[start..end]
    }

    /// Countries of one sentence with their weights, heaviest first.
    pub fn in_sentence(&self, sentence: u32) -> Vec<(&str, f32)> {
        sum(self.of_sentence(sentence), 1.0)
    }

    /// The same for whose soil it is: places tell, people from elsewhere hardly do.
    pub fn soil_of_sentence(&self, sentence: u32) -> Vec<(&str, f32)> {
        sum(self.of_sentence(sentence), PEOPLE)
    }

    /// Whose soil the report is on, heaviest first.
    pub fn soil_of_report(&self) -> &[(String, f32)] {
        &self.soil
    }
}

/// What a nationality weighs against a place, for whose soil it is.
const PEOPLE: f32 = 0.4;

fn sum(marks: &[Mark], people: f32) -> Vec<(&str, f32)> {
    let mut sums: Vec<(&str, f32)> = vec![];
    for mark in marks {
        let weight = mark.weight * if mark.place { 1.0 } else { people };
        match sums.iter_mut().find(|(country, _)| *country == mark.country) {
            Some((_, sum)) => *sum += weight,
            None => sums.push((&mark.country, weight)),
        }
    }
    // Stable: of two equal ones the first named stays first.
    sums.sort_by(|a, b| b.1.total_cmp(&a.1));
    sums
}

/// Whether a country's name stands behind a word that puts things into it.
fn is_inside(analysis: &Analysis, token: usize) -> bool {
    token < analysis.len()
        && analysis.dep(token) == "pobj"
        && matches!(
            analysis.text(analysis.head(token)).to_ascii_lowercase().as_str(),
            "in" | "inside" | "across" | "throughout" | "into" | "within"
        )
}

impl<'s> Scene<'s> {
    pub fn new(
        analysis: &'s Analysis<'s>,
        toponyms: &'s [Toponym],
        registry: &'s Registry,
        published: Option<Date>,
    ) -> Self {
        let mut words = Vec::with_capacity(analysis.len());
        let mut token_of = Vec::with_capacity(analysis.len());
        let mut starts = Vec::with_capacity(analysis.len() + 1);
        for token in 0..analysis.len() {
            starts.push(words.len() as u32);
            fold::words(analysis.text(token), |word| {
                words.push(word);
                token_of.push(token as u32);
            });
        }
        starts.push(words.len() as u32);
        let mut sentence_of = vec![0; analysis.len()];
        for (index, range) in analysis.sentences().iter().enumerate() {
            for token in range.clone() {
                if let Some(slot) = sentence_of.get_mut(token as usize) {
                    *slot = index as u32;
                }
            }
        }
        let mut scene = Scene {
            analysis,
            registry,
            toponyms,
            published,
            words,
            token_of,
            starts,
            shouted: vec![],
            toponym_of: BTreeMap::new(),
            sentence_of,
            evidence: Evidence::default(),
        };
        scene.shouted = analysis.sentences().iter().map(|range| scene.is_shouted(range)).collect();
        for (index, toponym) in toponyms.iter().enumerate() {
            for token in toponym.tokens.clone() {
                scene.toponym_of.insert(token, index);
            }
            // Demonyms and seats tell of who acts, and less of where.
            let country = toponym.place.kind == "country";
            let last = (toponym.tokens.end as usize).saturating_sub(1);
            // "In Syria" is where; "US warplanes", "with help from Brazil" are not.
            let adjective = country && last < analysis.len() && !is_inside(analysis, last);
            let place = !adjective
                && matches!(toponym.role, ToponymRole::Location | ToponymRole::Container);
            let weight = match (place, country) {
                (true, false) => 1.0,
                (true, true) => 0.7,
                (false, _) if toponym.role == ToponymRole::Metonym => 0.2,
                (false, _) => 0.5,
            };
            if let Some(country) = &toponym.place.country {
                let token = toponym.tokens.start;
                let at = (scene.sentence(token as usize), token);
                scene.evidence.add(at, country, weight, place);
            }
        }
        scene.evidence.settle();
        scene
    }

    fn is_shouted(&self, range: &Range<u32>) -> bool {
        let (mut upper, mut other) = (0, 0);
        for token in range.clone() {
            for word in self.words_of(token as usize) {
                if word.folded.len() >= 4 && word.folded.bytes().all(|b| b.is_ascii_alphabetic()) {
                    if word.case == Case::Upper { upper += 1 } else { other += 1 }
                }
            }
        }
        upper >= 2 && upper > 4 * other
    }

    /// The token's words.
    pub fn words_of(&self, token: usize) -> &[Word] {
        match (self.starts.get(token), self.starts.get(token + 1)) {
            (Some(&start), Some(&end)) => &self.words[start as usize..end as usize],
            _ => &[],
        }
    }

    /// The token's last word in its folded form; empty for marks.
    pub fn folded(&self, token: usize) -> &str {
        self.words_of(token).last().map_or("", |word| &word.folded)
    }

    /// Closed lists that the token is on, by its form or its lemma.
    pub fn class(&self, token: usize) -> WordClass {
        self.registry.roles().class(self.folded(token))
    }

    /// Closed lists that a verb is on, by its lemma.
    pub fn verb_class(&self, token: usize) -> WordClass {
        let lemma = self.analysis.lemma(token);
        if lemma.bytes().any(|byte| byte.is_ascii_uppercase()) {
            self.registry.roles().class(&lemma.to_lowercase())
        } else {
            self.registry.roles().class(lemma)
        }
    }

    /// The role of the noun at a token, with the first token of it where it is of two words ("air
    /// force").
    pub fn role(&self, token: usize) -> Option<(&'s Role, usize)> {
        let last = self.folded(token);
        if last.is_empty() {
            return None;
        }
        let registry: &'s Registry = self.registry;
        let before = token.checked_sub(1).filter(|_| self.words_of(token).len() == 1);
        if let Some(before) = before {
            let first = self.folded(before);
            if !first.is_empty() {
                let two = format!("{first} {last}");
                if let Some(role) = registry.roles().role(&two) {
                    return Some((role, before));
                }
            }
        }
        registry.roles().role(last).map(|role| (role, token))
    }

    pub fn sentence(&self, token: usize) -> u32 {
        self.sentence_of.get(token).copied().unwrap_or(0)
    }

    /// First token of the token's sentence.
    pub fn sentence_start(&self, token: usize) -> usize {
        self.sentence_range(self.sentence(token)).start
    }

    /// One past the last token of the token's sentence.
    pub fn sentence_end(&self, token: usize) -> usize {
        self.sentence_range(self.sentence(token)).end
    }

    /// Tokens of a sentence.
    pub fn sentence_range(&self, sentence: u32) -> Range<usize> {
        self.analysis
            .sentences()
            .get(sentence as usize)
            .map_or(0..0, |range| range.start as usize..range.end as usize)
    }

    pub fn shouted(&self, token: usize) -> bool {
        self.shouted.get(self.sentence(token) as usize).copied().unwrap_or(false)
    }

    /// The toponym that a token is part of.
    pub fn toponym(&self, token: usize) -> Option<&'s Toponym> {
        self.toponym_of.get(&(token as u32)).map(|&index| &self.toponyms[index])
    }

    /// The label of the name that covers a token, with its tokens.
    pub fn name_label(&self, token: usize) -> Option<(&str, Range<usize>)> {
        let names = self.analysis.names();
        let index = names.partition_point(|name| name.tokens.end as usize <= token);
        names.get(index).filter(|name| name.tokens.start as usize <= token).map(|name| {
            let range = name.tokens.start as usize..name.tokens.end as usize;
            (self.analysis.label(name), range)
        })
    }

    /// The token of a range that the rest hangs on: the last whose head lies outside.
    pub fn root_of(&self, range: Range<usize>) -> usize {
        let outside = |token: &usize| {
            let head = self.analysis.head(*token);
            head == *token || !range.contains(&head)
        };
        let is_mark = |token: &usize| self.folded(*token).is_empty();
        range
            .clone()
            .rev()
            .find(|token| outside(token) && !is_mark(token))
            .unwrap_or(range.end.saturating_sub(1))
    }

    pub fn is_subject(&self, token: usize) -> bool {
        matches!(self.analysis.dep(token), "nsubj" | "nsubjpass")
    }

    /// Whether a token is a hyphen or dash.
    pub fn is_hyphen(&self, token: usize) -> bool {
        matches!(self.analysis.text(token), "-" | "‐" | "‑" | "–")
    }
}
