//! Days and months: "Friday", "17 October", "Oct. 17, 2016", "2016-10-17", "mid-June".

use super::{Grammar, Hit, Read};
use crate::lexer::Case;
use crate::meaning::{Meaning, Pick, Year};
use crate::vocabulary::Word;

pub(super) const OPEN: Year = Year::Pick(Pick::Bare);

impl Grammar<'_> {
    /// A weekday, with the date or the week that it goes with.
    pub(super) fn weekday(&self, at: usize) -> Read {
        let (weekday, short) = match self.word(at) {
            Word::Weekday(day) => (day, false),
            Word::WeekdayShort(day) => (day, true),
            Word::Weekdays(_) if self.is_capital(at) => return Some((Meaning::Recurring, at + 1)),
            _ => return None,
        };
        if !self.is_capital(at) || self.before(at) == Word::Dark && self.is_capital(at - 1) {
            return None;
        }
        let mut end = at + 1;
        if short && self.word(end) == Word::Dot && self.atom(end).glued {
            end += 1;
        }
        let mut date = if self.word(end) == Word::Comma { end + 1 } else { end };
        date += usize::from(self.word(date) == Word::Open);
        date += usize::from(self.word(date) == Word::The);
        if let Some((Meaning::Day { year, month, day, .. }, after)) = self.date(date) {
            let closed = self.word(after) == Word::Close && self.word(date - 1) == Word::Open;
            let weekday = Some(weekday);
            return Some((Meaning::Day { year, month, day, weekday }, after + usize::from(closed)));
        }
        // "Sun", "Sat", "Wed" are words too.
        let dotted = end > at + 1;
        if short && !dotted && !matches!(self.before(at), Word::On | Word::Since | Word::Last) {
            return None;
        }
        if self.word(end) == Word::Daytime || self.word(end) == Word::Overnight {
            end += 1;
        }
        if let Some((week, after)) = self.week_after(end) {
            return Some((Meaning::WeekdayOf { weekday, week }, after));
        }
        if matches!(self.before(at), Word::A) && !self.attributes(end) {
            return Some((Meaning::Vague, end));
        }
        Some((Meaning::Weekday { weekday, pick: Pick::Bare }, end))
    }

    /// "(of) last week" after a weekday.
    fn week_after(&self, at: usize) -> Option<(i32, usize)> {
        let at = at + usize::from(self.word(at) == Word::Of);
        let week = match self.word(at) {
            Word::Last => -1,
            Word::This => 0,
            Word::Next => 1,
            _ => return None,
        };
        let is_week = self.word(at + 1) == Word::Unit(crate::length::Unit::Week);
        is_week.then_some((week, at + 2))
    }

    /// Whether a noun follows that the time belongs to ("a Friday attack").
    pub(super) fn attributes(&self, end: usize) -> bool {
        matches!(self.word(end), Word::Other | Word::Lasting)
            && self.atom(end).case == Case::Lower
            && !self.atom(end).glued
    }

    /// A full day and month in either order.
    pub(super) fn date(&self, at: usize) -> Read {
        match self.word(at) {
            Word::Month(_) | Word::MonthShort(_) => self.month_day(at),
            Word::Number(_) | Word::Ordinal(_) => self.day_month(at),
            _ => None,
        }
    }

    /// A month's name, written as one, and the atom after it.
    pub(super) fn month_name(&self, at: usize) -> Option<(i8, usize)> {
        match self.word(at) {
            Word::Month(month) if self.is_capital(at) => Some((month, at + 1)),
            Word::MonthShort(month) if self.is_capital(at) => {
                let dotted = self.word(at + 1) == Word::Dot && self.atom(at + 1).glued;
                Some((month, at + 1 + usize::from(dotted)))
            }
            _ => None,
        }
    }

    /// A day of the month in figures or as an ordinal.
    pub(super) fn day_number(&self, at: usize) -> Option<i8> {
        let (value, fits) = match self.word(at) {
            Word::Number(value) => (value, (1..=2).contains(&self.atom(at).digits)),
            Word::Ordinal(value) => (value, true),
            _ => return None,
        };
        let stuck = self.atom(at).glued
            && at > 1
            && self.word(at - 1) == Word::Hyphen
            && self.atom(at - 1).glued
            && self.word(at - 2) == Word::Other;
        (fits && (1..=31).contains(&value) && !stuck).then_some(value as i8)
    }

    /// "17 October 2016", "17th of October", "3 JAN 90".
    pub(super) fn day_month(&self, at: usize) -> Read {
        let day = self.day_number(at)?;
        let mut next = at + 1;
        // "11+ June": that day and perhaps after
        if self.atom(next).glued && self.str(next) == "+" {
            next += 1;
        }
        if matches!(self.word(next), Word::Of | Word::Hyphen | Word::Slash) {
            next += 1;
        }
        let (month, mut end) = self.month_name(next)?;
        // "30 May fighters": no; "killed 30. May ..." cannot get here, as the stop stands between.
        let year = match self.year_after(end) {
            Some((year, after)) => {
                end = after;
                year
            }
            None => OPEN,
        };
        Some((Meaning::Day { year, month, day, weekday: None }, end))
    }

    /// "October 17, 2016", "Oct. 17".
    pub(super) fn month_day(&self, at: usize) -> Read {
        let (month, mut next) = self.month_name(at)?;
        next += usize::from(self.word(next) == Word::The);
        let day = self.day_number(next)?;
        // "May 50 people" is out of range; "May 10 people be freed" is not told here.
        if matches!(self.word(next + 1), Word::Measure | Word::Quantity | Word::Person) {
            return None;
        }
        let mut end = next + 1;
        let year = match self.year_after(end) {
            Some((year, after)) => {
                end = after;
                year
            }
            None => OPEN,
        };
        Some((Meaning::Day { year, month, day, weekday: None }, end))
    }

    /// The year after a day and month: ", 2016", "2016", "90" (in wires), "last year", "of that year".
    pub(super) fn year_after(&self, at: usize) -> Option<(Year, usize)> {
        let comma = usize::from(self.word(at) == Word::Comma);
        let of = usize::from(self.word(at) == Word::Of || self.word(at) == Word::In);
        let open = usize::from(self.word(at) == Word::Open);
        let next = at + comma.max(of).max(open);
        if let Some(year) = self.four_digits(next) {
            let counted = matches!(self.word(next + 1), Word::Measure) && year % 10 == 0;
            let range = matches!(self.word(next + 1), Word::Hyphen | Word::Dash) && comma == 1;
            if !counted && !range {
                let closed = open == 1 && self.word(next + 1) == Word::Close;
                return Some((Year::Said(year), next + 1 + usize::from(closed)));
            }
        }
        // Two digits only as wires write them: "3 JAN 90", "3-Jan-90".
        if let (Word::Number(short), 2) = (self.word(next), self.atom(next).digits)
            && comma == 0
            && self.is_wire_month(at)
            && !matches!(self.word(next + 1), Word::Measure | Word::Person | Word::Unit(_))
            && (short >= 70 || !self.attributes(next + 1))
        {
            return Some((Year::Said(full_year(short as i16)), next + 1));
        }
        if self.word(next) == Word::Apostrophe
            && let (Word::Number(short), 2, true) =
                (self.word(next + 1), self.atom(next + 1).digits, self.atom(next + 1).glued)
        {
            return Some((Year::Said(full_year(short as i16)), next + 2));
        }
        let unit = self.word(next + 1) == Word::Unit(crate::length::Unit::Year);
        match self.word(next) {
            Word::Last if unit => Some((Year::From(-1), next + 2)),
            Word::This if unit => Some((Year::From(0), next + 2)),
            Word::Next if unit => Some((Year::From(1), next + 2)),
            Word::That if unit => Some((Year::Pick(Pick::Same), next + 2)),
            Word::The
                if self.word(next + 1) == Word::Same
                    && self.word(next + 2) == Word::Unit(crate::length::Unit::Year) =>
            {
                Some((Year::Pick(Pick::Same), next + 3))
            }
            _ => None,
        }
    }

    /// Whether the month before `at` is written short or in capitals, as in the head of a wire.
    fn is_wire_month(&self, at: usize) -> bool {
        let mut back = at.saturating_sub(1);
        if matches!(self.word(back), Word::Dot | Word::Hyphen) {
            back = back.saturating_sub(1);
        }
        match self.word(back) {
            Word::MonthShort(_) => true,
            Word::Month(_) => self.atom(back).case == Case::Upper,
            _ => false,
        }
    }

    /// What begins with a month: a day in it, its year, a range inside it, or the month alone.
    pub(super) fn month_first(&self, at: usize) -> Read {
        if let Some(feast) = self.may_day(at) {
            return Some(feast);
        }
        if let Some((Meaning::Day { year, month, day, weekday }, end)) = self.month_day(at) {
            // "May 3-7", "May 3 to 7, 2016".
            let joins = matches!(self.word(end), Word::Hyphen | Word::Dash | Word::To | Word::And)
                || matches!(self.word(end), Word::Until | Word::Through);
            if year == OPEN
                && joins
                && let Some(second) = self.day_number(end + 1)
                && second > day
                && self.month_name(end + 2).is_none()
                && self.atom(end + 1).digits > 0
                && !matches!(self.word(end + 2), Word::Measure | Word::Unit(_) | Word::Units(_))
                && (self.word(end) != Word::And
                    || second == day + 1
                    || self.before(at) == Word::Between)
            {
                let (year, after) = self.year_after(end + 2).unwrap_or((OPEN, end + 2));
                let ends =
                    [day, second].map(|day| Meaning::Day { year, month, day, weekday: None });
                let [from, to] = ends.map(Box::new);
                return Some((Meaning::Range(from, to), after));
            }
            return Some((Meaning::Day { year, month, day, weekday }, end));
        }
        let (month, end) = self.month_name(at)?;
        if let Some((year, after)) = self.year_after(end)
            && year != OPEN
        {
            return Some((Meaning::Month { year, month, part: None }, after));
        }
        // "in May and June 2014": the year is said for both
        let shared = (matches!(self.word(end), Word::And | Word::Or | Word::Comma))
            .then(|| self.month_name(end + 1))
            .flatten()
            .filter(|(next, _)| *next > month)
            .and_then(|(_, after)| self.year_after(after))
            .map(|(year, _)| year)
            .filter(|year| matches!(year, Year::Said(_)));
        let year = shared.unwrap_or(OPEN);
        self.is_month_alone(at, end).then_some((Meaning::Month { year, month, part: None }, end))
    }

    /// Whether a month's name alone is a month and no person, verb or march.
    fn is_month_alone(&self, at: usize, end: usize) -> bool {
        let governed = matches!(
            self.governor(at).0,
            Word::In
                | Word::Since
                | Word::By
                | Word::Until
                | Word::From
                | Word::Between
                | Word::During
                | Word::Throughout
                | Word::Before
                | Word::After
                | Word::Of
                | Word::Last
                | Word::This
                | Word::Next
                | Word::Part(_)
                | Word::Through
                | Word::Following
                | Word::Previous
                | Word::Within
        );
        if matches!(self.word(at), Word::MonthShort(_)) {
            // "Jan", "Mar" and "Dec" are names; a bare abbreviation needs its preposition.
            return matches!(self.governor(at).0, Word::In | Word::Since | Word::Last)
                && !self.is_name(end);
        }
        let name_after = self.is_name(end) && !self.atom(end).line;
        let name_before = at > 0 && self.is_name(at - 1) && !self.is_sentence_start(at - 1);
        if governed {
            return !name_after || self.before(at) == Word::In;
        }
        if name_before || name_after {
            return false;
        }
        let trap = matches!(self.word(at), Word::Month(3 | 5));
        let determined = matches!(self.before(at), Word::The | Word::A | Word::Possessive);
        // A heading.
        if self.atom(at).line && matches!(self.word(end), Word::Break | Word::Edge0) {
            return true;
        }
        if trap {
            let noun = self.attributes(end);
            let owned = self.word(end) == Word::Possessive;
            return determined && (noun || owned) || self.joined_to_month(at, end);
        }
        true
    }

    /// "March and April", "April–May".
    fn joined_to_month(&self, at: usize, end: usize) -> bool {
        let joint = |word| {
            matches!(
                word,
                Word::And | Word::Or | Word::To | Word::Hyphen | Word::Dash | Word::Slash
            )
        };
        let month = |word| matches!(word, Word::Month(_));
        joint(self.word(end)) && month(self.word(end + 1)) && self.is_capital(end + 1)
            || at > 1
                && joint(self.word(at - 1))
                && month(self.word(at - 2))
                && self.is_capital(at - 2)
    }

    /// What begins with a number: a date, a range of days, a year, a length.
    pub(super) fn number(&self, at: usize, previous: Option<&Hit>) -> Read {
        self.numeric_date(at)
            .or_else(|| self.days_of_month(at))
            .or_else(|| self.day_month(at))
            .or_else(|| self.year(at, previous))
            .or_else(|| self.ordinal_part(at))
            .or_else(|| self.length(at))
    }

    /// "3-7 May", "between 3 and 7 May 2014", "3 and 4 May".
    fn days_of_month(&self, at: usize) -> Read {
        let first = self.day_number(at)?;
        let joint = self.word(at + 1);
        let ranged = matches!(
            joint,
            Word::Hyphen | Word::Dash | Word::To | Word::Until | Word::Through | Word::Slash
        ) || joint == Word::And && self.before(at) == Word::Between;
        let listed = matches!(joint, Word::And | Word::Or | Word::Comma);
        if listed && let Some((year, month)) = self.month_of_list(at) {
            let alone = Meaning::Day { year, month, day: first, weekday: None };
            return Some((alone, at + 1));
        }
        let mut second_at = at + 2;
        second_at += usize::from(self.word(second_at) == Word::The);
        let second = self.day_number(second_at)?;
        let (Meaning::Day { year, month, .. }, end) = self.day_month(second_at)? else {
            return None;
        };
        if second <= first {
            return None;
        }
        let of = |day| Meaning::Day { year, month, day, weekday: None };
        // "on 6 or 8 June": between the two
        let either = joint == Word::Or;
        if ranged || either || joint == Word::And && second == first + 1 {
            return Some((Meaning::Range(Box::new(of(first)), Box::new(of(second))), end));
        }
        listed.then(|| (of(first), at + 1))
    }

    /// The month that ends a list of days of which this is not the last but one: "10, 12 and 15 June".
    fn month_of_list(&self, at: usize) -> Option<(Year, i8)> {
        let mut next = at;
        for _ in 0..6 {
            self.day_number(next)?;
            if next > at
                && let Some((Meaning::Day { year, month, .. }, _)) = self.day_month(next)
            {
                let two = next == at + 2;
                return (!two).then_some((year, month));
            }
            next += 1;
            next += usize::from(self.word(next) == Word::Comma);
            next += usize::from(matches!(self.word(next), Word::And | Word::Or));
        }
        None
    }

    /// "2016-10-17", "17/10/2016", "17.10.2016".
    fn numeric_date(&self, at: usize) -> Read {
        let mark = self.word(at + 1);
        if !matches!(mark, Word::Hyphen | Word::Slash | Word::Dot | Word::Dash)
            || self.word(at + 3) != mark
            || !(at + 1..at + 5).all(|place| self.atom(place).glued)
        {
            return None;
        }
        let figures = |place: usize| match self.word(place) {
            Word::Number(value) => Some((value, self.atom(place).digits)),
            _ => None,
        };
        let (a, b, c) = (figures(at)?, figures(at + 2)?, figures(at + 4)?);
        let small = |(value, digits): (u32, u8)| {
            ((1..=31).contains(&value) && digits <= 2).then_some(value as i8)
        };
        if self.atom(at + 5).glued && matches!(self.word(at + 5), Word::Hyphen | Word::Slash) {
            return None;
        }
        let meaning = if a.1 == 4 && (1000..=2999).contains(&a.0) {
            let (month, day) = (small(b).filter(|month| *month <= 12)?, small(c)?);
            Meaning::Day { year: Year::Said(a.0 as i16), month, day, weekday: None }
        } else {
            let (first, second) = (small(a)?, small(b)?);
            let year = match c {
                (year, 4) if (1000..=2999).contains(&year) => year as i16,
                (year, 2) => full_year(year as i16),
                _ => return None,
            };
            if mark == Word::Dot || first > 12 && second <= 12 {
                let (month, day) = (second, first);
                Meaning::Day { year: Year::Said(year), month, day, weekday: None }
            } else if second > 12 {
                let (month, day) = (first, second);
                Meaning::Day { year: Year::Said(year), month, day, weekday: None }
            } else {
                Meaning::Slashed { first, second, year }
            }
        };
        let valid = !matches!(meaning, Meaning::Day { month, .. } if month > 12);
        let mut end = at + 5;
        // The clock half of a time stamp.
        while self.atom(end).glued && matches!(self.word(end), Word::Other | Word::Quantity) {
            end += 1;
        }
        valid.then_some((meaning, end))
    }

    /// "the 17th" that no noun follows.
    pub(super) fn day_of_month(&self, at: usize) -> Read {
        let Word::Ordinal(day @ 1..=31) = self.word(at) else { return None };
        let figures = self.atom(at).digits > 0;
        let ends = matches!(
            self.word(at + 1),
            Word::Dot
                | Word::Comma
                | Word::Edge0
                | Word::Break
                | Word::Close
                | Word::And
                | Word::The
                | Word::A
                | Word::In
                | Word::At
                | Word::By
                | Word::After
                | Word::Mark
        );
        let governed = matches!(
            at.checked_sub(1).map_or(Word::Edge0, |the| self.before(the)),
            Word::On | Word::Since | Word::Until | Word::By | Word::Weekday(_) | Word::From
        );
        (figures && ends && governed).then_some((Meaning::DayOfMonth(day as i8), at + 1))
    }
}

/// The century of a year of two digits.
pub(super) fn full_year(short: i16) -> i16 {
    if short >= 70 { 1900 + short } else { 2000 + short }
}
