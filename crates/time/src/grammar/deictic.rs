//! What is counted from the day of publication or from the telling: "yesterday", "last month",
//! "the next day", "later that week", "in recent months".

use super::{Grammar, Hit, Read};
use crate::calendar::Part;
use crate::length::{Hedge, Length, Unit};
use crate::meaning::{Meaning, Pick, Year};
use crate::vocabulary::Word;

/// A length of one unit.
fn one(unit: Unit) -> Length {
    Length { unit, least: 1, most: Some(1), hedge: Hedge::Exactly }
}

impl Grammar<'_> {
    /// "today", "yesterday afternoon".
    pub(super) fn today(&self, at: usize) -> Read {
        let Word::Day(days) = self.word(at) else { return None };
        let title = at > 0
            && self.word(at - 1) == Word::Other
            && self.is_capital(at - 1)
            && !self.is_sentence_start(at);
        if self.atom(at).case == crate::lexer::Case::Capital && title {
            return None;
        }
        let daytime = matches!(self.word(at + 1), Word::Daytime | Word::Overnight);
        Some((Meaning::FromToday(i64::from(days)), at + 1 + usize::from(daytime)))
    }

    /// What "the" begins.
    pub(super) fn the(&self, at: usize, previous: Option<&Hit>) -> Read {
        let next = at + 1;
        match self.word(next) {
            Word::Last
            | Word::Past
            | Word::Same
            | Word::Next
            | Word::Following
            | Word::Previous
            | Word::Coming => self.pick(next),
            Word::Recent => self.recent(next),
            Word::Part(_) | Word::Edge(_) => self.part(next, previous),
            Word::Ordinal(_) => self
                .ordinal_part(next)
                .or_else(|| self.day_of_month(next))
                .or_else(|| match self.day_month(next) {
                    Some((_, end)) if self.word(end) == Word::To => None,
                    read => read,
                }),
            Word::Weekend => self.weekend(next),
            Word::Weekday(weekday) if self.is_capital(next) => match self.word(next + 1) {
                Word::Before => {
                    Some((Meaning::Weekday { weekday, pick: Pick::Previous }, next + 2))
                }
                Word::After => {
                    Some((Meaning::Weekday { weekday, pick: Pick::Following }, next + 2))
                }
                _ => None,
            },
            Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year)) if self.is_stretched(at) => {
                Some((Meaning::Current { unit, part: None }, next + 1))
            }
            Word::Unit(unit) if unit != Unit::Hour => self.beside(next, unit),
            Word::Daytime if matches!(self.word(next + 1), Word::Before) => {
                self.beside(next, Unit::Day)
            }
            _ => None,
        }
    }

    /// "throughout the month", "for the rest of the year".
    fn is_stretched(&self, at: usize) -> bool {
        let share = at > 1
            && ["rest", "remainder", "much", "most", "course"]
                .iter()
                .any(|share| self.str(at - 2).eq_ignore_ascii_case(share));
        self.before(at) == Word::Throughout || self.before(at) == Word::Of && share
    }

    /// "the day before (yesterday)", "the week after".
    fn beside(&self, at: usize, unit: Unit) -> Read {
        let forward = match self.word(at + 1) {
            Word::Before => false,
            Word::After => true,
            _ => return None,
        };
        match self.word(at + 2) {
            Word::Day(-1) if unit == Unit::Day && !forward => {
                Some((Meaning::FromToday(-2), at + 3))
            }
            Word::Day(1) if unit == Unit::Day && forward => Some((Meaning::FromToday(2), at + 3)),
            // "the night before last".
            Word::Last if unit == Unit::Day && !forward => Some((Meaning::FromToday(-2), at + 3)),
            _ => Some(self.step(at + 1, one(unit), forward)),
        }
    }

    /// "last Friday", "this month", "the next day", "the past three weeks".
    pub(super) fn pick(&self, at: usize) -> Read {
        let word = self.word(at);
        let definite = self.before(at) == Word::The;
        let mut next = at + 1;
        if word == Word::This && matches!(self.word(next), Word::Past | Word::Coming) {
            next += 1;
        }
        let pick = match (word, self.word(next - 1)) {
            (Word::This, Word::Past) | (Word::Last | Word::Past, _) => Pick::Last,
            (Word::This, Word::Coming) | (Word::Next | Word::Coming, _) => Pick::Next,
            (Word::This, _) => Pick::This,
            (Word::Following, _) => Pick::Following,
            (Word::Previous, _) => Pick::Previous,
            _ => Pick::Same,
        };
        match self.word(next) {
            Word::Weekday(weekday) if self.is_capital(next) => {
                let daytime = usize::from(self.word(next + 1) == Word::Daytime);
                Some((Meaning::Weekday { weekday, pick }, next + 1 + daytime))
            }
            Word::Month(_) | Word::MonthShort(_) if self.is_capital(next) => {
                let (month, end) = self.month_name(next)?;
                if word == Word::Past || self.four_digits(end).is_some() {
                    return None;
                }
                if let Some(day) = self.day_number(end) {
                    let year = Year::Pick(pick);
                    return Some((Meaning::Day { year, month, day, weekday: None }, end + 1));
                }
                Some((Meaning::Month { year: Year::Pick(pick), month, part: None }, end))
            }
            Word::Season(season) => {
                let sole = !self.attributes(next + 1) || pick != Pick::Same;
                let year = Year::Pick(pick);
                sole.then_some((Meaning::Season { year, season, part: None }, next + 1))
            }
            Word::Weekend => Some((Meaning::Weekend(pick), next + 1)),
            Word::Daytime => self.picked_daytime(word, next),
            Word::Unit(unit) => self.picked_unit(word, pick, definite, next, unit),
            Word::Number(_) | Word::Few | Word::Several | Word::Couple => {
                self.stretch(at, next, pick, definite)
            }
            Word::Units(unit) => match pick {
                Pick::Last if definite && self.word(next + 1) != Word::Of && unit != Unit::Hour => {
                    Some((Meaning::Recent(unit), next + 1))
                }
                Pick::Next | Pick::Following if definite => Some((Meaning::Vague, next + 1)),
                _ => None,
            },
            _ => None,
        }
    }

    /// "last night", "this morning", "that evening", "the next morning".
    fn picked_daytime(&self, word: Word, next: usize) -> Read {
        let meaning = match word {
            Word::Last => Meaning::FromToday(-1),
            Word::This => Meaning::FromToday(0),
            Word::That | Word::Same => Meaning::Same { unit: Unit::Day, part: None },
            Word::Next | Word::Following => Meaning::Step { length: one(Unit::Day), forward: true },
            Word::Previous => Meaning::Step { length: one(Unit::Day), forward: false },
            _ => return None,
        };
        Some((meaning, next + 1))
    }

    /// A pick with one unit.
    fn picked_unit(&self, word: Word, pick: Pick, definite: bool, next: usize, unit: Unit) -> Read {
        if unit == Unit::Hour {
            return None;
        }
        let end = next + 1;
        let deictic = |offset| Some((Meaning::Unit { unit, offset, part: None }, end));
        let step = |forward| Some((Meaning::Step { length: one(unit), forward }, end));
        let stretch = |forward| Some((Meaning::Stretch { length: one(unit), forward }, end));
        match (word, pick) {
            // "the last week of May"; "the last day of the siege" is no date.
            (Word::Last, _) if definite && self.word(end) == Word::Of => {
                let (whole, after) = self.whole(end + 1)?;
                let month = matches!(
                    whole,
                    Meaning::Month { .. } | Meaning::Unit { unit: Unit::Month, .. }
                );
                let part = match unit {
                    Unit::Week if month => Part::Week(5),
                    Unit::Week | Unit::Month => Part::Late,
                    _ => return None,
                };
                Some((whole.with_part(part)?, after))
            }
            (Word::Past, _) if unit == Unit::Day && definite => stretch(false),
            (Word::Last | Word::Past | Word::Coming, _) if unit == Unit::Day => None,
            (Word::Past, _) => stretch(false),
            (Word::Last, _) if definite => stretch(false),
            (Word::Coming, _) => stretch(true),
            (Word::Next, _) if definite || unit == Unit::Day => step(true),
            (_, Pick::Last) => deictic(-1),
            (_, Pick::Next) => deictic(1),
            (_, Pick::This) if unit == Unit::Day => None,
            (_, Pick::This) => deictic(0),
            (_, Pick::Same)
                if word == Word::Same && !definite && self.before(next - 1) != Word::That =>
            {
                None
            }
            (_, Pick::Same) => Some((Meaning::Same { unit, part: None }, end)),
            (_, Pick::Following) => step(true),
            (_, Pick::Previous) => step(false),
            _ => None,
        }
    }

    /// "the past three months", "the next few days", "in the last 48 hours".
    fn stretch(&self, at: usize, next: usize, pick: Pick, definite: bool) -> Read {
        let (least, most, after) = self.count(next)?;
        let unit = match self.word(after) {
            Word::Units(unit) | Word::Unit(unit) => unit,
            _ => return None,
        };
        let governed =
            matches!(self.before(at), Word::In | Word::Hedge(_) | Word::Within | Word::During)
                || self.word(at) == Word::This;
        // "the truce will last three days": the verb.
        if !definite && !governed {
            return None;
        }
        if self.word(at) == Word::Last
            && let Some(portion) = self.portion(next, true)
        {
            return Some(portion);
        }
        let length = Length { unit, least, most, hedge: Hedge::Exactly };
        let end = after + 1;
        if self.word(end) == Word::Of && unit != Unit::Hour {
            return Some((Meaning::Length(length), end));
        }
        match pick {
            Pick::Last => Some((Meaning::Stretch { length, forward: false }, end)),
            Pick::Next | Pick::Following => Some((Meaning::Stretch { length, forward: true }, end)),
            _ => None,
        }
    }

    /// "recent months".
    pub(super) fn recent(&self, at: usize) -> Read {
        match self.word(at + 1) {
            Word::Units(unit) if unit != Unit::Hour => Some((Meaning::Recent(unit), at + 2)),
            _ => None,
        }
    }

    /// "early next year", "mid-June 2014", "the end of the month", "late on Tuesday".
    pub(super) fn part(&self, at: usize, previous: Option<&Hit>) -> Read {
        let (part, edge) = match self.word(at) {
            Word::Part(part) => (part, false),
            Word::Edge(part) => (part, true),
            Word::Half => return self.length(at),
            _ => return None,
        };
        let mut next = self.past_hyphen(at + 1);
        if edge {
            if self.word(next) != Word::Of {
                return None;
            }
            next += 1;
        } else if self.word(next) == Word::Units(Unit::Hour) && self.word(next + 1) == Word::Of {
            next += 2;
        } else if matches!(self.word(next), Word::In | Word::On) {
            next += 1;
        }
        if matches!(self.word(next), Word::Number(_)) && self.four_digits(next).is_none() {
            let (date, end) = self.number(next, previous)?;
            let day = matches!(date, Meaning::Day { .. });
            return day.then_some((date, end));
        }
        let (whole, end) = self.whole(next)?;
        Some((whole.with_part(part)?, end))
    }

    /// "earlier this month", "later that day", "earlier on Friday", "later in 2014".
    pub(super) fn rest(&self, at: usize, _previous: Option<&Hit>) -> Read {
        let later = self.word(at) == Word::Later;
        let next = at + 1;
        let of_unit = |unit, end| match unit {
            Unit::Day => Some((Meaning::Same { unit, part: None }, end)),
            Unit::Week | Unit::Month | Unit::Year => Some((Meaning::RestOf { unit, later }, end)),
            _ => None,
        };
        match (self.word(next), self.word(next + 1), self.word(next + 2)) {
            (Word::This, Word::Unit(unit), _) => of_unit(unit, next + 2),
            (Word::In, Word::The, Word::Unit(unit)) => of_unit(unit, next + 3),
            (Word::On, Word::Day(_) | Word::That | Word::The | Word::Weekday(_), _)
            | (Word::On, Word::Number(_) | Word::Month(_), _) => {
                let (whole, end) = self.core(next + 1, None)?;
                matches!(
                    whole,
                    Meaning::Weekday { .. }
                        | Meaning::Day { .. }
                        | Meaning::FromToday(_)
                        | Meaning::Same { .. }
                )
                .then_some((whole, end))
            }
            (Word::In, ..) => self.whole(next + 1),
            (Word::That | Word::This | Word::Last | Word::Next, ..) => self.pick(next),
            (Word::The, Word::Same, _) => self.pick(next + 1),
            (Word::Day(_), ..) => self.today(next),
            (Word::Weekday(_), ..) => self.weekday(next),
            _ => None,
        }
    }

    /// "days later", "for weeks".
    pub(super) fn bare_units(&self, at: usize) -> Read {
        let Word::Units(unit) = self.word(at) else { return None };
        if unit == Unit::Hour {
            return None;
        }
        if matches!(self.word(at + 1), Word::Later | Word::Earlier | Word::Ago) {
            return Some((Meaning::Vague, at + 2));
        }
        if matches!(self.word(at + 1), Word::Before | Word::After)
            && !matches!(self.before(at), Word::Quantity | Word::Number(_))
        {
            return Some((Meaning::Vague, at + 1));
        }
        let governed = matches!(self.governor(at).0, Word::For | Word::After);
        let length = Length { unit, least: 2, most: None, hedge: Hedge::Exactly };
        governed.then_some((Meaning::Length(length), at + 1))
    }

    /// "overnight", where no date beside it says which night.
    pub(super) fn overnight(&self, at: usize) -> Read {
        let dated = matches!(self.word(at + 1), Word::On | Word::Between | Word::From | Word::Of)
            && self.core(at + 2, None).is_some()
            || matches!(self.word(at + 1), Word::Weekday(_));
        let thing = self.before(at) == Word::A
            && self.word(at + 1) == Word::Other
            && self.attributes(at + 1);
        (!dated && !thing).then_some((Meaning::Overnight, at + 1))
    }

    pub(super) fn midweek(&self, at: usize) -> Read {
        let part = Some(Part::Mid);
        Some((Meaning::Unit { unit: Unit::Week, offset: 0, part }, at + 1))
    }

    /// "(at) the weekend"; "weekend attacks".
    pub(super) fn weekend(&self, at: usize) -> Read {
        let definite = self.before(at) == Word::The && self.word(at + 1) != Word::Of;
        let attributes = self.word(at + 1) == Word::Lasting;
        (definite || attributes).then_some((Meaning::Weekend(Pick::Bare), at + 1))
    }

    /// "every Friday", "each of the two weeks".
    pub(super) fn every(&self, at: usize) -> Read {
        let next = at + 1 + usize::from(matches!(self.word(at + 1), Word::Number(_)));
        matches!(
            self.word(next),
            Word::Weekday(_)
                | Word::Unit(_)
                | Word::Units(_)
                | Word::Daytime
                | Word::Month(_)
                | Word::Season(_)
                | Word::Weekend
        )
        .then_some((Meaning::Recurring, next + 1))
    }

    /// "since then", "by then".
    pub(super) fn then(&self, at: usize) -> Read {
        let joined = self.word(at + 1) == Word::Hyphen && self.atom(at + 1).glued;
        (!joined && matches!(self.before(at), Word::Since | Word::By | Word::Until))
            .then_some((Meaning::Then, at + 1))
    }

    /// "aged 17", "the age of 5": left alone.
    pub(super) fn aged(&self, at: usize) -> Read {
        let mut end = at + 1;
        let mut numbers = 0;
        while matches!(
            self.word(end),
            Word::Number(_)
                | Word::Of
                | Word::Between
                | Word::And
                | Word::To
                | Word::Hyphen
                | Word::Dash
                | Word::Hedge(_)
        ) && end < at + 6
        {
            numbers += usize::from(matches!(self.word(end), Word::Number(_)));
            end += 1;
        }
        (numbers > 0).then_some((Meaning::NotATime, end))
    }

    /// "year-end", "month-end".
    pub(super) fn unit_end(&self, at: usize) -> Read {
        let Word::Unit(unit @ (Unit::Year | Unit::Month)) = self.word(at) else { return None };
        let joined = self.word(at + 1) == Word::Hyphen && self.atom(at + 2).glued
            || self.word(at + 1) == Word::Possessive;
        let end = Word::Edge(Part::End);
        (joined && self.word(at + 2) == end && !self.atom(at).glued)
            .then_some((Meaning::Unit { unit, offset: 0, part: Some(Part::End) }, at + 3))
    }
}
