//! A column: its name, its type, what it means and the function that fills it, in one place.

use crate::cell::{Cell, Kind};

/// A column of rows `R`.
pub(crate) struct Column<R> {
    spec: Spec,
    fill: fn(&R) -> Cell,
}

/// What is said about a column.
#[derive(Clone, Debug)]
pub struct Spec {
    /// Name, exactly as written in files.
    pub name: &'static str,
    /// Type.
    pub kind: Kind,
    /// What it means, in a sentence or two.
    pub meaning: &'static str,
    /// The only values that it can have; empty where it is free.
    pub values: &'static [&'static str],
    /// Whether every row has a value.
    pub required: bool,
    /// Its HXL hashtag with attributes; empty where the standard has none.
    pub hxl: &'static str,
}

impl<R> Column<R> {
    /// A column.
    pub fn new(
        name: &'static str,
        kind: Kind,
        meaning: &'static str,
        fill: fn(&R) -> Cell,
    ) -> Column<R> {
        let spec = Spec { name, kind, meaning, values: &[], required: false, hxl: "" };
        Column { spec, fill }
    }

    /// Every row has a value.
    pub fn required(mut self) -> Self {
        self.spec.required = true;
        self
    }

    /// It can only have these values.
    pub fn one_of(mut self, values: &'static [&'static str]) -> Self {
        self.spec.values = values;
        self
    }

    /// Its HXL hashtag.
    pub fn hxl(mut self, tag: &'static str) -> Self {
        self.spec.hxl = tag;
        self
    }
}

/// A dataset's table: what it is, and its columns.
#[derive(Clone, Debug)]
pub struct Table {
    /// Short name, used for files and layers.
    pub name: &'static str,
    /// A few words.
    pub title: &'static str,
    /// What one row is, in what order rows come, what is left out.
    pub about: &'static str,
    /// The columns, in order.
    pub columns: Vec<Spec>,
    /// Columns that together name a row.
    pub key: &'static [&'static str],
    /// Columns of latitude and longitude.
    pub point: Option<(usize, usize)>,
    /// Columns of the first and the last day.
    pub span: Option<(usize, usize)>,
    /// The column that names a row for people.
    pub label: usize,
}

/// A table with the functions that fill it.
pub(crate) struct Filled<R> {
    pub table: Table,
    columns: Vec<Column<R>>,
}

impl<R> Filled<R> {
    /// A table of these columns.
    pub fn new(
        name: &'static str,
        title: &'static str,
        about: &'static str,
        key: &'static [&'static str],
        columns: Vec<Column<R>>,
    ) -> Filled<R> {
        let specs: Vec<Spec> = columns.iter().map(|column| column.spec.clone()).collect();
        let at = |names: &[&str]| {
            names.iter().find_map(|name| specs.iter().position(|spec| spec.name == *name))
        };
        let point =
            at(&["lat", "latitude", "Latitude"]).zip(at(&["lon", "longitude", "Longitude"]));
        let first =
            at(&["valid_from", "first", "period_start", "date", "date_start", "event_date"]);
        let last = at(&["valid_to", "last", "period_end", "date", "date_end", "event_date"]);
        let label = at(&["name", "place", "where_coordinates", "location"]).unwrap_or(0);
        let span = first.zip(last);
        let table = Table { name, title, about, key, point, span, label, columns: specs };
        Filled { table, columns }
    }

    /// The cells of a row.
    pub fn cells(&self, row: &R) -> Vec<Cell> {
        self.columns.iter().map(|column| (column.fill)(row)).collect()
    }
}
