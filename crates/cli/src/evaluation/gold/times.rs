//! Expressions of time in the format of the project's own corpus: read with the parser and without.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context as _;
use dateline_coding::Coder;
use dateline_time::corpus::{Score, read};
use dateline_time::{TimeContext, find, find_in_text};

/// Reads the sentences and prints the table.
pub fn tables(path: &Path, coder: &Coder, misses: bool) -> anyhow::Result<String> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = read(&text).map_err(|why| anyhow::anyhow!("{}: {why}", path.display()))?;
    let (mut parsed, mut bare) = (Score::default(), Score::default());
    for line in &lines {
        let context = TimeContext { published: line.published };
        parsed.add(line, &find(&coder.pipeline.analyse(&line.text), &context).0);
        bare.add(line, &find_in_text(&line.text, &context).0);
    }
    let mut page = format!(
        "# Times\n\nWritten by `dateline eval --gold times FILE`: {} sentences, each expression of time \
         held against the days that it must resolve to. A trap is a sentence in which nothing is a time; \
         groundless is what was given days with nothing to resolve it against. `eval/time/README.md` says \
         what counts as right, and what the figures were at first sight.\n\n{}\n{}\n{}\n",
        lines.len(),
        Score::head(),
        parsed.row("parsed"),
        bare.row("text alone"),
    );
    if misses {
        for (name, score) in [("parsed", &parsed), ("text alone", &bare)] {
            let _ = write!(page, "\n## Misses, {name}\n\n");
            for miss in &score.misses {
                let _ = writeln!(page, "- {miss}");
            }
        }
    }
    Ok(page)
}
