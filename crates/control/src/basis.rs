//! How good the evidence is: independent sources counted, weights combined.

use std::collections::HashMap;

use dateline_coding::Interest;

use crate::evidence::Evidence;
use crate::status::EvidenceBasis;

/// A place's evidence as far as it is counted and weighed: every day weighs some of it anew, so that what is
/// compared are numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scales {
    pieces: Vec<Piece>,
    /// How many different numbers there are of each kind.
    sources: usize,
    stories: usize,
    words: usize,
    reports: usize,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    source: u32,
    /// Of a report in its own voice.
    story: Option<u32>,
    words: Option<u32>,
    report: u32,
    own_voice: bool,
    self_serving: bool,
    against: bool,
    /// What its word is worth.
    worth: f64,
}

/// Evidence of one independent source.
#[derive(Clone, Copy, Debug, Default)]
struct Group {
    there: bool,
    independent: bool,
    against: bool,
    worth: f64,
}

/// Different texts by number.
#[derive(Default)]
struct Numbers<'t>(HashMap<&'t str, u32>);

impl<'t> Numbers<'t> {
    fn of(&mut self, text: &'t str) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(text).or_insert(next)
    }
}

impl Scales {
    pub(crate) fn of(evidence: &[Evidence<'_>]) -> Scales {
        let (mut sources, mut stories) = (Numbers::default(), Numbers::default());
        let (mut words, mut reports) = (Numbers::default(), Numbers::default());
        let pieces = (evidence.iter())
            .map(|one| Piece {
                source: sources.of(&one.source),
                story: (one.story.as_deref()).filter(|_| one.own_voice).map(|it| stories.of(it)),
                words: (!one.words.is_empty()).then(|| words.of(&one.words)),
                report: reports.of(&one.claim.report),
                own_voice: one.own_voice,
                self_serving: one.self_serving(),
                against: one.interest == Interest::Against,
                worth: one.weight * one.claim.confidence.clamp(0.0, 1.0),
            })
            .collect();
        Scales {
            pieces,
            sources: sources.0.len(),
            stories: stories.0.len(),
            words: words.0.len(),
            reports: reports.0.len(),
        }
    }

    /// What some pieces of evidence amount to together: the basis, and a confidence from 0 to 1.
    pub(crate) fn amount(&self, evidence: &[usize]) -> Option<(EvidenceBasis, f64)> {
        if evidence.is_empty() {
            return None;
        }
        let groups = self.groups(evidence);
        let groups = groups.iter().filter(|group| group.there);
        let mut independent = 0;
        let mut against = false;
        let mut doubt = 1.0;
        for group in groups {
            independent += usize::from(group.independent);
            against |= group.against;
            doubt *= 1.0 - group.worth;
        }
        let basis = match independent {
            0 => EvidenceBasis::ClaimedOnly,
            1 if !against => EvidenceBasis::Reported,
            _ => EvidenceBasis::Corroborated,
        };
        Some((basis, 1.0 - doubt))
    }

    /// How many independent sources there are among them.
    pub(crate) fn independent(&self, evidence: &[usize]) -> usize {
        let groups = self.groups(evidence);
        groups.iter().filter(|group| group.there && group.independent).count()
    }

    /// Evidence by independent source. Two pieces are of one source where the innermost source is the
    /// same or the words are, or two copies of one story speak for themselves; a report's own voice is no
    /// source beside one that it names.
    fn groups(&self, evidence: &[usize]) -> Vec<Group> {
        let mut roots = Roots((0..evidence.len() as u32).collect());
        // Of each number the first piece that has it.
        let mut by_source = vec![NONE; self.sources];
        let mut by_story = vec![NONE; self.stories];
        let mut by_words = vec![NONE; self.words];
        let mut named = vec![NONE; self.reports];
        for (index, one) in evidence.iter().enumerate() {
            let (one, index) = (&self.pieces[*one], index as u32);
            roots.join(first(&mut by_source, one.source, index), index);
            if let Some(story) = one.story {
                roots.join(first(&mut by_story, story, index), index);
            }
            if let Some(words) = one.words {
                roots.join(first(&mut by_words, words, index), index);
            }
            if !one.own_voice && !one.self_serving {
                first(&mut named, one.report, index);
            }
        }
        let mut groups = vec![Group::default(); evidence.len()];
        for (index, one) in evidence.iter().enumerate() {
            let one = &self.pieces[*one];
            let root = match named[one.report as usize] {
                named if one.own_voice && named != NONE => roots.root(named),
                _ => roots.root(index as u32),
            };
            let group = &mut groups[root as usize];
            group.there = true;
            group.independent |= !one.self_serving;
            group.against |= one.against;
            group.worth = group.worth.max(one.worth);
        }
        groups
    }
}

const NONE: u32 = u32::MAX;

fn first(firsts: &mut [u32], number: u32, index: u32) -> u32 {
    let first = &mut firsts[number as usize];
    if *first == NONE {
        *first = index;
    }
    *first
}

/// Which pieces belong together: each points to an earlier one of its group, the first to itself.
struct Roots(Vec<u32>);

impl Roots {
    fn root(&mut self, mut index: u32) -> u32 {
        while self.0[index as usize] != index {
            let above = self.0[self.0[index as usize] as usize];
            self.0[index as usize] = above;
            index = above;
        }
        index
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}
