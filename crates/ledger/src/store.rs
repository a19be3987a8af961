//! Opening a ledger's file, for reading or for writing.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::schema::{self, Found, NEWEST};
use crate::{LedgerError, Result};

/// How long one process waits for another one's transaction.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a ledger is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To ask: the file must be there and stays as it is.
    Read,
    /// To add: the file must be there.
    Write,
    /// To add: the file is made where it is missing.
    Create,
}

/// An open ledger.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
}

impl Ledger {
    /// The schema version that this program writes.
    pub const SCHEMA: i64 = NEWEST;

    /// Opens a ledger's file.
    ///
    /// # Errors
    /// Where the file is missing, no ledger, too new, locked, or cannot be written as asked.
    pub fn open(path: &Path, access: Access) -> Result<Ledger> {
        if access != Access::Create && !path.exists() {
            return Err(LedgerError::NotFound(path.to_owned()));
        }
        if path.is_dir() {
            let reason = "it is a folder".to_owned();
            return Err(LedgerError::CannotOpen { path: path.to_owned(), reason });
        }
        let create = if access == Access::Create {
            OpenFlags::SQLITE_OPEN_CREATE
        } else {
            OpenFlags::empty()
        };
        // Even to read, the file is opened for writing where that is allowed: only then is the
        // write-ahead log of an interrupted writer recovered and tidied away.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | create;
        let opened = Connection::open_with_flags(path, flags)
            .and_then(|connection| Ok((schema::look(prepare(&connection)?)?, connection)));
        match opened {
            Ok((found, connection)) => Ledger::admit(connection, path, found, access),
            Err(error) if access == Access::Read && cannot_lock(&error) => {
                let connection =
                    open_immutable(path).map_err(|error| LedgerError::from_sqlite(path, &error))?;
                let found = schema::look(&connection)
                    .map_err(|error| LedgerError::from_sqlite(path, &error))?;
                Ledger::admit(connection, path, found, access)
            }
            Err(error) if access != Access::Read && read_only(path) => {
                let _ = error;
                Err(LedgerError::ReadOnly(path.to_owned()))
            }
            Err(error) => Err(LedgerError::from_sqlite(path, &error)),
        }
    }

    /// A ledger in memory, for tests and for what is not kept.
    ///
    /// # Errors
    /// Where SQLite cannot make one.
    pub fn in_memory() -> Result<Ledger> {
        let path = PathBuf::from(":memory:");
        let mut connection =
            Connection::open_in_memory().map_err(|e| LedgerError::from_sqlite(&path, &e))?;
        schema::migrate(&mut connection, &path)?;
        Ok(Ledger { connection, path })
    }

    /// The ledger's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Caps the file's size, to play a full disk.
    #[doc(hidden)]
    pub fn limit_pages_for_tests(&self, pages: u32) {
        let _ = self.connection.execute_batch(&format!("PRAGMA max_page_count = {pages}"));
    }

    fn admit(
        mut connection: Connection,
        path: &Path,
        found: Found,
        access: Access,
    ) -> Result<Ledger> {
        let sqlite = |error: rusqlite::Error| LedgerError::from_sqlite(path, &error);
        match found {
            Found::Foreign => return Err(LedgerError::NotALedger(path.to_owned())),
            Found::Version(found) if found > NEWEST => {
                return Err(LedgerError::Newer { path: path.to_owned(), found, known: NEWEST });
            }
            // An empty file is an empty ledger; a reader leaves it as it is.
            Found::Empty if access == Access::Read => {
                return Ok(Ledger { path: path.to_owned(), ..Ledger::in_memory()? });
            }
            Found::Empty | Found::Version(_) => {}
        }
        if access != Access::Read {
            if connection.is_readonly("main").map_err(sqlite)? {
                return Err(LedgerError::ReadOnly(path.to_owned()));
            }
            connection
                .execute_batch(
                    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
                     PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;
                     PRAGMA foreign_keys = ON;",
                )
                .map_err(sqlite)?;
        }
        if found != Found::Version(NEWEST) {
            // An old ledger is brought up to date also by a reader, where it may be written.
            schema::migrate(&mut connection, path)?;
        }
        if access == Access::Read {
            connection.execute_batch("PRAGMA query_only = ON").map_err(sqlite)?;
        }
        Ok(Ledger { connection, path: path.to_owned() })
    }

    /// Turns SQLite's result into ours.
    pub(crate) fn sqlite<T>(&self, result: rusqlite::Result<T>) -> Result<T> {
        result.map_err(|error| LedgerError::from_sqlite(&self.path, &error))
    }
}

fn prepare(connection: &Connection) -> rusqlite::Result<&Connection> {
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// Whether SQLite could not make the files beside the ledger that it needs to share it.
fn cannot_lock(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::SystemIoFailure)
    )
}

fn read_only(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly())
}

/// Opens a file on a medium that nobody can write to: no locks, no log.
fn open_immutable(path: &Path) -> rusqlite::Result<Connection> {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(char::from(*byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    Connection::open_with_flags(
        uri,
        OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI,
    )
}
