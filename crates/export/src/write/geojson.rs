//! GeoJSON (RFC 7946): a feature a row, a point where the gazetteer has one.

use std::io::Write;

use serde_json::{Value, json};

use super::{Writer, jsonl, point};
use crate::Result;
use crate::cell::Cell;
use crate::column::Table;
use crate::tables::Rows;

/// A writer of a feature collection.
pub(crate) struct GeoJson<'w> {
    out: Box<dyn Write + Send + 'w>,
    table: Table,
    names: Vec<&'static str>,
    begun: bool,
}

impl<'w> GeoJson<'w> {
    pub fn new(table: &Table, mut out: Box<dyn Write + Send + 'w>) -> Result<Box<GeoJson<'w>>> {
        let name = serde_json::to_string(table.name)?;
        write!(out, "{{\"type\":\"FeatureCollection\",\"name\":{name},\"features\":[")?;
        let names = table.columns.iter().map(|column| column.name).collect();
        Ok(Box::new(GeoJson { out, table: table.clone(), names, begun: false }))
    }
}

impl Rows for GeoJson<'_> {
    fn row(&mut self, cells: &[Cell]) -> Result<()> {
        self.out.write_all(if self.begun { b",\n" } else { b"\n" })?;
        self.begun = true;
        let geometry = match point(&self.table, cells) {
            Some((lon, lat)) => json!({"type": "Point", "coordinates": [lon, lat]}),
            None => Value::Null,
        };
        let feature = json!({
            "type": "Feature",
            "geometry": geometry,
            "properties": jsonl::object(&self.names, cells),
        });
        serde_json::to_writer(&mut self.out, &feature)?;
        Ok(())
    }
}

impl Writer for GeoJson<'_> {
    fn end(mut self: Box<Self>) -> Result<()> {
        self.out.write_all(b"\n]}\n")?;
        Ok(self.out.flush()?)
    }
}
