//! The tables of codes in `data/`: tab-separated, a line of names first, comments with `#`.

use std::collections::HashMap;

/// Rows of a table, by the value of its first column.
pub(crate) fn rows(text: &'static str) -> HashMap<&'static str, Vec<&'static str>> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let width = lines.next().map_or(0, |head| head.split('\t').count());
    lines
        .map(|line| {
            let mut cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            cells.resize(width, "");
            (cells[0], cells)
        })
        .collect()
}
