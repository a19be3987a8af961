//! The grammar: sequences of atoms that mean a time. Each rule takes the place of an atom and
//! gives back a [`Hit`]; rules are tried by the class of the first atom, the longest first.

mod dates;
mod deictic;
mod feasts;
mod lengths;
mod ranges;
mod years;

use crate::lexer::{Atom, Case};
use crate::meaning::Meaning;
use crate::vocabulary::Word;

/// A sequence of atoms with its meaning.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) meaning: Meaning,
}

/// A rule's answer: meaning, and the atom after the last.
pub(crate) type Read = Option<(Meaning, usize)>;

/// The atoms of a text, as the rules see them.
pub(crate) struct Grammar<'a> {
    pub(crate) atoms: &'a [Atom],
    pub(crate) text: &'a str,
}

impl<'a> Grammar<'a> {
    /// All times of the text, in order and without overlap.
    pub(crate) fn hits(&self) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut at = 0;
        while at < self.atoms.len() {
            if matches!(self.atoms[at].word, Word::Other) {
                at += 1;
                continue;
            }
            match self.phrase(at, hits.last()) {
                Some(hit) => {
                    at = hit.end.max(at + 1);
                    hits.push(hit);
                }
                None => at += 1,
            }
        }
        hits.retain(|hit| hit.meaning != Meaning::NotATime);
        hits
    }

    fn phrase(&self, at: usize, previous: Option<&Hit>) -> Option<Hit> {
        let (meaning, end) = self.core(at, previous)?;
        let (meaning, end) = self.range(at, meaning, end);
        if self.is_part_of_a_name(at, end, &meaning) {
            return Some(Hit { start: at, end, meaning: Meaning::NotATime });
        }
        Some(Hit { start: at, end, meaning })
    }

    /// A full day and month at this place.
    pub(crate) fn dated(&self, at: usize) -> Read {
        match self.word(at) {
            Word::Weekday(_) | Word::WeekdayShort(_) => self.weekday(at),
            Word::Month(_) | Word::MonthShort(_) | Word::Number(_) | Word::Ordinal(_) => {
                self.date(at)
            }
            _ => None,
        }
    }

    /// One time without its range.
    fn core(&self, at: usize, previous: Option<&Hit>) -> Read {
        let read = match self.word(at) {
            Word::Weekday(_) | Word::WeekdayShort(_) | Word::Weekdays(_) => self.weekday(at),
            Word::Month(_) | Word::MonthShort(_) => self.month_first(at),
            Word::Number(_) | Word::Ordinal(_) => self.number(at, previous),
            Word::Decade(_) => self.decade(at),
            Word::Part(_) | Word::Edge(_) | Word::Half => self.part(at, previous),
            Word::Later | Word::Earlier => self.rest(at, previous),
            Word::Last | Word::Past | Word::This | Word::That | Word::Same => self.pick(at),
            Word::Next | Word::Following | Word::Previous | Word::Coming => self.pick(at),
            Word::Recent => self.recent(at),
            Word::The => self.the(at, previous),
            Word::A | Word::Few | Word::Several | Word::Couple => self.length(at),
            Word::Hedge(_) | Word::More | Word::Less | Word::At => self.length(at),
            Word::Units(_) => self.bare_units(at),
            Word::Day(_) => self.today(at),
            Word::Overnight => self.overnight(at),
            Word::Midweek => self.midweek(at),
            Word::Season(_) => self.season(at),
            Word::Weekend => self.weekend(at),
            Word::Feast(_) => self.feast(at),
            Word::Every => self.every(at),
            Word::Then => self.then(at),
            Word::Aged => self.aged(at),
            Word::Fiscal | Word::Sport => self.sport(at),
            Word::Apostrophe => self.short_year(at),
            Word::Unit(_) => self.unit_end(at),
            _ => None,
        };
        read.filter(|(_, end)| *end > at)
    }

    pub(crate) fn word(&self, at: usize) -> Word {
        self.atoms.get(at).unwrap_or(&Atom::NONE).word
    }

    pub(crate) fn atom(&self, at: usize) -> &Atom {
        self.atoms.get(at).unwrap_or(&Atom::NONE)
    }

    pub(crate) fn before(&self, at: usize) -> Word {
        at.checked_sub(1).map_or(Word::Edge0, |before| self.word(before))
    }

    pub(crate) fn str(&self, at: usize) -> &'a str {
        self.atom(at).span().of(self.text)
    }

    /// Starts with a capital, or all are capitals.
    pub(crate) fn is_capital(&self, at: usize) -> bool {
        self.atom(at).case != Case::Lower
    }

    /// The same, and the neighbours are not all in capitals, so that it says something.
    pub(crate) fn is_name(&self, at: usize) -> bool {
        self.atom(at).case == Case::Capital && matches!(self.word(at), Word::Other)
    }

    /// Past a hyphen, if one joins the two words; else where it was.
    pub(crate) fn past_hyphen(&self, at: usize) -> usize {
        if matches!(self.word(at), Word::Hyphen) && self.atom(at).glued { at + 1 } else { at }
    }

    /// The class before `at`, past the hedges of a date ("since about", "by around", "since at
    /// least") and the article.
    pub(crate) fn governor(&self, at: usize) -> (Word, usize) {
        let mut back = at;
        for _ in 0..4 {
            match self.before(back) {
                Word::Hedge(_) | Word::The | Word::At | Word::Least | Word::Most => back -= 1,
                word => return (word, back.saturating_sub(1)),
            }
        }
        (self.before(back), back.saturating_sub(1))
    }

    /// "7 October Brigade", "17th Street", "Friday Times": a date inside a name.
    fn is_part_of_a_name(&self, start: usize, end: usize, meaning: &Meaning) -> bool {
        match self.word(end) {
            Word::NameHead if self.is_capital(end) && !self.atom(end).line => matches!(
                meaning,
                Meaning::Day { .. } | Meaning::Month { .. } | Meaning::DayOfMonth(_)
            ),
            // "the 14 July Revolution" is the name of one.
            Word::Lasting if self.str(end) == "Revolution" => {
                matches!(meaning, Meaning::Day { .. })
            }
            Word::Paper if self.is_capital(end) => matches!(meaning, Meaning::Weekday { .. }),
            Word::Other
                if self.is_name(end)
                    && self.word(end + 1) == Word::NameHead
                    && self.is_capital(end + 1) =>
            {
                matches!(meaning, Meaning::Day { .. }) && self.before(start) == Word::The
            }
            _ => false,
        }
    }

    /// Whether the sentence breaks before this atom.
    pub(crate) fn is_sentence_start(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        match self.word(before) {
            Word::Break | Word::Edge0 => true,
            Word::Dot => {
                let stopped = !self.atom(at).glued && self.is_capital(at)
                    || matches!(self.word(at), Word::Number(_) | Word::Mark);
                let short = before.checked_sub(1).is_some_and(|word| {
                    matches!(self.word(word), Word::MonthShort(_) | Word::WeekdayShort(_))
                        || self.atom(word).span().len() == 1
                        || ABBREVIATIONS.contains(&self.str(word))
                });
                stopped && !short
            }
            Word::Mark => matches!(self.str(before), "!" | "?") || self.is_sentence_start(before),
            _ => false,
        }
    }

    /// The first and one-past-last atom of the sentence around `at`.
    pub(crate) fn sentence(&self, at: usize) -> (usize, usize) {
        let mut start = at;
        while start > 0 && at - start < 120 && !self.is_sentence_start(start) {
            start -= 1;
        }
        let mut end = at + 1;
        while end < self.atoms.len() && end - at < 120 && !self.is_sentence_start(end) {
            end += 1;
        }
        (start, end)
    }
}

/// Words whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Gen", "Lt", "Col", "Maj", "Capt", "Sgt", "St", "No", "Sen", "Rep",
    "vs",
];
