//! What goes wrong between here and a server.

use std::io;

use crate::{LedgerError, Location};

/// Trouble with a server.
#[derive(Debug)]
pub(in crate::engine) enum Trouble {
    /// The address cannot be used.
    Address(String),
    /// The connection is broken, or there is none.
    Broken(io::Error),
    /// The server refuses the user.
    Refused(String),
    /// The server says no to what it was asked.
    Said {
        /// Its five-letter code.
        code: String,
        /// Its words.
        message: String,
    },
    /// The server does not speak as it should.
    Garbled(&'static str),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Trouble {
        Trouble::Broken(error)
    }
}

impl Trouble {
    /// In the user's words.
    pub(in crate::engine) fn told(self, at: &Location) -> LedgerError {
        let at = at.clone();
        let cannot_open = |at, reason| LedgerError::CannotOpen { at, reason };
        match self {
            Trouble::Address(reason) => cannot_open(at, format!("the address: {reason}")),
            Trouble::Broken(error) => cannot_open(at, format!("the server: {error}")),
            Trouble::Refused(reason) => cannot_open(at, reason),
            Trouble::Garbled(what) => {
                cannot_open(at, format!("what answers is no PostgreSQL server: {what}"))
            }
            Trouble::Said { code, message } => match code.as_str() {
                // lock_not_available, deadlock_detected, too_many_connections
                "55P03" | "40P01" | "53300" => LedgerError::Busy(at),
                // read_only_sql_transaction, insufficient_privilege
                "25006" | "42501" => LedgerError::ReadOnly(at),
                "53100" => LedgerError::DiskFull(at),
                "3D000" => cannot_open(at, format!("{message}; `createdb` makes it")),
                code if code.starts_with("28") => cannot_open(at, message),
                "XX001" | "XX002" => LedgerError::Damaged { at, reason: message },
                _ => LedgerError::Store { at, reason: message },
            },
        }
    }
}
