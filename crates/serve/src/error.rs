//! What keeps the server from starting, or ends it.

use std::io;
use std::net::SocketAddr;

/// What keeps the server from starting, or ends it.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The ledger cannot be read.
    #[error(transparent)]
    Ledger(#[from] dateline_ledger::LedgerError),
    /// The desk's.
    #[error(transparent)]
    Desk(#[from] dateline_desk::DeskError),
    /// The address is taken or not ours.
    #[error("{address}: cannot listen there: {reason} (another address: --listen 127.0.0.1:0)")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why not.
        reason: io::Error,
    },
    /// The system.
    #[error("the server cannot run: {0}")]
    System(#[from] io::Error),
}
