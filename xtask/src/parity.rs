//! `cargo xtask parity PATH…`: our analyses beside spaCy's, token by token.
//! `--kept FILE` compares with what an earlier run left in `target/parity-out.jsonl`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use dateline_report::CodePoints;
use dateline_syntax::{Analysis, Pipeline};
use serde::Deserialize;

use crate::python;

mod text;

pub use text::{paragraphs, write_lines};

/// Differences shown of each kind.
const SHOWN: usize = 5;

/// spaCy's analysis of a paragraph, as `parse.py` writes it.
#[derive(Deserialize)]
struct Theirs {
    text: String,
    tokens: Vec<(u32, u32, String, String, String, u32, String)>,
    sentences: Vec<u32>,
    names: Vec<(u32, u32, String)>,
}

#[derive(Default)]
struct Score {
    what: &'static str,
    same: usize,
    of: usize,
    shown: Vec<String>,
}

impl Score {
    fn new(what: &'static str) -> Self {
        Score { what, ..Score::default() }
    }
    fn add(&mut self, same: bool, difference: impl FnOnce() -> String) {
        self.of += 1;
        self.same += usize::from(same);
        if !same && self.shown.len() < SHOWN {
            self.shown.push(difference());
        }
    }
    fn share(&self) -> f64 {
        if self.of == 0 { 1.0 } else { self.same as f64 / self.of as f64 }
    }
}

pub fn run(root: &Path, arguments: &[String]) -> Result<()> {
    if let [flag, file] = arguments
        && flag == "--kept"
    {
        return compare(&read(Path::new(file))?);
    }
    let paths: Vec<PathBuf> = arguments.iter().map(PathBuf::from).collect();
    anyhow::ensure!(!paths.is_empty(), "usage: cargo xtask parity PATH…");
    let texts = paragraphs(&paths)?;
    let python = python::with_model(root)?;
    let (source, target) =
        (root.join("target/parity-in.jsonl"), root.join("target/parity-out.jsonl"));
    write_lines(&source, &texts)?;
    let script = root.join("xtask/python/parse.py");
    python::run(Command::new(python).arg(script).arg(python::PACKAGE).arg(&source).arg(&target))?;
    compare(&read(&target)?)
}

/// `cargo xtask golden`: spaCy's output on our own texts, which `cargo test` compares with.
pub fn golden(root: &Path) -> Result<()> {
    let folder = root.join("crates/syntax/tests/golden");
    let texts: Vec<String> = serde_json::from_slice(&std::fs::read(folder.join("texts.json"))?)?;
    let source = root.join("target/golden-in.jsonl");
    write_lines(&source, &texts)?;
    let python = python::with_model(root)?;
    let script = root.join("xtask/python/parse.py");
    let target = folder.join("spacy.jsonl");
    python::run(Command::new(python).arg(script).arg(python::PACKAGE).arg(&source).arg(&target))
}

fn read(path: &Path) -> Result<Vec<Theirs>> {
    let lines = std::fs::read_to_string(path)?;
    let theirs = lines.lines().map(serde_json::from_str).collect::<Result<Vec<Theirs>, _>>();
    theirs.context("what parse.py wrote")
}

fn compare(all: &[Theirs]) -> Result<()> {
    let pipeline = Pipeline::embedded();
    let mut tokens = Score::new("token boundaries");
    let mut tags = Score::new("tag");
    let mut pos = Score::new("part of speech");
    let mut arcs = Score::new("head and label");
    let mut syntax = Score::new("tag, head and label");
    let mut lemmas = Score::new("lemma");
    let mut starts = Score::new("sentence starts");
    let mut names = Score::new("names (F1)");
    for theirs in all {
        let ours = pipeline.analyse(&theirs.text);
        let spans = code_points(&ours);
        let place = |i: usize| -> String {
            let from = theirs.tokens[i.saturating_sub(4)].0 as usize;
            theirs.text.chars().skip(from).take(70).collect()
        };
        let mut index = std::collections::HashMap::new();
        for (i, span) in spans.iter().enumerate() {
            index.insert(*span, i);
        }
        let sentence_starts: Vec<u32> = ours.sentences().iter().map(|s| s.start).collect();
        for (i, their) in theirs.tokens.iter().enumerate() {
            let our = index.get(&(their.0, their.1)).copied();
            tokens.add(our.is_some(), || format!("no token {:?} in {:?}", their, place(i)));
            let Some(our) = our else {
                continue;
            };
            let head = spans[ours.head(our)];
            let their_head = &theirs.tokens[their.5 as usize];
            let same_arc = ours.dep(our) == their.4 && head == (their_head.0, their_head.1);
            let describe = || {
                let arc =
                    format!("{} {} ← {}", ours.tag(our), ours.dep(our), ours.text(ours.head(our)));
                format!("{} | ours {arc} | theirs {their:?} | {:?}", ours.text(our), place(i))
            };
            tags.add(ours.tag(our) == their.2, describe);
            pos.add(ours.pos(our) == their.3, || {
                format!("ours {} | {}", ours.pos(our), describe())
            });
            arcs.add(same_arc, describe);
            syntax.add(same_arc && ours.tag(our) == their.2, describe);
            lemmas.add(ours.lemma(our) == their.6, || {
                format!("ours {} | {}", ours.lemma(our), describe())
            });
            let (mine, other) =
                (sentence_starts.contains(&(our as u32)), theirs.sentences.contains(&(i as u32)));
            if mine || other {
                starts.add(mine == other, || format!("ours {mine} | {}", place(i)));
            }
        }
        let mut our_names: Vec<(u32, u32, &str)> = Vec::new();
        for name in ours.names() {
            let (first, last) =
                (spans[name.tokens.start as usize], spans[name.tokens.end as usize - 1]);
            our_names.push((first.0, last.1, ours.label(name)));
        }
        for name in &theirs.names {
            let span = (theirs.tokens[name.0 as usize].0, theirs.tokens[name.1 as usize - 1].1);
            let same =
                our_names.iter().position(|n| (n.0, n.1, n.2) == (span.0, span.1, name.2.as_str()));
            // Each side's names count: F1 is twice the common ones over all.
            if let Some(at) = same {
                our_names.remove(at);
                names.add(true, String::new);
                names.add(true, String::new);
            } else {
                names.add(false, || format!("theirs {name:?} | {:?}", place(name.0 as usize)));
            }
        }
        for name in our_names {
            names.add(false, || format!("ours {name:?} | {:.60}", theirs.text));
        }
    }
    println!("{} paragraphs, {} tokens", all.len(), tokens.of);
    let scores = [tokens, tags, pos, arcs, syntax, lemmas, names, starts];
    for score in &scores {
        println!("{:<22} {:>8.4} % of {}", score.what, 100.0 * score.share(), score.of);
    }
    for score in scores.iter().filter(|score| !score.shown.is_empty()) {
        println!("\nfirst differences in {}", score.what);
        for line in &score.shown {
            println!("  {line}");
        }
    }
    Ok(())
}

fn code_points(analysis: &Analysis) -> Vec<(u32, u32)> {
    let text = analysis.source();
    let points = CodePoints::of(text);
    analysis.tokens().iter().map(|token| points.span(text, token.span)).collect()
}
