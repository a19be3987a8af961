//! Other people's rows: UCDP GED, ACLED-style, VIINA-style files, and any table with a map of its
//! columns, read as [`Row`]s, which become claims (`import`) or are held against the ledger (`audit`).

mod acled;
mod columns;
mod enter;
mod ged;
mod kept;
mod map;
mod row;
mod table;
mod viina;

use std::io::Read;

pub use enter::{Imported, import};
pub use kept::{DataSet, data_sets, rows_of};
pub use map::ColumnMap;
pub use row::{Row, Said};

use crate::{DeskError, Result};
use columns::Columns;
use table::TableReader;

/// Whose rows they are.
#[derive(Clone, Debug)]
pub enum Scheme {
    /// UCDP's Georeferenced Event Dataset, of any version, also Candidate files without a header.
    Ged,
    /// The columns of ACLED.
    Acled,
    /// The columns of VIINA: events, or control of places by day.
    Viina,
    /// Any table, with a map of its columns.
    Table(Box<ColumnMap>),
}

impl Scheme {
    /// Its name, which stands in ids of reports.
    pub fn name(&self) -> &str {
        match self {
            Scheme::Ged => "ged",
            Scheme::Acled => "acled",
            Scheme::Viina => "viina",
            Scheme::Table(map) => &map.name,
        }
    }

    /// Who publishes such rows, where the user does not say.
    pub fn publisher(&self) -> &str {
        match self {
            Scheme::Ged => "UCDP GED",
            Scheme::Acled => "ACLED",
            Scheme::Viina => "VIINA",
            Scheme::Table(map) => &map.publisher,
        }
    }
}

/// What could not be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

/// Reads the rows of a file. Rows that cannot be read are told in the second list.
///
/// # Errors
/// Where it is no such file.
pub fn read(scheme: &Scheme, file: impl Read) -> Result<(Vec<Row>, Vec<Trouble>)> {
    let (mut rows, mut troubles) = (vec![], vec![]);
    for_each_part(scheme, file, |part, trouble| -> Result<()> {
        rows.extend(part);
        troubles.extend(trouble);
        Ok(())
    })?;
    Ok((rows, troubles))
}

/// Records that are read at once.
const PART: usize = 2_000;

/// Calls `each` with the rows of a file, a part at a time, and with what could not be read of it.
///
/// # Errors
/// Where it is no such file, or `each` fails.
pub fn for_each_part<E: From<DeskError>>(
    scheme: &Scheme,
    file: impl Read,
    mut each: impl FnMut(Vec<Row>, Vec<Trouble>) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let mut reader = TableReader::new(file)?;
    let mut table = reader.part(PART)?;
    if table.records.is_empty() {
        return Err(DeskError::Input("the table is empty".to_owned()).into());
    }
    let standard = if matches!(scheme, Scheme::Ged) { ged::HEADER } else { &[] };
    let mut columns = Columns::of(&table, standard)?;
    while !table.records.is_empty() {
        let (rows, troubles) = match scheme {
            Scheme::Ged => ged::rows(&table, &columns),
            Scheme::Acled => acled::rows(&table, &columns),
            Scheme::Viina => viina::rows(&table, &columns),
            Scheme::Table(map) => map.rows(&table, &columns),
        }?;
        each(rows, troubles)?;
        columns.below();
        table = reader.part(PART)?;
    }
    Ok(())
}
