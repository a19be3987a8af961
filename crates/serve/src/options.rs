//! What the server is told when it starts.

use std::net::SocketAddr;

use dateline_ledger::Location;

/// What the server is told when it starts.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the ledger is.
    pub ledger: Location,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Names under which the server may be asked, beside addresses and `localhost`.
    pub hosts: Vec<String>,
    /// Who says it may write and sees the days under embargo.
    pub token: Option<String>,
    /// Days that readers without the token do not see.
    pub embargo: Option<u16>,
}

impl Options {
    /// A ledger on a free port of this machine, for itself only.
    pub fn local(ledger: Location) -> Options {
        Options {
            ledger,
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            hosts: vec![],
            token: None,
            embargo: None,
        }
    }
}
