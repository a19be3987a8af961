//! Claims, events and control as files that other tools open.
//!
//! A *dataset* is what one row is ([`Dataset`]: a claim, an event, a stretch of control, …); a
//! *format* is how rows are written ([`Format`]). The columns of every dataset are defined once
//! (`tables`), with name, type, meaning and the function that fills them; the writers, the codebook,
//! `datapackage.json` and the JSON Schema are made from that one definition.
//!
//! What leaves is short quotations and never full texts, days and never hours, and coordinates of the
//! gazetteer only. Rows come in a fixed order: the same ledger gives the same bytes.

mod beside;
mod cell;
mod codes;
mod column;
mod country;
mod data;
mod dead;
mod document;
mod error;
mod place;
mod request;
mod sources;
mod tables;
mod walk;
mod words;
mod write;

pub use beside::beside;
pub use cell::{Cell, Kind};
pub use column::{Spec, Table};
pub use dateline_desk::AskedActor;
pub use document::{
    Document, claim_schema, codebook, codebook_json, package, pandas_snippet, r_snippet, schema,
};
pub use error::ExportError;
pub use request::{Dataset, Format, Request, Shape, Step, Subject};
pub use tables::table;
pub use write::{Written, to_file, to_stream};

/// What the crate's functions return.
pub type Result<T> = std::result::Result<T, ExportError>;

/// The version that is printed in `dateline_version`.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
