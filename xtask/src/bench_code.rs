//! `cargo xtask bench code [FILE…]`: whole text to claims on one core; how much of it is read at all, and
//! that what is skipped holds no claim.

use std::hint::black_box;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use dateline_coding::Coder;
use dateline_report::Report;
use dateline_syntax::Pipeline;

use crate::bench_syntax::rate;

mod texts;

/// How much of the reports of one file is read.
#[derive(Default)]
struct Share {
    words: usize,
    paragraphs: usize,
    possible_paragraphs: usize,
    parsed_paragraphs: usize,
    parsed_words: usize,
    parsed_reports: usize,
}

pub fn run(root: &Path, arguments: &[String]) -> Result<()> {
    let (once, paths): (Vec<&String>, Vec<&String>) =
        arguments.iter().partition(|argument| *argument == "--once");
    let mut paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
    if paths.is_empty() {
        paths.push(root.join("corpus"));
    }
    let coder = Coder::embedded();
    let mut lost = 0;
    for path in &paths {
        let reports = texts::load(path)?;
        anyhow::ensure!(!reports.is_empty(), "no report in {}", path.display());
        let share = share(coder, &reports);
        println!("{}", path.display());
        println!("  {} reports, {} words", reports.len(), share.words);
        let percent = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
        println!(
            "  may hold an event by their words: {:.1} % of {} paragraphs",
            percent(share.possible_paragraphs, share.paragraphs),
            share.paragraphs
        );
        println!(
            "  parsed: {:.1} % of the reports, {:.1} % of the paragraphs, {:.1} % of the words",
            percent(share.parsed_reports, reports.len()),
            percent(share.parsed_paragraphs, share.paragraphs),
            percent(share.parsed_words, share.words)
        );
        let code = |report: &Report| coder.code(report);
        if once.is_empty() {
            let each = rate(|| {
                reports.iter().for_each(|report| drop(black_box(code(report))));
                share.words
            });
            println!("  {each:.0} words/s on one core ({})", coder.pipeline.machine());
        }
        let (ruled_out, claims) = check(coder, &reports);
        println!("  {ruled_out} paragraphs ruled out; claims lost with them: {claims}");
        lost += claims;
    }
    anyhow::ensure!(lost == 0, "{lost} claims stand in what is ruled out");
    Ok(())
}

fn share(coder: &Coder, reports: &[Report]) -> Share {
    let mut share = Share::default();
    for report in reports {
        let words = report.text.split_whitespace().count();
        let paragraphs = Pipeline::paragraphs(&report.text);
        let possible = paragraphs.iter().filter(|p| coder.may_claim(p.of(&report.text))).count();
        share.words += words;
        share.paragraphs += paragraphs.len();
        share.possible_paragraphs += possible;
        // A report is read whole: its other paragraphs say where, when and who.
        if possible > 0 {
            share.parsed_reports += 1;
            share.parsed_paragraphs += paragraphs.len();
            share.parsed_words += words;
        }
    }
    share
}

/// The paragraphs that are ruled out by their words, and how many claims stand in them all the same: read
/// alone, and in reports all of whose paragraphs are ruled out.
fn check(coder: &Coder, reports: &[Report]) -> (usize, usize) {
    let (mut ruled_out, mut lost) = (0, 0);
    let mut claims = |report: &Report| {
        for claim in coder.code_whole(report).0 {
            eprintln!("  {}: {} by {:?}", report.id, claim.kind, claim.quote.text);
            lost += 1;
        }
    };
    for report in reports {
        let paragraphs = Pipeline::paragraphs(&report.text);
        for paragraph in &paragraphs {
            let text = paragraph.of(&report.text);
            if !coder.may_claim(text) {
                ruled_out += 1;
                claims(&Report { text: text.to_owned(), ..report.clone() });
            }
        }
        if paragraphs.len() > 1 && !coder.may_claim(&report.text) {
            claims(report);
        }
    }
    (ruled_out, lost)
}

/// A file's text with its name in the error.
fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}
