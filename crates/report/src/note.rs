//! Notes: what a step of the analysis wants a person to know. Odd input gives notes, never errors.

use serde::Serialize;

/// One doubt or remark, with a stable code that the documentation lists (`docs/notes.md`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Stable code, such as `D014`.
    pub code: &'static str,
    /// What happened, in the reader's words.
    pub message: String,
}

impl Note {
    /// A note with its code.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Note { code, message: message.into() }
    }
}
