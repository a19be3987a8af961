//! Expressions of time in news, resolved to [`Interval`]s of days.
//!
//! [`find`] lists every expression of a report with the days that it names, what they were
//! resolved against and, where there are none, why. The steps: the text is cut into atoms
//! (`lexer`), rules over classes of words (`grammar`, `data/words.txt`) read their meaning, and the
//! telling so far, the dateline and the day of publication (`telling`) turn it into days.
//!
//! Nothing here reads a clock: without a day of publication "on Friday" stays unresolved.

mod calendar;
pub mod corpus;
mod dateline;
mod expression;
mod find;
mod grammar;
mod interval;
mod length;
mod lexer;
mod meaning;
mod telling;
mod tense;
mod vocabulary;

pub use dateline::{Dateline, DatelineDate, dateline};
pub use expression::{Anchor, Expression, ExpressionKind, Relation, TimeContext, Unresolved};
pub use find::{day_of_report, find, find_in_text};
pub use interval::{Basis, Bound, Interval, Precision};
pub use length::{Hedge, Length, Unit, ending_at, starting_at};
