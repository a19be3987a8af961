//! Reports to measure on: what the program reads, this project's corpus, and LGL's articles.

use std::path::{Path, PathBuf};

use anyhow::Result;
use dateline_report::{Options, Reader, Report};

/// The reports of a file or folder.
pub fn load(path: &Path) -> Result<Vec<Report>> {
    let mut reports = Vec::new();
    collect(path, &mut reports)?;
    for report in &mut reports {
        report.derive_id();
    }
    Ok(reports)
}

fn collect(path: &Path, reports: &mut Vec<Report>) -> Result<()> {
    if path.is_dir() {
        let entries = std::fs::read_dir(path)?;
        let mut entries = entries.map(|e| Ok(e?.path())).collect::<Result<Vec<PathBuf>>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| collect(entry, reports));
    }
    let extension = path.extension().and_then(|e| e.to_str());
    match extension {
        Some("xml") => {
            let text = super::read(path)?;
            if text.contains("<articles>") {
                articles(&text, reports);
                return Ok(());
            }
        }
        Some("md") => {
            let text = super::read(path)?;
            if let Some(entry) = text.strip_prefix("---\n") {
                reports.extend(corpus_entry(entry));
                return Ok(());
            }
        }
        _ => {}
    }
    for item in Reader::new([path.to_owned()], Options::default()) {
        match item {
            Ok(report) => reports.push(report),
            Err(note) => eprintln!("{note}"),
        }
    }
    Ok(())
}

/// A report of `corpus/` without what is expected of it.
fn corpus_entry(entry: &str) -> Option<Report> {
    let (head, body) = entry.split_once("\n---\n")?;
    let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let (title, text) = body.trim_start().strip_prefix("# ")?.split_once('\n')?;
    let text = text.split_once("\n## Claims").map_or(text, |(text, _)| text);
    let mut report = Report::new(text.trim());
    report.title = Some(title.to_owned());
    report.publisher = field("publisher:").map(str::to_owned);
    report.published = field("published:").and_then(|day| day.parse().ok());
    Some(report)
}

/// The articles of the Local-Global Lexicon's XML.
fn articles(xml: &str, reports: &mut Vec<Report>) {
    for article in xml.split("<article ").skip(1) {
        let field = |name: &str| -> Option<&str> {
            let (_, rest) = article.split_once(&format!("<{name}>"))?;
            Some(rest.split_once(&format!("</{name}>"))?.0)
        };
        let Some(text) = field("text") else { continue };
        let text = text.trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        let mut report = Report::new(text);
        report.title = field("title").map(str::to_owned);
        report.publisher = field("domain").map(str::to_owned);
        report.published = field("dltime").and_then(|time| time.get(..10)?.parse().ok());
        reports.push(report);
    }
}
