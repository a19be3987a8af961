//! PostgreSQL: one database on a server, for a team.
//!
//! The protocol is spoken here and not by a library: a ledger needs a dozen of its messages, blocks while
//! it waits, and sends hundreds of insertions before it waits for the first one's answer.

mod address;
mod error;
mod scram;
mod session;
mod text;
mod wire;

pub(super) use session::{Row, Session};
pub(super) use text::{bytes, text};

use super::{Engine, values};
use crate::Result;
use crate::schema::Found;

/// Looks what a database holds, in the schema that is worked in.
pub(super) fn look(engine: &Engine) -> Result<Found> {
    let relations = engine.row(
        "SELECT count(*), count(*) FILTER (WHERE relname = 'dateline') FROM pg_class
         JOIN pg_namespace ON pg_namespace.oid = relnamespace
         WHERE nspname = current_schema() AND relkind IN ('r', 'p', 'v', 'm', 'f')
           AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')",
        values![],
        |row| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?)),
    )?;
    match relations {
        None | Some((0, _)) => Ok(Found::Empty),
        Some((_, 0)) => Ok(Found::Foreign),
        Some(_) => {
            let version =
                engine.row("SELECT max(version) FROM dateline", values![], |row| row.get(0))?;
            Ok(version.flatten().map_or(Found::Foreign, Found::Version))
        }
    }
}
