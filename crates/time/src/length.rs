//! Lengths: "nearly three years", "more than four months". A length is no date, but with one end
//! known it gives the other.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::interval::{Bound, Interval, Precision};

/// The units in which news counts time. Hours are read only as days ("the last 48 hours").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Sixty minutes.
    Hour,
    /// A calendar day.
    Day,
    /// Seven days; as a date, Monday to Sunday.
    Week,
    /// Fourteen days.
    Fortnight,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
}

/// How the text hedges a length.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Hedge {
    /// As said.
    #[default]
    Exactly,
    /// "nearly", "almost", "less than", "up to".
    Nearly,
    /// "about", "around", "some".
    About,
    /// "more than", "over", "at least".
    MoreThan,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Length {
    /// The unit.
    pub unit: Unit,
    /// The number, or the smaller of two ("three to five days").
    pub least: u32,
    /// The larger of two; equal to `least` where one number is said, and absent where none is ("for weeks").
    pub most: Option<u32>,
    /// How it is hedged.
    pub hedge: Hedge,
}

impl Length {
    /// The longest span that ends (or starts) at a day and that the words surely fill, as a number
    /// of units and days to take off: "nearly three years" is three years less a quarter of one.
    fn slack(self) -> i64 {
        match (self.hedge, self.unit) {
            (Hedge::Nearly, Unit::Decade) => 913,
            (Hedge::Nearly, Unit::Year) => 91,
            (Hedge::Nearly, Unit::Month) => 8,
            (Hedge::Nearly, Unit::Week | Unit::Fortnight) => 2,
            _ => 0,
        }
    }
}

/// The days of something that lasted for `length` and ended on `last`. Where the text names a range
/// or a lower bound, the shortest reading: what surely held.
///
/// ```
/// use dateline_time::{Hedge, Length, Unit, ending_at};
/// use jiff::civil::date;
/// let months = Length { unit: Unit::Month, least: 4, most: Some(4), hedge: Hedge::MoreThan };
/// assert_eq!(ending_at(months, date(2017, 10, 17)).first, Some(date(2017, 6, 17)));
/// ```
pub fn ending_at(length: Length, last: Date) -> Interval {
    let back = calendar::shift(last, -i64::from(length.least), length.unit)
        .and_then(|first| calendar::shift(first, length.slack(), Unit::Day));
    let first = back.map(|first| first.min(last));
    let precision = Precision::Range;
    Interval { first, last: Some(last), ..Interval::day(last) }
        .with_bound(Bound::Throughout)
        .with_precision(precision)
}

/// The days of something that began on `first` and lasted for `length`; see [`ending_at`].
pub fn starting_at(length: Length, first: Date) -> Interval {
    let on = calendar::shift(first, i64::from(length.least), length.unit)
        .and_then(|last| calendar::shift(last, -length.slack(), Unit::Day));
    let last = on.map(|last| last.max(first));
    Interval { first: Some(first), last, ..Interval::day(first) }
        .with_bound(Bound::Throughout)
        .with_precision(Precision::Range)
}
