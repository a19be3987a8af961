//! Codes a text file with the ontology folder as it stands on disk: for work on the rules.
//!
//! `cargo run -p dateline-coding --example code -- FILE [PUBLISHED]`; `-` reads standard input, and
//! what follows `>> ` there is a report of its own; a first line that is a date is its day.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::Read;
use std::path::Path;

use dateline_coding::Coder;
use dateline_coding::ontology::Ontology;
use dateline_report::Report;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().unwrap_or_else(|| "-".to_owned());
    let published = arguments.next().and_then(|date| date.parse().ok());
    let mut files = Vec::new();
    collect(Path::new("ontology"), &mut files)?;
    files.sort();
    let files: Vec<(&str, &str)> = files.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let ontology = match Ontology::compile(&files) {
        Ok(ontology) => ontology,
        Err(errors) => {
            errors.iter().for_each(|error| eprintln!("{error}"));
            std::process::exit(1);
        }
    };
    let coder = Coder::with_ontology(ontology);
    let text = if file == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        text
    } else {
        std::fs::read_to_string(file)?
    };
    if text.starts_with('{') {
        return lines(&coder, &text);
    }
    let single = !text.starts_with(">> ");
    let parts: Vec<&str> = if single {
        vec![text.as_str()]
    } else {
        text.split(">> ").map(str::trim).filter(|p| !p.is_empty()).collect()
    };
    for part in parts {
        let (day, text) = part.split_once('\n').unwrap_or(("", part));
        let day: Option<jiff::civil::Date> = day.trim().parse().ok();
        let part = if day.is_some() { text } else { part };
        let mut report = Report::new(part);
        report.published = day.or(published);
        report.derive_id();
        let (claims, notes) = coder.code(&report);
        if !single {
            println!("{{\"report\":{}}}", serde_json::to_string(part)?);
        }
        if std::env::var_os("LAYERS").is_some() {
            layers(coder.read(&report));
        }
        for claim in claims {
            println!("{}", serde_json::to_string(&claim)?);
        }
        for note in notes {
            eprintln!("{} {}", note.code, note.message);
        }
    }
    Ok(())
}

/// JSON Lines as `dateline code` reads them, the claims of each.
fn lines(coder: &Coder, text: &str) -> Result<(), Box<dyn std::error::Error>> {
    for line in text.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| record.get(name).and_then(|v| v.as_str()).map(str::to_owned);
        let mut report = Report::new(field("text").unwrap_or_default());
        report.title = field("title");
        report.publisher = field("publisher");
        report.published = field("published").and_then(|day| day.parse().ok());
        report.id = field("id").unwrap_or_default();
        for claim in coder.code(&report).0 {
            println!("{}", serde_json::to_string(&claim)?);
        }
    }
    Ok(())
}

/// The layers that the matcher sees, on standard error.
fn layers(reading: dateline_coding::Reading<'_>) {
    let a = &reading.analysis;
    for sentence in a.sentences() {
        let words: Vec<String> = (sentence.start as usize..sentence.end as usize)
            .map(|t| format!("{}:{}/{}/{}<{}", t, a.text(t), a.tag(t), a.dep(t), a.head(t)))
            .collect();
        eprintln!("  {}", words.join(" "));
    }
    for t in &reading.toponyms {
        eprintln!(
            "  PLACE {} = {:?} {} {:?} — {}",
            t.place.text, t.place.id, t.place.kind, t.role, t.reason
        );
    }
    for m in &reading.mentions {
        eprintln!(
            "  ACTOR {} [{}] = {:?} {:?} — {}",
            m.actor.text, m.head, m.actor.id, m.how, m.reason
        );
    }
    for t in &reading.times {
        eprintln!(
            "  TIME {:?} {:?}..{:?} {:?} {:?}",
            t.span.of(a.source()),
            t.interval.first,
            t.interval.last,
            t.kind,
            t.relation
        );
    }
}

fn collect(folder: &Path, files: &mut Vec<(String, String)>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            files.push((path.to_string_lossy().into_owned(), std::fs::read_to_string(&path)?));
        }
    }
    Ok(())
}
