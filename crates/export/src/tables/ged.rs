//! Events with a death under the 49 columns of UCDP's Georeferenced Event Dataset.

use dateline_actor::{Party, Registry};
use dateline_coding::Claim;
use dateline_ledger::Ledger;
use dateline_time::Basis;
use jiff::Unit;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::Rows;
use super::events::{self, Row as EventRow};
use crate::Result;
use crate::cell::{Cell, Kind};
use crate::codes::codes;
use crate::column::{Column, Filled};
use crate::country::country;
use crate::dead::{Numbers, is_boast, numbers};
use crate::place::Spot;
use crate::request::Request;
use crate::walk::Headlines;
use crate::words::short;

/// UCDP's number and name for civilians as the side that one-sided violence is against.
const CIVILIANS: (u32, &str) = (9999, "Civilians");

/// An event as GED has it.
pub(super) struct Row {
    event: EventRow,
    first: Date,
    last: Date,
    sort: Option<u8>,
    side_a: Option<Party>,
    side_b: Option<Party>,
    dead: Numbers,
    boast: bool,
    sources: Vec<Source>,
}

/// A report behind an event.
struct Source {
    office: String,
    date: String,
    headline: String,
}

pub(super) fn rows(ledger: &Ledger, request: &Request, out: &mut dyn Rows) -> Result<()> {
    let filled = filled();
    let mut headlines = Headlines::default();
    events::each(ledger, request, |event| {
        let Some(mut row) = row(event, request) else { return Ok(()) };
        row.sources = sources(ledger, &mut headlines, &row.event)?;
        out.row(&filled.cells(&row))
    })
}

/// The event as GED has it; `None` where it has no place there: no death, no day.
fn row(event: EventRow, request: &Request) -> Option<Row> {
    let deaths = event.event.deaths.as_ref()?;
    let first = event.event.first.or(event.event.last)?;
    let last = event.event.last.unwrap_or(first);
    let boast = is_boast(event.telling());
    let mut dead = numbers(deaths);
    if dead.best == 0 || boast && !request.boasts {
        return None;
    }
    let (mut side_a, mut side_b) = (event.event.by.first(), event.event.against.first());
    // "18 people" are no side.
    if event.victims() {
        side_b = None;
    }
    // Side A is the government where just one side is one.
    let swap = side_b.is_some_and(is_government) && !side_a.is_some_and(is_government);
    if swap {
        std::mem::swap(&mut side_a, &mut side_b);
        std::mem::swap(&mut dead.side_a, &mut dead.side_b);
    }
    let (side_a, side_b) = (side_a.cloned(), side_b.cloned());
    let sort = sort(&event, side_a.as_ref(), side_b.as_ref(), &dead);
    Some(Row { event, first, last, sort, side_a, side_b, dead, boast, sources: vec![] })
}

fn is_government(party: &Party) -> bool {
    Registry::embedded().get(&party.id).is_some_and(|entry| entry.governs().is_some())
}

/// UCDP's type of violence: by the sides where both are known, else by the event's type.
fn sort(event: &EventRow, a: Option<&Party>, b: Option<&Party>, dead: &Numbers) -> Option<u8> {
    let said = codes(&event.event.kind).map(|codes| codes.ucdp).filter(|code| *code > 0);
    match (a, b) {
        _ if said == Some(3) => Some(3),
        (Some(a), Some(b)) => Some(if is_government(a) || is_government(b) { 1 } else { 2 }),
        (Some(_), None) if dead.civilians > 0 && dead.civilians == dead.best => Some(3),
        _ => said,
    }
}

fn sources(ledger: &Ledger, headlines: &mut Headlines, event: &EventRow) -> Result<Vec<Source>> {
    let mut seen: Vec<&str> = vec![];
    let mut all = vec![];
    for claim in event.telling() {
        if seen.contains(&claim.report.as_str()) {
            continue;
        }
        seen.push(&claim.report);
        all.push(Source {
            office: claim.publisher.clone().unwrap_or_default(),
            date: claim.published.map(|day| day.to_string()).unwrap_or_default(),
            headline: headlines
                .of(ledger, &claim.report)?
                .map(|title| short(&title))
                .unwrap_or_default(),
        });
    }
    Ok(all)
}

impl Row {
    fn spot(&self) -> Option<&Spot> {
        self.event.spot.as_ref()
    }

    fn at(&self) -> Option<(f64, f64)> {
        self.spot()?.at_or_country()
    }

    fn one_sided(&self) -> bool {
        self.sort == Some(3) && self.side_b.is_none()
    }

    /// `;` between the sources of a cell, as GED has it.
    fn each_source(&self, get: impl Fn(&Source) -> String) -> Cell {
        let all: Vec<String> = self.sources.iter().map(get).collect();
        if all.iter().all(String::is_empty) { Cell::Empty } else { Cell::Text(all.join(";")) }
    }
}

/// A number for an id, the same on every run: 52 bits, which every reader holds exactly.
pub(super) fn number(id: &str) -> i64 {
    let hash = Sha256::digest(id.as_bytes());
    hash.iter().take(7).fold(0_i64, |number, byte| number << 8 | i64::from(*byte)) >> 4
}

/// The cell of a fixed grid of half a degree (PRIO-GRID): rows from the south, 720 cells each.
fn priogrid(lat: f64, lon: f64) -> Option<i64> {
    if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
        return None;
    }
    let row = (((lat + 90.0) * 2.0).floor() as i64).min(359);
    let column = (((lon + 180.0) * 2.0).floor() as i64).min(719);
    Some(row * 720 + column + 1)
}

/// UCDP's date precision: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 more. A day
/// that only stands in for what is not said is 2.
fn date_prec(row: &Row) -> u8 {
    let said = |claim: &Claim| matches!(claim.when.interval.basis, Basis::Text | Basis::Inherited);
    match row.first.until((Unit::Day, row.last)).map_or(0, |span| span.get_days()) + 1 {
        ..=1 if row.event.telling().any(said) => 1,
        ..=6 => 2,
        7 => 3,
        8..=31 => 4,
        _ => 5,
    }
}

fn ucdp_name(party: &Party) -> String {
    let registry = Registry::embedded();
    let known = registry.get(&party.id).and_then(|entry| entry.ucdp.as_ref());
    known.map_or_else(|| party.name.clone(), |(_, name)| name.clone())
}

fn ucdp_number(party: Option<&Party>) -> Option<u32> {
    Registry::embedded().get(&party?.id)?.ucdp.as_ref()?.0
}

/// Gleditsch and Ward's number of a government.
fn gw(party: Option<&Party>) -> Option<u32> {
    country(Registry::embedded().get(&party?.id)?.governs()?)?.gw
}

fn name_a(row: &Row) -> Option<String> {
    row.side_a.as_ref().map(ucdp_name)
}

fn name_b(row: &Row) -> Option<String> {
    let other = || row.one_sided().then(|| CIVILIANS.1.to_owned());
    row.side_b.as_ref().map(ucdp_name).or_else(other)
}

pub(super) fn filled() -> Filled<Row> {
    Filled::new(
        "ged",
        "Events with a death, in UCDP GED's columns",
        "The 49 columns of the UCDP Georeferenced Event Dataset by name, order and type, filled by Dateline: these are no \
         UCDP data. A row is an event with at least one death and a day; events whose dead only their enemy counts are \
         left out unless asked for (`--claimed-deaths`). Columns that need UCDP's own work (conflict and dyad numbers, the \
         25-deaths threshold) are empty. Filter on `where_prec` and `date_prec` first.",
        &["id"],
        columns(),
    )
}

fn columns() -> Vec<Column<Row>> {
    use Kind::*;
    vec![
        Column::new("id", Int, "Number of the event: 52 bits of a hash of Dateline's id", |row: &Row| {
            number(&row.event.event.event).into()
        })
        .required(),
        Column::new("relid", Text, "Dateline's id of the event, for `dateline explain`", |row: &Row| (&row.event.event.event).into())
            .required(),
        Column::new("year", Int, "Year of the last day", |row: &Row| i64::from(row.last.year()).into()).required(),
        Column::new("active_year", Int, "Empty: needs UCDP's count of a dyad's dead over the year", |_: &Row| Cell::Empty),
        Column::new("code_status", Text, "`Machine-coded`, or `Check deaths` where only an enemy counts the dead", |row: &Row| {
            if row.boast { "Check deaths" } else { "Machine-coded" }.into()
        })
        .one_of(&["Machine-coded", "Check deaths"])
        .required(),
        Column::new("type_of_violence", Int, "1 state-based, 2 non-state, 3 one-sided; by the sides where both are known, else by the event's type", |row: &Row| {
            row.sort.into()
        }),
        Column::new("conflict_dset_id", Int, "Empty: UCDP's number", |_: &Row| Cell::Empty),
        Column::new("conflict_new_id", Int, "Empty: UCDP's number", |_: &Row| Cell::Empty),
        Column::new("conflict_name", Text, "Empty: UCDP's name", |_: &Row| Cell::Empty),
        Column::new("dyad_dset_id", Int, "Empty: UCDP's number", |_: &Row| Cell::Empty),
        Column::new("dyad_new_id", Int, "Empty: UCDP's number", |_: &Row| Cell::Empty),
        Column::new("dyad_name", Text, "Side A and side B", |row: &Row| {
            name_a(row).zip(name_b(row)).map(|(a, b)| format!("{a} - {b}")).into()
        }),
        Column::new("side_a_dset_id", Int, "Empty: UCDP's number", |_: &Row| Cell::Empty),
        Column::new("side_a_new_id", Int, "UCDP's number of side A, where the registry has it", |row: &Row| {
            ucdp_number(row.side_a.as_ref()).into()
        }),
        Column::new("side_a", Text, "The government where one side is one, else the party that acts; UCDP's name where known", |row: &Row| {
            name_a(row).into()
        }),
        Column::new("side_b_dset_id", Int, "Empty: UCDP's number", |_: &Row| Cell::Empty),
        Column::new("side_b_new_id", Int, "UCDP's number of side B, where the registry has it; 9999 for civilians", |row: &Row| {
            ucdp_number(row.side_b.as_ref()).or(row.one_sided().then_some(CIVILIANS.0)).into()
        }),
        Column::new("side_b", Text, "The other side; `Civilians` in one-sided violence", |row: &Row| name_b(row).into()),
        Column::new("number_of_sources", Int, "Independent sources; -1 where none can be told", |row: &Row| {
            match row.event.event.sources {
                0 => Cell::Int(-1),
                sources => sources.into(),
            }
        })
        .required(),
        Column::new("source_article", Text, "Publisher, day and headline of each report, `;` between them", |row: &Row| {
            row.each_source(|one| {
                let article = [one.office.as_str(), &one.date, &one.headline];
                format!("\"{}\"", article.join(",").replace('"', "'"))
            })
        }),
        Column::new("source_office", Text, "Publishers, `;` between them", |row: &Row| row.each_source(|one| one.office.clone())),
        Column::new("source_date", Text, "Days of publication, `;` between them", |row: &Row| row.each_source(|one| one.date.clone())),
        Column::new("source_headline", Text, "Headlines, `;` between them", |row: &Row| row.each_source(|one| one.headline.clone())),
        Column::new("source_original", Text, "The innermost sources that the reports name, `;` between them", |row: &Row| {
            let mut all: Vec<&str> = vec![];
            for source in row.event.telling().filter_map(|claim| claim.according_to.first()) {
                if !all.contains(&source.name.as_str()) {
                    all.push(&source.name);
                }
            }
            (!all.is_empty()).then(|| all.join(";")).into()
        }),
        Column::new("where_prec", Int, "1 the place itself, 2 near it, 3 second-level division, 4 first-level, 5 region, river, road, 6 country", |row: &Row| {
            row.spot().and_then(Spot::where_prec).into()
        }),
        Column::new("where_coordinates", Text, "Name of the place that the coordinates are of", |row: &Row| {
            row.spot().map(|spot| spot.name.clone()).into()
        }),
        Column::new("where_description", Text, "The place in a report's words", |row: &Row| {
            row.spot().and_then(|spot| spot.text.clone()).into()
        }),
        Column::new("adm_1", Text, "First-level division", |row: &Row| row.spot().and_then(|spot| spot.admin1.clone()).into()),
        Column::new("adm_2", Text, "Second-level division", |row: &Row| row.spot().and_then(|spot| spot.admin2.clone()).into()),
        Column::new("latitude", Number, "Degrees north, the gazetteer's; a middle of the country where the place is known no better", |row: &Row| {
            row.at().map(|(lat, _)| lat).into()
        }),
        Column::new("longitude", Number, "Degrees east, as `latitude`", |row: &Row| row.at().map(|(_, lon)| lon).into()),
        Column::new("geom_wkt", Text, "The point as well-known text", |row: &Row| {
            row.at().map(|(lat, lon)| format!("POINT ({lon} {lat})")).into()
        }),
        Column::new("priogrid_gid", Int, "Cell of PRIO-GRID, computed from the coordinates", |row: &Row| {
            row.at().and_then(|(lat, lon)| priogrid(lat, lon)).into()
        }),
        Column::new("country", Text, "Country, by UCDP's name", |row: &Row| {
            row.spot().and_then(Spot::codes).map(|codes| codes.ged_name).into()
        }),
        Column::new("country_id", Int, "Gleditsch and Ward's number of the country", |row: &Row| {
            row.spot().and_then(Spot::codes).and_then(|codes| codes.gw).into()
        }),
        Column::new("region", Text, "UCDP's region", |row: &Row| row.spot().and_then(Spot::codes).map(|codes| codes.ged_region).into()),
        Column::new("event_clarity", Int, "1 one occurrence; 2 told of as a sum over more than a week", |row: &Row| {
            if date_prec(row) > 3 { 2_u8 } else { 1 }.into()
        })
        .required(),
        Column::new("date_prec", Int, "1 the day, 2 two to six days or the day of a report, 3 a week, 4 up to a month, 5 more", |row: &Row| {
            date_prec(row).into()
        })
        .required(),
        Column::new("date_start", Day, "First day", |row: &Row| row.first.into()).required(),
        Column::new("date_end", Day, "Last day", |row: &Row| row.last.into()).required(),
        Column::new("deaths_a", Int, "Dead of side A, of those that `best` counts", |row: &Row| row.dead.side_a.into()).required(),
        Column::new("deaths_b", Int, "Dead of side B, of those that `best` counts", |row: &Row| row.dead.side_b.into()).required(),
        Column::new("deaths_civilians", Int, "Civilians, of those that `best` counts", |row: &Row| row.dead.civilians.into()).required(),
        Column::new("deaths_unknown", Int, "The others that `best` counts: the four add up to it, so 0 here means that all are accounted for", |row: &Row| {
            row.dead.unknown.into()
        })
        .required(),
        Column::new("best", Int, "Best figure by the policy asked for (`--deaths`); of words (\"dozens\") the least number that they allow", |row: &Row| {
            row.dead.best.into()
        })
        .required(),
        Column::new("high", Int, "Highest figure of any report; `best` where it is open", |row: &Row| row.dead.high.into()).required(),
        Column::new("low", Int, "Lowest figure of any report", |row: &Row| row.dead.low.into()).required(),
        Column::new("gwnoa", Int, "Gleditsch and Ward's number of side A, where it is a government", |row: &Row| gw(row.side_a.as_ref()).into()),
        Column::new("gwnob", Int, "Gleditsch and Ward's number of side B, where it is a government", |row: &Row| gw(row.side_b.as_ref()).into()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_the_grid() {
        assert_eq!(priogrid(34.802462, 36.707602), Some(179_714));
        assert_eq!(priogrid(-90.0, -180.0), Some(1));
        assert_eq!(priogrid(90.0, 180.0), Some(259_200));
        assert_eq!(priogrid(91.0, 0.0), None);
    }

    #[test]
    fn numbers_of_events_are_exact_in_every_reader() {
        assert_eq!(number("e1"), number("e1"));
        assert_ne!(number("e1"), number("e2"));
        assert!((0..1 << 52).contains(&number("e1")));
    }
}
