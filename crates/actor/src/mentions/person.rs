//! Persons: those who speak or act for a body stand for it; all others are private.

use std::ops::Range;

use super::chunk::Chunk;
use super::describe::Verdict;
use super::reader::{Draft, Reader, Who};
use crate::actor::MentionKind;
use crate::fold;
use crate::roles::Number;

impl<'s> Reader<'s> {
    /// A person's name that stands by itself: whom the report said that the person stands for.
    pub fn person(&mut self, range: Range<usize>) {
        let head = self.scene.root_of(range.clone());
        let surname = self.surname(&range);
        let who = self.people.get(&surname).cloned().unwrap_or(Who::Private);
        let words = self.scene.analysis.span_of(range.clone()).of(self.scene.analysis.source());
        self.push(Draft {
            tokens: range,
            head,
            who,
            how: MentionKind::Reference,
            reason: format!("the report says for whom \"{words}\" speaks or acts"),
            number: Number::Singular,
            person: true,
            shares: None,
            backers: vec![],
        });
    }

    pub fn add_private(&mut self, tokens: Range<usize>, head: usize) {
        self.push(Draft {
            tokens,
            head,
            who: Who::Private,
            how: MentionKind::Reference,
            reason: String::new(),
            number: Number::Singular,
            person: true,
            shares: None,
            backers: vec![],
        });
    }

    pub fn surname(&self, range: &Range<usize>) -> String {
        let words = fold::folded(
            self.scene.analysis.span_of(range.clone()).of(self.scene.analysis.source()),
        );
        words.into_iter().rfind(|word| word != "s").unwrap_or_default()
    }

    /// "Army spokesman X", "X, a spokesman for the army": X stands for the army from here on.
    pub fn remember_person(&mut self, chunk: &Chunk<'s>, verdict: &Verdict) {
        let analysis = self.scene.analysis;
        let is_person = |range: &Range<usize>| {
            matches!(self.scene.name_label(range.start), Some(("PERSON", _)))
        };
        if let Some(range) = self
            .name_after(chunk)
            .filter(|range| is_person(range) || self.scene.name_label(range.start).is_none())
        {
            let surname = self.surname(&range);
            self.people.insert(surname, verdict.who.clone());
        }
        let named = if analysis.dep(chunk.noun) == "appos" {
            Some(analysis.head(chunk.noun))
        } else {
            analysis.children(chunk.noun).find(|child| analysis.dep(*child) == "appos")
        };
        let Some(named) = named else { return };
        let Some((label, range)) = self.scene.name_label(named) else { return };
        if label != "PERSON" {
            return;
        }
        let surname = self.surname(&range);
        self.people.insert(surname, verdict.who.clone());
        let words = analysis.span_of(chunk.tokens.clone()).of(analysis.source());
        let head = self.scene.root_of(range.clone());
        self.push(Draft {
            tokens: range,
            head,
            who: verdict.who.clone(),
            how: MentionKind::Reference,
            reason: format!("in apposition to \"{words}\""),
            number: Number::Singular,
            person: true,
            shares: None,
            backers: vec![],
        });
    }
}
