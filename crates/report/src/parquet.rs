//! Parquet tables with the columns of a JSON Lines report: each row is a report.

use std::collections::VecDeque;
use std::fs::File;
use std::io::BufRead;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::Type;

use crate::record::{Loose, Record};
use crate::source::read_whole;
use crate::trouble::{Item, Items, Trouble};

/// Reads a table from a file; from a pipe, which cannot be read from its end, by way of memory.
pub(crate) fn read(path: &Path, reader: Box<dyn BufRead + Send>, is_file: bool) -> Items {
    let opened =
        calmly(|| if is_file { open(File::open(path)?) } else { open(read_whole(reader)?) });
    match opened {
        Ok(rows) => Box::new(Rows { rows: Some(rows), number: 0, ready: VecDeque::new() }),
        Err(error) => Box::new(std::iter::once(Err(Trouble::new(format!("not read: {error}"))))),
    }
}

fn open<R: ChunkReader + 'static>(source: R) -> Result<RowIter<'static>> {
    let reader = SerializedFileReader::new(source)?;
    let schema = reader.metadata().file_metadata().schema();
    let mut known = Record::default();
    let columns: Vec<_> =
        schema.get_fields().iter().filter(|f| known.field(f.name()).is_some()).cloned().collect();
    if !columns.iter().any(|column| column.name() == "text") {
        let names: Vec<_> = schema.get_fields().iter().map(|field| field.name()).collect();
        let message = format!("no column \"text\" among {}", names.join(", "));
        return Err(ParquetError::General(message));
    }
    let projection = Type::group_type_builder(schema.name()).with_fields(columns).build()?;
    RowIter::from_file_into(Box::new(reader)).project(Some(projection))
}

struct Rows {
    rows: Option<RowIter<'static>>,
    number: u64,
    ready: VecDeque<Item>,
}

impl Iterator for Rows {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            let rows = self.rows.as_mut()?;
            match calmly(|| rows.next().transpose()) {
                Ok(Some(row)) => {
                    self.number += 1;
                    self.ready.extend(record(row).report(self.number));
                }
                Ok(None) => self.rows = None,
                Err(error) => {
                    self.rows = None;
                    let message = format!("broken after row {}: {error}", self.number);
                    return Some(Err(Trouble::new(message)));
                }
            }
        }
    }
}

/// The reader of the format trusts its input further than one can.
fn calmly<T>(read: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(ParquetError::General("the table is broken".to_owned())))
}

fn record(row: Row) -> Record {
    let mut record = Record::default();
    for (name, value) in row.into_columns() {
        if let Some(field) = record.field(&name) {
            *field = loose(value);
        }
    }
    record
}

fn loose(value: Field) -> Loose {
    let day = |timestamp: std::result::Result<Timestamp, jiff::Error>| match timestamp {
        Ok(timestamp) => Loose::Text(timestamp.to_zoned(TimeZone::UTC).date().to_string()),
        Err(_) => Loose::Other,
    };
    match value {
        Field::Null => Loose::None,
        Field::Str(text) => Loose::Text(text),
        Field::Bytes(bytes) => Loose::Text(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::Int(number) => Loose::Number(number.to_string()),
        Field::Long(number) => Loose::Number(number.to_string()),
        Field::UInt(number) => Loose::Number(number.to_string()),
        Field::ULong(number) => Loose::Number(number.to_string()),
        Field::Date(days) => {
            let since = jiff::Span::new().try_days(days);
            match since.and_then(|since| Date::constant(1970, 1, 1).checked_add(since)) {
                Ok(date) => Loose::Text(date.to_string()),
                Err(_) => Loose::Other,
            }
        }
        Field::TimestampMillis(millis) => day(Timestamp::from_millisecond(millis)),
        Field::TimestampMicros(micros) => day(Timestamp::from_microsecond(micros)),
        _ => Loose::Other,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    fn table(path: &Path) {
        let schema =
            "message reports { REQUIRED BYTE_ARRAY text (UTF8); OPTIONAL INT32 published (DATE);
                      OPTIONAL BYTE_ARRAY more (UTF8); }";
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let file = File::create(path).unwrap();
        let mut writer = SerializedFileWriter::new(file, schema, Arc::default()).unwrap();
        let mut group = writer.next_row_group().unwrap();
        let texts = ["Армія взяла місто.", "", "Two."].map(ByteArray::from);
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&texts, None, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int32Type>().write_batch(&[17_473], Some(&[1, 0, 0]), None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&[], Some(&[0, 0, 0]), None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
        writer.close().unwrap();
    }

    #[test]
    fn rows_are_reports() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("reports.parquet");
        table(&path);
        let bytes = std::fs::read(&path).unwrap();
        for is_file in [true, false] {
            let items: Vec<_> =
                read(&path, Box::new(std::io::Cursor::new(bytes.clone())), is_file).collect();
            assert_eq!(items.len(), 3);
            let first = items[0].as_ref().unwrap();
            assert_eq!(first.text, "Армія взяла місто.");
            assert_eq!(first.published, Some(Date::constant(2017, 11, 3)));
            assert_eq!(items[1].as_ref().unwrap_err().line, Some(2));
            assert_eq!(items[2].as_ref().unwrap().published, None);
        }
    }

    #[test]
    fn broken_tables() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("reports.parquet");
        table(&path);
        let bytes = std::fs::read(&path).unwrap();
        for cut in [4, 20, bytes.len() / 2, bytes.len() - 1] {
            let mut items =
                read(&path, Box::new(std::io::Cursor::new(bytes[..cut].to_vec())), false);
            assert!(items.any(|item| item.is_err()), "{cut}");
        }
        for at in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0x55;
            read(&path, Box::new(std::io::Cursor::new(bytes)), false).for_each(drop);
        }
    }
}
