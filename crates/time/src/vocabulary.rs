//! The words of time: `data/words.txt` compiled into a table that rejects most words on their
//! first letter and length.

use std::sync::OnceLock;

use crate::calendar::{Part, Season};
use crate::length::{Hedge, Unit};

/// What a word or a mark can be in an expression of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// Any word that says nothing of time.
    Other,
    Number(u32),
    Ordinal(u32),
    /// "1990s".
    Decade(i16),
    /// A number that is no day, year or count: an amount, a clock time, a percentage.
    Quantity,
    Month(i8),
    MonthShort(i8),
    Weekday(i8),
    WeekdayShort(i8),
    Weekdays(i8),
    Unit(Unit),
    Units(Unit),
    Weekend,
    Century,
    Quarter,
    Season(Season),
    Part(Part),
    Edge(Part),
    Later,
    Earlier,
    /// Days from the day of publication.
    Day(i32),
    Overnight,
    Daytime,
    Midweek,
    Last,
    Past,
    This,
    That,
    Same,
    Next,
    Following,
    Previous,
    Coming,
    Recent,
    The,
    A,
    Half,
    Few,
    Several,
    Couple,
    Hedge(Hedge),
    More,
    Less,
    Than,
    At,
    Least,
    Most,
    In,
    On,
    Since,
    By,
    Until,
    From,
    To,
    Between,
    And,
    Or,
    Of,
    For,
    During,
    Throughout,
    Within,
    Before,
    After,
    Through,
    Ago,
    Old,
    Aged,
    Every,
    Then,
    Now,
    So,
    Feast(FeastWord),
    NameHead,
    Paper,
    Dark,
    Sport,
    Border,
    Fiscal,
    Person,
    Lasting,
    Measure,
    Numbered,
    Hyphen,
    Dash,
    Comma,
    Dot,
    Slash,
    Apostrophe,
    Possessive,
    Open,
    Close,
    /// `!`, `?`, `;`, `:` and quotation marks.
    Mark,
    /// A blank line.
    Break,
    /// Before the first and past the last atom.
    Edge0,
}

/// The words of which the names of feasts are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FeastWord {
    Christmas,
    Easter,
    Ramadan,
    Eid,
    Nowruz,
    Ashura,
    Thanksgiving,
    New,
    Eve,
    Good,
    Palm,
    Orthodox,
    Al,
    Fitr,
    Adha,
}

const DATA: &str = include_str!("../data/words.txt");
const SLOTS: usize = 2048;

/// Open addressing over words packed into sixteen bytes.
pub(crate) struct Vocabulary {
    /// Bit `length` of `first_letters[letter]`: some word begins and is as long so.
    first_letters: [u32; 26],
    slots: Vec<(u128, Word)>,
}

impl Vocabulary {
    pub(crate) fn get() -> &'static Vocabulary {
        static TABLE: OnceLock<Vocabulary> = OnceLock::new();
        TABLE.get_or_init(|| Vocabulary::read(DATA).0)
    }

    /// The table and the lines that it could not read.
    fn read(data: &str) -> (Vocabulary, Vec<&str>) {
        let mut table = Vocabulary { first_letters: [0; 26], slots: vec![(0, Word::Other); SLOTS] };
        let mut bad = Vec::new();
        for line in data.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let class = line.split_once(": ").and_then(|(head, words)| {
                let (class, value) = head.split_once(' ').unwrap_or((head, ""));
                Some((class_of(class, value)?, words))
            });
            let Some((word, words)) = class else {
                bad.push(line);
                continue;
            };
            for text in words.split_whitespace() {
                if !table.add(text, word) {
                    bad.push(line);
                }
            }
        }
        (table, bad)
    }

    fn add(&mut self, text: &str, word: Word) -> bool {
        let Some(key) = pack(text.as_bytes()) else { return false };
        self.first_letters[usize::from(text.as_bytes()[0] - b'a')] |= 1 << text.len();
        let mut slot = hash(key);
        while self.slots[slot].0 != 0 {
            if self.slots[slot].0 == key {
                return false;
            }
            slot = (slot + 1) % SLOTS;
        }
        self.slots[slot] = (key, word);
        true
    }

    /// The class of a word of ASCII letters, whatever its case.
    pub(crate) fn look_up(&self, text: &[u8]) -> Word {
        let first = (text[0] | 0x20).wrapping_sub(b'a');
        if first >= 26 || text.len() > 16 {
            return Word::Other;
        }
        if self.first_letters[usize::from(first)] & (1 << text.len()) == 0 {
            return Word::Other;
        }
        let Some(key) = pack(text) else { return Word::Other };
        let mut slot = hash(key);
        loop {
            match self.slots[slot] {
                (0, _) => return Word::Other,
                (held, word) if held == key => return word,
                _ => slot = (slot + 1) % SLOTS,
            }
        }
    }
}

fn pack(text: &[u8]) -> Option<u128> {
    if text.is_empty() || text.len() > 16 || !text.iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    Some(text.iter().fold(0, |key, byte| key << 8 | u128::from(byte | 0x20)))
}

fn hash(key: u128) -> usize {
    let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(23);
    (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 53) as usize % SLOTS
}

/// The class that a line of the data names.
fn class_of(class: &str, value: &str) -> Option<Word> {
    let number = || value.parse::<u32>().ok();
    let small = || value.parse::<i8>().ok();
    let unit = || {
        Some(match value {
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "week" => Unit::Week,
            "fortnight" => Unit::Fortnight,
            "month" => Unit::Month,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            _ => return None,
        })
    };
    let part = || {
        Some(match value {
            "early" => Part::Early,
            "mid" => Part::Mid,
            "late" => Part::Late,
            "end" => Part::End,
            _ => return None,
        })
    };
    Some(match class {
        "number" => Word::Number(number()?),
        "ordinal" => Word::Ordinal(number()?),
        "month" => Word::Month(small()?),
        "month-short" => Word::MonthShort(small()?),
        "weekday" => Word::Weekday(small()?),
        "weekday-short" => Word::WeekdayShort(small()?),
        "weekdays" => Word::Weekdays(small()?),
        "unit" => Word::Unit(unit()?),
        "units" => Word::Units(unit()?),
        "part" => Word::Part(part()?),
        "edge" => Word::Edge(part()?),
        "day" => Word::Day(value.parse().ok()?),
        "season" => Word::Season(match value {
            "spring" => Season::Spring,
            "summer" => Season::Summer,
            "autumn" => Season::Autumn,
            "winter" => Season::Winter,
            _ => return None,
        }),
        "hedge" => Word::Hedge(match value {
            "nearly" => Hedge::Nearly,
            "about" => Hedge::About,
            "over" => Hedge::MoreThan,
            _ => return None,
        }),
        "feast" | "feast-part" => Word::Feast(match value {
            "christmas" => FeastWord::Christmas,
            "easter" => FeastWord::Easter,
            "ramadan" => FeastWord::Ramadan,
            "eid" => FeastWord::Eid,
            "nowruz" => FeastWord::Nowruz,
            "ashura" => FeastWord::Ashura,
            "thanksgiving" => FeastWord::Thanksgiving,
            "new" => FeastWord::New,
            "eve" => FeastWord::Eve,
            "good" => FeastWord::Good,
            "palm" => FeastWord::Palm,
            "orthodox" => FeastWord::Orthodox,
            "al" => FeastWord::Al,
            "fitr" => FeastWord::Fitr,
            "adha" => FeastWord::Adha,
            _ => return None,
        }),
        _ => simple_class(class)?,
    })
}

/// The classes that carry no value.
fn simple_class(class: &str) -> Option<Word> {
    Some(match class {
        "weekend" => Word::Weekend,
        "century" => Word::Century,
        "quarter" => Word::Quarter,
        "later" => Word::Later,
        "earlier" => Word::Earlier,
        "overnight" => Word::Overnight,
        "daytime" => Word::Daytime,
        "midweek" => Word::Midweek,
        "last" => Word::Last,
        "past" => Word::Past,
        "this" => Word::This,
        "that" => Word::That,
        "same" => Word::Same,
        "next" => Word::Next,
        "following" => Word::Following,
        "previous" => Word::Previous,
        "coming" => Word::Coming,
        "recent" => Word::Recent,
        "the" => Word::The,
        "a" => Word::A,
        "half" => Word::Half,
        "few" => Word::Few,
        "several" => Word::Several,
        "couple" => Word::Couple,
        "more" => Word::More,
        "less" => Word::Less,
        "than" => Word::Than,
        "at" => Word::At,
        "least" => Word::Least,
        "most" => Word::Most,
        "in" => Word::In,
        "on" => Word::On,
        "since" => Word::Since,
        "by" => Word::By,
        "until" => Word::Until,
        "from" => Word::From,
        "to" => Word::To,
        "between" => Word::Between,
        "and" => Word::And,
        "or" => Word::Or,
        "of" => Word::Of,
        "for" => Word::For,
        "during" => Word::During,
        "throughout" => Word::Throughout,
        "within" => Word::Within,
        "before" => Word::Before,
        "after" => Word::After,
        "through" => Word::Through,
        "ago" => Word::Ago,
        "old" => Word::Old,
        "aged" => Word::Aged,
        "every" => Word::Every,
        "then" => Word::Then,
        "now" => Word::Now,
        "sofar" => Word::So,
        "name-head" => Word::NameHead,
        "paper" => Word::Paper,
        "dark" => Word::Dark,
        "sport" => Word::Sport,
        "border" => Word::Border,
        "fiscal" => Word::Fiscal,
        "person" => Word::Person,
        "lasting" => Word::Lasting,
        "measure" => Word::Measure,
        "numbered" => Word::Numbered,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_read() {
        let (_, bad) = Vocabulary::read(DATA);
        assert!(bad.is_empty(), "{bad:#?}");
    }

    #[test]
    fn words_are_found_in_any_case() {
        let table = Vocabulary::get();
        assert_eq!(table.look_up(b"October"), Word::Month(10));
        assert_eq!(table.look_up(b"OCT"), Word::MonthShort(10));
        assert_eq!(table.look_up(b"octopus"), Word::Other);
        assert_eq!(table.look_up(b"x"), Word::Other);
    }
}
