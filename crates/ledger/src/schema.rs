//! Schema versions: numbered SQL files, applied in order, all of them in one transaction. The two
//! databases have their own files; those of one number mean the same.

use std::ops::ControlFlow;

use crate::engine::{Engine, values};
use crate::notice::{LONGEST, keep, targets};
use crate::rekey::rekey;
use crate::{LedgerError, Result};

/// Every schema version, oldest first, for SQLite and for PostgreSQL; version `n` is the state after the
/// first `n`.
const MIGRATIONS: &[(&str, &str)] = &[
    (
        include_str!("../migrations/sqlite/0001_first.sql"),
        include_str!("../migrations/postgres/0001_first.sql"),
    ),
    (
        include_str!("../migrations/sqlite/0002_notices.sql"),
        include_str!("../migrations/postgres/0002_notices.sql"),
    ),
    (
        include_str!("../migrations/sqlite/0003_lighter.sql"),
        include_str!("../migrations/postgres/0003_lighter.sql"),
    ),
    (
        include_str!("../migrations/sqlite/0004_keys.sql"),
        include_str!("../migrations/postgres/0004_keys.sql"),
    ),
];

/// The version that has notices.
const NOTICES: i64 = 2;
/// The version that keeps a place that no gazetteer entry fits by its name, and not by what points at it.
const KEYS: i64 = 4;

/// The newest schema version.
pub(crate) const NEWEST: i64 = MIGRATIONS.len() as i64;

/// What a database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A database without tables.
    Empty,
    /// A ledger of this schema version.
    Version(i64),
    /// Some other database.
    Foreign,
}

/// Brings an empty database or an older ledger to the newest version.
pub(crate) fn migrate(engine: &Engine) -> Result<()> {
    let transaction = engine.transaction()?;
    // Another process may have migrated while we waited for the lock.
    let version = match engine.look()? {
        Found::Empty => 0,
        Found::Version(version) => version,
        Found::Foreign => return Err(LedgerError::NotALedger(engine.at().clone())),
    };
    for (index, (sqlite, postgres)) in MIGRATIONS.iter().enumerate().skip(version.max(0) as usize) {
        engine.script(engine.dialect(sqlite, postgres))?;
        engine.mark(index as i64 + 1)?;
    }
    if (1..NOTICES).contains(&version) {
        find_notices(engine)?;
    }
    if (1..KEYS).contains(&version) {
        rekey(engine)?;
    }
    transaction.commit()
}

/// Looks for notices among the reports that an older version entered.
fn find_notices(engine: &Engine) -> Result<()> {
    let mut found = vec![];
    let short = "SELECT seq, title, text FROM reports WHERE octet_length(text) <= ?";
    engine.each(short, values![LONGEST as i64], |row| -> Result<_> {
        let (title, text) = (row.get::<Option<String>>(1)?, row.get::<String>(2)?);
        if let Some(targets) = targets(title.as_deref(), &text) {
            found.push((row.get(0)?, targets));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    found.iter().try_for_each(|(report, targets)| keep(engine, *report, targets))
}
