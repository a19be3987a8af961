//! ACLED's columns, as its exports and acledR have them.

use super::Trouble;
use super::columns::Columns;
use super::row::{self, Deaths, Row, Said};
use super::table::Table;
use crate::Result;

pub(super) fn rows(table: &Table, columns: &Columns) -> Result<(Vec<Row>, Vec<Trouble>)> {
    if !columns.has(&["event_date"]) {
        return Err(columns.missing("the day", &["event_date"]));
    }
    let (mut rows, mut troubles) = (vec![], vec![]);
    for (line, record) in columns.records(table) {
        let get = |names: &[&str]| columns.get(record, names);
        let Some(day) = get(&["event_date"]).and_then(row::day) else {
            let message = "event_date is no date; skipped".to_owned();
            troubles.push(Trouble { line: *line, message });
            continue;
        };
        let event = get(&["event_type"]).unwrap_or_default();
        let sub = get(&["sub_event_type"]).unwrap_or_default();
        let says = match row::type_of_acled(event, sub) {
            Some(kind) => Said::Event { kind },
            None => {
                let message = format!("no type of claim for \"{event}\", \"{sub}\"");
                troubles.push(Trouble { line: *line, message });
                Said::Nothing
            }
        };
        let at = columns.point(record);
        let precision = match columns.number(record, &["geo_precision"]) {
            Some(2) => Some(2),
            Some(3) => Some(4),
            _ => Some(1),
        };
        let spread = match columns.number(record, &["time_precision"]) {
            Some(2) => 3,
            Some(3) => 15,
            _ => 0,
        };
        let actor = |names: &[&str]| get(names).map(plain);
        let dead = columns.count(record, &["fatalities"]);
        rows.push(Row {
            id: get(&["event_id_cnty", "event_id", "data_id"])
                .map_or_else(|| format!("line-{line}"), str::to_owned),
            line: *line,
            says,
            // A week or a month is given by its middle.
            first: day.checked_sub(jiff::Span::new().days(spread)).ok(),
            last: day.checked_add(jiff::Span::new().days(spread)).ok(),
            place: row::place(&[get(&["location"]), get(&["admin1"])], at, None, precision),
            at,
            side_a: actor(&["actor1"]),
            side_b: actor(&["actor2"]),
            deaths: Deaths { low: dead, best: dead, high: dead, ..Deaths::default() },
            words: get(&["notes"]).map(str::to_owned),
            source: get(&["source"]).map(str::to_owned),
            published: None,
            text: row::text(&columns.names, record),
        });
    }
    Ok((rows, troubles))
}

/// A name without the years of a regime: "Military Forces of X (2000-)".
fn plain(name: &str) -> String {
    match name.rsplit_once(" (") {
        Some((plain, rest)) if rest.ends_with(')') && rest.contains('-') => plain.to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn years_are_no_part_of_a_name() {
        assert_eq!(plain("Military Forces of X (2000-)"), "Military Forces of X");
        assert_eq!(plain("Unidentified Armed Group (X)"), "Unidentified Armed Group (X)");
    }
}
