//! An expression of time as it stands in the report, with the days that it resolved to.

use std::ops::Range;

use dateline_report::Span;
use jiff::civil::Date;
use serde::Serialize;

use crate::interval::Interval;
use crate::length::Length;

/// What there is to resolve against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeContext {
    /// Day of publication, where the report says one.
    pub published: Option<Date>,
}

/// What kind of time the words name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExpressionKind {
    /// One day.
    Day,
    /// A month, year, season, range: more days than one.
    Span,
    /// A length ("three years"), which needs an end to become a date.
    Duration,
    /// Counted from an earlier date of the telling ("the next day", "that month").
    Anaphoric,
    /// "every Friday".
    Recurring,
}

/// The preposition's sense.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// "on", "in", "during", or none.
    #[default]
    In,
    /// "since", "from" without an end.
    Since,
    /// "after".
    After,
    /// "by".
    By,
    /// "until".
    Until,
    /// "before", "ahead of".
    Before,
    /// "for", "throughout", "from … to …".
    Throughout,
    /// "between … and …", "within".
    Between,
}

/// What the resolution rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Anchor {
    /// Said outright, year and all.
    #[default]
    Said,
    /// The day of publication.
    Published,
    /// The date in the report's dateline.
    Dateline,
    /// An earlier date of the telling.
    Telling,
}

/// Why an expression has no days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unresolved {
    /// Counted from the day of publication, which is not known.
    NoPublication,
    /// The year is not said, and nothing fixes it.
    NoYear,
    /// Counted from an earlier date, and there is none near.
    NoAntecedent,
    /// Counted in finer units than the earlier date is known to.
    AntecedentTooCoarse,
    /// Day and month may stand either way.
    AmbiguousOrder,
    /// No such day in the calendar.
    NoSuchDay,
    /// "days later", "more than a year ago".
    Vague,
    /// Happens again and again.
    Recurring,
    /// A length of time and no date.
    Length,
}

/// One expression of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// Bytes of the report's text, without the preposition.
    pub span: Span,
    /// Token indices; empty where the paragraph has no tokens.
    pub tokens: Range<u32>,
    /// The days that the phrase dates, its preposition taken in: "since May" runs to publication.
    pub interval: Interval,
    /// The days that the words name by themselves: "since May" names May.
    pub named: Interval,
    /// What kind of time it is.
    pub kind: ExpressionKind,
    /// The preposition's sense.
    pub relation: Relation,
    /// What the days were resolved against.
    pub anchor: Anchor,
    /// How long, where the words say a length.
    pub length: Option<Length>,
    /// Whether the time belongs to a noun ("Monday's attack", "the 2014 offensive") and not to the
    /// clause.
    pub attributive: bool,
    /// Why there are no days, where there are none.
    pub reason: Option<Unresolved>,
}
