//! The feed of changes since an id.

use dateline_ledger::{Change, Ledger};

use crate::{DeskError, Result};

/// The changes after the one with this id (`0`: from the beginning), at most so many.
///
/// # Errors
/// Where the ledger cannot be read, or the id is none.
pub fn changes(ledger: &Ledger, since: &str, limit: usize) -> Result<Vec<Change>> {
    let (entry, number) = since.split_once('.').unwrap_or((since, "0"));
    let after = entry.parse().ok().zip(number.parse().ok()).ok_or_else(|| {
        DeskError::Usage(format!(
            "\"{since}\" is no id of a change: they read like 12 or 12.3; 0 begins at the beginning"
        ))
    })?;
    Ok(ledger.changes(after, limit)?)
}
