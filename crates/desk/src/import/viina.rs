//! VIINA's columns: events (one a row), and control of places by day, wide (`ctr_20220301`, a column a
//! day) or long (`date` and a status).

use super::Trouble;
use super::columns::Columns;
use super::row::{self, Row, Said};
use super::table::Table;
use crate::Result;

const STATUS: [&str; 4] = ["status", "ctr", "control", "status_wiki"];

pub(super) fn rows(table: &Table, columns: &Columns) -> Result<(Vec<Row>, Vec<Trouble>)> {
    let wide: Vec<(usize, jiff::civil::Date)> = (columns.names.iter().enumerate())
        .filter_map(|(at, name)| Some((at, row::day(name.strip_prefix("ctr_")?.get(..8)?)?)))
        .collect();
    let long = columns.has(&STATUS);
    if wide.is_empty() && !columns.has(&["date"]) {
        return Err(columns.missing("the day", &["date", "ctr_YYYYMMDD"]));
    }
    let (mut rows, mut troubles) = (vec![], vec![]);
    for (line, record) in columns.records(table) {
        let get = |names: &[&str]| columns.get(record, names);
        let at = columns.point(record);
        let names = [get(&["asciiname", "name", "city"]), get(&["location", "address"])];
        let mut place = row::place(&names, at, None, None);
        if let Some(number) = columns.number(record, &["geonameid"])
            && let Ok(known) = crate::naming::place(&format!("geonames:{number}"))
        {
            let text = place.map_or_else(|| known.name.clone(), |place| place.text);
            place = Some(dateline_place::Place { text, ..known });
        }
        let base = Row {
            id: get(&["event_id", "geonameid"])
                .map_or_else(|| format!("line-{line}"), str::to_owned),
            line: *line,
            place,
            at,
            words: get(&["text", "title"]).map(str::to_owned),
            source: get(&["source"]).map(str::to_owned),
            text: row::text(&columns.names, record),
            ..Row::default()
        };
        if !wide.is_empty() {
            rows.extend(changes(&base, &wide, record));
            continue;
        }
        let Some(day) = get(&["date"]).and_then(row::day) else {
            troubles.push(Trouble { line: *line, message: "date is no date; skipped".to_owned() });
            continue;
        };
        let says = match (long, get(&STATUS)) {
            (true, Some(status)) => control(status),
            (true, None) => Said::Nothing,
            (false, _) => Said::Event { kind: "battle.clash".to_owned() },
        };
        let id = if long { format!("{}@{day}", base.id) } else { base.id.clone() };
        rows.push(Row { id, says, first: Some(day), last: Some(day), ..base });
    }
    Ok((rows, troubles))
}

/// Of a column a day, the days on which the status is another than the day before.
fn changes(base: &Row, wide: &[(usize, jiff::civil::Date)], record: &[String]) -> Vec<Row> {
    let mut days: Vec<_> = wide.to_vec();
    days.sort_by_key(|(_, day)| *day);
    let mut before: Option<&str> = None;
    let mut rows = vec![];
    for (at, day) in days {
        let Some(status) = record.get(at).map(|field| field.trim()) else { continue };
        if status.is_empty() || status == "NA" || before == Some(status) {
            continue;
        }
        before = Some(status);
        rows.push(Row {
            id: format!("{}@{day}", base.id),
            says: control(status),
            first: Some(day),
            last: Some(day),
            text: format!("{}\n{day}: {status}", place_lines(&base.text)),
            ..base.clone()
        });
    }
    rows
}

/// The row without its columns of days.
fn place_lines(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with("ctr_")).collect::<Vec<_>>().join("\n")
}

/// A status: `CONTESTED`, or the code of a country whose government holds the place.
fn control(status: &str) -> Said {
    let holder = match status {
        contested if contested.eq_ignore_ascii_case("contested") => None,
        code if code.len() == 2 => {
            let registry = dateline_actor::Registry::embedded();
            let government = registry.government_of(code).map(|entry| entry.id.clone());
            Some(government.unwrap_or_else(|| code.to_owned()))
        }
        name => Some(name.to_owned()),
    };
    Said::Control { holder }
}
