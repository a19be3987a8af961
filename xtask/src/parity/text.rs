//! Paragraphs of files and folders: plain text, Markdown, or JSON Lines with a `text`.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use dateline_syntax::Pipeline;
use serde_json::Value;

/// All paragraphs under the paths, in the order of their names.
pub fn paragraphs(paths: &[PathBuf]) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for path in paths {
        collect(path, &mut all)?;
    }
    Ok(all)
}

fn collect(path: &Path, all: &mut Vec<String>) -> Result<()> {
    if path.is_dir() {
        let mut entries =
            std::fs::read_dir(path)?.map(|e| Ok(e?.path())).collect::<Result<Vec<PathBuf>>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| collect(entry, all));
    }
    let kind = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    if !matches!(kind, "txt" | "md" | "json" | "jsonl") {
        return Ok(());
    }
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut add = |text: &str| {
        all.extend(Pipeline::paragraphs(text).into_iter().map(|span| span.of(text).to_owned()));
    };
    if !kind.starts_with("json") {
        add(&text);
        return Ok(());
    }
    for line in text.lines() {
        match serde_json::from_str(line) {
            Ok(Value::String(text)) => add(&text),
            Ok(Value::Object(object)) => {
                if let Some(text) = object.get("text").and_then(Value::as_str) {
                    add(text);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// One JSON string a line.
pub fn write_lines(path: &Path, texts: &[String]) -> Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    for text in texts {
        serde_json::to_writer(&mut file, text)?;
        file.write_all(b"\n")?;
    }
    Ok(file.flush()?)
}
