//! Reports and their readers: bytes in, [`Report`] out. First step of the flow.

mod note;
mod report;
mod span;

pub use note::Note;
pub use report::Report;
pub use span::{CodePoints, Span};
