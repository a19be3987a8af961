//! What can be wrong in a registry file, with the file and line to mend.

/// One mistake in a file of `actors/` or `sources/`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}:{line}: {message}")]
pub struct RegistryError {
    /// The file, as given.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong and what would be right.
    pub message: String,
}
