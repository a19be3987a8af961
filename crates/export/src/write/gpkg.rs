//! GeoPackage 1.3: an SQLite file with a layer a table; days of validity are DATETIME columns, as
//! QGIS's Temporal Controller wants them.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::wkb::{self, Bounds};
use super::{Writer, point};
use crate::cell::{Cell, Kind};
use crate::column::Table;
use crate::tables::Rows;
use crate::{ExportError, Result};

/// A GeoPackage being written.
pub(crate) struct Package {
    connection: Connection,
}

impl Package {
    /// A new file; what stands there is replaced.
    pub fn create(path: &Path) -> Result<Package> {
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        let connection = Connection::open(path)
            .map_err(|error| ExportError::Format(format!("{}: {error}", path.display())))?;
        connection.execute_batch(include_str!("gpkg.sql"))?;
        Ok(Package { connection })
    }

    /// A new layer.
    pub fn layer(&mut self, table: &Table) -> Result<Box<Layer<'_>>> {
        let mut columns = String::new();
        for (index, column) in table.columns.iter().enumerate() {
            let bound = table.span.is_some_and(|(first, last)| index == first || index == last);
            let kind = match column.kind {
                Kind::Text | Kind::List => "TEXT",
                Kind::Int => "INTEGER",
                Kind::Number => "DOUBLE",
                Kind::Day if bound => "DATETIME",
                Kind::Day => "DATE",
                Kind::Bool => "BOOLEAN",
            };
            columns.push_str(&format!(", {} {kind}", quoted(column.name)));
        }
        let name = quoted(table.name);
        self.connection.execute_batch(&format!(
            "CREATE TABLE {name} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT{columns});"
        ))?;
        self.connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
             VALUES (?1, 'features', ?1, ?2, '1970-01-01T00:00:00.000Z', 4326)",
            params![table.name, table.about],
        )?;
        self.connection.execute(
            "INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m)
             VALUES (?1, 'geom', 'POINT', 4326, 0, 0)",
            params![table.name],
        )?;
        let marks = vec!["?"; table.columns.len() + 1].join(", ");
        let names: Vec<String> = table.columns.iter().map(|column| quoted(column.name)).collect();
        let insert = format!("INSERT INTO {name} (geom, {}) VALUES ({marks})", names.join(", "));
        self.connection.execute_batch("BEGIN")?;
        Ok(Box::new(Layer {
            connection: &self.connection,
            table: table.clone(),
            insert,
            bounds: Bounds::default(),
            newest: None,
        }))
    }

    /// Ends the file.
    pub fn close(self) -> Result<()> {
        self.connection.execute_batch("PRAGMA optimize;")?;
        self.connection.close().map_err(|(_, error)| error.into())
    }
}

/// A layer being written.
pub(crate) struct Layer<'p> {
    connection: &'p Connection,
    table: Table,
    insert: String,
    bounds: Bounds,
    newest: Option<String>,
}

impl Rows for Layer<'_> {
    fn row(&mut self, cells: &[Cell]) -> Result<()> {
        let geometry = match point(&self.table, cells) {
            Some((lon, lat)) => {
                self.bounds.add(lon, lat);
                Value::Blob(geometry(lon, lat))
            }
            None => Value::Null,
        };
        let span = self.table.span;
        let values = cells.iter().enumerate().map(|(index, cell)| match cell {
            cell if cell.is_empty() => Value::Null,
            Cell::Int(number) => Value::Integer(*number),
            Cell::Number(number) => Value::Real(*number),
            Cell::Bool(yes) => Value::Integer(i64::from(*yes)),
            // Midnight is how a day is written here; no hour is known, and none leaves.
            Cell::Day(day) if span.is_some_and(|(first, last)| index == first || index == last) => {
                Value::Text(format!("{day}T00:00:00.000Z"))
            }
            cell => Value::Text(cell.plain().unwrap_or_default().into_owned()),
        });
        let values = std::iter::once(geometry).chain(values);
        self.connection.prepare_cached(&self.insert)?.execute(params_from_iter(values))?;
        let days = cells.iter().filter_map(|cell| match cell {
            Cell::Day(day) => Some(day.to_string()),
            _ => None,
        });
        self.newest = days.chain(self.newest.take()).max();
        Ok(())
    }
}

impl Writer for Layer<'_> {
    fn end(self: Box<Self>) -> Result<()> {
        // The newest day that is told of: a clock's would make every file another one.
        let changed = self.newest.map(|day| format!("{day}T00:00:00.000Z"));
        let [west, south, east, north] = self.bounds.0.map_or([None; 4], |all| all.map(Some));
        self.connection.execute(
            "UPDATE gpkg_contents SET min_x = ?2, min_y = ?3, max_x = ?4, max_y = ?5,
             last_change = coalesce(?6, last_change) WHERE table_name = ?1",
            params![self.table.name, west, south, east, north, changed],
        )?;
        Ok(self.connection.execute_batch("COMMIT")?)
    }
}

/// A GeoPackage geometry: its header, then WKB.
fn geometry(lon: f64, lat: f64) -> Vec<u8> {
    let mut bytes = b"GP\0\x01".to_vec();
    bytes.extend(4326_i32.to_le_bytes());
    bytes.extend(wkb::point(lon, lat));
    bytes
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
