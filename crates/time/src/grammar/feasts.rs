//! Days with names: "Christmas Eve", "Good Friday", "the month of Ramadan", "Eid al-Fitr".

use super::dates::OPEN;
use super::{Grammar, Read};
use crate::calendar::Feast;
use crate::length::Unit;
use crate::meaning::Meaning;
use crate::vocabulary::{FeastWord, Word};

impl Grammar<'_> {
    pub(super) fn feast(&self, at: usize) -> Read {
        if !self.is_capital(at) {
            return None;
        }
        let Word::Feast(word) = self.word(at) else { return None };
        let next = self.word(at + 1);
        let (feast, end) = match (word, next) {
            (FeastWord::Christmas, Word::Feast(FeastWord::Eve)) => (Feast::ChristmasEve, at + 2),
            (FeastWord::Christmas, Word::Unit(Unit::Day)) => (Feast::Christmas, at + 2),
            (FeastWord::Christmas, _) => (Feast::Christmas, at + 1),
            (FeastWord::Easter, Word::Weekday(7)) => (Feast::Easter, at + 2),
            (FeastWord::Easter, Word::Weekday(1)) => (Feast::EasterMonday, at + 2),
            (FeastWord::Easter, _) => (Feast::Easter, at + 1),
            (FeastWord::Good, Word::Weekday(5)) => (Feast::GoodFriday, at + 2),
            (FeastWord::Palm, Word::Weekday(7)) => (Feast::PalmSunday, at + 2),
            (FeastWord::Orthodox, Word::Feast(FeastWord::Easter)) => {
                (Feast::OrthodoxEaster, at + 2)
            }
            (FeastWord::Orthodox, Word::Feast(FeastWord::Christmas)) => {
                (Feast::OrthodoxChristmas, at + 2)
            }
            (FeastWord::Nowruz, _) => (Feast::Nowruz, at + 1),
            (FeastWord::Ashura, _) => (Feast::Ashura, at + 1),
            (FeastWord::Thanksgiving, Word::Unit(Unit::Day)) => (Feast::Thanksgiving, at + 2),
            (FeastWord::Thanksgiving, _) => (Feast::Thanksgiving, at + 1),
            (FeastWord::Ramadan, _) => (Feast::Ramadan, at + 1),
            (FeastWord::New, Word::Unit(Unit::Year)) if self.is_capital(at + 1) => {
                self.new_year(at + 2)
            }
            (FeastWord::Eid, _) => match self.eid(at + 1) {
                Some(found) => found,
                None => return self.stands_alone(at, at + 1).then_some((Meaning::Vague, at + 1)),
            },
            _ => return None,
        };
        if !self.stands_alone(at, end) {
            return (end > at + 1).then_some((Meaning::NotATime, end));
        }
        let (year, end) = self.year_after(end).unwrap_or((OPEN, end));
        Some((Meaning::Feast { feast, year }, end))
    }

    /// No part of a person's, a place's or a treaty's name.
    fn stands_alone(&self, at: usize, end: usize) -> bool {
        let before = at > 0 && self.is_name(at - 1);
        let after = self.is_name(end)
            || self.is_capital(end) && matches!(self.word(end), Word::Lasting | Word::NameHead)
            || self.str(end).eq_ignore_ascii_case("agreement")
            || self.str(end).eq_ignore_ascii_case("island");
        !before && !after
    }

    fn new_year(&self, at: usize) -> (Feast, usize) {
        let at = at + usize::from(self.word(at) == Word::Possessive);
        match self.word(at) {
            Word::Feast(FeastWord::Eve) => (Feast::NewYearEve, at + 1),
            Word::Unit(Unit::Day) => (Feast::NewYear, at + 1),
            _ => (Feast::NewYear, at),
        }
    }

    fn eid(&self, at: usize) -> Option<(Feast, usize)> {
        let at = if self.word(at) == Word::Feast(FeastWord::Al) { at + 1 } else { at };
        let at = self.past_hyphen(at);
        match self.word(at) {
            Word::Feast(FeastWord::Fitr) => Some((Feast::EidAlFitr, at + 1)),
            Word::Feast(FeastWord::Adha) => Some((Feast::EidAlAdha, at + 1)),
            _ => None,
        }
    }

    /// "May Day".
    pub(super) fn may_day(&self, at: usize) -> Read {
        let day = self.word(at) == Word::Month(5)
            && self.word(at + 1) == Word::Unit(Unit::Day)
            && self.is_capital(at)
            && self.is_capital(at + 1);
        let (year, end) = self.year_after(at + 2).unwrap_or((OPEN, at + 2));
        day.then_some((Meaning::Feast { feast: Feast::MayDay, year }, end))
    }
}
