//! The corpus: reports written for this project, each with the claims expected of it.
//!
//! One Markdown file a report; `corpus/README.md` describes the format. Reading is strict: what is
//! not understood is an error with its line, for a field misspelt is an expectation not tested.

mod entry;
mod expected;

use std::path::{Path, PathBuf};

use anyhow::Context as _;

pub use entry::{ControlRow, Entry};
pub use expected::{ActorNames, Expected, ExpectedCount, ExpectedSource, ExpectedWhen, PlaceName};

/// What is wrong with a corpus file, and on which line.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong, in the writer's words.
    pub message: String,
}

impl Fault {
    fn new(line: usize, message: impl Into<String>) -> Fault {
        Fault { line, message: message.into() }
    }
}

/// All reports under a folder, or one file's, in the order of their paths.
pub fn load(path: &Path) -> anyhow::Result<Vec<Entry>> {
    let mut files = Vec::new();
    collect(path, &mut files)?;
    files.sort();
    let mut entries = Vec::with_capacity(files.len());
    for file in files {
        let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        let name = file.strip_prefix(path).unwrap_or(&file).display().to_string();
        let name = if name.is_empty() { file.display().to_string() } else { name };
        match Entry::parse(&name, &text) {
            Ok(entry) => entries.push(entry),
            Err(fault) => anyhow::bail!("{}:{}: {}", file.display(), fault.line, fault.message),
        }
    }
    Ok(entries)
}

/// Markdown files below a folder that begin as corpus reports do; a folder's README does not.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    if path.is_file() {
        files.push(path.to_owned());
        return Ok(());
    }
    for item in std::fs::read_dir(path).with_context(|| path.display().to_string())? {
        let item = item?.path();
        let is_readme = item.file_stem().is_some_and(|stem| stem == "README");
        if item.is_dir() {
            collect(&item, files)?;
        } else if item.extension().is_some_and(|extension| extension == "md") && !is_readme {
            files.push(item);
        }
    }
    Ok(())
}
