//! The HTTP server: what is asked of a ledger over a network, what people add to it there, and the page
//! that does both.
//!
//! A request passes, in this order: the connection with its limits (`server`, `patience`); who asks, and
//! may they (`gate`); what is already answered (`cache`); the routes, each a question to the desk
//! (`routes`); and the overview of the ledger that is kept in memory while it does not grow (`view`,
//! `atlas`, `standing`). `openapi.json` is the API's description, held against it by a test.

mod app;
mod assets;
mod atlas;
mod audits;
mod cache;
mod error;
mod fault;
mod gate;
mod look;
mod marks;
mod options;
mod overview;
mod params;
mod patience;
mod pool;
mod reply;
mod routes;
mod server;
mod sheet;
mod standing;
mod view;

pub use error::ServeError;
pub use options::Options;
pub use server::{Server, serve};

/// The API's description.
pub const OPENAPI: &str = include_str!("../openapi.json");
