//! What can go wrong with an export, in the user's words.

use std::io;

use dateline_desk::DeskError;
use dateline_ledger::LedgerError;
use parquet::errors::ParquetError;

/// An error of an export.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The ledger's own.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A question to the ledger's own.
    #[error(transparent)]
    Desk(DeskError),
    /// What was asked for cannot be: the asker's mistake.
    #[error("{0}")]
    Usage(String),
    /// The file or the pipe.
    #[error("{0}")]
    Io(io::Error),
    /// A format's own.
    #[error("not written: {0}")]
    Format(String),
}

impl From<DeskError> for ExportError {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Ledger(error) => ExportError::Ledger(error),
            DeskError::Usage(message) => ExportError::Usage(message),
            other => ExportError::Desk(other),
        }
    }
}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> Self {
        ExportError::Io(error)
    }
}

impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> Self {
        ExportError::Io(error.into())
    }
}

impl From<ParquetError> for ExportError {
    fn from(error: ParquetError) -> Self {
        match error {
            ParquetError::External(inner) => match inner.downcast::<io::Error>() {
                Ok(inner) => ExportError::Io(*inner),
                Err(inner) => ExportError::Format(inner.to_string()),
            },
            other => ExportError::Format(other.to_string()),
        }
    }
}

impl From<rusqlite::Error> for ExportError {
    fn from(error: rusqlite::Error) -> Self {
        ExportError::Format(error.to_string())
    }
}
