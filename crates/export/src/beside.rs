//! The files that lie next to an export: codebook, JSON Schema, `datapackage.json`.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Result;
use crate::document::{Document, package, schema};

const PACKAGE: &str = "datapackage.json";
const OURS: &str = "dateline-export";

/// Writes what goes along with files of one folder, and says what was written.
///
/// A `datapackage.json` of an earlier export into the same folder keeps its other files; one that
/// somebody else wrote stays as it is, and ours takes the first file's name.
///
/// # Errors
/// Where a file cannot be written.
pub fn beside(folder: &Path, documents: &[Document<'_>]) -> Result<Vec<PathBuf>> {
    let mut made = vec![];
    for document in documents {
        let stem = document.file.split('.').next().unwrap_or(document.file);
        made.push(put(folder.join(format!("{stem}.codebook.md")), &document.page())?);
        for written in document.tables {
            let table = &written.table;
            let name = match document.tables.len() {
                1 => format!("{stem}.schema.json"),
                _ => format!("{stem}.{}.schema.json", table.name),
            };
            made.push(put(folder.join(name), &pretty(&schema(table)))?);
        }
    }
    let mut own = package(documents);
    let path = folder.join(PACKAGE);
    let path = match std::fs::read_to_string(&path) {
        Err(_) => path,
        Ok(text) => match serde_json::from_str::<Value>(&text) {
            Ok(old) if old["name"] == OURS => {
                keep(&mut own, &old, folder, documents);
                path
            }
            _ => {
                let first = documents.first().map_or("export", |document| document.file);
                let stem = first.split('.').next().unwrap_or(first);
                folder.join(format!("{stem}.{PACKAGE}"))
            }
        },
    };
    made.push(put(path, &pretty(&own))?);
    Ok(made)
}

/// Takes over the files of an earlier package that are still there and were not written again.
fn keep(own: &mut Value, old: &Value, folder: &Path, documents: &[Document<'_>]) {
    let Some(resources) = own["resources"].as_array_mut() else { return };
    for resource in old["resources"].as_array().into_iter().flatten() {
        let Some(file) = resource["path"].as_str() else { continue };
        let again = documents.iter().any(|document| document.file == file);
        if !again && !file.contains(['/', '\\']) && folder.join(file).is_file() {
            resources.push(resource.clone());
        }
    }
    resources.sort_by(|a, b| a["name"].as_str().cmp(&b["name"].as_str()));
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

fn put(path: PathBuf, text: &str) -> Result<PathBuf> {
    std::fs::write(&path, text)?;
    Ok(path)
}
