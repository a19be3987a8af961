//! UCDP GED: 49 columns of the standard release; older and Candidate files differ in names and order.

use super::Trouble;
use super::columns::Columns;
use super::row::{self, Deaths, Row, Said};
use super::table::Table;
use crate::Result;

/// The standard header, for Candidate files that come without one.
pub(super) const HEADER: &[&str] = &[
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];

pub(super) fn rows(table: &Table, columns: &Columns) -> Result<(Vec<Row>, Vec<Trouble>)> {
    if !columns.has(&["date_start"]) {
        return Err(columns.missing("the first day", &["date_start"]));
    }
    let (mut rows, mut troubles) = (vec![], vec![]);
    for (line, record) in columns.records(table) {
        let get = |names: &[&str]| columns.get(record, names);
        let date = |names: &[&str]| get(names).and_then(row::day);
        let Some(first) = date(&["date_start"]) else {
            let message = "date_start is no date; skipped".to_owned();
            troubles.push(Trouble { line: *line, message });
            continue;
        };
        let precision = columns.number(record, &["where_prec"]);
        let at = columns.point(record);
        let name = match precision {
            Some(3) => [get(&["adm_2"]), get(&["where_coordinates"])],
            Some(4) => [get(&["adm_1"]), get(&["where_coordinates"])],
            Some(6) => [get(&["country"]), get(&["where_coordinates"])],
            _ => [get(&["where_coordinates"]), get(&["where_description"])],
        };
        let one_sided = columns.number(record, &["type_of_violence"]) == Some(3);
        let kind = if one_sided { "civilians.attack" } else { "battle.clash" };
        let count = |names: &[&str]| columns.count(record, names);
        rows.push(Row {
            id: columns
                .number(record, &["id", "relid"])
                .map_or_else(|| format!("line-{line}"), |id| id.to_string()),
            line: *line,
            says: Said::Event { kind: kind.to_owned() },
            first: Some(first),
            last: date(&["date_end"]).or(Some(first)),
            place: row::place(&name, at, None, precision),
            at,
            side_a: get(&["side_a"]).map(str::to_owned),
            side_b: get(&["side_b"]).map(str::to_owned),
            deaths: Deaths {
                low: count(&["low", "low_est"]),
                best: count(&["best", "best_est"]),
                high: count(&["high", "high_est"]),
                side_a: count(&["deaths_a"]),
                side_b: count(&["deaths_b"]),
                civilians: count(&["deaths_civilians"]),
                unknown: count(&["deaths_unknown"]),
            },
            words: get(&["source_headline", "source_article"]).map(str::to_owned),
            source: get(&["source_original", "source_office"]).map(str::to_owned),
            published: get(&["source_date"]).and_then(row::day),
            text: row::text(&columns.names, record),
        });
    }
    Ok((rows, troubles))
}
