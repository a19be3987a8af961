//! The desk: what people and programs ask of a ledger, and what people add to it.
//!
//! The command line and the HTTP server ask the same questions; each is one function here. It takes
//! the ledger and what is asked, and returns a record that serialises to the answer's JSON. Nothing
//! here prints, and nothing reads a clock: today is an argument.

mod correct;
mod error;
mod events;
mod evidence;
mod explain;
mod lookup;
mod map;
mod page;
mod place;
mod rules;

pub use correct::{correct, plan};
pub use error::DeskError;
pub use events::{Actors, EventQuestion, events};
pub use evidence::{Evidence, WhenPrecision, WherePrecision};
pub use explain::{Explained, claims_with_id, event_of, explain};
pub use lookup::{Candidate, Found, find, title};
pub use map::{DayMap, diff, map};
pub use page::{Page, Paged};
pub use place::{Clocks, Reply, Timeline, timeline, who};
pub use rules::settings;

/// What the desk's functions return.
pub type Result<T> = std::result::Result<T, DeskError>;
