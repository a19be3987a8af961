//! Separated values: UTF-8, a line of names, an empty cell where nothing is known.

use std::io::Write;

use super::Writer;
use crate::Result;
use crate::cell::Cell;
use crate::column::Table;
use crate::tables::Rows;

/// A writer of separated values.
pub(crate) struct Csv<'w> {
    out: Box<dyn Write + Send + 'w>,
    separator: char,
    line: String,
}

impl<'w> Csv<'w> {
    /// Comma-separated, quoted where needed (RFC 4180); with a row of HXL hashtags under the names.
    pub fn comma(
        table: &Table,
        out: Box<dyn Write + Send + 'w>,
        tags: bool,
    ) -> Result<Box<Csv<'w>>> {
        let mut csv = Csv { out, separator: ',', line: String::new() };
        csv.write(table.columns.iter().map(|column| column.name))?;
        if tags {
            csv.write(table.columns.iter().map(|column| column.hxl))?;
        }
        Ok(Box::new(csv))
    }

    /// Tab-separated; one row is one line, whatever stands in its cells.
    pub fn tab(table: &Table, out: Box<dyn Write + Send + 'w>) -> Result<Box<Csv<'w>>> {
        let mut csv = Csv { out, separator: '\t', line: String::new() };
        csv.write(table.columns.iter().map(|column| column.name))?;
        Ok(Box::new(csv))
    }

    fn write<'c>(&mut self, cells: impl Iterator<Item = &'c str>) -> Result<()> {
        self.line.clear();
        for (index, cell) in cells.enumerate() {
            if index > 0 {
                self.line.push(self.separator);
            }
            put(&mut self.line, cell, self.separator);
        }
        self.line.push('\n');
        self.out.write_all(self.line.as_bytes())?;
        Ok(())
    }
}

fn put(line: &mut String, cell: &str, separator: char) {
    let one_line = separator == '\t';
    if !cell.contains([separator, '"', '\n', '\r']) {
        line.push_str(cell);
        return;
    }
    line.push('"');
    for c in cell.chars() {
        match c {
            '"' => line.push_str("\"\""),
            '\t' | '\n' | '\r' if one_line => line.push(' '),
            c => line.push(c),
        }
    }
    line.push('"');
}

impl Rows for Csv<'_> {
    fn row(&mut self, cells: &[Cell]) -> Result<()> {
        let texts: Vec<_> = cells.iter().map(|cell| cell.plain().unwrap_or_default()).collect();
        self.write(texts.iter().map(|text| &**text))
    }
}

impl Writer for Csv<'_> {
    fn end(mut self: Box<Self>) -> Result<()> {
        Ok(self.out.flush()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoting() {
        let quoted = |cell: &str, separator| {
            let mut line = String::new();
            put(&mut line, cell, separator);
            line
        };
        assert_eq!(quoted("plain; text", ','), "plain; text");
        assert_eq!(quoted("a, \"b\"\nc", ','), "\"a, \"\"b\"\"\nc\"");
        assert_eq!(quoted("a\tb\nc", '\t'), "\"a b c\"");
    }
}
