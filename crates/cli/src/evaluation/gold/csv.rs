//! Comma-separated values with quotation marks, as RFC 4180 has them.

use std::collections::HashMap;

/// Rows as column → cell.
pub fn rows(text: &str) -> Vec<HashMap<String, String>> {
    let mut records = records(text).into_iter();
    let Some(head) = records.next() else { return Vec::new() };
    records.map(|record| head.iter().cloned().zip(record).collect()).collect()
}

fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let mut record = vec![String::new()];
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                push(&mut record, '"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(String::new()),
            '\r' if !quoted => {}
            '\n' if !quoted => records.push(std::mem::replace(&mut record, vec![String::new()])),
            _ => push(&mut record, letter),
        }
    }
    if record.iter().any(|cell| !cell.is_empty()) {
        records.push(record);
    }
    records
}

fn push(record: &mut [String], letter: char) {
    if let Some(cell) = record.last_mut() {
        cell.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_cells_hold_commas_lines_and_quotes() {
        let rows = rows("a,b\n1,\"x, \"\"y\"\"\nz\"\n");
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0]["b"], "x, \"y\"\nz");
    }
}
