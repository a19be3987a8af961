//! For tests: ledgers to throw away, on the server that `tests/postgres.sh` runs, and SQL behind the
//! ledger's back.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::engine::Engine;
use crate::{Access, Location, Result};

/// Names the server for tests: an address whose user may make schemas.
pub const SERVER: &str = "DATELINE_TEST_POSTGRES";

static COUNT: AtomicU32 = AtomicU32::new(0);

/// An empty schema on the server for tests, which goes when this is dropped.
#[derive(Debug)]
pub struct Scratch {
    server: String,
    schema: String,
}

impl Scratch {
    /// Makes one; `None` where no server was named.
    ///
    /// # Errors
    /// Where the server cannot be asked.
    pub fn new() -> Result<Option<Scratch>> {
        let Ok(server) = std::env::var(SERVER) else { return Ok(None) };
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let schema = format!("test_{}_{number}", std::process::id());
        sql(server.as_str(), &format!("CREATE SCHEMA {schema}"))?;
        Ok(Some(Scratch { server, schema }))
    }

    /// Where the ledger is, or will be.
    pub fn at(&self) -> Location {
        Location::from(format!("{}?options=-csearch_path%3D{}", self.server, self.schema).as_str())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let drop = format!("DROP SCHEMA {} CASCADE", self.schema);
        let _ = sql(self.server.as_str(), &drop);
    }
}

/// Runs SQL on whatever is there.
///
/// # Errors
/// Where it cannot be opened, or refuses.
pub fn sql(at: impl Into<Location>, sql: &str) -> Result<()> {
    Engine::open(at.into(), Access::Write)?.script(sql)
}

/// Every row of every table that a ledger fills, in order, as text: the same for the same entries,
/// whatever database keeps them.
///
/// # Errors
/// Where it cannot be read.
pub fn dump(at: impl Into<Location>) -> Result<String> {
    use std::ops::ControlFlow;
    const TABLES: [(&str, &str, usize); 11] = [
        ("reports", "*", 10),
        ("coders", "*", 2),
        ("codings", "*", 4),
        ("claims", "*", 15),
        ("claim_places", "place, claim", 2),
        ("corrections", "*", 12),
        ("settings", "*", 6),
        ("entries", "*", 5),
        ("place_names", "folded, place", 2),
        ("signatures", "report, signature", 2),
        ("notices", "report, kind, target", 3),
    ];
    let engine = Engine::open(at.into(), Access::Read)?;
    let mut dump = String::new();
    for (table, columns, width) in TABLES {
        let sql = format!("SELECT {columns} FROM {table} ORDER BY 1, 2");
        engine.each(&sql, &[], |row| -> Result<_> {
            for column in 0..width {
                dump.push_str(&row.shown(column));
                dump.push('|');
            }
            dump.push('\n');
            Ok(ControlFlow::Continue(()))
        })?;
    }
    Ok(dump)
}
