//! The writers: rows in, bytes out, with no more than a batch of rows in memory.

mod csv;
mod geojson;
mod gpkg;
mod jsonl;
mod kml;
mod parquet;
mod wkb;

use std::io::Write;
use std::path::Path;

use dateline_coding::Claim;
use dateline_ledger::Ledger;

use crate::cell::Cell;
use crate::column::Table;
use crate::request::{Dataset, Format, Request};
use crate::tables::{self, Rows};
use crate::{ExportError, Result};

/// A writer of one table.
pub(crate) trait Writer: Rows {
    /// Writes what stands at the end.
    fn end(self: Box<Self>) -> Result<()>;
}

/// What was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// The table.
    pub table: Table,
    /// How many rows.
    pub rows: u64,
}

/// Writes a dataset as one stream of bytes.
///
/// # Errors
/// Where the ledger cannot be read, the stream cannot be written, or the format is no stream.
pub fn to_stream<'w>(
    ledger: &Ledger,
    request: &Request,
    format: Format,
    dataset: Dataset,
    out: impl Write + Send + 'w,
) -> Result<Written> {
    let table = tables::table(dataset);
    let out: Box<dyn Write + Send + 'w> = Box::new(out);
    let writer: Box<dyn Writer + 'w> = match format {
        Format::Csv | Format::Ged | Format::Acled => csv::Csv::comma(&table, out, false)?,
        Format::Hxl => csv::Csv::comma(&table, out, true)?,
        Format::Polecat => csv::Csv::tab(&table, out)?,
        Format::Jsonl => jsonl::JsonLines::new(&table, out),
        Format::Geojson => geojson::GeoJson::new(&table, out)?,
        Format::Kml => kml::Kml::new(&table, out)?,
        Format::Parquet => parquet::Columns::new(&table, out, false)?,
        Format::Geoparquet => parquet::Columns::new(&table, out, true)?,
        Format::Gpkg => {
            let why = "a GeoPackage is a database file and no stream; name it with --out FILE.gpkg";
            return Err(ExportError::Usage(why.to_owned()));
        }
    };
    let mut counted = Counted { writer, rows: 0 };
    tables::rows(ledger, request, dataset, &mut counted)?;
    counted.writer.end()?;
    Ok(Written { table, rows: counted.rows })
}

/// Writes datasets to a new file: one, or several as the layers of a GeoPackage.
///
/// # Errors
/// As [`to_stream`]; and where several datasets are asked of a format that holds one.
pub fn to_file(
    ledger: &Ledger,
    request: &Request,
    format: Format,
    datasets: &[Dataset],
    path: &Path,
) -> Result<Vec<Written>> {
    // Under its name stands a whole file or none.
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = std::path::PathBuf::from(part);
    let written = to_part(ledger, request, format, datasets, &part);
    if written.is_err() {
        let _ = std::fs::remove_file(&part);
        return written;
    }
    std::fs::rename(&part, path)?;
    written
}

fn to_part(
    ledger: &Ledger,
    request: &Request,
    format: Format,
    datasets: &[Dataset],
    path: &Path,
) -> Result<Vec<Written>> {
    if format != Format::Gpkg {
        let &[dataset] = datasets else {
            let why = format!("a {} file holds one table; say which with --what", format.as_str());
            return Err(ExportError::Usage(why));
        };
        let file = std::io::BufWriter::with_capacity(1 << 18, std::fs::File::create(path)?);
        return Ok(vec![to_stream(ledger, request, format, dataset, file)?]);
    }
    let mut package = gpkg::Package::create(path)?;
    let mut all = vec![];
    for dataset in datasets {
        let table = tables::table(*dataset);
        let mut layer = Counted { writer: package.layer(&table)?, rows: 0 };
        tables::rows(ledger, request, *dataset, &mut layer)?;
        layer.writer.end()?;
        all.push(Written { table, rows: layer.rows });
    }
    package.close()?;
    Ok(all)
}

/// A writer whose rows are counted.
struct Counted<'w> {
    writer: Box<dyn Writer + 'w>,
    rows: u64,
}

impl Rows for Counted<'_> {
    fn claim(&mut self, claim: &Claim) -> Result<bool> {
        let taken = self.writer.claim(claim)?;
        self.rows += u64::from(taken);
        Ok(taken)
    }

    fn row(&mut self, cells: &[Cell]) -> Result<()> {
        self.rows += 1;
        self.writer.row(cells)
    }
}

/// The coordinates of a row, longitude first, as all these formats have them.
fn point(table: &Table, cells: &[Cell]) -> Option<(f64, f64)> {
    let (lat, lon) = table.point?;
    cells.get(lon)?.number().zip(cells.get(lat)?.number())
}
