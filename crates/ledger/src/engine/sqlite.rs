//! SQLite: one file, safe at any instant, shared by processes.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, params_from_iter};

use super::Value;
use crate::schema::Found;
use crate::{Access, LedgerError, Location, Result};

/// "DTLN": marks the file as a ledger (SQLite's `application_id`).
const APPLICATION: i64 = 0x4454_4c4e;

/// How long one process waits for another one's transaction.
const PATIENCE: Duration = Duration::from_secs(20);

/// Statements kept ready.
const PREPARED: usize = 64;

/// Bytes of a new ledger's pages. A claim takes about 2 KB: on pages of SQLite's usual 4 KB a good part lies empty.
const PAGE: usize = 8192;

/// Bytes of pages that who writes keeps in memory at most, and who reads.
const WRITERS_CACHE: usize = 384 << 20;
const READERS_CACHE: usize = 64 << 20;

/// Pages of the write-ahead log from which on who writes works it into the file, at the latest.
const LOG_PAGES: usize = 128_000;

/// Opens a file.
pub(super) fn open(path: &Path, access: Access) -> Result<Connection> {
    let at = Location::File(path.to_owned());
    if access != Access::Create && !path.exists() {
        return Err(LedgerError::NotFound(at));
    }
    if path.is_dir() {
        return Err(LedgerError::CannotOpen { at, reason: "it is a folder".to_owned() });
    }
    let create =
        if access == Access::Create { OpenFlags::SQLITE_OPEN_CREATE } else { OpenFlags::empty() };
    // Even to read, the file is opened for writing where that is allowed: only then is the
    // write-ahead log of an interrupted writer recovered and tidied away.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | create;
    let opened = Connection::open_with_flags(path, flags).and_then(|connection| {
        connection.busy_timeout(PATIENCE)?;
        look(&connection)?;
        Ok(connection)
    });
    let opened = match opened {
        Err(error) if access == Access::Read && cannot_lock(&error) => open_immutable(path),
        Err(_) if access != Access::Read && read_only(path) => {
            return Err(LedgerError::ReadOnly(at));
        }
        opened => opened,
    };
    let connection = opened.map_err(|error| LedgerError::from_sqlite(&at, &error))?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    // A plan hangs on the question alone; else it is made anew for every value asked about.
    let steady = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true);
    steady.map_err(|error| LedgerError::from_sqlite(&at, &error))?;
    Ok(connection)
}

/// Makes a file ready for what it was opened for.
pub(super) fn ready(connection: &Connection, at: &Location, access: Access) -> Result<()> {
    let told = |error: rusqlite::Error| LedgerError::from_sqlite(at, &error);
    if access == Access::Read {
        let cache = READERS_CACHE >> 10;
        let sql = format!("PRAGMA query_only = ON; PRAGMA cache_size = -{cache}");
        return connection.execute_batch(&sql).map_err(told);
    }
    if connection.is_readonly("main").map_err(told)? {
        return Err(LedgerError::ReadOnly(at.clone()));
    }
    // References are not looked up with every row: whoever writes gives out the numbers of rows and has put
    // there what they refer to, and `verify` looks them all up.
    connection
        .execute_batch(&format!(
            "PRAGMA page_size = {PAGE}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
             PRAGMA foreign_keys = OFF;"
        ))
        .map_err(told)?;
    // What a transaction touches must stay in memory until it is committed, and what several touch is
    // written to its place once. A small ledger never needs so much.
    let cache = format!("PRAGMA cache_size = -{}", WRITERS_CACHE >> 10);
    let log = format!("PRAGMA wal_autocheckpoint = {LOG_PAGES}");
    connection.execute_batch(&format!("{cache}; {log}")).map_err(told)
}

/// Looks what the file is.
pub(super) fn look(connection: &Connection) -> rusqlite::Result<Found> {
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

/// What marks a file as a ledger of a schema version.
pub(super) fn mark(version: i64) -> String {
    format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {version}")
}

pub(super) fn run(
    connection: &Connection,
    sql: &str,
    values: &[Value<'_>],
) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute(params_from_iter(values)).map(|_| ())
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(number),
            Value::Real(number) => ValueRef::Real(number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
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
