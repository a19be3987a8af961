//! What can go wrong with a ledger's file, in the user's words.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The file is not there.
    #[error("{0}: no such ledger (`dateline read … --ledger FILE` makes one)")]
    NotFound(PathBuf),
    /// The file is something else.
    #[error("{0}: not a Dateline ledger")]
    NotALedger(PathBuf),
    /// The file was written by a newer program.
    #[error(
        "{path}: schema version {found}, but this program knows {known} at most; use a newer one"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// The file may only be read.
    #[error("{0}: the ledger is read-only here; nothing was written")]
    ReadOnly(PathBuf),
    /// Another process writes and did not finish in time.
    #[error("{0}: another program is writing to the ledger; try again when it is done")]
    Busy(PathBuf),
    /// The disk is full.
    #[error("{0}: the disk is full; what was entered before is safe, the last batch was not")]
    DiskFull(PathBuf),
    /// The file cannot be opened.
    #[error("{path}: cannot open the ledger: {reason}")]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// Why, in the system's words.
        reason: String,
    },
    /// The file is damaged.
    #[error("{path}: the ledger is damaged: {reason} (`dateline verify` says where)")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A correction names a field that claims do not have, or a value that does not fit it.
    #[error("{0}")]
    Correction(String),
    /// Anything else that SQLite says.
    #[error("{path}: {reason}")]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// SQLite's words.
        reason: String,
    },
}

impl LedgerError {
    /// SQLite's error as one of ours.
    pub(crate) fn from_sqlite(path: &Path, error: &rusqlite::Error) -> LedgerError {
        let path = path.to_owned();
        let reason = error.to_string();
        let Some(code) = error.sqlite_error_code() else {
            return LedgerError::Sqlite { path, reason };
        };
        match code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => LedgerError::Busy(path),
            ErrorCode::ReadOnly => LedgerError::ReadOnly(path),
            ErrorCode::DiskFull => LedgerError::DiskFull(path),
            ErrorCode::NotADatabase => LedgerError::NotALedger(path),
            ErrorCode::DatabaseCorrupt => LedgerError::Damaged { path, reason },
            ErrorCode::CannotOpen => LedgerError::CannotOpen { path, reason },
            _ => LedgerError::Sqlite { path, reason },
        }
    }
}
