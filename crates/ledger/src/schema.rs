//! Schema versions: numbered SQL files, applied in order, each in one transaction.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::{LedgerError, Result};

/// "DTLN": marks the file as a ledger (SQLite's `application_id`).
pub(crate) const APPLICATION: i64 = 0x4454_4c4e;

/// Every schema version, oldest first; version `n` is the state after the first `n`.
const MIGRATIONS: &[&str] = &[include_str!("../migrations/0001_first.sql")];

/// The newest schema version.
pub(crate) const NEWEST: i64 = MIGRATIONS.len() as i64;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A database without tables.
    Empty,
    /// A ledger of this schema version.
    Version(i64),
    /// Some other database.
    Foreign,
}

/// Looks what the file is.
pub(crate) fn look(connection: &Connection) -> rusqlite::Result<Found> {
    let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    // The tables are counted first: they and the mark are committed together, so that a file that has
    // tables by now has its mark too. The other way round, one that another process makes between the
    // two looks would pass for a foreign one.
    if number("SELECT count(*) FROM sqlite_schema")? == 0 {
        return Ok(Found::Empty);
    }
    Ok(if number("PRAGMA application_id")? == APPLICATION {
        Found::Version(number("PRAGMA user_version")?)
    } else {
        Found::Foreign
    })
}

/// Brings an empty file or an older ledger to the newest version.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    let sqlite = |error: rusqlite::Error| LedgerError::from_sqlite(path, &error);
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sqlite)?;
    // Another process may have migrated while we waited for the lock.
    let version = match look(&transaction).map_err(sqlite)? {
        Found::Empty => 0,
        Found::Version(version) => version,
        Found::Foreign => return Err(LedgerError::NotALedger(path.to_owned())),
    };
    for (index, migration) in MIGRATIONS.iter().enumerate().skip(version.max(0) as usize) {
        transaction.execute_batch(migration).map_err(sqlite)?;
        transaction
            .execute_batch(&format!(
                "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {}",
                index + 1
            ))
            .map_err(sqlite)?;
    }
    transaction.commit().map_err(sqlite)
}
