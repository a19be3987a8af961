//! What goes wrong in one input, before the input's name is put to it.

use std::io;

use crate::Report;

/// Trouble in one input: where, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub line: Option<u64>,
    pub message: String,
}

impl Trouble {
    /// Trouble with the input as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        Trouble { line: None, message: message.into() }
    }

    /// Trouble at a line, counted from 1.
    pub fn at(line: u64, message: impl Into<String>) -> Self {
        Trouble { line: Some(line), message: message.into() }
    }

    /// Reading stopped before the end.
    pub fn stopped(line: Option<u64>, error: &io::Error) -> Self {
        let message = match error.kind() {
            io::ErrorKind::UnexpectedEof => {
                "ends in the middle of its compressed data; what comes before is read".to_owned()
            }
            _ => format!("cannot be read further: {error}; what comes before is read"),
        };
        Trouble { line, message }
    }
}

/// What a format's reader yields: reports without an id are given one by [`crate::Reader`].
pub(crate) type Item = Result<Report, Trouble>;

/// A format's reader.
pub(crate) type Items = Box<dyn Iterator<Item = Item> + Send>;
