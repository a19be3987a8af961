//! JSON Lines: claims whole, as the ledger has them; rows of other tables as flat objects.

use std::io::Write;

use dateline_coding::Claim;
use serde_json::{Map, Value};

use super::Writer;
use crate::Result;
use crate::cell::Cell;
use crate::column::Table;
use crate::tables::Rows;

/// A writer of one JSON object a line.
pub(crate) struct JsonLines<'w> {
    out: Box<dyn Write + Send + 'w>,
    names: Vec<&'static str>,
}

impl<'w> JsonLines<'w> {
    pub fn new(table: &Table, out: Box<dyn Write + Send + 'w>) -> Box<JsonLines<'w>> {
        let names = table.columns.iter().map(|column| column.name).collect();
        Box::new(JsonLines { out, names })
    }
}

impl Rows for JsonLines<'_> {
    fn claim(&mut self, claim: &Claim) -> Result<bool> {
        serde_json::to_writer(&mut self.out, claim)?;
        self.out.write_all(b"\n")?;
        Ok(true)
    }

    fn row(&mut self, cells: &[Cell]) -> Result<()> {
        serde_json::to_writer(&mut self.out, &object(&self.names, cells))?;
        self.out.write_all(b"\n")?;
        Ok(())
    }
}

impl Writer for JsonLines<'_> {
    fn end(mut self: Box<Self>) -> Result<()> {
        Ok(self.out.flush()?)
    }
}

/// A row as an object.
pub(super) fn object(names: &[&str], cells: &[Cell]) -> Value {
    let pairs = names.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), cell.json()));
    Value::Object(pairs.collect::<Map<_, _>>())
}
