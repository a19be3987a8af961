//! Paragraphs that are ruled out by their words hold no claim, whoever reads them.

use std::path::{Path, PathBuf};

use dateline_coding::Coder;
use dateline_report::Report;
use dateline_syntax::Pipeline;

/// The texts of `corpus/`, without what is expected of them.
fn corpus() -> Vec<String> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus"), &mut files);
    files.sort();
    let texts = files.iter().filter_map(|file| {
        let text = std::fs::read_to_string(file).expect("readable");
        let body = text.strip_prefix("---\n")?.split_once("\n---\n")?.1;
        Some(body.split_once("\n## Claims").map_or(body, |(text, _)| text).to_owned())
    });
    texts.collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
}

#[test]
fn what_is_ruled_out_holds_no_claim() {
    let coder = Coder::embedded();
    let texts = corpus();
    assert!(texts.len() > 150, "{} reports", texts.len());
    let mut ruled_out = 0;
    for text in &texts {
        for paragraph in Pipeline::paragraphs(text) {
            let paragraph = paragraph.of(text);
            if coder.may_claim(paragraph) {
                continue;
            }
            ruled_out += 1;
            let mut report = Report::new(paragraph);
            report.published = Some(jiff::civil::date(2020, 6, 15));
            let (claims, _) = coder.code_whole(&report);
            assert!(claims.is_empty(), "{paragraph}: {claims:#?}");
        }
    }
    assert!(ruled_out > 20, "only {ruled_out} paragraphs ruled out: the test tests nothing");
}

#[test]
fn a_report_that_is_ruled_out_is_not_parsed() {
    let coder = Coder::embedded();
    let report = Report::new("Two eggs and a pinch of salt are enough for the soup.");
    assert!(!coder.may_claim(&report.text));
    assert!(coder.code(&report).0.is_empty() && coder.code_whole(&report).0.is_empty());
}
