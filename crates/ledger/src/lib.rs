//! The ledger: the append-only store of reports, claims and corrections.
//!
//! One SQLite file, or a PostgreSQL database for a team. Nothing in it is updated or deleted: a newer coding supersedes an older one, a
//! correction is one more entry, and every entry is chained to the one before by its hash, so that
//! [`Ledger::verify`] finds and names what was changed behind the ledger's back.

mod binding;
mod catalogue;
mod chain;
mod claims;
mod codings;
mod correction;
mod engine;
mod error;
mod fate;
mod feed;
mod hash;
mod key;
mod location;
mod names;
mod notice;
mod read;
mod ready;
mod rekey;
mod schema;
mod search;
mod settings;
mod several;
mod shelf;
mod signature;
mod store;
#[doc(hidden)]
pub mod testing;
mod tidy;
mod touched;
mod verify;
mod write;

pub use binding::Bound;
pub use catalogue::{ClaimLine, ReportLine, Touched};
pub use codings::Coding;
pub use correction::{ACCEPTED, ADDED, APART, Correction, REJECTED, RETRACTED, TOGETHER};
pub use error::LedgerError;
pub use fate::{Fate, Fates, ReportKey, Version};
pub use feed::{Change, What};
pub use key::{fold_name, place_key};
pub use location::Location;
pub use read::{Filter, Summary};
pub use search::{Hit, Search};
pub use settings::Setting;
pub use shelf::{Shelf, Unusable, Work};
pub use signature::Signature;
pub use store::{Access, Ledger};
pub use verify::Fault;
pub use write::{Coded, Entered, Recoded};

/// What the ledger's operations return.
pub type Result<T> = std::result::Result<T, LedgerError>;
