//! The actor registry, mentions of actors in reports, and publishers.
//!
//! The registry ([`Registry`]) is data: files of `actors/` and `sources/` that a researcher edits,
//! with names, sides, wholes and backers that hold for certain dates. [`mentions`] finds the actors
//! of a report: by name, by description, by reference.

mod actor;
mod dates;
mod embedded;
mod entry;
mod error;
mod fold;
mod format;
mod kind;
mod lexicon;
mod load;
mod mentions;
mod registry;
mod roles;
mod sources;

pub use actor::{Actor, Mention, MentionKind, Party};
pub use dates::Dates;
pub use entry::{DatedName, Entry, Link};
pub use error::RegistryError;
pub use kind::Kind;
pub use mentions::{covering, mention_at, mentions, mentions_at};
pub use registry::Registry;
pub use roles::{Alone, Number, Role, Roles, WordClass};
pub use sources::{Source, SourceKind, Sources};
