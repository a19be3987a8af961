//! Expressions of time in news, resolved to [`Interval`]s of days.

mod interval;

pub use interval::{Basis, Bound, Interval, Precision};
