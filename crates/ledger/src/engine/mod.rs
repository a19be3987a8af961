//! The two databases behind a ledger, SQLite in a file and PostgreSQL on a server, as one thing that
//! takes SQL. Statements are written once; where the two differ, [`Engine::dialect`] picks.
//!
//! Numbers of rows are given out by the ledger and not by the database, and texts are compared by their
//! bytes in both, so that the same entries make the same rows, and the same hash chain.

mod postgres;
mod sqlite;
mod table;
mod value;

use std::cell::RefCell;
use std::ops::ControlFlow;

pub(crate) use table::Table;
pub(crate) use value::{Row, Value, values};

use self::postgres::Session;
use self::value::Cells;
use crate::schema::Found;
use crate::{Access, LedgerError, Location, Result};

/// An open database.
pub(crate) struct Engine {
    at: Location,
    database: Database,
}

enum Database {
    Sqlite(rusqlite::Connection),
    // Asking a server changes the state of the connection to it.
    Postgres(RefCell<Session>),
}

impl Engine {
    /// Opens a database; what is in it is looked at by [`Engine::look`].
    pub(crate) fn open(at: Location, access: Access) -> Result<Engine> {
        let database = match &at {
            Location::File(path) => Database::Sqlite(sqlite::open(path, access)?),
            Location::Server(url) => {
                let session = Session::open(url).map_err(|error| error.told(&at))?;
                Database::Postgres(RefCell::new(session))
            }
        };
        Ok(Engine { at, database })
    }

    /// An SQLite database in memory.
    pub(crate) fn in_memory() -> Result<Engine> {
        let at = Location::File(":memory:".into());
        let opened = rusqlite::Connection::open_in_memory();
        let connection = opened.map_err(|error| LedgerError::from_sqlite(&at, &error))?;
        Ok(Engine { at, database: Database::Sqlite(connection) })
    }

    /// Where it is.
    pub(crate) fn at(&self) -> &Location {
        &self.at
    }

    /// The same, said to be elsewhere.
    pub(crate) fn called(self, at: Location) -> Engine {
        Engine { at, ..self }
    }

    /// What is wrong with it, in the user's words.
    pub(crate) fn damaged(&self, reason: String) -> LedgerError {
        LedgerError::Damaged { at: self.at.clone(), reason }
    }

    /// Of two wordings the one that this database understands.
    pub(crate) fn dialect<T>(&self, sqlite: T, postgres: T) -> T {
        match self.database {
            Database::Sqlite(_) => sqlite,
            Database::Postgres(_) => postgres,
        }
    }

    /// Looks what the database holds.
    pub(crate) fn look(&self) -> Result<Found> {
        match &self.database {
            Database::Sqlite(connection) => {
                sqlite::look(connection).map_err(|error| LedgerError::from_sqlite(&self.at, &error))
            }
            Database::Postgres(_) => postgres::look(self),
        }
    }

    /// Marks the database as a ledger of a schema version.
    pub(crate) fn mark(&self, version: i64) -> Result<()> {
        match &self.database {
            Database::Sqlite(_) => self.script(&sqlite::mark(version)),
            Database::Postgres(_) => {
                self.run("INSERT INTO dateline (version) VALUES (?)", values![version])
            }
        }
    }

    /// Makes the database ready for what it was opened for.
    pub(crate) fn ready(&self, access: Access) -> Result<()> {
        match &self.database {
            Database::Sqlite(connection) => sqlite::ready(connection, &self.at, access),
            Database::Postgres(session) => {
                if access == Access::Read {
                    let told = session.borrow_mut().only_read();
                    told.map_err(|error| error.told(&self.at))?;
                }
                Ok(())
            }
        }
    }

    /// Runs statements without values.
    pub(crate) fn script(&self, sql: &str) -> Result<()> {
        match &self.database {
            Database::Sqlite(connection) => {
                connection.execute_batch(sql).map_err(|e| LedgerError::from_sqlite(&self.at, &e))
            }
            Database::Postgres(session) => {
                session.borrow_mut().script(sql).map_err(|error| error.told(&self.at))
            }
        }
    }

    /// Runs a statement that answers nothing. A server may be told of it only when something is asked,
    /// or the transaction committed: what it refuses is said then.
    pub(crate) fn run(&self, sql: &str, values: &[Value<'_>]) -> Result<()> {
        match &self.database {
            Database::Sqlite(connection) => sqlite::run(connection, sql, values)
                .map_err(|error| LedgerError::from_sqlite(&self.at, &error)),
            Database::Postgres(session) => {
                session.borrow_mut().run(sql, values).map_err(|error| error.told(&self.at))
            }
        }
    }

    /// The first row of an answer, if it has any.
    pub(crate) fn row<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        match &self.database {
            Database::Sqlite(_) => {
                let mut found = None;
                self.each(sql, values, |row| {
                    found = Some(read(row)?);
                    Ok(ControlFlow::Break(()))
                })?;
                Ok(found)
            }
            Database::Postgres(_) => Ok(self.rows(sql, values, read)?.into_iter().next()),
        }
    }

    /// All rows of an answer, which must not be many.
    pub(crate) fn rows<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        match &self.database {
            Database::Sqlite(_) => {
                let mut rows = vec![];
                self.each(sql, values, |row| {
                    rows.push(read(row)?);
                    Ok(ControlFlow::Continue(()))
                })?;
                Ok(rows)
            }
            Database::Postgres(session) => {
                let answer = session.borrow_mut().ask(sql, values);
                let answer = answer.map_err(|error| error.told(&self.at))?;
                let at = &self.at;
                answer.iter().map(|row| read(&Row { at, cells: Cells::Postgres(row) })).collect()
            }
        }
    }

    /// Calls `each` with every row of an answer, until it breaks off. Meanwhile other questions may be
    /// asked.
    pub(crate) fn each<E: From<LedgerError>>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut each: impl FnMut(&Row<'_>) -> std::result::Result<ControlFlow<()>, E>,
    ) -> std::result::Result<(), E> {
        let at = &self.at;
        match &self.database {
            Database::Sqlite(connection) => {
                let told = |error: rusqlite::Error| LedgerError::from_sqlite(at, &error);
                let mut statement = connection.prepare_cached(sql).map_err(told)?;
                let mut rows = statement.query(rusqlite::params_from_iter(values)).map_err(told)?;
                while let Some(row) = rows.next().map_err(told)? {
                    if each(&Row { at, cells: Cells::Sqlite(row) })?.is_break() {
                        break;
                    }
                }
                Ok(())
            }
            Database::Postgres(session) => {
                let stream = session.borrow_mut().stream(sql, values);
                let stream = stream.map_err(|error| error.told(at))?;
                let mut walk = || -> std::result::Result<(), E> {
                    loop {
                        let (rows, more) =
                            session.borrow_mut().fetch(&stream).map_err(|error| error.told(at))?;
                        for row in &rows {
                            if each(&Row { at, cells: Cells::Postgres(row) })?.is_break() {
                                return Ok(());
                            }
                        }
                        if !more {
                            return Ok(());
                        }
                    }
                };
                let walked = walk();
                let closed = session.borrow_mut().close(stream);
                walked?;
                closed.map_err(|error| error.told(at).into())
            }
        }
    }

    /// Begins a transaction that writes; it is the only one until it ends.
    pub(crate) fn transaction(&self) -> Result<Transaction<'_>> {
        match &self.database {
            Database::Sqlite(_) => self.script("BEGIN IMMEDIATE")?,
            Database::Postgres(session) => {
                session.borrow_mut().begin().map_err(|error| error.told(&self.at))?;
            }
        }
        Ok(Transaction { engine: self, open: true })
    }

    /// Begins to read with nobody writing between, where that spares work: a file's locks are taken once. A
    /// server's answers each stand by themselves.
    pub(crate) fn still(&self) -> Result<Option<Transaction<'_>>> {
        match &self.database {
            Database::Sqlite(connection) if connection.is_autocommit() => {
                self.script("BEGIN")?;
                Ok(Some(Transaction { engine: self, open: true }))
            }
            _ => Ok(None),
        }
    }

    /// Works as much of a file's write-ahead log into it as is possible without keeping anybody waiting.
    pub(crate) fn tidy(&self) {
        if let Database::Sqlite(_) = &self.database {
            let _ = self.script("PRAGMA wal_checkpoint(PASSIVE)");
        }
    }

    /// Caps the file's size, to play a full disk.
    pub(crate) fn limit_pages(&self, pages: u32) {
        let _ = self.script(&format!("PRAGMA max_page_count = {pages}"));
    }
}

/// A transaction; undone unless it is committed.
pub(crate) struct Transaction<'e> {
    engine: &'e Engine,
    open: bool,
}

impl Transaction<'_> {
    /// Makes it last.
    pub(crate) fn commit(mut self) -> Result<()> {
        match &self.engine.database {
            Database::Sqlite(_) => self.engine.script("COMMIT")?,
            Database::Postgres(session) => {
                session.borrow_mut().commit().map_err(|error| error.told(&self.engine.at))?;
            }
        }
        self.open = false;
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        match &self.engine.database {
            _ if !self.open => {}
            Database::Sqlite(_) => {
                let _ = self.engine.script("ROLLBACK");
            }
            Database::Postgres(session) => session.borrow_mut().rollback(),
        }
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Engine").field(&self.at).finish()
    }
}
