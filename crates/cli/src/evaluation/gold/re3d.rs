//! re3d: reports on Syria and Iraq with entities marked by hand; a folder a source.
//!
//! What the layers find is held against the marked spans: one span answers another where they share
//! a character. Organisations are held against mentions of actors of every kind, so that precision
//! there is of descriptions too ("Iraqi forces"), which the annotators marked only in part.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::Context as _;
use dateline_coding::{Coder, Reading};
use dateline_place::ToponymRole;
use dateline_report::{CodePoints, Report, Span};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::evaluation::table::tallies;
use crate::evaluation::tally::Tally;

#[derive(Deserialize)]
struct Document {
    #[serde(rename = "_id")]
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct Entity {
    #[serde(rename = "documentId")]
    document: String,
    #[serde(rename = "type")]
    kind: String,
    begin: u32,
    end: u32,
    value: String,
}

/// Marked type → layer, as the table names it.
const LAYERS: [(&str, &str); 4] = [
    ("Location", "places"),
    ("Nationality", "demonyms"),
    ("Organisation", "actors"),
    ("Temporal", "times"),
];

/// Reads the folder and prints the table.
pub fn tables(folder: &Path, coder: &Coder, misses: bool) -> anyhow::Result<String> {
    let mut scores: BTreeMap<&str, Tally> = BTreeMap::new();
    let (mut documents, mut list) = (0, String::new());
    let mut sources: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .filter_map(|item| Some(item.ok()?.path()).filter(|path| path.is_dir()))
        .collect();
    sources.sort();
    for source in sources {
        let mut marked: HashMap<String, Vec<Entity>> = HashMap::new();
        for entity in lines::<Entity>(&source.join("entities.json"))? {
            marked.entry(entity.document.clone()).or_default().push(entity);
        }
        for document in lines::<Document>(&source.join("documents.json"))? {
            documents += 1;
            let report = Report::new(document.text);
            let reading = coder.read(&report);
            let entities = marked.remove(&document.id).unwrap_or_default();
            for (kind, layer) in LAYERS {
                let found = found(&report, &reading, layer);
                let wanted = entities.iter().filter(|entity| entity.kind == kind);
                let faults = score(scores.entry(layer).or_default(), wanted, &found);
                list.extend(faults.iter().map(|fault| format!("| {layer} | {fault} |\n")));
            }
        }
    }
    let mut page = format!(
        "# re3d\n\nWritten by `dateline eval --gold re3d DIR`: {documents} documents. A span found \
         is right where it shares a character with a marked one. No figures of the peers exist for \
         it.\n\n"
    );
    let rows: Vec<_> =
        LAYERS.map(|(_, layer)| (layer, scores.get(layer).copied().unwrap_or_default())).to_vec();
    tallies(&mut page, "layer", &rows);
    if misses {
        page.push_str("\n| layer | missed |\n|---|---|\n");
        page.push_str(&list);
    }
    Ok(page)
}

/// One JSON object a line.
fn lines<T: DeserializeOwned>(path: &Path) -> anyhow::Result<Vec<T>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| serde_json::from_str(line).with_context(|| path.display().to_string()))
        .collect()
}

/// Spans of a layer, in code points.
fn found(report: &Report, reading: &Reading, layer: &str) -> Vec<Span> {
    let demonym = |role: ToponymRole| role == ToponymRole::Demonym;
    let spans: Vec<Span> = match layer {
        "places" | "demonyms" => {
            let wanted = layer == "demonyms";
            let toponyms = reading.toponyms.iter().filter(|one| demonym(one.role) == wanted);
            toponyms.map(|toponym| toponym.place.span).collect()
        }
        "actors" => reading.mentions.iter().map(|mention| mention.actor.span).collect(),
        _ => reading.times.iter().map(|time| time.span).collect(),
    };
    let points = CodePoints::of(&report.text);
    let translate = |span| {
        let (start, end) = points.span(&report.text, span);
        Span { start, end }
    };
    spans.into_iter().map(translate).collect()
}

fn score<'e>(
    tally: &mut Tally,
    wanted: impl Iterator<Item = &'e Entity>,
    found: &[Span],
) -> Vec<String> {
    let mut used = vec![false; found.len()];
    let mut faults = Vec::new();
    // A marked name inside a longer marked one is the same thing marked twice.
    let mut spans: Vec<(Span, &str)> = wanted
        .map(|entity| (Span { start: entity.begin, end: entity.end }, entity.value.as_str()))
        .collect();
    spans.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut outer = Span::default();
    spans.retain(|(span, _)| {
        let inside = outer.contains(*span);
        if !inside {
            outer = *span;
        }
        !inside
    });
    for (span, value) in spans {
        let mut hit = false;
        for (at, other) in found.iter().enumerate() {
            if span.overlaps(*other) {
                hit = true;
                used[at] = true;
            }
        }
        tally.note(hit, hit, true);
        if !hit {
            faults.push(value.replace(['|', '\n'], " "));
        }
    }
    tally.produced += used.iter().filter(|used| !**used).count() as u32;
    faults
}
