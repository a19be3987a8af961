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
