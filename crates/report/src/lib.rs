//! Reports and their readers: bytes in, [`Report`] out. First step of the flow.
//!
//! [`Reader`] walks files, folders and stdin, tells each input's kind from its content and yields one
//! report after the other; what cannot be read becomes a [`ReadNote`], and the rest is read.

mod note;
mod report;
mod span;

#[cfg(feature = "readers")]
mod charset;
#[cfg(feature = "readers")]
mod feed;
#[cfg(feature = "readers")]
mod html;
#[cfg(feature = "readers")]
mod jsonl;
#[cfg(feature = "readers")]
mod kind;
#[cfg(feature = "readers")]
mod lines;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "readers")]
mod published;
#[cfg(feature = "readers")]
mod reader;
#[cfg(feature = "readers")]
mod record;
#[cfg(feature = "readers")]
mod source;
#[cfg(feature = "readers")]
mod text;
#[cfg(feature = "readers")]
mod trouble;
#[cfg(feature = "readers")]
mod walk;
#[cfg(feature = "readers")]
mod warc;

#[cfg(feature = "readers")]
pub use kind::InputKind;
#[cfg(feature = "readers")]
pub use reader::{MAX_REPORT, Options, ReadNote, Reader};

pub use note::Note;
pub use report::Report;
pub use span::{CodePoints, Span};
