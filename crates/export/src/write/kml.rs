//! KML 2.2: a placemark a row that has a point, with a time span.

use std::io::Write;

use super::{Writer, point};
use crate::Result;
use crate::cell::{Cell, Kind};
use crate::column::Table;
use crate::tables::Rows;

/// A writer of a KML document.
pub(crate) struct Kml<'w> {
    out: Box<dyn Write + Send + 'w>,
    table: Table,
}

impl<'w> Kml<'w> {
    pub fn new(table: &Table, mut out: Box<dyn Write + Send + 'w>) -> Result<Box<Kml<'w>>> {
        write!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n\
             <Document>\n<name>{}</name>\n<description>{}</description>\n<Schema id=\"{}\" name=\"{}\">\n",
            escaped(table.title),
            escaped(table.about),
            table.name,
            table.name,
        )?;
        for column in &table.columns {
            let kind = match column.kind {
                Kind::Int => "int",
                Kind::Number => "double",
                Kind::Bool => "bool",
                Kind::Text | Kind::Day | Kind::List => "string",
            };
            writeln!(out, "<SimpleField type=\"{kind}\" name=\"{}\"/>", column.name)?;
        }
        out.write_all(b"</Schema>\n")?;
        Ok(Box::new(Kml { out, table: table.clone() }))
    }
}

impl Rows for Kml<'_> {
    fn row(&mut self, cells: &[Cell]) -> Result<()> {
        let Some((lon, lat)) = point(&self.table, cells) else { return Ok(()) };
        let plain = |at: usize| cells.get(at).and_then(Cell::plain);
        let name = plain(self.table.label).unwrap_or_default();
        write!(self.out, "<Placemark><name>{}</name>", escaped(&name))?;
        if let Some((first, last)) = self.table.span {
            self.out.write_all(b"<TimeSpan>")?;
            if let Some(day) = plain(first) {
                write!(self.out, "<begin>{day}</begin>")?;
            }
            if let Some(day) = plain(last) {
                write!(self.out, "<end>{day}</end>")?;
            }
            self.out.write_all(b"</TimeSpan>")?;
        }
        write!(self.out, "<ExtendedData><SchemaData schemaUrl=\"#{}\">", self.table.name)?;
        for (column, cell) in self.table.columns.iter().zip(cells) {
            if let Some(text) = cell.plain() {
                let text = escaped(&text);
                write!(self.out, "<SimpleData name=\"{}\">{text}</SimpleData>", column.name)?;
            }
        }
        writeln!(
            self.out,
            "</SchemaData></ExtendedData><Point><coordinates>{lon},{lat}</coordinates></Point></Placemark>"
        )?;
        Ok(())
    }
}

impl Writer for Kml<'_> {
    fn end(mut self: Box<Self>) -> Result<()> {
        self.out.write_all(b"</Document>\n</kml>\n")?;
        Ok(self.out.flush()?)
    }
}

/// Text as XML; characters that XML 1.0 cannot hold are left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => {}
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn hostile_text_is_text() {
        assert_eq!(escaped("<script>&\u{0}\"\n"), "&lt;script&gt;&amp;&quot; ");
    }
}
