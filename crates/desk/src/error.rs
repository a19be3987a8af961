//! What can go wrong at the desk, in the user's words.

use dateline_ledger::LedgerError;

/// An error of the desk.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The ledger's own.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// What was asked cannot be asked: the asker's mistake.
    #[error("{0}")]
    Usage(String),
    /// Nothing in the ledger, the gazetteer or the registry is what was asked for.
    #[error("{0}")]
    NotFound(String),
    /// A file or a value that cannot be taken in, and what to do about it.
    #[error("{0}")]
    Input(String),
}
