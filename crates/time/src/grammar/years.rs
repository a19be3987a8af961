//! Years, decades, centuries and seasons. Four digits are a year only where something says so.

use super::dates::{OPEN, full_year};
use super::{Grammar, Hit, Read};
use crate::calendar::{Part, Season};
use crate::length::{Hedge, Length, Unit};
use crate::lexer::Case;
use crate::meaning::{Meaning, Pick, Year};
use crate::vocabulary::Word;

/// Atoms before the year that ends a note.
const NOTE: usize = 10;

impl Grammar<'_> {
    /// Four figures that can be a year.
    pub(super) fn four_digits(&self, at: usize) -> Option<i16> {
        match self.word(at) {
            Word::Number(year @ 1000..=2199) if self.atom(at).digits == 4 => Some(year as i16),
            _ => None,
        }
    }

    /// A year, or a range of years, with evidence beside it.
    pub(super) fn year(&self, at: usize, previous: Option<&Hit>) -> Read {
        let first = self.four_digits(at)?;
        let (second, end) = match self.year_range(at, first) {
            Some((second, end)) => (Some(second), end),
            None => (None, at + 1),
        };
        if self.counts_years_its_own_way(at, end) {
            return Some((Meaning::NotATime, end));
        }
        if !self.is_year(at, end, first, second.is_some(), previous) {
            return None;
        }
        let of = |year| Meaning::Year { year: Year::Said(year), part: None };
        Some(match second {
            Some(second) => (Meaning::Range(Box::new(of(first)), Box::new(of(second))), end),
            None => (of(first), end),
        })
    }

    /// "2014-2017", "2014–17": the second year and the atom after it.
    fn year_range(&self, at: usize, first: i16) -> Option<(i16, usize)> {
        if !matches!(self.word(at + 1), Word::Hyphen | Word::Dash | Word::Slash) {
            return None;
        }
        let Word::Number(second) = self.word(at + 2) else { return None };
        // "2016-10-17" and phone numbers go on.
        if matches!(self.word(at + 3), Word::Hyphen) && self.atom(at + 3).glued {
            return None;
        }
        let second = match self.atom(at + 2).digits {
            4 => second as i16,
            2 => first - first % 100 + second as i16,
            _ => return None,
        };
        ((first + 1)..=(first + 150)).contains(&second).then_some((second, at + 3))
    }

    /// A season of sport, a fiscal year, a line of 1967.
    fn counts_years_its_own_way(&self, at: usize, end: usize) -> bool {
        let trap = |place: usize| matches!(self.word(place), Word::Sport | Word::Border);
        let near = trap(end)
            || matches!(self.word(end), Word::Other) && trap(end + 1) && self.is_capital(end + 1)
            || matches!(self.word(end), Word::Other | Word::NameHead)
                && self.word(end + 1) == Word::Border;
        let before = at.checked_sub(1).is_some_and(|b| {
            matches!(self.word(b), Word::Sport | Word::Fiscal)
                || self.word(b) == Word::Unit(Unit::Year) && self.before(b) == Word::Sport
        });
        near || before
    }

    fn is_year(
        &self,
        at: usize,
        end: usize,
        year: i16,
        ranged: bool,
        previous: Option<&Hit>,
    ) -> bool {
        let after = self.word(end);
        let counted = matches!(after, Word::Measure | Word::Quantity | Word::Person)
            || matches!(after, Word::Other) && self.atom(end).glued;
        let round = year % 50 == 0 && matches!(after, Word::Other);
        if counted || self.atom(at).glued && self.before(at) == Word::Hyphen {
            return false;
        }
        let plausible = (1500..=2100).contains(&year);
        if !plausible {
            return false;
        }
        let lasting = after == Word::Lasting && self.before(at) != Word::Numbered;
        match self.governor(at).0 {
            Word::In | Word::During | Word::Throughout | Word::Part(_) => return !round,
            Word::Since | Word::Until | Word::From | Word::Before | Word::After => return !round,
            Word::By | Word::Between | Word::Through => return !self.is_plural_after(end),
            Word::Of => return !self.is_plural_after(end),
            Word::Open if matches!(after, Word::Close | Word::Comma | Word::Dash) => return true,
            Word::Month(_) | Word::MonthShort(_) => return true,
            Word::Unit(Unit::Year) | Word::Units(Unit::Year) => return true,
            Word::Numbered => return false,
            _ => {}
        }
        // "as early as 2013".
        if at > 1 && self.str(at - 1) == "as" && matches!(self.word(at - 2), Word::Part(_)) {
            return !round;
        }
        // "the bloody 2014 siege", "its 2008 war", "a 2012 deal".
        let determiner = (1..=3).filter_map(|back| at.checked_sub(back)).find(|place| {
            !matches!(self.word(*place), Word::Other | Word::Lasting)
                || POSSESSIVES.contains(&self.str(*place))
        });
        let determined = determiner.is_some_and(|place| {
            matches!(
                self.word(place),
                Word::The | Word::A | Word::Possessive | Word::That | Word::Apostrophe
            ) || POSSESSIVES.contains(&self.str(place))
        });
        let noun = matches!(after, Word::Other | Word::NameHead | Word::Lasting | Word::Paper)
            && !self.atom(end).glued;
        if lasting || determined && noun && self.before(at) != Word::Numbered {
            return true;
        }
        if ranged && (self.before(at) == Word::Open || determined) {
            return true;
        }
        // "in 2013 and 2014"; a heading that is a year.
        let listed = matches!(self.before(at), Word::And | Word::Or | Word::Comma)
            && previous.is_some_and(|hit| {
                hit.end + 1 == at
                    && matches!(hit.meaning, Meaning::Year { .. } | Meaning::Month { .. })
            });
        if self.closes_a_note(at, end) {
            return true;
        }
        let subject = self.is_sentence_start(at)
            && ["was", "saw"].iter().any(|verb| self.str(end).eq_ignore_ascii_case(verb));
        let heading = self.atom(at).line
            && matches!(after, Word::Break | Word::Edge0)
            && matches!(self.before(at), Word::Break | Word::Edge0 | Word::Mark);
        listed || heading || subject
    }

    /// "Captured by the Red Army 2022.": the last word of a note that is a participle, "by" and a name.
    fn closes_a_note(&self, at: usize, end: usize) -> bool {
        let ends = matches!(self.word(end), Word::Dot | Word::Edge0 | Word::Break | Word::Close);
        let (start, _) = self.sentence(at);
        if !ends || at - start > NOTE {
            return false;
        }
        let Some(by) = (start..at).find(|&t| self.word(t) == Word::By) else { return false };
        let participle = by > start && {
            let verb = self.str(by - 1);
            verb.ends_with("ed") || verb.ends_with("en")
        };
        let name = |t: usize| {
            self.is_name(t)
                || matches!(self.word(t), Word::The | Word::And | Word::Slash)
                || self.atom(t).case == Case::Upper
        };
        participle && by - start <= 2 && by + 1 < at && (by + 1..at).all(name)
    }

    fn is_plural_after(&self, end: usize) -> bool {
        matches!(self.word(end), Word::Other | Word::Person)
            && self.atom(end).case == Case::Lower
            && self.str(end).ends_with('s')
            && !["was", "is", "has"].contains(&self.str(end))
    }

    /// "'94" after a preposition.
    pub(super) fn short_year(&self, at: usize) -> Read {
        let next = self.atom(at + 1);
        let (Word::Number(short), 2, true) = (next.word, next.digits, next.glued) else {
            if let (Word::Decade(first), true) = (next.word, next.glued) {
                return Some((Meaning::Decade { first, part: None }, at + 2));
            }
            return None;
        };
        let governed = matches!(
            self.before(at),
            Word::In | Word::Since | Word::Of | Word::Until | Word::By | Word::From
        );
        let year = Year::Said(full_year(short as i16));
        (governed && !self.atom(at).glued).then_some((Meaning::Year { year, part: None }, at + 2))
    }

    pub(super) fn decade(&self, at: usize) -> Read {
        let Word::Decade(first) = self.word(at) else { return None };
        (1500..=2100).contains(&first).then_some((Meaning::Decade { first, part: None }, at + 1))
    }

    /// "first half of 2016", "second quarter of 2016", "19th century", "first week of May".
    pub(super) fn ordinal_part(&self, at: usize) -> Read {
        let Word::Ordinal(number) = self.word(at) else { return None };
        let next = self.past_hyphen(at + 1);
        match self.word(next) {
            Word::Half if self.word(next + 1) == Word::Of && number <= 2 => {
                let part = if number == 1 { Part::FirstHalf } else { Part::SecondHalf };
                let (whole, end) = self.whole(next + 2)?;
                Some((whole.with_part(part)?, end))
            }
            Word::Quarter if self.word(next + 1) == Word::Of && number <= 4 => {
                let (whole, end) = self.whole(next + 2)?;
                let year = match whole {
                    Meaning::Year { year, part: None } => year,
                    Meaning::Unit { unit: Unit::Year, offset, part: None } => {
                        Year::From(offset as i32)
                    }
                    Meaning::Current { unit: Unit::Year, part: None } => Year::From(0),
                    _ => return None,
                };
                Some((Meaning::Quarter { year, number }, end))
            }
            Word::Number(_) | Word::Few | Word::Several if number == 1 => self.portion(next, false),
            Word::Century if (15..=21).contains(&number) => {
                Some((Meaning::Century { number: number as i16, part: None }, next + 1))
            }
            Word::Unit(Unit::Week) if number <= 5 && self.word(next + 1) == Word::Of => {
                let (whole, end) = self.whole(next + 2)?;
                let fits = matches!(
                    whole,
                    Meaning::Month { .. } | Meaning::Unit { unit: Unit::Month, .. }
                );
                Some((whole.with_part(Part::Week(number as u8)).filter(|_| fits)?, end))
            }
            Word::Units(Unit::Day | Unit::Week)
                if number == 1 && self.word(next + 1) == Word::Of =>
            {
                let (whole, end) = self.whole(next + 2)?;
                let fits = matches!(
                    whole,
                    Meaning::Month { .. } | Meaning::Year { .. } | Meaning::Current { .. }
                );
                Some((whole.with_part(Part::Early).filter(|_| fits)?, end))
            }
            _ => None,
        }
    }

    /// "three months of 2015", at its first or last end.
    pub(super) fn portion(&self, at: usize, last: bool) -> Read {
        let (least, most, after) = self.count(at)?;
        let (Word::Unit(unit) | Word::Units(unit)) = self.word(after) else { return None };
        if self.word(after + 1) != Word::Of || unit == Unit::Hour {
            return None;
        }
        let (whole, end) = self.whole(after + 2)?;
        let length = Length { unit, least, most, hedge: Hedge::Exactly };
        let fits = matches!(
            whole,
            Meaning::Month { .. }
                | Meaning::Year { .. }
                | Meaning::Unit { .. }
                | Meaning::Current { .. }
        );
        fits.then(|| (Meaning::Portion { whole: Box::new(whole), length, last }, end))
    }

    /// A whole that has parts: a month, a year, a decade, "the year", "last month".
    pub(super) fn whole(&self, at: usize) -> Read {
        let at = if self.word(at) == Word::The && !matches!(self.word(at + 1), Word::Unit(_)) {
            at + 1
        } else {
            at
        };
        match self.word(at) {
            Word::Month(_) | Word::MonthShort(_) => {
                let (month, end) = self.month_name(at)?;
                if self.day_number(end).is_some() && self.word(end + 1) != Word::Measure {
                    return self.month_day(at);
                }
                let (year, end) = self.year_after(end).unwrap_or((OPEN, end));
                Some((Meaning::Month { year, month, part: None }, end))
            }
            Word::Number(_) => {
                let year = self.four_digits(at)?;
                if self.counts_years_its_own_way(at, at + 1) {
                    return None;
                }
                Some((Meaning::Year { year: Year::Said(year), part: None }, at + 1))
            }
            Word::Decade(_) => self.decade(at),
            Word::Ordinal(_) => self.ordinal_part(at).or_else(|| self.day_month(at)),
            Word::Season(_) => self.season_of(at, true),
            Word::The => match self.word(at + 1) {
                Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Decade)) => {
                    Some((Meaning::Current { unit, part: None }, at + 2))
                }
                _ => None,
            },
            Word::Last | Word::This | Word::Next | Word::That | Word::Same => self.pick(at),
            Word::Weekday(_) => self.weekday(at),
            Word::Day(_) => self.today(at),
            _ => None,
        }
    }

    /// A season that stands by itself: "in spring", "summer 2014", "the winter of 2014-15".
    pub(super) fn season(&self, at: usize) -> Read {
        let (governor, _) = self.governor(at);
        let governed = matches!(
            governor,
            Word::In
                | Word::Since
                | Word::By
                | Word::Until
                | Word::During
                | Word::Throughout
                | Word::Through
        );
        // "over the summer": the hedge is a preposition here.
        let over = self.before(at) == Word::The
            && matches!(self.before(at - 1), Word::Hedge(Hedge::MoreThan));
        self.season_of(at, governed || over)
    }

    pub(super) fn season_of(&self, at: usize, governed: bool) -> Read {
        let Word::Season(season) = self.word(at) else { return None };
        let fall = self.str(at).eq_ignore_ascii_case("fall");
        let joined = matches!(self.word(at + 1), Word::Of | Word::In | Word::Comma);
        let next = at + 1 + usize::from(joined);
        if let Some(year) = self.four_digits(next)
            && self.word(next + 1) != Word::Measure
        {
            let end = match self.year_range(next, year) {
                Some((second, end)) if season == Season::Winter && second == year + 1 => end,
                _ => next + 1,
            };
            return Some((Meaning::Season { year: Year::Said(year), season, part: None }, end));
        }
        if joined
            && self.word(at + 1) == Word::Of
            && let Some((year, end)) = self.year_after(at + 1)
        {
            return Some((Meaning::Season { year, season, part: None }, end));
        }
        let name = at > 0 && self.is_name(at - 1) && self.is_capital(at);
        let ends = !matches!(self.word(at + 1), Word::Other | Word::Lasting | Word::Of)
            || !fall && matches!(self.word(at + 1), Word::Other) && !self.attributes(at + 1);
        let fall_fits = !fall || self.before(at) == Word::The && governed;
        (governed && !name && ends && fall_fits).then_some((
            Meaning::Season { year: Year::Pick(Pick::Bare), season, part: None },
            at + 1,
        ))
    }

    /// "fiscal 2016", "the World Cup 2018": left alone whole.
    pub(super) fn sport(&self, at: usize) -> Read {
        let mut end = at + 1;
        while matches!(self.word(end), Word::Sport | Word::Unit(Unit::Year)) {
            end += 1;
        }
        self.four_digits(end)?;
        Some((Meaning::NotATime, end + 1))
    }
}

pub(super) const POSSESSIVES: &[&str] = &["its", "his", "her", "their", "our", "whose"];
