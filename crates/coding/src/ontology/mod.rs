//! The ontology: event types as files, compiled to frames that the matcher reads.

pub mod codebook;
pub mod compile;
pub mod error;
pub mod file;
pub mod path;

pub use compile::{EventType, Frame, Ontology};
pub use error::OntologyError;
pub use path::{Path, Step};
