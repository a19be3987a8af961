//! What can be wrong with an ontology, said with file and line.

use thiserror::Error;

/// One fault of an ontology file.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{file}:{line}: {message}")]
pub struct OntologyError {
    /// The file as given.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl OntologyError {
    /// An error at a byte offset of the file's text.
    pub fn at(file: &str, text: &str, offset: usize, message: impl Into<String>) -> Self {
        let line = text.as_bytes().iter().take(offset).filter(|&&byte| byte == b'\n').count() + 1;
        OntologyError { file: file.to_owned(), line, message: message.into() }
    }
}
