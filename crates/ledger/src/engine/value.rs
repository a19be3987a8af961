//! Values on their way into a database, and rows on their way out, the same for both.

use std::borrow::Cow;

use rusqlite::types::ValueRef;

use super::postgres;
use crate::{LedgerError, Location, Result};

/// A value bound to a statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value<'v> {
    Null,
    Int(i64),
    Real(f64),
    Text(&'v str),
    Bytes(&'v [u8]),
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Value::Int(number)
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Value::Real(number)
    }
}

impl<'v> From<&'v str> for Value<'v> {
    fn from(text: &'v str) -> Self {
        Value::Text(text)
    }
}

impl<'v> From<&'v String> for Value<'v> {
    fn from(text: &'v String) -> Self {
        Value::Text(text)
    }
}

impl<'v> From<&'v [u8]> for Value<'v> {
    fn from(bytes: &'v [u8]) -> Self {
        Value::Bytes(bytes)
    }
}

impl<'v> From<Option<&'v str>> for Value<'v> {
    fn from(text: Option<&'v str>) -> Self {
        text.map_or(Value::Null, Value::Text)
    }
}

impl<'v> From<&'v Option<String>> for Value<'v> {
    fn from(text: &'v Option<String>) -> Self {
        text.as_deref().into()
    }
}

/// The values of one statement.
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::engine::Value::from($value)),*][..] };
}
pub(crate) use values;

/// A row of an answer.
pub(crate) struct Row<'r> {
    pub(super) at: &'r Location,
    pub(super) cells: Cells<'r>,
}

pub(super) enum Cells<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r postgres::Row),
}

impl Row<'_> {
    /// The value of a column.
    pub(crate) fn get<T: Cell>(&self, index: usize) -> Result<T> {
        let value = match &self.cells {
            Cells::Sqlite(row) => row.get_ref(index).ok().and_then(T::sqlite),
            Cells::Postgres(row) => row.cell(index).and_then(T::postgres),
        };
        value.ok_or_else(|| self.misread(index))
    }

    /// A column's text without a copy of it, where there is any.
    pub(crate) fn str(&self, index: usize) -> Result<Option<Cow<'_, str>>> {
        let text = match &self.cells {
            Cells::Sqlite(row) => (row.get_ref(index).ok())
                .and_then(|value| value.as_str_or_null().ok())
                .map(|text| text.map(Cow::Borrowed)),
            Cells::Postgres(row) => match row.cell(index) {
                None => None,
                Some(None) => Some(None),
                Some(Some(bytes)) => postgres::text(bytes).map(Some),
            },
        };
        text.ok_or_else(|| self.misread(index))
    }

    /// A column's text even where it is no longer UTF-8, so that the fault can be named.
    pub(crate) fn lossy(&self, index: usize) -> Result<String> {
        match &self.cells {
            Cells::Sqlite(row) => (row.get_ref(index).ok())
                .and_then(|value| {
                    Some(String::from_utf8_lossy(value.as_bytes().ok()?).into_owned())
                })
                .ok_or_else(|| self.misread(index)),
            Cells::Postgres(_) => self.get(index),
        }
    }

    /// Whatever a column holds, for tests: both databases show the same.
    pub(crate) fn shown(&self, index: usize) -> String {
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        match &self.cells {
            Cells::Sqlite(row) => match row.get_ref(index) {
                Ok(ValueRef::Null) => "null".to_owned(),
                Ok(ValueRef::Integer(number)) => number.to_string(),
                Ok(ValueRef::Real(number)) => number.to_string(),
                Ok(ValueRef::Text(text)) => String::from_utf8_lossy(text).into_owned(),
                Ok(ValueRef::Blob(bytes)) => hex(bytes),
                Err(error) => error.to_string(),
            },
            Cells::Postgres(row) => match row.cell(index).flatten() {
                None => "null".to_owned(),
                Some(value) => match postgres::bytes(value) {
                    Some(bytes) => hex(&bytes),
                    None => postgres::text(value).unwrap_or_default().into_owned(),
                },
            },
        }
    }

    fn misread(&self, index: usize) -> LedgerError {
        let reason = format!("column {index} of a row is not what it should be");
        LedgerError::Damaged { at: self.at.clone(), reason }
    }
}

/// What a column can be read as. PostgreSQL's values come as text.
pub(crate) trait Cell: Sized {
    fn sqlite(value: ValueRef<'_>) -> Option<Self>;
    fn postgres(value: Option<&[u8]>) -> Option<Self>;
}

impl Cell for i64 {
    fn sqlite(value: ValueRef<'_>) -> Option<Self> {
        value.as_i64().ok()
    }

    fn postgres(value: Option<&[u8]>) -> Option<Self> {
        std::str::from_utf8(value?).ok()?.parse().ok()
    }
}

impl Cell for u32 {
    fn sqlite(value: ValueRef<'_>) -> Option<Self> {
        value.as_i64().ok()?.try_into().ok()
    }

    fn postgres(value: Option<&[u8]>) -> Option<Self> {
        i64::postgres(value)?.try_into().ok()
    }
}

impl Cell for f64 {
    fn sqlite(value: ValueRef<'_>) -> Option<Self> {
        value.as_f64().ok()
    }

    fn postgres(value: Option<&[u8]>) -> Option<Self> {
        std::str::from_utf8(value?).ok()?.parse().ok()
    }
}

impl Cell for String {
    fn sqlite(value: ValueRef<'_>) -> Option<Self> {
        value.as_str().ok().map(str::to_owned)
    }

    fn postgres(value: Option<&[u8]>) -> Option<Self> {
        postgres::text(value?).map(Cow::into_owned)
    }
}

impl Cell for Vec<u8> {
    fn sqlite(value: ValueRef<'_>) -> Option<Self> {
        value.as_blob().ok().map(<[u8]>::to_vec)
    }

    fn postgres(value: Option<&[u8]>) -> Option<Self> {
        postgres::bytes(value?)
    }
}

impl<T: Cell> Cell for Option<T> {
    fn sqlite(value: ValueRef<'_>) -> Option<Self> {
        match value {
            ValueRef::Null => Some(None),
            value => T::sqlite(value).map(Some),
        }
    }

    fn postgres(value: Option<&[u8]>) -> Option<Self> {
        match value {
            None => Some(None),
            value => T::postgres(value).map(Some),
        }
    }
}
