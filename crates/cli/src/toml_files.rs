//! The TOML files of a registry or an ontology that a user names.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// The TOML files of a folder and of those in it (sorted), or one file: path and text.
pub fn collect(path: &Path, files: &mut Vec<(String, String)>) -> anyhow::Result<()> {
    let told = || path.display().to_string();
    if !path.is_dir() {
        let text = fs::read_to_string(path).with_context(told)?;
        files.push((told(), text));
        return Ok(());
    }
    let entries = fs::read_dir(path).with_context(told)?;
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() || path.extension().is_some_and(|end| end == "toml") {
            collect(&path, files)?;
        }
    }
    Ok(())
}
