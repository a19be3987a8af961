//! Intervals: the days in which something happened or held, with what they rest on.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How an interval bounds what it dates (`CONTRACT`: `when.bound`).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Bound {
    /// The whole happening lies in the days given.
    #[default]
    On,
    /// It happened on some day of them.
    Within,
    /// At the latest on `last`.
    By,
    /// From `first` on.
    Since,
    /// A state that held on every day.
    Throughout,
}

/// The grain at which the text dates.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// One day.
    Day,
    /// One week, Monday to Sunday.
    Week,
    /// One month or a named part of it.
    Month,
    /// A season or quarter.
    Season,
    /// A year or a named part of it.
    Year,
    /// Any other span of days.
    Range,
    /// Nothing is known.
    #[default]
    Unknown,
}

/// What the days rest on.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Said in the clause.
    Text,
    /// The day of the announcement stands in.
    Announcement,
    /// From another sentence of the report.
    Inherited,
    /// The publication date stands in.
    Published,
    /// Nothing to go by: no days.
    #[default]
    None,
}

/// First and last day, how they bound, how fine they are and what they rest on.
///
/// Invariant: `first <= last` where both are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// First day.
    pub first: Option<Date>,
    /// Last day, inclusive.
    pub last: Option<Date>,
    /// How the days bound the happening.
    pub bound: Bound,
    /// Grain of the days.
    pub precision: Precision,
    /// What the days rest on.
    pub basis: Basis,
}

impl Interval {
    /// An interval of known days; the ends are put in order.
    pub fn of(first: Date, last: Date, bound: Bound, precision: Precision) -> Self {
        let (first, last) = (Some(first.min(last)), Some(first.max(last)));
        Interval { first, last, bound, precision, basis: Basis::Text }
    }

    /// One day.
    pub fn day(day: Date) -> Self {
        Interval::of(day, day, Bound::On, Precision::Day)
    }

    /// No days, and nothing to go by.
    pub fn unknown() -> Self {
        Interval::default()
    }

    /// Whether at least one end is known.
    pub fn is_known(&self) -> bool {
        self.first.is_some() || self.last.is_some()
    }

    /// Both ends, where both are known.
    pub fn days(&self) -> Option<(Date, Date)> {
        self.first.zip(self.last)
    }

    /// Whether the day can lie inside: an end that is not known stands open.
    pub fn contains(&self, day: Date) -> bool {
        self.is_known()
            && self.first.is_none_or(|first| first <= day)
            && self.last.is_none_or(|last| day <= last)
    }

    /// Whether the two can share a day: an end that is not known stands open.
    pub fn overlaps(&self, other: &Interval) -> bool {
        let before = |end: Option<Date>, start: Option<Date>| match (end, start) {
            (Some(end), Some(start)) => end < start,
            _ => false,
        };
        self.is_known()
            && other.is_known()
            && !before(self.last, other.first)
            && !before(other.last, self.first)
    }

    /// The days that both hold; `None` where there are none. Bound, precision and basis are those
    /// of the shorter one.
    pub fn intersection(&self, other: &Interval) -> Option<Interval> {
        if !self.overlaps(other) {
            return None;
        }
        let finer = match (self.width(), other.width()) {
            (Some(own), Some(others)) if others < own => other,
            (None, Some(_)) => other,
            _ => self,
        };
        Some(Interval {
            first: self.first.max(other.first),
            last: match (self.last, other.last) {
                (Some(own), Some(others)) => Some(own.min(others)),
                (own, others) => own.or(others),
            },
            ..finer.clone()
        })
    }

    /// Number of days from the first to the last, both counted.
    pub fn width(&self) -> Option<i32> {
        let (first, last) = self.days()?;
        Some((last - first).get_days() + 1)
    }

    /// The same days with another bound.
    pub fn with_bound(self, bound: Bound) -> Self {
        Interval { bound, ..self }
    }

    /// The same days at another grain.
    pub fn with_precision(self, precision: Precision) -> Self {
        Interval { precision, ..self }
    }

    /// The same days on another basis; an unknown interval keeps `None`.
    pub fn with_basis(self, basis: Basis) -> Self {
        if self.is_known() { Interval { basis, ..self } } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(first: &str, last: &str, precision: Precision) -> Interval {
        Interval::of(first.parse().unwrap(), last.parse().unwrap(), Bound::Within, precision)
    }

    #[test]
    fn ends_are_put_in_order() {
        let march = span("2022-03-31", "2022-03-01", Precision::Month);
        assert_eq!(march, span("2022-03-01", "2022-03-31", Precision::Month));
        assert_eq!(march.width(), Some(31));
    }

    #[test]
    fn intersection_keeps_the_finer_grain() {
        let march = span("2022-03-01", "2022-03-31", Precision::Month);
        let day = Interval::day("2022-03-05".parse().unwrap());
        assert_eq!(march.intersection(&day), Some(day.clone()));
        assert_eq!(day.intersection(&march), Some(day.clone()));
        let since = Interval { first: day.first, ..Interval::default() }.with_bound(Bound::Since);
        assert!(since.overlaps(&march) && since.contains("2030-01-01".parse().unwrap()));
        assert_eq!(
            since.intersection(&march).unwrap().days(),
            Some((day.first.unwrap(), march.last.unwrap()))
        );
        assert_eq!(span("2021-01-01", "2021-12-31", Precision::Year).intersection(&day), None);
    }

    #[test]
    fn the_unknown_shares_no_day() {
        let day = Interval::day("2022-03-05".parse().unwrap());
        assert!(
            !Interval::unknown().overlaps(&day)
                && !Interval::unknown().contains(day.first.unwrap())
        );
        assert_eq!(Interval::unknown().with_basis(Basis::Inherited).basis, Basis::None);
    }
}
