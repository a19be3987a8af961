//! Reports and their readers: bytes in, [`Report`] out. First step of the flow.
//!
//! [`Reader`] walks files, folders and stdin, tells each input's kind from its content and yields one
//! report after the other; what cannot be read becomes a [`ReadNote`], and the rest is read.

mod charset;
mod html;
mod jsonl;
mod kind;
mod lines;
mod note;
mod published;
mod reader;
mod report;
mod source;
mod span;
mod text;
mod trouble;
mod walk;

pub use kind::InputKind;
pub use note::Note;
pub use reader::{MAX_REPORT, Options, ReadNote, Reader};
pub use report::Report;
pub use span::{CodePoints, Span};
