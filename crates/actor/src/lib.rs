//! The actor registry, mentions of actors in reports, and publishers.

mod actor;

pub use actor::{Actor, Mention, MentionKind, Party};
