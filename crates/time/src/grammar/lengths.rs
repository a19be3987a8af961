//! Lengths and what is counted with them: "nearly three years", "two weeks ago", "a day later",
//! "two days after entering the town", "the five-month-old offensive".

use super::{Grammar, Read};
use crate::length::{Hedge, Length, Unit};
use crate::lexer::Case;
use crate::meaning::Meaning;
use crate::vocabulary::Word;

impl Grammar<'_> {
    /// A count: smaller number, larger number, and the atom after it.
    pub(super) fn count(&self, at: usize) -> Option<(u32, Option<u32>, usize)> {
        match self.word(at) {
            Word::Number(first) if first <= 999 => {
                let mut end = at + 1;
                let mut value = first;
                let tens = self.atom(at).digits == 0 && first >= 20 && first % 10 == 0;
                if let (true, Word::Number(ones @ 1..=9), 0) = (
                    tens,
                    self.word(self.past_hyphen(end)),
                    self.atom(self.past_hyphen(end)).digits,
                ) {
                    value += ones;
                    end = self.past_hyphen(end) + 1;
                }
                let joint =
                    matches!(self.word(end), Word::To | Word::Or | Word::Hyphen | Word::Dash);
                if let (true, Word::Number(second)) = (joint, self.word(end + 1))
                    && value < second
                    && second <= 999
                {
                    return Some((value, Some(second), end + 2));
                }
                Some((value, Some(value), end))
            }
            Word::A => match self.word(at + 1) {
                Word::Few => Some((2, Some(5), at + 2)),
                Word::Couple => self.count(at + 1),
                Word::Unit(_) => Some((1, Some(1), at + 1)),
                _ => None,
            },
            Word::Few => Some((2, Some(5), at + 1)),
            Word::Several => Some((3, Some(7), at + 1)),
            Word::Couple => Some((2, Some(2), at + 1 + usize::from(self.word(at + 1) == Word::Of))),
            _ => None,
        }
    }

    /// The hedge before a count, and the atom after it.
    fn hedge(&self, at: usize) -> (Hedge, usize) {
        match (self.word(at), self.word(at + 1)) {
            (Word::Hedge(hedge), _) => (hedge, at + 1),
            (Word::More, Word::Than) => (Hedge::MoreThan, at + 2),
            (Word::Less, Word::Than) => (Hedge::Nearly, at + 2),
            (Word::At, Word::Least) => (Hedge::MoreThan, at + 2),
            (Word::At, Word::Most) => (Hedge::Nearly, at + 2),
            _ => (Hedge::Exactly, at),
        }
    }

    /// A length with its hedge, its half and its unit, and the atom after it.
    fn measured(&self, at: usize) -> Option<(Length, usize)> {
        let (hedge, start) = self.hedge(at);
        if self.word(start) == Word::Half {
            let unit_at = start + 1 + usize::from(self.word(start + 1) == Word::A);
            let Word::Unit(unit) = self.word(self.past_hyphen(unit_at)) else { return None };
            return Some((halves(unit, 1, hedge)?, self.past_hyphen(unit_at) + 1));
        }
        let (least, most, after) = self.count(start)?;
        let mut after = after;
        let mut half = self.is_and_a_half(after);
        if half {
            after += 3;
        }
        let unit_at = self.past_hyphen(after);
        let (Word::Unit(unit) | Word::Units(unit)) = self.word(unit_at) else { return None };
        let mut end = unit_at + 1;
        if self.is_and_a_half(end) {
            half = true;
            end += 3;
        }
        if half {
            return Some((halves(unit, least * 2 + 1, hedge)?, end));
        }
        Some((Length { unit, least, most, hedge }, end))
    }

    fn is_and_a_half(&self, at: usize) -> bool {
        self.word(at) == Word::And
            && self.word(at + 1) == Word::A
            && self.word(at + 2) == Word::Half
    }

    /// A length, and what the words after it make of it.
    pub(super) fn length(&self, at: usize) -> Read {
        let glued_to_word = self.atom(at).glued && self.before(at) == Word::Hyphen;
        let (length, end) = self.measured(at).filter(|_| !glued_to_word)?;
        let (start, _) = (self.hedge(at).1, ());
        if let Some(age) = self.age(end) {
            let meaning = if age.1 { Meaning::Length(length) } else { Meaning::NotATime };
            return Some((meaning, age.0));
        }
        if length.unit == Unit::Hour {
            return None;
        }
        match (self.word(end), self.word(end + 1)) {
            (Word::Ago, _) => return Some((Meaning::Ago { length, forward: false }, end + 1)),
            (Word::From, Word::Now) => {
                return Some((Meaning::Ago { length, forward: true }, end + 2));
            }
            (Word::Later, _) => return Some((Meaning::Step { length, forward: true }, end + 1)),
            (Word::Earlier, _) => return Some((Meaning::Step { length, forward: false }, end + 1)),
            (Word::After, _) => return Some(self.step(end, length, true)),
            (Word::Before, _) => return Some(self.step(end, length, false)),
            (Word::Possessive | Word::Apostrophe, _)
                if self.str(end + 1) == "time" && self.before(at) == Word::In =>
            {
                return Some((Meaning::Ago { length, forward: true }, end + 2));
            }
            _ => {}
        }
        // "twice a day", "one day": a length only where something measures with it.
        let single = self.word(start) == Word::A && matches!(self.word(start + 1), Word::Unit(_))
            || self.word(start) == Word::Number(1)
                && self.atom(start).digits == 0
                && !self.atom(start + 1).glued;
        let governed = start > at
            || matches!(self.before(at), Word::For | Word::After | Word::Within | Word::In);
        (!single || governed).then_some((Meaning::Length(length), end))
    }

    /// "-old": the atom after it, and whether what is so old is an event and not a person.
    fn age(&self, end: usize) -> Option<(usize, bool)> {
        let old = self.past_hyphen(end);
        let of_age = self.word(end) == Word::Of && self.word(end + 1) == Word::Aged;
        if of_age {
            return Some((end + 2, false));
        }
        if self.word(old) != Word::Old {
            return None;
        }
        let event = (1..=2).any(|on| self.word(old + on) == Word::Lasting)
            && self.atom(old).glued
            && self.word(old + 1) != Word::Person;
        Some((old + 1, event))
    }

    /// "two days after …": counted from the telling, from a date, or from an event that the words
    /// after it name.
    pub(super) fn step(&self, at: usize, length: Length, forward: bool) -> (Meaning, usize) {
        let after = at + 1;
        let stops = matches!(
            self.word(after),
            Word::Dot
                | Word::Comma
                | Word::Edge0
                | Word::Break
                | Word::Close
                | Word::Mark
                | Word::And
                | Word::Dash
        );
        if stops {
            return (Meaning::Step { length, forward }, after);
        }
        if let Some((meaning, end)) = self.core(after, None)
            && !matches!(meaning, Meaning::Length(_) | Meaning::NotATime | Meaning::Vague)
        {
            let plain = !matches!(self.word(end), Word::Other | Word::Lasting | Word::Possessive)
                || self.atom(end).case == Case::Lower && self.word(end) == Word::Other;
            let end = if plain { end } else { after };
            let from = Some(Box::new(meaning));
            return (Meaning::StepFrom { length, forward, from, event: (after, after) }, end);
        }
        let mut end = after;
        while end < self.atoms.len()
            && end < after + 8
            && !matches!(self.word(end), Word::Dot | Word::Comma | Word::Break | Word::Mark)
        {
            end += 1;
        }
        (Meaning::StepFrom { length, forward, from: None, event: (after, end) }, after)
    }
}

/// A length of so many halves of a unit, in the next smaller unit.
fn halves(unit: Unit, halves: u32, hedge: Hedge) -> Option<Length> {
    let (unit, each) = match unit {
        Unit::Decade => (Unit::Year, 5),
        Unit::Year => (Unit::Month, 6),
        Unit::Month => (Unit::Day, 15),
        Unit::Fortnight => (Unit::Week, 1),
        Unit::Week | Unit::Day | Unit::Hour => return None,
    };
    let least = halves.checked_mul(each)?;
    Some(Length { unit, least, most: Some(least), hedge })
}
