//! Small readers: JSON, CSV and the tab-separated tables with a header.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

/// Reads a JSON file.
pub fn json(path: &Path) -> Result<Value> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    serde_json::from_slice(&bytes).with_context(|| path.display().to_string())
}

/// A string member, or nothing.
pub fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or("")
}

/// Splits a CSV line with quotes.
pub fn csv_line(line: &str) -> Vec<String> {
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                field.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            _ => field.push(c),
        }
    }
    fields.push(field);
    fields
}

/// One row of a hand-kept table.
pub struct Row {
    /// `file:line`, for messages.
    pub place: String,
    fields: HashMap<String, String>,
}

impl Row {
    /// A field, trimmed; empty where it is missing.
    pub fn get(&self, column: &str) -> &str {
        self.fields.get(column).map_or("", String::as_str)
    }

    /// A field's parts between bars.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &str> {
        self.get(column).split('|').map(str::trim).filter(|part| !part.is_empty())
    }
}

/// Reads a tab-separated table: `#` comments, a header, rows that may be shorter than it.
pub fn table(path: &Path) -> Result<Vec<Row>> {
    let whole = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut header: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    for (number, line) in whole.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let fields = line.split('\t').map(|field| field.trim().to_owned());
        match &header {
            None => header = Some(fields.collect()),
            Some(header) => rows.push(Row {
                place: format!("{file}:{}", number + 1),
                fields: header.iter().cloned().zip(fields).collect(),
            }),
        }
    }
    Ok(rows)
}
