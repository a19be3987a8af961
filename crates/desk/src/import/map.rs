//! A map of columns: which column of somebody's table says what.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Trouble;
use super::columns::Columns;
use super::row::{self, Deaths, Row, Said};
use super::table::Table;
use crate::{DeskError, Result};

/// Which column says what; a file of TOML.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnMap {
    /// Short name of the data set, for ids.
    #[serde(default = "table")]
    pub name: String,
    /// Who publishes it.
    #[serde(default = "publisher")]
    pub publisher: String,
    /// Type of claim of every row; `control.hold` where there is a column `holder`.
    #[serde(rename = "type")]
    kind: Option<String>,
    /// ISO code of the country of every row.
    country: Option<String>,
    /// Columns.
    columns: Named,
    /// What the data set's own words mean: names or ids of actors, `contested`, or types.
    #[serde(default)]
    values: BTreeMap<String, String>,
}

/// The names of columns.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Named {
    id: Option<String>,
    date: Option<String>,
    first: Option<String>,
    last: Option<String>,
    place: Option<String>,
    country: Option<String>,
    lat: Option<String>,
    lon: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    holder: Option<String>,
    side_a: Option<String>,
    side_b: Option<String>,
    low: Option<String>,
    best: Option<String>,
    high: Option<String>,
    words: Option<String>,
    source: Option<String>,
    published: Option<String>,
}

fn table() -> String {
    "table".to_owned()
}

fn publisher() -> String {
    "a table".to_owned()
}

impl ColumnMap {
    /// Reads a map.
    ///
    /// # Errors
    /// Where it is no such file, with the line.
    pub fn parse(text: &str) -> Result<ColumnMap> {
        let map: ColumnMap =
            toml::from_str(text).map_err(|error| DeskError::Input(error.to_string()))?;
        let named = &map.columns;
        if named.date.is_none() && named.first.is_none() {
            let message = "[columns] names no column for the day: date = \"…\", or first and last";
            return Err(DeskError::Input(message.to_owned()));
        }
        if named.place.is_none() {
            let message = "[columns] names no column for the place: place = \"…\"";
            return Err(DeskError::Input(message.to_owned()));
        }
        if named.holder.is_none() && named.kind.is_none() && map.kind.is_none() {
            let message = "nothing says what a row is: type = \"battle.clash\", or in [columns] type or holder";
            return Err(DeskError::Input(message.to_owned()));
        }
        Ok(map)
    }

    pub(super) fn rows(
        &self,
        table: &Table,
        columns: &Columns,
    ) -> Result<(Vec<Row>, Vec<Trouble>)> {
        let named = &self.columns;
        for name in [&named.date, &named.first, &named.place, &named.holder, &named.kind] {
            if let Some(name) = name
                && !columns.has(&[name])
            {
                return Err(columns.missing("what the map says", &[name]));
            }
        }
        let (mut rows, mut troubles) = (vec![], vec![]);
        for (line, record) in columns.records(table) {
            let get = |name: &Option<String>| {
                name.as_deref().and_then(|name| columns.get(record, &[name]))
            };
            let day = |name: &Option<String>| get(name).and_then(row::day);
            let first = day(&named.date).or_else(|| day(&named.first));
            let last = day(&named.last).or(first);
            let (Some(first), Some(last)) = (first.or(last), last) else {
                let message = "no day that could be read; skipped".to_owned();
                troubles.push(Trouble { line: *line, message });
                continue;
            };
            let meant = |word: &str| self.values.get(word).map_or(word, String::as_str).to_owned();
            let says = match (&named.holder, get(&named.holder)) {
                (Some(_), Some(holder)) => {
                    let holder = Some(meant(holder));
                    Said::Control {
                        holder: holder.filter(|h| !h.eq_ignore_ascii_case("contested")),
                    }
                }
                (Some(_), None) => Said::Nothing,
                (None, _) => {
                    let kind = get(&named.kind).map(meant).or_else(|| self.kind.clone());
                    kind.map_or(Said::Nothing, |kind| Said::Event { kind })
                }
            };
            let degrees = |name: &Option<String>| get(name)?.parse::<f64>().ok();
            let at = degrees(&named.lat).zip(degrees(&named.lon)).or_else(|| columns.point(record));
            let country = get(&named.country).or(self.country.as_deref());
            let count = |name: &Option<String>| {
                name.as_deref().and_then(|name| columns.count(record, &[name]))
            };
            let best = count(&named.best);
            rows.push(Row {
                id: get(&named.id).map_or_else(|| format!("line-{line}"), str::to_owned),
                line: *line,
                says,
                first: Some(first),
                last: Some(last),
                place: row::place(&[get(&named.place)], at, country, None),
                at,
                side_a: get(&named.side_a).map(meant),
                side_b: get(&named.side_b).map(meant),
                deaths: Deaths {
                    low: count(&named.low).or(best),
                    best,
                    high: count(&named.high).or(best),
                    ..Deaths::default()
                },
                words: get(&named.words).map(str::to_owned),
                source: get(&named.source).map(str::to_owned),
                published: day(&named.published),
                text: row::text(&columns.names, record),
            });
        }
        Ok((rows, troubles))
    }
}
