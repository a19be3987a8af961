//! What can go wrong with a ledger, in the user's words.

use rusqlite::ErrorCode;

use crate::Location;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The file is not there.
    #[error("{0}: no such ledger (`dateline read … --ledger FILE` makes one)")]
    NotFound(Location),
    /// The file or database is something else.
    #[error("{0}: not a Dateline ledger")]
    NotALedger(Location),
    /// The ledger was written by a newer program.
    #[error(
        "{at}: schema version {found}, but this program knows {known} at most; use a newer one"
    )]
    Newer {
        /// The ledger.
        at: Location,
        /// Its schema version.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// The ledger may only be read.
    #[error("{0}: the ledger is read-only here; nothing was written")]
    ReadOnly(Location),
    /// Another process writes and did not finish in time.
    #[error("{0}: another program is writing to the ledger; try again when it is done")]
    Busy(Location),
    /// The disk is full.
    #[error("{0}: the disk is full; what was entered before is safe, the last batch was not")]
    DiskFull(Location),
    /// The file cannot be opened, or the server not asked.
    #[error("{at}: cannot open the ledger: {reason}")]
    CannotOpen {
        /// The ledger.
        at: Location,
        /// Why, in the system's words.
        reason: String,
    },
    /// The ledger is damaged.
    #[error("{at}: the ledger is damaged: {reason} (`dateline verify` says where)")]
    Damaged {
        /// The ledger.
        at: Location,
        /// What is wrong.
        reason: String,
    },
    /// A correction names a field that claims do not have, or a value that does not fit it.
    #[error("{0}")]
    Correction(String),
    /// Anything else that the database says.
    #[error("{at}: {reason}")]
    Store {
        /// The ledger.
        at: Location,
        /// The database's words.
        reason: String,
    },
}

impl LedgerError {
    /// SQLite's error as one of ours.
    pub(crate) fn from_sqlite(at: &Location, error: &rusqlite::Error) -> LedgerError {
        let at = at.clone();
        let reason = error.to_string();
        let Some(code) = error.sqlite_error_code() else {
            return LedgerError::Store { at, reason };
        };
        match code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => LedgerError::Busy(at),
            ErrorCode::ReadOnly => LedgerError::ReadOnly(at),
            ErrorCode::DiskFull => LedgerError::DiskFull(at),
            ErrorCode::NotADatabase => LedgerError::NotALedger(at),
            ErrorCode::DatabaseCorrupt => LedgerError::Damaged { at, reason },
            ErrorCode::CannotOpen => LedgerError::CannotOpen { at, reason },
            _ => LedgerError::Store { at, reason },
        }
    }
}
