//! Events under ACLED's columns.

use dateline_actor::{Party, Registry};
use dateline_ledger::Ledger;
use dateline_place::PlacePrecision;
use jiff::civil::Date;
use jiff::{ToSpan, Unit};

use super::Rows;
use super::events::{self, Row as EventRow};
use super::ged::number;
use crate::Result;
use crate::cell::{Cell, Kind};
use crate::codes::{codes, disorder, sort};
use crate::column::{Column, Filled};
use crate::dead::acled as fatalities;
use crate::place::Spot;
use crate::request::Request;
use crate::words::short;

const UNIDENTIFIED: &str = "Unidentified Armed Group";
const CIVILIANS: &str = "Civilians";
const PROTESTERS: &str = "Protesters";
const RIOTERS: &str = "Rioters";
const MILITIA: &str = "Political militia";
const EXCESSIVE: &str = "Excessive force against protesters";
const EXTERNAL: &str = "External/Other forces";
const AGAINST_CIVILIANS: &str = "Violence against civilians";
const GAIN_BY_STATE: &str = "Government regains territory";

/// An event as ACLED has it.
pub(super) struct Row {
    event: EventRow,
    first: Date,
    last: Date,
    kind: &'static str,
    sub: &'static str,
    one: Side,
    two: Side,
    civilians_hit: bool,
}

/// One side of an event.
#[derive(Default)]
struct Side {
    actor: Option<String>,
    beside: Vec<String>,
    inter: Option<&'static str>,
}

pub(super) fn rows(ledger: &Ledger, request: &Request, out: &mut dyn Rows) -> Result<()> {
    let filled = filled();
    events::each(ledger, request, |event| match row(event) {
        Some(row) => out.row(&filled.cells(&row)),
        None => Ok(()),
    })
}

/// The event as ACLED has it; `None` where it has no place there: no day, no type.
fn row(event: EventRow) -> Option<Row> {
    let first = event.event.first.or(event.event.last)?;
    let last = event.event.last.unwrap_or(first);
    let known = codes(&event.event.kind).filter(|codes| !codes.acled.is_empty())?;
    let country = event.spot.as_ref().and_then(|spot| spot.country.clone());
    let country = country.as_deref();
    let civilians = event.event.deaths.is_some_and(|deaths| deaths.civilians.low.unwrap_or(0) > 0);
    let (mut kind, mut sub) = (known.acled.as_str(), known.acled_sub.as_str());
    let taker = event.event.by.first().filter(|_| event.event.kind == "control.gain");
    if taker.is_some_and(is_state_of(country)) {
        sub = GAIN_BY_STATE;
    }
    let mut one = side(&event.event.by, country);
    let mut two = side(&event.event.against, country);
    // People whom no registry lists are who was hit, not who fought, save in battles.
    if event.victims() {
        two = crowd(CIVILIANS, CIVILIANS, &event.event.against, country);
    }
    match (kind, sub) {
        ("Protests", EXCESSIVE) => two = crowd(PROTESTERS, PROTESTERS, &[], country),
        ("Protests", _) => one = crowd(PROTESTERS, PROTESTERS, &event.event.by, country),
        ("Riots", _) => one = crowd(RIOTERS, RIOTERS, &event.event.by, country),
        (AGAINST_CIVILIANS, _) if two.actor.is_none() => {
            two = crowd(CIVILIANS, CIVILIANS, &[], country);
        }
        _ if two.actor.is_none() && civilians => two = crowd(CIVILIANS, CIVILIANS, &[], country),
        _ => {}
    }
    if one.actor.is_none() && kind != "Strategic developments" {
        one = crowd(UNIDENTIFIED, MILITIA, &[], country);
    }
    // A clash of one party with nobody is not one: what is known is that people were attacked.
    if two.inter == Some(CIVILIANS) && kind == "Battles" && civilians {
        (kind, sub) = (AGAINST_CIVILIANS, "Attack");
    }
    let civilians_hit = two.inter == Some(CIVILIANS);
    Some(Row { event, first, last, kind, sub, one, two, civilians_hit })
}

/// People who are no party: "Civilians (Country)", with whatever the report calls them beside.
fn crowd(words: &str, inter: &'static str, called: &[Party], country: Option<&str>) -> Side {
    let beside = called.iter().map(|party| party.name.clone()).collect();
    Side { actor: Some(in_country(words, country)), beside, inter: Some(inter) }
}

fn is_state_of(country: Option<&str>) -> impl Fn(&Party) -> bool + '_ {
    move |party| {
        let entry = Registry::embedded().get(&party.id);
        entry.and_then(|entry| entry.governs()).is_some_and(|own| Some(own) == country)
    }
}

fn side(parties: &[Party], country: Option<&str>) -> Side {
    let Some(first) = parties.first() else { return Side::default() };
    let entry = Registry::embedded().get(&first.id);
    let inter = entry.and_then(|entry| {
        let abroad = entry.kind.is_state() && !country.is_none_or(|country| entry.acts_in(country));
        if abroad { Some(EXTERNAL) } else { sort(entry.kind).map(|sort| sort.acled) }
    });
    let beside = parties.iter().skip(1).map(|party| party.name.clone()).collect();
    Side { actor: Some(first.name.clone()), beside, inter: inter.or(Some(MILITIA)) }
}

/// "Civilians (Country)", by the country's own name in the gazetteer.
fn in_country(words: &str, country: Option<&str>) -> String {
    match country.and_then(country_name) {
        Some(name) => format!("{words} ({name})"),
        None => words.to_owned(),
    }
}

fn country_name(code: &str) -> Option<&'static str> {
    let gazetteer = dateline_place::Gazetteer::embedded();
    gazetteer.entry(gazetteer.country(code)?).map(|entry| entry.name())
}

impl Row {
    fn spot(&self) -> Option<&Spot> {
        self.event.spot.as_ref()
    }

    fn width(&self) -> i32 {
        self.first.until((Unit::Day, self.last)).map_or(0, |span| span.get_days()) + 1
    }

    /// One event is one day: of a week or month the middle one.
    fn day(&self) -> Date {
        self.first.saturating_add(((self.width() - 1) / 2).days())
    }

    fn time_precision(&self) -> u8 {
        match self.width() {
            ..=1 => 1,
            2..=7 => 2,
            _ => 3,
        }
    }

    fn geo_precision(&self) -> Option<u8> {
        match self.spot()?.precision? {
            PlacePrecision::Exact => Some(1),
            PlacePrecision::Near | PlacePrecision::Admin2 => Some(2),
            _ => Some(3),
        }
    }

    fn at(&self) -> Option<(f64, f64)> {
        self.spot()?.at_or_country()
    }

    fn interaction(&self) -> Option<String> {
        let one = self.one.inter?;
        Some(match self.two.inter {
            Some(two) => format!("{one}-{two}"),
            None => format!("{one} only"),
        })
    }
}

pub(super) fn filled() -> Filled<Row> {
    Filled::new(
        "acled",
        "Events, in ACLED's columns",
        "ACLED's 31 columns by name, order and type, filled by Dateline: these are no ACLED data and follow ACLED's rules \
         only as far as said here. A row is an event with a day whose type has an equal in ACLED. An event of several days \
         has the middle one. The order of the actors tells who acts, which ACLED's does not.",
        &["event_id_cnty"],
        columns(),
    )
}

fn columns() -> Vec<Column<Row>> {
    use Kind::*;
    vec![
        Column::new("event_id_cnty", Text, "ISO 3166-1 alpha-3 of the country and a number made of Dateline's id", |row: &Row| {
            let country = row.spot().and_then(Spot::codes).map_or("", |codes| codes.iso3);
            format!("{country}{}", number(&row.event.event.event)).into()
        })
        .required(),
        Column::new("event_date", Day, "The day; of several the middle one", |row: &Row| row.day().into()).required(),
        Column::new("year", Int, "Its year", |row: &Row| i64::from(row.day().year()).into()).required(),
        Column::new("time_precision", Int, "1 the day, 2 a week, 3 a month or more", |row: &Row| row.time_precision().into()).required(),
        Column::new("disorder_type", Text, "ACLED's disorder type", |row: &Row| disorder(row.sub).into()),
        Column::new("event_type", Text, "ACLED's event type", |row: &Row| row.kind.into()).required(),
        Column::new("sub_event_type", Text, "ACLED's sub-event type", |row: &Row| row.sub.into()).required(),
        Column::new("actor1", Text, "The party that acts, by its usual English news name; `Unidentified Armed Group (Country)` where nobody is named", |row: &Row| {
            row.one.actor.clone().into()
        }),
        Column::new("assoc_actor_1", Text, "Further parties on that side", |row: &Row| joined(&row.one.beside)),
        Column::new("inter1", Text, "What actor 1 is, in ACLED's words", |row: &Row| row.one.inter.into()),
        Column::new("actor2", Text, "The party acted against", |row: &Row| row.two.actor.clone().into()),
        Column::new("assoc_actor_2", Text, "Further parties on that side", |row: &Row| joined(&row.two.beside)),
        Column::new("inter2", Text, "What actor 2 is, in ACLED's words", |row: &Row| row.two.inter.into()),
        Column::new("interaction", Text, "Both words joined", |row: &Row| row.interaction().into()),
        Column::new("civilian_targeting", Text, "`Civilian targeting` where civilians are the ones acted against", |row: &Row| {
            row.civilians_hit.then_some("Civilian targeting").into()
        }),
        Column::new("iso", Int, "ISO 3166-1 number of the country", |row: &Row| {
            row.spot().and_then(Spot::codes).and_then(|codes| codes.iso_number).into()
        }),
        Column::new("region", Text, "ACLED's region", |row: &Row| {
            row.spot().and_then(Spot::codes).map(|codes| codes.acled_region).into()
        }),
        Column::new("country", Text, "Country, by its usual English name", |row: &Row| {
            row.spot().and_then(|spot| country_name(spot.country.as_deref()?)).into()
        }),
        Column::new("admin1", Text, "First-level division", |row: &Row| row.spot().and_then(|spot| spot.admin1.clone()).into()),
        Column::new("admin2", Text, "Second-level division", |row: &Row| row.spot().and_then(|spot| spot.admin2.clone()).into()),
        Column::new("admin3", Text, "Empty: the gazetteer has no third level", |_: &Row| Cell::Empty),
        Column::new("location", Text, "The place", |row: &Row| row.spot().map(|spot| spot.name.clone()).into()),
        Column::new("latitude", Number, "Degrees north, the gazetteer's; a middle of the country where the place is known no better", |row: &Row| {
            row.at().map(|(lat, _)| lat).into()
        }),
        Column::new("longitude", Number, "Degrees east, as `latitude`", |row: &Row| row.at().map(|(_, lon)| lon).into()),
        Column::new("geo_precision", Int, "1 the place itself, 2 near it or its district, 3 a larger region", |row: &Row| {
            row.geo_precision().into()
        }),
        Column::new("source", Text, "Publishers, `; ` between them", |row: &Row| joined(&row.event.publishers())),
        Column::new("source_scale", Text, "Empty: not known", |_: &Row| Cell::Empty),
        Column::new("notes", Text, "Words of the first report, 300 characters at most", |row: &Row| {
            row.event.event.claims.first().map(|joined| short(&joined.quote)).into()
        }),
        Column::new(
            "fatalities",
            Int,
            "By ACLED's rules: the lowest figure that is reported; \"dozens\" is 12, \"hundreds\" 100; 0 where no report speaks \
             of any dead",
            |row: &Row| fatalities(row.event.event.deaths.as_ref()).into(),
        )
        .required(),
        Column::new("tags", Text, "Dateline's id of the event, for `dateline explain`", |row: &Row| {
            format!("dateline={}", row.event.event.event).into()
        })
        .required(),
        Column::new("timestamp", Int, "Midnight, UTC, of the day on which the newest of its reports was published, in seconds since 1970", |row: &Row| {
            let newest = row.event.telling().filter_map(|claim| claim.published).max();
            newest.and_then(|day| Date::constant(1970, 1, 1).until((Unit::Day, day)).ok()).map(|span| i64::from(span.get_days()) * 86_400).into()
        }),
    ]
}

fn joined(list: &[String]) -> Cell {
    if list.is_empty() { Cell::Empty } else { Cell::Text(list.join("; ")) }
}
