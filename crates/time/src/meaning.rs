//! What an expression says before it is resolved: the words' own meaning, with what they leave open.

use crate::calendar::{Feast, Part, Season};
use crate::length::{Length, Unit};

/// Which of the days of a name is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pick {
    /// "Friday", "in October": by the tense.
    Bare,
    Last,
    This,
    Next,
    /// "that Friday", "the same October": by the telling.
    Same,
    /// "the following Monday": the first after the telling's date.
    Following,
    /// "the previous Monday".
    Previous,
}

/// The year of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Year {
    Said(i16),
    /// "last year": years from publication.
    From(i32),
    Pick(Pick),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Meaning {
    Day {
        year: Year,
        month: i8,
        day: i8,
        weekday: Option<i8>,
    },
    /// "the 17th".
    DayOfMonth(i8),
    /// "3/4/2016": day and month may stand either way.
    Slashed {
        first: i8,
        second: i8,
        year: i16,
    },
    Month {
        year: Year,
        month: i8,
        part: Option<Part>,
    },
    Season {
        year: Year,
        season: Season,
        part: Option<Part>,
    },
    Quarter {
        year: Year,
        number: u32,
    },
    Year {
        year: Year,
        part: Option<Part>,
    },
    Decade {
        first: i16,
        part: Option<Part>,
    },
    Century {
        number: i16,
        part: Option<Part>,
    },
    Weekday {
        weekday: i8,
        pick: Pick,
    },
    /// "Friday of last week".
    WeekdayOf {
        weekday: i8,
        week: i32,
    },
    Weekend(Pick),
    /// Days from the day of publication.
    FromToday(i64),
    Overnight,
    /// "this week", "last month", "early next year".
    Unit {
        unit: Unit,
        offset: i64,
        part: Option<Part>,
    },
    /// "the end of the month", "throughout the year": the telling's, or the one of publication.
    Current {
        unit: Unit,
        part: Option<Part>,
    },
    /// "earlier this month" (false), "later this month" (true).
    RestOf {
        unit: Unit,
        later: bool,
    },
    /// "the past three weeks" (back), "the next three weeks" (on).
    Stretch {
        length: Length,
        forward: bool,
    },
    /// "in recent months".
    Recent(Unit),
    /// "three days ago" (negative), "in three days' time".
    Ago {
        length: Length,
        forward: bool,
    },
    /// "that day", "the same month", "later in the year".
    Same {
        unit: Unit,
        part: Option<Part>,
    },
    /// "since then".
    Then,
    /// "two days later", "the previous month".
    Step {
        length: Length,
        forward: bool,
    },
    /// "two days after entering the town", "a week before 3 May".
    StepFrom {
        length: Length,
        forward: bool,
        from: Option<Box<Meaning>>,
        event: (usize, usize),
    },
    /// "the first three months of 2015", "the last ten days of May".
    Portion {
        whole: Box<Meaning>,
        length: Length,
        last: bool,
    },
    Range(Box<Meaning>, Box<Meaning>),
    /// The present, as the end of a range.
    Now,
    Length(Length),
    Feast {
        feast: Feast,
        year: Year,
    },
    /// "every Friday".
    Recurring,
    /// "days later".
    Vague,
    /// A sequence that looks like a time and is none: skipped whole.
    NotATime,
}

impl Meaning {
    /// Whether the words name a day, month or year that needs nothing else.
    pub(crate) fn is_outright(&self) -> bool {
        matches!(
            self,
            Meaning::Day { year: Year::Said(_), .. }
                | Meaning::Month { year: Year::Said(_), .. }
                | Meaning::Season { year: Year::Said(_), .. }
                | Meaning::Year { year: Year::Said(_), .. }
        )
    }

    /// The year said, if one is.
    pub(crate) fn year(&self) -> Option<Year> {
        match self {
            Meaning::Day { year, .. }
            | Meaning::Month { year, .. }
            | Meaning::Season { year, .. }
            | Meaning::Quarter { year, .. }
            | Meaning::Year { year, .. }
            | Meaning::Feast { year, .. } => Some(*year),
            _ => None,
        }
    }

    /// Gives the year where the words leave it open.
    pub(crate) fn set_year(&mut self, said: Year) {
        match self {
            Meaning::Day { year, .. }
            | Meaning::Month { year, .. }
            | Meaning::Season { year, .. }
            | Meaning::Quarter { year, .. }
            | Meaning::Feast { year, .. }
                if *year == Year::Pick(Pick::Bare) =>
            {
                *year = said;
            }
            _ => {}
        }
    }

    pub(crate) fn month(&self) -> Option<i8> {
        match self {
            Meaning::Day { month, .. } | Meaning::Month { month, .. } => Some(*month),
            _ => None,
        }
    }

    /// Takes a part of the whole, where the meaning is of a kind that has parts.
    pub(crate) fn with_part(self, taken: Part) -> Option<Meaning> {
        let part = Some(taken);
        Some(match self {
            Meaning::Month { year, month, part: None } => Meaning::Month { year, month, part },
            Meaning::Season { year, season, part: None } => Meaning::Season { year, season, part },
            Meaning::Year { year, part: None } => Meaning::Year { year, part },
            Meaning::Decade { first, part: None } => Meaning::Decade { first, part },
            Meaning::Century { number, part: None } => Meaning::Century { number, part },
            Meaning::Unit { unit, offset, part: None } if unit > Unit::Day => {
                Meaning::Unit { unit, offset, part }
            }
            Meaning::Same { unit, part: None } if unit > Unit::Day => Meaning::Same { unit, part },
            Meaning::Current { unit, part: None } => Meaning::Current { unit, part },
            // "early on Tuesday", "late Friday": the day is a day.
            day @ (Meaning::Weekday { .. }
            | Meaning::WeekdayOf { .. }
            | Meaning::Day { .. }
            | Meaning::DayOfMonth(_)
            | Meaning::FromToday(_)
            | Meaning::Same { unit: Unit::Day, .. }
            | Meaning::Unit { unit: Unit::Day, .. }) => day,
            _ => return None,
        })
    }
}
