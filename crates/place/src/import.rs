//! Places that a user adds: GeoNames' own files, and tables with a header.
//!
//! The format is told from the first line. Rows that cannot be read are left out, each with a note
//! that names its line; the rest is taken.

mod dump;
mod names;
mod table;

use std::collections::HashSet;

use dateline_report::Note;

use crate::additions::{Additions, MoreNames};
use crate::builder::Record;
use crate::gazetteer::Gazetteer;

/// At most this many rows are complained about one by one.
const NOTES: usize = 20;

/// What a file of places is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceFile {
    /// GeoNames' places: `SY.txt`, `allCountries.txt`, 19 columns.
    Dump,
    /// GeoNames' `alternateNames.txt` or `alternateNamesV2.txt`.
    AlternateNames,
    /// GeoNames' `admin1CodesASCII.txt` or `admin2Codes.txt`.
    AdminCodes,
    /// Comma-, semicolon- or tab-separated values with a header.
    Table,
}

impl PlaceFile {
    /// What a text is, by its first line.
    pub fn of(text: &str) -> PlaceFile {
        let first = bare(text).lines().find(|line| !line.trim().is_empty()).unwrap_or("");
        let fields: Vec<&str> = first.split('\t').collect();
        let number = |at: usize| fields.get(at).is_some_and(|field| field.parse::<u32>().is_ok());
        let code = fields[0].split('.').next().is_some_and(|country| {
            country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase())
        });
        if number(0) && fields.len() >= 18 {
            PlaceFile::Dump
        } else if number(0) && number(1) && fields.len() >= 4 {
            PlaceFile::AlternateNames
        } else if fields.len() == 4 && number(3) && code && fields[0].contains('.') {
            PlaceFile::AdminCodes
        } else {
            PlaceFile::Table
        }
    }

    /// Whether it gives names to places that are there already, and so comes after them.
    pub fn names_only(self) -> bool {
        matches!(self, PlaceFile::AlternateNames | PlaceFile::AdminCodes)
    }

    /// Whether its lines can be read piece by piece: it has no header.
    pub fn in_pieces(self) -> bool {
        self != PlaceFile::Table
    }
}

/// What a file of places says.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// Places.
    pub places: Vec<Record>,
    /// More names, and P-codes, of places that are there already.
    pub names: Vec<MoreNames>,
    /// What was refused, by line, and what was passed over.
    pub notes: Vec<Note>,
    /// Rows refused: unlike those passed over, they say something that cannot be read.
    pub refused: usize,
    /// Rows passed over: features that no report names, names of places that nobody has.
    pub passed_over: usize,
    /// How the file calls its kind of rows.
    pub lines: usize,
}

/// What of a file is wanted, and what it is read against.
#[derive(Clone, Debug)]
pub struct ImportContext<'g> {
    /// The gazetteer that the places are added to, without additions.
    pub below: &'g Gazetteer,
    /// Places added so far.
    pub added: &'g Additions,
    /// Countries wanted; all where empty.
    pub countries: HashSet<String>,
}

/// Reads places from the text of a file: a GeoNames country dump (`SY.txt`), `alternateNamesV2.txt`,
/// `admin1CodesASCII.txt`, or separated values with a header (`name`, `country`, `lat`, `lon`, and if
/// wanted `id`, `kind`, `population`, `admin1`, `admin2`, `pcode`, `names` between bars, `within`).
pub fn read_places(text: &str, below: &Gazetteer) -> Imported {
    let added = Additions::default();
    let context = ImportContext { below, added: &added, countries: HashSet::new() };
    let mut imported = Imported::default();
    imported.read(PlaceFile::of(text), text, &context);
    imported.finish();
    imported
}

impl Imported {
    /// Reads a file, or a piece of one that [`PlaceFile::in_pieces`] allows to be cut at line ends.
    pub fn read(&mut self, file: PlaceFile, text: &str, context: &ImportContext<'_>) {
        let text = bare(text);
        match file {
            PlaceFile::Dump => dump::read(self, text, context),
            PlaceFile::AlternateNames => names::alternate(self, text, context),
            PlaceFile::AdminCodes => names::divisions(self, text, context),
            PlaceFile::Table => table::read(self, text, context),
        }
    }

    /// Says what was not said one by one.
    pub fn finish(&mut self) {
        if self.refused > NOTES {
            let more = self.refused - NOTES;
            self.notes.push(Note::new("D016", format!("{more} more rows could not be read")));
        }
    }

    /// Refuses a line, numbered from 1.
    fn refuse(&mut self, line: usize, why: impl std::fmt::Display) {
        self.refused += 1;
        if self.refused <= NOTES {
            self.notes.push(Note::new("D016", format!("line {line}: {why}; left out")));
        }
    }

    /// The lines of a piece with their numbers in the file; empty ones and comments left out.
    fn numbered<'t>(&mut self, text: &'t str) -> Vec<(usize, &'t str)> {
        let before = self.lines;
        let lines: Vec<(usize, &str)> =
            text.lines().enumerate().map(|(at, line)| (before + at + 1, line)).collect();
        self.lines += lines.len();
        let says = |line: &str| !line.trim().is_empty() && !line.starts_with('#');
        lines.into_iter().filter(|(_, line)| says(line)).collect()
    }
}

/// A text without its byte order mark.
fn bare(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
}

/// Degrees, where the text is a number that degrees can be.
fn degrees(text: &str, most: f64) -> Option<f64> {
    let number: f64 = match text.trim().parse() {
        Ok(number) => number,
        Err(_) => text.trim().replacen(',', ".", 1).parse().ok()?,
    };
    (number.abs() <= most).then_some(number)
}

#[cfg(test)]
mod tests;
