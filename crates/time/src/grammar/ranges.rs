//! Ranges: "from March to June", "24 February – 4 April 2022", "between Friday and Sunday".

use super::{Grammar, Read};
use crate::meaning::{Meaning, Pick, Year};
use crate::vocabulary::Word;

impl Grammar<'_> {
    /// The time that began at `at`, with a second one where the two make a range.
    pub(super) fn range(&self, at: usize, first: Meaning, end: usize) -> (Meaning, usize) {
        match self.second(at, &first, end) {
            Some((mut second, after)) => {
                let mut first = first;
                share_year(&mut first, &mut second);
                (Meaning::Range(Box::new(first), Box::new(second)), after)
            }
            None => (first, end),
        }
    }

    fn second(&self, at: usize, first: &Meaning, end: usize) -> Read {
        family(first)?;
        let governor = self.governor(at).0;
        let from = matches!(governor, Word::From | Word::Since);
        let joined = match self.word(end) {
            Word::Hyphen | Word::Dash => true,
            Word::To | Word::Until | Word::Through => true,
            Word::And => governor == Word::Between,
            // "6 June or 8 June 2022": between the two
            Word::Or => matches!(first, Meaning::Day { .. }),
            _ => false,
        };
        if !joined || self.word(end) == Word::Until && governor != Word::From {
            return None;
        }
        let mut next = end + 1;
        let now = next + usize::from(self.word(next) == Word::The);
        if self.word(now) == Word::Now && (from || self.word(end) == Word::Dash) {
            return Some((Meaning::Now, now + 1));
        }
        if self.word(next) == Word::The && matches!(self.word(next + 1), Word::Ordinal(_)) {
            next += 1;
        }
        let (second, after) = match self.four_digits(next) {
            Some(year) if !matches!(self.word(next + 1), Word::Measure | Word::Hyphen) => {
                (Meaning::Year { year: Year::Said(year), part: None }, next + 1)
            }
            _ => self.core(next, None)?,
        };
        let (one, two) = (family(first)?, family(&second)?);
        let alike = one == two || (one != Family::Week && two != Family::Week);
        // Dashes also set off clauses: only a date as fine as the first makes a range.
        let close = match self.word(end) {
            Word::Or => matches!(second, Meaning::Day { .. }),
            Word::Dash => one == two && (one != Family::Week || self.atom(end).glued),
            Word::Hyphen => one == two && one != Family::Deictic,
            Word::To => from || one == two && one != Family::Deictic,
            _ => true,
        };
        (alike && close || from).then_some((second, after))
    }
}

/// Meanings that can stand at the two ends of one range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Calendar,
    Week,
    Year,
    Deictic,
}

fn family(meaning: &Meaning) -> Option<Family> {
    match meaning {
        Meaning::Day { .. }
        | Meaning::Month { .. }
        | Meaning::Season { .. }
        | Meaning::Feast { .. }
        | Meaning::DayOfMonth(_) => Some(Family::Calendar),
        Meaning::Year { .. } | Meaning::Decade { .. } | Meaning::Century { .. } => {
            Some(Family::Year)
        }
        Meaning::Weekday { .. } | Meaning::WeekdayOf { .. } => Some(Family::Week),
        Meaning::FromToday(_) | Meaning::Unit { .. } | Meaning::Slashed { .. } => {
            Some(Family::Deictic)
        }
        _ => None,
    }
}

/// One end says the year for both: "24 February – 4 April 2022", "December 2015 to March".
fn share_year(first: &mut Meaning, second: &mut Meaning) {
    let open = Some(Year::Pick(Pick::Bare));
    let wraps = matches!((first.month(), second.month()), (Some(a), Some(b)) if a > b);
    let wrap = i16::from(wraps);
    match (first.year(), second.year()) {
        (year, Some(Year::Said(said))) if year == open => first.set_year(Year::Said(said - wrap)),
        (Some(Year::Said(said)), year) if year == open => second.set_year(Year::Said(said + wrap)),
        _ => {}
    }
}
