//! A table of text: comma, semicolon or tab, fields in quotes with what they hold, RFC 4180.

use crate::{DeskError, Result};

/// A table.
pub(super) struct Table {
    /// The records, each with the line on which it begins.
    pub records: Vec<(usize, Vec<String>)>,
}

impl Table {
    /// Reads a table.
    ///
    /// # Errors
    /// Where it is empty, or a quotation never ends.
    pub fn parse(text: &str) -> Result<Table> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let delimiter = delimiter(text);
        let mut records = vec![];
        let (mut record, mut field): (Vec<String>, String) = (vec![], String::new());
        let (mut line, mut begun, mut quoted, mut quote_line) = (1, 1, false, 1);
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            if c == '\n' {
                line += 1;
            }
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => {
                    chars.next();
                    field.push('"');
                }
                '"' if quoted => quoted = false,
                c if quoted => field.push(c),
                '"' if field.is_empty() => {
                    quoted = true;
                    quote_line = line;
                }
                '\r' if chars.peek() == Some(&'\n') => {}
                '\n' => {
                    record.push(std::mem::take(&mut field));
                    end(&mut records, &mut record, begun);
                    begun = line;
                }
                c if c == delimiter => record.push(std::mem::take(&mut field)),
                c => field.push(c),
            }
        }
        if quoted {
            return Err(DeskError::Input(format!(
                "line {quote_line}: a quotation begins here and never ends"
            )));
        }
        if !field.is_empty() || !record.is_empty() {
            record.push(field);
            end(&mut records, &mut record, begun);
        }
        if records.is_empty() {
            return Err(DeskError::Input("the table is empty".to_owned()));
        }
        Ok(Table { records })
    }
}

/// Empty lines are none.
fn end(records: &mut Vec<(usize, Vec<String>)>, record: &mut Vec<String>, begun: usize) {
    let record = std::mem::take(record);
    if record.iter().any(|field| !field.trim().is_empty()) {
        records.push((begun, record));
    }
}

/// The sign that parts fields: the one that the first line has most of, outside quotations.
fn delimiter(text: &str) -> char {
    let (mut counts, mut quoted) = ([0usize; 3], false);
    let signs = [',', ';', '\t'];
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' if !quoted => break,
            c if !quoted => {
                if let Some(at) = signs.iter().position(|sign| *sign == c) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    let most = (0..signs.len()).rev().max_by_key(|at| counts[*at]).unwrap_or(0);
    signs[most]
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn quotations_hold_signs_and_lines() {
        let table = Table::parse("\u{feff}a;b\r\n\"x;\"\"y\"\"\nz\";2\r\n\r\n3;4").unwrap();
        let lines: Vec<usize> = table.records.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 5]);
        assert_eq!(table.records[1].1, ["x;\"y\"\nz", "2"]);
    }

    #[test]
    fn broken_tables_say_where() {
        assert!(Table::parse("").is_err());
        let error = Table::parse("a,b\n1,\"2\n").err().unwrap().to_string();
        assert!(error.contains("line 2"), "{error}");
    }
}
