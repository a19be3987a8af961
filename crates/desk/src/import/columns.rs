//! Columns by their names: files of other versions have others, in another order, or no header at all.

use std::collections::HashMap;

use super::table::Table;
use crate::{DeskError, Result};

/// Where each column stands.
pub(super) struct Columns {
    by_name: HashMap<String, usize>,
    /// The names, as written.
    pub names: Vec<String>,
    /// Whether the first record is a header.
    header: bool,
}

impl Columns {
    /// From the header, or, where the first record is none and is as wide as the standard one, from
    /// that.
    ///
    /// # Errors
    /// Where there is neither.
    pub fn of(table: &Table, standard: &[&str]) -> Result<Columns> {
        let first = table.records.first().map(|(_, record)| record.as_slice()).unwrap_or_default();
        let numeric = |text: &String| text.trim().parse::<f64>().is_ok();
        let header = !first.first().is_some_and(numeric);
        let names: Vec<String> = if header {
            first.iter().map(|name| name.trim().to_owned()).collect()
        } else if first.len() == standard.len() {
            standard.iter().map(|name| (*name).to_owned()).collect()
        } else {
            return Err(DeskError::Input(format!(
                "line 1 is no header, and has {} fields where the standard has {}; add a header line",
                first.len(),
                standard.len()
            )));
        };
        let by_name = names.iter().enumerate().map(|(at, name)| (fold(name), at)).collect();
        Ok(Columns { by_name, names, header })
    }

    /// Whatever part of the table follows has no header.
    pub fn below(&mut self) {
        self.header = false;
    }

    /// The records below the header.
    pub fn records<'t>(&self, table: &'t Table) -> impl Iterator<Item = &'t (usize, Vec<String>)> {
        table.records.iter().skip(usize::from(self.header))
    }

    /// Whether there is a column of one of these names.
    pub fn has(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.by_name.contains_key(&fold(name)))
    }

    /// The field under the first of these names that the file has, where it is not empty.
    pub fn get<'r>(&self, record: &'r [String], names: &[&str]) -> Option<&'r str> {
        let at = names.iter().find_map(|name| self.by_name.get(&fold(name)))?;
        let field = record.get(*at)?.trim();
        // Empty and missing are the same, whatever wrote the file.
        (!field.is_empty() && !["NA", "NaN", "nan", "NULL", "None"].contains(&field))
            .then_some(field)
    }

    /// A whole number, also where a program wrote it as `12.0`.
    pub fn number(&self, record: &[String], names: &[&str]) -> Option<i64> {
        let field = self.get(record, names)?;
        let number: f64 = field.parse().ok()?;
        (number.fract() == 0.0 && number.abs() < 1e15).then_some(number as i64)
    }

    /// A number of people; UCDP's -1 is none.
    pub fn count(&self, record: &[String], names: &[&str]) -> Option<u32> {
        self.number(record, names).and_then(|number| u32::try_from(number).ok())
    }

    /// A point.
    pub fn point(&self, record: &[String]) -> Option<(f64, f64)> {
        let degrees = |names: &[&str]| self.get(record, names)?.parse::<f64>().ok();
        let lat = degrees(&["latitude", "lat"]).filter(|lat| lat.abs() <= 90.0)?;
        let lon = degrees(&["longitude", "lon", "lng", "long"]).filter(|lon| lon.abs() <= 180.0)?;
        Some((lat, lon))
    }

    /// The error that a column is missing.
    pub fn missing(&self, what: &str, names: &[&str]) -> DeskError {
        DeskError::Input(format!(
            "no column for {what} ({}); there are {}",
            names.join(" or "),
            self.names.join(", ")
        ))
    }
}

fn fold(name: &str) -> String {
    name.trim().chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
