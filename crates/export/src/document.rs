//! What goes along with a file: codebook, JSON Schema, `datapackage.json`, and how to read it. All of
//! it is made from the columns' one definition.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::VERSION;
use crate::cell::Kind;
use crate::column::{Spec, Table};
use crate::request::Format;
use crate::write::Written;

/// A file that was written, to be described.
#[derive(Clone, Debug)]
pub struct Document<'d> {
    /// Its name, without folders.
    pub file: &'d str,
    /// How it is written.
    pub format: Format,
    /// Its tables: one, save for the layers of a GeoPackage.
    pub tables: &'d [Written],
    /// What was asked for, as pairs of option and value.
    pub asked: &'d [(String, String)],
}

/// The codebook of a table: what a row is, and every column.
pub fn codebook(table: &Table) -> String {
    let mut page = format!("# {}\n\n{}\n\n", table.title, table.about);
    page.push_str("| column | type | means |\n|---|---|---|\n");
    for column in &table.columns {
        let mut meaning = column.meaning.replace('|', "\\|");
        if !column.values.is_empty() {
            let _ = write!(meaning, ". One of: `{}`", column.values.join("`, `"));
        }
        if !column.hxl.is_empty() {
            let _ = write!(meaning, ". HXL `{}`", column.hxl);
        }
        let need = if column.required { "" } else { ", may be empty" };
        let _ = writeln!(page, "| `{}` | {}{need} | {meaning} |", column.name, word(column.kind));
    }
    page
}

/// The same for programs.
pub fn codebook_json(table: &Table) -> Value {
    let columns = table.columns.iter().map(|column| {
        let mut field = field(column);
        if let (false, Some(field)) = (column.hxl.is_empty(), field.as_object_mut()) {
            field.insert("hxl".to_owned(), json!(column.hxl));
        }
        field
    });
    json!({
        "name": table.name,
        "title": table.title,
        "description": table.about,
        "primaryKey": table.key,
        "columns": columns.collect::<Vec<_>>(),
    })
}

/// JSON Schema of a row of JSON Lines, or of a GeoJSON feature's properties.
pub fn schema(table: &Table) -> Value {
    let mut properties = Map::new();
    for column in &table.columns {
        let kind = match column.kind {
            Kind::Text | Kind::Day => "string",
            Kind::Int => "integer",
            Kind::Number => "number",
            Kind::Bool => "boolean",
            Kind::List => "array",
        };
        let mut property = Map::new();
        property.insert("description".to_owned(), json!(column.meaning));
        let may_be_null = !column.required && column.kind != Kind::List;
        property.insert(
            "type".to_owned(),
            if may_be_null { json!([kind, "null"]) } else { json!(kind) },
        );
        if column.kind == Kind::Day {
            property.insert("format".to_owned(), json!("date"));
        }
        if column.kind == Kind::List {
            property.insert("items".to_owned(), json!({"type": "string"}));
        }
        if !column.values.is_empty() {
            let null = may_be_null.then_some(Value::Null);
            let values: Vec<Value> = column.values.iter().map(|v| json!(v)).chain(null).collect();
            property.insert("enum".to_owned(), json!(values));
        }
        properties.insert(column.name.to_owned(), Value::Object(property));
    }
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.title,
        "description": table.about,
        "type": "object",
        "properties": properties,
        "required": names,
        "additionalProperties": false,
    })
}

/// JSON Schema of a whole claim, as JSON Lines have it.
pub fn claim_schema() -> Value {
    // A test reads the same file; one that does not parse would allow everything.
    serde_json::from_str(include_str!("../data/claim.schema.json")).unwrap_or_default()
}

/// The `datapackage.json` (frictionless data) of files that lie in one folder.
pub fn package(documents: &[Document<'_>]) -> Value {
    let resources: Vec<Value> = documents.iter().flat_map(resources).collect();
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "dateline-export",
        "title": "Export of a Dateline ledger",
        "description": "What was reported, coded by a machine: never what is thought to have happened. Each claim carries \
                        its source; unknown is empty, which is not zero.",
        "version": VERSION,
        "sources": [{"title": "GeoNames (places and coordinates), CC BY 4.0", "path": "https://www.geonames.org/"}],
        "resources": resources,
    })
}

fn resources(document: &Document<'_>) -> Vec<Value> {
    let (kind, media) = match document.format {
        Format::Csv | Format::Ged | Format::Acled | Format::Hxl => ("csv", "text/csv"),
        Format::Polecat => ("tsv", "text/tab-separated-values"),
        Format::Jsonl => ("jsonl", "application/jsonl"),
        Format::Parquet | Format::Geoparquet => ("parquet", "application/vnd.apache.parquet"),
        Format::Geojson => ("geojson", "application/geo+json"),
        Format::Gpkg => ("gpkg", "application/geopackage+sqlite3"),
        Format::Kml => ("kml", "application/vnd.google-earth.kml+xml"),
    };
    let describe = |written: &Written| {
        let table = &written.table;
        let mut resource = json!({
            "name": resource_name(document, table),
            "title": table.title,
            "description": table.about,
            "path": document.file,
            "format": kind,
            "mediatype": media,
            "rows": written.rows,
            "asked": document.asked.iter().cloned().map(|(k, v)| (k, Value::String(v))).collect::<Map<_, _>>(),
        });
        let more = [
            (document.format.is_text(), "encoding", json!("utf-8")),
            (document.format == Format::Gpkg, "layer", json!(table.name)),
            (document.format == Format::Polecat, "dialect", json!({"delimiter": "\t"})),
            (
                document.format == Format::Hxl,
                "dialect",
                json!({"headerRows": [1], "commentRows": [2]}),
            ),
        ];
        let whole_claims = document.format == Format::Jsonl && table.name == "claims";
        if let Some(resource) = resource.as_object_mut() {
            for (holds, key, value) in more {
                if holds {
                    resource.insert(key.to_owned(), value);
                }
            }
            if !whole_claims {
                let fields: Vec<Value> = table.columns.iter().map(field).collect();
                let schema =
                    json!({"fields": fields, "primaryKey": table.key, "missingValues": [""]});
                resource.insert("schema".to_owned(), schema);
            }
        }
        resource
    };
    document.tables.iter().map(describe).collect()
}

/// Letters, digits and what a package's name may hold else.
fn resource_name(document: &Document<'_>, table: &Table) -> String {
    let stem = document.file.split('.').next().unwrap_or(table.name).to_lowercase();
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
    let stem: String = stem.chars().map(plain).collect();
    if document.tables.len() > 1 { format!("{stem}-{}", table.name) } else { stem }
}

fn field(column: &Spec) -> Value {
    let mut field = Map::new();
    field.insert("name".to_owned(), json!(column.name));
    field.insert("type".to_owned(), json!(word(column.kind)));
    field.insert("description".to_owned(), json!(column.meaning));
    let mut constraints = Map::new();
    if column.required {
        constraints.insert("required".to_owned(), json!(true));
    }
    if !column.values.is_empty() {
        constraints.insert("enum".to_owned(), json!(column.values));
    }
    if !constraints.is_empty() {
        field.insert("constraints".to_owned(), Value::Object(constraints));
    }
    if column.kind == Kind::List {
        field.insert("type".to_owned(), json!("string"));
        field.insert("separator".to_owned(), json!("; "));
    }
    Value::Object(field)
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "string",
        Kind::Int => "integer",
        Kind::Number => "number",
        Kind::Day => "date",
        Kind::Bool => "boolean",
        Kind::List => "list",
    }
}

fn of_kind(table: &Table, kind: Kind) -> Vec<&'static str> {
    let columns = table.columns.iter().filter(|column| column.kind == kind);
    columns.map(|column| column.name).collect()
}

fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    names.join(", ")
}

/// How to read the file with pandas (or geopandas).
pub fn pandas_snippet(document: &Document<'_>) -> String {
    let Some(first) = document.tables.first() else { return String::new() };
    let (file, table) = (document.file, &first.table);
    let text = |more: &str| -> String {
        // Text unless said: else a code loses its zeros, and the country NA is taken for nothing.
        let kinds = [(Kind::Int, "Int64"), (Kind::Number, "Float64"), (Kind::Bool, "boolean")];
        let mut types: Vec<String> = vec![];
        for (kind, name) in kinds {
            let columns = of_kind(table, kind);
            types.extend(columns.iter().map(|column| format!("\"{column}\": \"{name}\"")));
        }
        let days = listed(&of_kind(table, Kind::Day));
        format!(
            "from collections import defaultdict\n\nimport pandas as pd\n\n\
             types = defaultdict(lambda: \"string\", {{{}}})\n\
             table = pd.read_csv(\"{file}\", dtype=types, keep_default_na=False, na_values=[\"\"]{more})\n\
             for day in [{days}]:\n    table[day] = pd.to_datetime(table[day], format=\"%Y-%m-%d\")\n",
            types.join(", ")
        )
    };
    let (import, read) = match document.format {
        Format::Csv | Format::Ged | Format::Acled => return text(""),
        Format::Hxl => return text(", skiprows=[1]"),
        Format::Polecat => return text(", sep=\"\\t\""),
        Format::Jsonl => {
            let read = "dtype=False, convert_dates=False";
            ("import pandas as pd", format!("pd.read_json(\"{file}\", lines=True, {read})"))
        }
        Format::Parquet => ("import pandas as pd", format!("pd.read_parquet(\"{file}\")")),
        Format::Geoparquet => ("import geopandas as gpd", format!("gpd.read_parquet(\"{file}\")")),
        Format::Gpkg => (
            "import geopandas as gpd",
            format!("gpd.read_file(\"{file}\", layer=\"{}\")", table.name),
        ),
        Format::Geojson | Format::Kml => {
            ("import geopandas as gpd", format!("gpd.read_file(\"{file}\")"))
        }
    };
    format!("{import}\n\ntable = {read}\n")
}

/// How to read the file with R.
pub fn r_snippet(document: &Document<'_>) -> String {
    let Some(first) = document.tables.first() else { return String::new() };
    let (file, table) = (document.file, &first.table);
    let types = format!("col_types = \"{}\", na = \"\"", letters(table));
    let read = match document.format {
        Format::Csv | Format::Ged | Format::Acled => {
            format!("readr::read_csv(\"{file}\", {types})")
        }
        Format::Hxl => {
            let head = format!("readr::read_csv(\"{file}\", n_max = 0, show_col_types = FALSE)");
            format!("readr::read_csv(\"{file}\", skip = 2, col_names = names({head}), {types})")
        }
        Format::Polecat => format!("readr::read_tsv(\"{file}\", {types})"),
        Format::Jsonl => format!("jsonlite::stream_in(file(\"{file}\"))"),
        Format::Parquet => format!("arrow::read_parquet(\"{file}\")"),
        Format::Geoparquet => format!("sfarrow::st_read_parquet(\"{file}\")"),
        Format::Gpkg => format!("sf::st_read(\"{file}\", layer = \"{}\")", table.name),
        Format::Geojson | Format::Kml => format!("sf::st_read(\"{file}\")"),
    };
    format!("table <- {read}\n")
}

/// A letter a column, as readr has them. Numbers of events need more than R's integers.
fn letters(table: &Table) -> String {
    let letter = |column: &Spec| match column.kind {
        Kind::Text | Kind::List => 'c',
        Kind::Int | Kind::Number => 'd',
        Kind::Day => 'D',
        Kind::Bool => 'l',
    };
    table.columns.iter().map(letter).collect()
}

impl Document<'_> {
    /// The JSON Schema of its lines or features, where it is of JSON.
    pub fn json_schema(&self) -> Option<Value> {
        let table = &self.tables.first()?.table;
        match self.format {
            Format::Jsonl if table.name == "claims" => Some(claim_schema()),
            Format::Jsonl | Format::Geojson => Some(schema(table)),
            _ => None,
        }
    }

    /// The page that lies next to the file: what was asked, how to read it, and the columns.
    pub fn page(&self) -> String {
        let rows: u64 = self.tables.iter().map(|written| written.rows).sum();
        let mut page = format!("# Codebook of {}\n\n", self.file);
        let _ = writeln!(
            page,
            "{rows} rows, written by Dateline {VERSION} as `{}`.",
            self.format.as_str()
        );
        for (option, value) in self.asked {
            let _ = writeln!(page, "- `{option}` {value}");
        }
        page.push_str(
            "\nThe file says what was *reported*, coded by a machine; it is no finding that it happened. An empty cell means that \
             nothing is known or said, which is not zero. Days are ISO 8601; text is UTF-8. Coordinates are the \
             gazetteer's (GeoNames, CC BY 4.0), never more exact than the settlement.\n",
        );
        if self.format == Format::Jsonl
            && self.tables.iter().any(|written| written.table.name == "claims")
        {
            page.push_str(
                "\nEach line is a whole claim, nested, as `dateline code` prints it; the table below names the same \
                 values as the flat formats (`csv`, `parquet`) have them. A quotation longer than 300 characters is cut; its \
                 `end` is where the cut is.\n",
            );
        }
        let _ = write!(
            page,
            "\n## Reading it\n\n```python\n{}```\n\n```r\n{}```\n",
            pandas_snippet(self),
            r_snippet(self)
        );
        for written in self.tables {
            let _ = write!(page, "\n#{}", codebook(&written.table));
        }
        page
    }
}
