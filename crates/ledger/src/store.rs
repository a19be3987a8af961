//! Opening a ledger, for reading or for writing.

use crate::engine::Engine;
use crate::names::Names;
use crate::schema::{self, Found, NEWEST};
use crate::tidy::Tidy;
use crate::{LedgerError, Location, Result};

/// What a ledger is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To ask: the ledger must be there and stays as it is.
    Read,
    /// To add: the ledger must be there.
    Write,
    /// To add: the ledger is made where it is missing.
    Create,
}

/// An open ledger.
#[derive(Debug)]
pub struct Ledger {
    /// Ends before the file is closed, which tidies what is left.
    pub(crate) tidy: Tidy,
    pub(crate) engine: Engine,
    /// Names of places that are known to be kept.
    pub(crate) names: Names,
}

impl Ledger {
    fn of(engine: Engine) -> Ledger {
        Ledger { tidy: Tidy::default(), engine, names: Names::default() }
    }
}

impl Ledger {
    /// The schema version that this program writes.
    pub const SCHEMA: i64 = NEWEST;

    /// Opens a ledger: a file, or a database on a server that somebody made for it.
    ///
    /// # Errors
    /// Where it is missing, no ledger, too new, locked, or cannot be written as asked.
    pub fn open(at: impl Into<Location>, access: Access) -> Result<Ledger> {
        let engine = Engine::open(at.into(), access)?;
        let found = engine.look()?;
        let at = engine.at().clone();
        match found {
            Found::Foreign => return Err(LedgerError::NotALedger(at)),
            Found::Version(found) if found > NEWEST => {
                return Err(LedgerError::Newer { at, found, known: NEWEST });
            }
            // An empty database is an empty ledger; a reader leaves it as it is.
            Found::Empty if access == Access::Read => {
                let empty = Engine::in_memory()?.called(at);
                schema::migrate(&empty)?;
                return Ok(Ledger::of(empty));
            }
            Found::Empty | Found::Version(_) => {}
        }
        if access != Access::Read {
            engine.ready(access)?;
        }
        if found != Found::Version(NEWEST) {
            // An old ledger is brought up to date also by a reader, where it may be written.
            schema::migrate(&engine)?;
        }
        if access == Access::Read {
            engine.ready(access)?;
        }
        Ok(Ledger::of(engine))
    }

    /// A ledger in memory, for tests and for what is not kept.
    ///
    /// # Errors
    /// Where SQLite cannot make one.
    pub fn in_memory() -> Result<Ledger> {
        let engine = Engine::in_memory()?;
        schema::migrate(&engine)?;
        Ok(Ledger::of(engine))
    }

    /// Where the ledger is.
    pub fn location(&self) -> &Location {
        self.engine.at()
    }

    /// Reads much at once, from a file as it stands at the beginning.
    ///
    /// # Errors
    /// Where the ledger cannot be read, or `read` fails.
    pub fn still<T, E: From<LedgerError>>(
        &self,
        read: impl FnOnce() -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        // What was only read is given up as it is.
        let _reading = self.engine.still()?;
        read()
    }

    /// Caps the file's size, to play a full disk.
    #[doc(hidden)]
    pub fn limit_pages_for_tests(&self, pages: u32) {
        self.engine.limit_pages(pages);
    }
}
