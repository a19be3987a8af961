//! The ledger: the append-only store of reports, claims and corrections.
//!
//! One SQLite file. Nothing in it is updated or deleted: a newer coding supersedes an older one, a
//! correction is one more entry, and every entry is chained to the one before by its hash, so that
//! [`Ledger::verify`] finds and names what was changed behind the ledger's back.

mod catalogue;
mod binding;
mod correction;
mod error;
mod hash;
mod key;
mod read;
mod schema;
mod settings;
mod signature;
mod store;
mod verify;
mod write;

pub use catalogue::{ClaimLine, ReportLine};
pub use binding::Bound;
pub use correction::{ACCEPTED, ADDED, APART, Correction, REJECTED, TOGETHER};
pub use error::LedgerError;
pub use key::{fold_name, place_key};
pub use read::{Filter, Summary};
pub use settings::Setting;
pub use signature::Signature;
pub use store::{Access, Ledger};
pub use verify::Fault;
pub use write::{Coded, Entered, Recoded};

/// What the ledger's operations return.
pub type Result<T> = std::result::Result<T, LedgerError>;
