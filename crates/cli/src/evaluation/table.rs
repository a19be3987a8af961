//! The tables that go to `eval/`.

use std::fmt::Write as _;

use super::{Field, Half, Scores, Tally};

/// The corpus tables in Markdown: fields, families, misses.
pub fn corpus_tables(scores: &Scores, misses: bool) -> String {
    let mut page = String::from(
        "# Corpus\n\nWritten by `dateline eval corpus/`; how it is counted stands in \
         `corpus/README.md`.\nP = share of the produced that is right, R = share of the expected \
         that is found.\n",
    );
    for (name, half) in [("Written first", &scores.first), ("Written after", &scores.after)] {
        if half.reports > 0 {
            half_tables(&mut page, name, half);
        }
    }
    if misses {
        miss_table(&mut page, scores);
    }
    page
}

fn half_tables(page: &mut String, name: &str, half: &Half) {
    let _ = writeln!(
        page,
        "\n## {name}\n\n{} reports: {} without any fault, {} with nothing beyond what was expected.\n",
        half.reports, half.faultless, half.clean
    );
    let fields = Field::ALL
        .map(|field| (field.name(), half.fields.get(&field).copied().unwrap_or_default()));
    tallies(page, "field", &fields);
    let _ = writeln!(page);
    let families: Vec<_> =
        half.families.iter().map(|(name, tally)| (name.as_str(), *tally)).collect();
    tallies(page, "claims of family", &families);
    if half.rows.expected > 0 {
        let _ = writeln!(
            page,
            "\nRows of control: {} of {} as expected ({}), {} answered.",
            half.rows.right,
            half.rows.expected,
            score(half.rows.recall()),
            half.rows.produced
        );
    }
}

/// A table of tallies with a name each.
pub fn tallies(page: &mut String, head: &str, rows: &[(&str, Tally)]) {
    let _ = writeln!(page, "| {head} | P | R | F1 | right | produced | expected |");
    let _ = writeln!(page, "|---|---|---|---|---|---|---|");
    for (name, tally) in rows {
        let _ = writeln!(
            page,
            "| {name} | {} | {} | {} | {} | {} | {} |",
            score(tally.precision()),
            score(tally.recall()),
            score(tally.f1()),
            tally.right,
            tally.produced,
            tally.expected
        );
    }
}

fn miss_table(page: &mut String, scores: &Scores) {
    let _ =
        writeln!(page, "\n## Misses\n\n| report | what | claim | sentence |\n|---|---|---|---|");
    for miss in &scores.misses {
        let line = if miss.line > 0 { format!(":{}", miss.line) } else { String::new() };
        let cell = |text: &str| text.replace('|', "/").replace('\n', " ");
        let _ = writeln!(
            page,
            "| {}{line} | {} | {} | {} |",
            miss.report,
            cell(&miss.what),
            cell(miss.claim.trim()),
            cell(&miss.sentence)
        );
    }
}

/// Three places, or a dash where there is nothing to score.
pub fn score(value: Option<f64>) -> String {
    value.map_or("–".to_owned(), |value| format!("{value:.3}"))
}
