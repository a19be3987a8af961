//! The files that lie next to an export: codebook, JSON Schema, `datapackage.json`.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Result;
use crate::document::{Document, package};

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
    let tables = |document: &Document<'_>| -> Vec<&str> {
        document.tables.iter().map(|written| written.table.name).collect()
    };
    for (index, document) in documents.iter().enumerate() {
        // Files of one table, such as snapshots, share a codebook, which then has the table's name.
        let alike = |other: &Document<'_>| tables(other) == tables(document);
        let stem = match documents.iter().filter(|other| alike(other)).count() {
            0 | 1 => document.file.split('.').next().unwrap_or(document.file),
            _ if documents.iter().position(alike) != Some(index) => continue,
            _ => tables(document).first().copied().unwrap_or("export"),
        };
        made.push(put(folder.join(format!("{stem}.codebook.md")), &document.page())?);
        if let Some(schema) = document.json_schema() {
            made.push(put(folder.join(format!("{stem}.schema.json")), &pretty(&schema))?);
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
