//! A table of text: comma, semicolon or tab, fields in quotes with what they hold, RFC 4180. It is read a
//! part at a time, so that a file may be longer than the memory.

use std::io::{BufRead, BufReader, Chain, Cursor, Read};

use crate::{DeskError, Result};

/// Bytes of the longest record: more means that a quotation never ends.
const LONGEST: usize = 64 << 20;
/// Bytes in which the first line is looked for, to tell what parts fields.
const HEAD: u64 = 1 << 20;

/// A part of a table.
#[derive(Default)]
pub(super) struct Table {
    /// The records, each with the line on which it begins.
    pub records: Vec<(usize, Vec<String>)>,
}

/// A table that is being read.
pub(super) struct TableReader<R> {
    input: Chain<Cursor<Vec<u8>>, BufReader<R>>,
    delimiter: u8,
    /// The line that is being read.
    line: usize,
}

impl<R: Read> TableReader<R> {
    /// Begins to read a table.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn new(file: R) -> Result<TableReader<R>> {
        let mut input = BufReader::new(file);
        let mut head = vec![];
        input.by_ref().take(HEAD).read_to_end(&mut head).map_err(unreadable)?;
        if head.starts_with(b"\xef\xbb\xbf") {
            head.drain(..3);
        }
        let delimiter = delimiter(&head);
        Ok(TableReader { input: Cursor::new(head).chain(input), delimiter, line: 1 })
    }

    /// The next records, at most so many; none at the end.
    ///
    /// # Errors
    /// Where the file cannot be read, or a quotation never ends.
    pub fn part(&mut self, most: usize) -> Result<Table> {
        let mut table = Table::default();
        while table.records.len() < most {
            let begun = self.line;
            let Some(record) = self.record()? else { break };
            // Empty lines are none.
            if record.iter().any(|field| !field.trim().is_empty()) {
                table.records.push((begun, record));
            }
        }
        Ok(table)
    }

    fn record(&mut self) -> Result<Option<Vec<String>>> {
        let (mut record, mut field): (Vec<String>, Vec<u8>) = (vec![], vec![]);
        let (mut quoted, mut quote_line, mut length) = (false, self.line, 0);
        while let Some(byte) = self.next()? {
            length += 1;
            if byte == b'\n' {
                self.line += 1;
            }
            if length > LONGEST {
                return Err(endless(quote_line));
            }
            match byte {
                b'"' if quoted && self.peek()? == Some(b'"') => {
                    self.next()?;
                    field.push(b'"');
                }
                b'"' if quoted => quoted = false,
                byte if quoted => field.push(byte),
                b'"' if field.is_empty() => {
                    quoted = true;
                    quote_line = self.line;
                }
                b'\r' if self.peek()? == Some(b'\n') => {}
                b'\n' => {
                    record.push(text(&mut field));
                    return Ok(Some(record));
                }
                byte if byte == self.delimiter => record.push(text(&mut field)),
                byte => field.push(byte),
            }
        }
        if quoted {
            return Err(endless(quote_line));
        }
        if field.is_empty() && record.is_empty() {
            return Ok(None);
        }
        record.push(text(&mut field));
        Ok(Some(record))
    }

    fn peek(&mut self) -> Result<Option<u8>> {
        Ok(self.input.fill_buf().map_err(unreadable)?.first().copied())
    }

    fn next(&mut self) -> Result<Option<u8>> {
        let byte = self.peek()?;
        if byte.is_some() {
            self.input.consume(1);
        }
        Ok(byte)
    }
}

/// A field's bytes as text, and the bytes emptied for the next one.
fn text(field: &mut Vec<u8>) -> String {
    String::from_utf8(std::mem::take(field))
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn unreadable(error: std::io::Error) -> DeskError {
    DeskError::Input(format!("cannot be read: {error}"))
}

fn endless(line: usize) -> DeskError {
    DeskError::Input(format!("line {line}: a quotation begins here and never ends"))
}

/// The sign that parts fields: the one that the first line has most of, outside quotations.
fn delimiter(head: &[u8]) -> u8 {
    let (mut counts, mut quoted) = ([0usize; 3], false);
    let signs = [b',', b';', b'\t'];
    for byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            byte if !quoted => {
                if let Some(at) = signs.iter().position(|sign| sign == byte) {
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
    use super::*;

    fn all(text: &str, most: usize) -> Result<Vec<(usize, Vec<String>)>> {
        let mut reader = TableReader::new(text.as_bytes())?;
        let mut all = vec![];
        loop {
            let part = reader.part(most)?;
            if part.records.is_empty() {
                return Ok(all);
            }
            all.extend(part.records);
        }
    }

    #[test]
    fn quotations_hold_signs_and_lines() {
        let table = "\u{feff}a;b\r\n\"x;\"\"y\"\"\nz\";2\r\n\r\n3;\u{e9}";
        for most in [1, 2, 100] {
            let records = all(table, most).unwrap();
            let lines: Vec<usize> = records.iter().map(|(line, _)| *line).collect();
            assert_eq!(lines, [1, 2, 5]);
            assert_eq!(records[1].1, ["x;\"y\"\nz", "2"]);
            assert_eq!(records[2].1, ["3", "\u{e9}"]);
        }
    }

    #[test]
    fn broken_tables_say_where() {
        assert!(all("", 9).unwrap().is_empty());
        let error = all("a,b\n1,\"2\n", 9).err().unwrap().to_string();
        assert!(error.contains("line 2"), "{error}");
    }
}
