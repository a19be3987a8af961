//! The desk: what people and programs ask of a ledger, and what people add to it.
//!
//! The command line and the HTTP server ask the same questions; each is one function here. It takes
//! the ledger and what is asked, and returns a record that serialises to the answer's JSON. Nothing
//! here prints, and nothing reads a clock: today is an argument.

mod agreement;
mod asked;
pub mod audit;
mod changes;
mod claim;
mod correct;
mod courses;
mod coverage;
mod error;
mod events;
mod every;
mod evidence;
mod explain;
mod gather;
mod horizon;
pub mod import;
mod kept;
mod lookup;
mod map;
mod naming;
mod page;
mod place;
mod recode;
mod review;
mod rule;
mod rules;
mod search;
mod sources;
mod specimen;
mod standing;
mod ties;
mod verdict;

pub use agreement::{Agreement, agreement};
pub use asked::AskedActor;
pub use changes::changes;
pub use claim::{Draft, draft};
pub use correct::{correct, plan};
pub use courses::{CourseQuestion, Keep, for_courses_of, for_each_course};
pub use coverage::{Covered, Grain, Week, coverage, weeks};
pub use error::DeskError;
pub use events::{EventQuestion, events};
pub use evidence::{Evidence, WhenPrecision, WherePrecision};
pub use explain::{Context, Explained, claims_with_id, context, event_of, explain};
pub use horizon::{Horizon, horizons, set_horizon};
pub use kept::Kept;
pub use lookup::{Candidate, Found, find, title};
pub use map::{DayMap, diff, features, map};
pub use naming::claim_types;
pub use page::{Page, Paged};
pub use place::{Clocks, Reply, Timeline, timeline, who};
pub use recode::{Changed, Turn, recode};
pub use review::{Item, ReviewQuestion, queue};
pub use rule::{Laid, Rule, apply, drop_rule, lay_down, rules};
pub use rules::settings;
pub use search::{SearchQuestion, search};
pub use sources::{Fate, Score, ScoreQuestion, sources};
pub use specimen::{Specimen, specimen};
pub use standing::{JUDGED, Reviewed, State, Verdict, reviewed};
pub use ties::thresholds;
pub use verdict::{Act, Signed, act, merge, split};

/// What the desk's functions return.
pub type Result<T> = std::result::Result<T, DeskError>;
