//! Parquet, and GeoParquet 1.1: the same columns, a point as WKB, and a `bbox` column that covers it.

use std::io::Write;
use std::sync::Arc;

use jiff::Unit;
use jiff::civil::Date;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type,
};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use serde_json::json;

use super::wkb::{self, Bounds};
use super::{Writer, point};
use crate::cell::{Cell, Kind};
use crate::column::Table;
use crate::tables::Rows;
use crate::{Result, VERSION};

/// Rows of a row group.
const GROUP: usize = 16_384;

type Sink<'w> = Box<dyn Write + Send + 'w>;

/// A writer of a Parquet file.
pub(crate) struct Columns<'w> {
    file: SerializedFileWriter<Sink<'w>>,
    table: Table,
    geo: bool,
    rows: Vec<Vec<Cell>>,
    points: Vec<Option<(f64, f64)>>,
    bounds: Bounds,
}

impl<'w> Columns<'w> {
    pub fn new(table: &Table, out: Sink<'w>, geo: bool) -> Result<Box<Columns<'w>>> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("dateline {VERSION}"))
            .build();
        let file = SerializedFileWriter::new(out, schema(table, geo)?, Arc::new(properties))?;
        Ok(Box::new(Columns {
            file,
            table: table.clone(),
            geo,
            rows: vec![],
            points: vec![],
            bounds: Bounds::default(),
        }))
    }

    fn group(&mut self) -> Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let mut group = self.file.next_row_group()?;
        for (index, column) in self.table.columns.iter().enumerate() {
            let cells = self.rows.iter().map(|row| row.get(index).unwrap_or(&Cell::Empty));
            match column.kind {
                Kind::Text | Kind::List => {
                    let bytes = |cell: &Cell| {
                        cell.plain().map(|text| ByteArray::from(text.as_bytes().to_vec()))
                    };
                    write::<ByteArrayType, _>(&mut group, cells.map(bytes), 1)?;
                }
                Kind::Int => {
                    let number = |cell: &Cell| {
                        if let Cell::Int(number) = cell { Some(*number) } else { None }
                    };
                    write::<Int64Type, _>(&mut group, cells.map(number), 1)?;
                }
                Kind::Number => write::<DoubleType, _>(&mut group, cells.map(Cell::number), 1)?,
                Kind::Day => {
                    let days = |cell: &Cell| {
                        if let Cell::Day(day) = cell { Some(number(*day)) } else { None }
                    };
                    write::<Int32Type, _>(&mut group, cells.map(days), 1)?;
                }
                Kind::Bool => {
                    let yes =
                        |cell: &Cell| if let Cell::Bool(yes) = cell { Some(*yes) } else { None };
                    write::<BoolType, _>(&mut group, cells.map(yes), 1)?;
                }
            }
        }
        if self.geo {
            let points = || self.points.iter();
            let bytes = |at: &Option<(f64, f64)>| {
                at.map(|(lon, lat)| ByteArray::from(wkb::point(lon, lat)))
            };
            write::<ByteArrayType, _>(&mut group, points().map(bytes), 1)?;
            // xmin, ymin, xmax, ymax: required inside an optional group.
            for _ in 0..2 {
                write::<DoubleType, _>(&mut group, points().map(|at| at.map(|(lon, _)| lon)), 1)?;
                write::<DoubleType, _>(&mut group, points().map(|at| at.map(|(_, lat)| lat)), 1)?;
            }
        }
        group.close()?;
        self.rows.clear();
        self.points.clear();
        Ok(())
    }
}

impl Rows for Columns<'_> {
    fn row(&mut self, cells: &[Cell]) -> Result<()> {
        if self.geo {
            let at = point(&self.table, cells);
            if let Some((lon, lat)) = at {
                self.bounds.add(lon, lat);
            }
            self.points.push(at);
        }
        self.rows.push(cells.to_vec());
        if self.rows.len() >= GROUP { self.group() } else { Ok(()) }
    }
}

impl Writer for Columns<'_> {
    fn end(mut self: Box<Self>) -> Result<()> {
        self.group()?;
        if self.geo {
            let geo = geo(self.bounds).to_string();
            self.file.append_key_value_metadata(KeyValue::new("geo".to_owned(), geo));
        }
        self.file.finish()?;
        Ok(self.file.inner_mut().flush()?)
    }
}

/// The file metadata that makes it GeoParquet; the coordinate system is the default, OGC:CRS84.
fn geo(bounds: Bounds) -> serde_json::Value {
    let covering: serde_json::Map<_, _> = (["xmin", "ymin", "xmax", "ymax"].iter())
        .map(|edge| ((*edge).to_owned(), json!(["bbox", edge])))
        .collect();
    let mut column = json!({
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "covering": {"bbox": covering},
    });
    if let (Some(bounds), Some(column)) = (bounds.0, column.as_object_mut()) {
        column.insert("bbox".to_owned(), json!(bounds));
    }
    json!({"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}})
}

fn schema(table: &Table, geo: bool) -> Result<TypePtr> {
    let mut fields: Vec<TypePtr> = vec![];
    for column in &table.columns {
        let (physical, logical) = match column.kind {
            Kind::Text | Kind::List => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Int => (Physical::INT64, None),
            Kind::Number => (Physical::DOUBLE, None),
            Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
            Kind::Bool => (Physical::BOOLEAN, None),
        };
        fields.push(leaf(column.name, physical, logical, Repetition::OPTIONAL)?);
    }
    if geo {
        fields.push(leaf("geometry", Physical::BYTE_ARRAY, None, Repetition::OPTIONAL)?);
        let edges = ["xmin", "ymin", "xmax", "ymax"];
        let edges = edges.map(|edge| leaf(edge, Physical::DOUBLE, None, Repetition::REQUIRED));
        let edges = edges.into_iter().collect::<Result<Vec<_>>>()?;
        let group = Type::group_type_builder("bbox").with_repetition(Repetition::OPTIONAL);
        fields.push(Arc::new(group.with_fields(edges).build()?));
    }
    Ok(Arc::new(Type::group_type_builder("schema").with_fields(fields).build()?))
}

fn leaf(
    name: &str,
    physical: Physical,
    logical: Option<LogicalType>,
    repetition: Repetition,
) -> Result<TypePtr> {
    let builder = Type::primitive_type_builder(name, physical);
    Ok(Arc::new(builder.with_logical_type(logical).with_repetition(repetition).build()?))
}

/// Writes the next column: a level for every row, a value where there is one.
fn write<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    cells: impl Iterator<Item = Option<T::T>>,
    level: i16,
) -> Result<()> {
    let mut values = vec![];
    let mut levels = vec![];
    for cell in cells {
        levels.push(if cell.is_some() { level } else { 0 });
        values.extend(cell);
    }
    if let Some(mut column) = group.next_column()? {
        column.typed::<T>().write_batch(&values, Some(&levels), None)?;
        column.close()?;
    }
    Ok(())
}

/// Days since 1970-01-01.
fn number(day: Date) -> i32 {
    Date::constant(1970, 1, 1).until((Unit::Day, day)).map_or(0, |span| span.get_days())
}
