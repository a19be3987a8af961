//! Claims under POLECAT's columns: a row a report's telling of an event, raw and resolved side by side.

use dateline_actor::{Actor, Registry};
use dateline_coding::{Claim, Context, Modality};
use dateline_ledger::Ledger;

use super::Rows;
use super::claims::{Row as ClaimRow, admits};
use crate::Result;
use crate::cell::{Cell, Kind};
use crate::codes::{codes, quad, sort};
use crate::column::{Column, Filled};
use crate::country::country;
use crate::place::Spot;
use crate::request::Request;
use crate::walk::Walk;

/// A claim that PLOVER has a word for.
pub(super) struct Row {
    inner: ClaimRow,
}

pub(super) fn rows(ledger: &Ledger, request: &Request, out: &mut dyn Rows) -> Result<()> {
    let filled = filled();
    let walk = Walk { ledger, request };
    walk.claims(&request.kinds, |claim| {
        let coded = codes(&claim.kind).is_some_and(|codes| !codes.plover.is_empty());
        let dated = claim.when.interval.first.or(claim.when.interval.last).is_some();
        if !coded || !dated || claim.modality == Modality::Denied || !admits(request, &claim) {
            return Ok(());
        }
        out.row(&filled.cells(&Row { inner: ClaimRow::new(claim) }))
    })
}

impl Row {
    fn claim(&self) -> &Claim {
        &self.inner.claim
    }

    fn spot(&self) -> Option<&Spot> {
        use crate::place::AtPlace;
        self.inner.spot()
    }

    /// PLOVER's contexts of time and doubt.
    fn contexts(&self) -> Cell {
        let claim = self.claim();
        let mut contexts = vec![];
        if matches!(claim.context, Context::Background | Context::Aggregate) {
            contexts.push("historical");
        }
        if claim.modality == Modality::Planned {
            contexts.push("future");
        }
        if claim.modality == Modality::Possible {
            contexts.push("hypothetical");
        }
        if contexts.is_empty() { Cell::Empty } else { Cell::Text(contexts.join(";")) }
    }
}

/// The country of a body: the first in which the registry says that it acts.
fn home(actor: Option<&Actor>) -> Option<crate::country::Country> {
    let entry = Registry::embedded().get(actor?.id.as_deref()?)?;
    match entry.countries.as_slice() {
        [only] => country(only),
        _ => None,
    }
}

fn sector(actor: &Actor) -> Option<&'static str> {
    let entry = Registry::embedded().get(actor.id.as_deref()?)?;
    sort(entry.kind).map(|sort| sort.plover)
}

fn sectors(actors: &[Actor]) -> Cell {
    let mut all: Vec<&str> = vec![];
    for sector in actors.iter().filter_map(sector) {
        if !all.contains(&sector) {
            all.push(sector);
        }
    }
    if all.is_empty() { Cell::Empty } else { Cell::Text(all.join(";")) }
}

fn names(actors: &[Actor]) -> Cell {
    let all: Vec<&str> = actors.iter().map(|actor| actor.name.as_str()).collect();
    if all.is_empty() { Cell::Empty } else { Cell::Text(all.join(";")) }
}

fn raw(actors: &[Actor]) -> Cell {
    let all: Vec<&str> = actors.iter().map(|actor| actor.text.as_str()).collect();
    if all.is_empty() { Cell::Empty } else { Cell::Text(all.join(";")) }
}

fn wikidata(actor: Option<&Actor>) -> Cell {
    let entry = actor.and_then(|actor| Registry::embedded().get(actor.id.as_deref()?));
    entry.and_then(|entry| entry.wikidata.clone()).into()
}

pub(super) fn filled() -> Filled<Row> {
    Filled::new(
        "polecat",
        "Claims, in POLECAT's columns",
        "The 40 columns of POLECAT by name and order, filled by Dateline: these are no POLECAT data. A row is what one \
         sentence of one report tells, so an event that ten reports tell has ten rows. Denials and what has no equal in \
         PLOVER are left out; plans are in the context `future`, hedged words in `hypothetical`, what is recalled in \
         `historical`. Names of people are not coded.",
        &["Event ID"],
        columns(),
    )
}

fn columns() -> Vec<Column<Row>> {
    use Kind::*;
    vec![
        Column::new(
            "Event ID",
            Text,
            "Dateline's id of the claim, for `dateline explain`",
            |row: &Row| (&row.claim().claim).into(),
        )
        .required(),
        Column::new("Event Date", Day, "First day on which it may have happened", |row: &Row| {
            let when = &row.claim().when.interval;
            when.first.or(when.last).into()
        })
        .required(),
        Column::new("Event Type", Text, "PLOVER event type", |row: &Row| {
            codes(&row.claim().kind).map(|codes| &codes.plover).into()
        })
        .required(),
        Column::new("Event Mode", Text, "PLOVER mode", |row: &Row| {
            codes(&row.claim().kind)
                .map(|codes| &codes.plover_mode)
                .filter(|mode| !mode.is_empty())
                .into()
        }),
        Column::new("Intensity", Number, "Empty: POLECAT's own scale", |_: &Row| Cell::Empty),
        Column::new("Quad Code", Text, "PLOVER quad class of the type", |row: &Row| {
            codes(&row.claim().kind).and_then(|codes| quad(&codes.plover)).into()
        }),
        Column::new(
            "Contexts",
            Text,
            "`historical`, `future`, `hypothetical`, `;` between them",
            Row::contexts,
        ),
        Column::new(
            "Actor Name",
            Text,
            "Who acts, by the registry's names, `;` between them",
            |row: &Row| names(&row.claim().by),
        ),
        Column::new(
            "Actor Country",
            Text,
            "Country of the first, ISO 3166-1 alpha-3, where it acts in one only",
            |row: &Row| home(row.claim().by.first()).map(|country| country.iso3).into(),
        ),
        Column::new("Actor COW", Int, "The same, Correlates of War number", |row: &Row| {
            home(row.claim().by.first()).and_then(|country| country.cow).into()
        }),
        Column::new("Primary Actor Sector", Text, "PLOVER sector of the first", |row: &Row| {
            row.claim().by.first().and_then(sector).into()
        }),
        Column::new(
            "Actor Sectors",
            Text,
            "PLOVER sectors of all, `;` between them",
            |row: &Row| sectors(&row.claim().by),
        ),
        Column::new("Actor Title", Text, "Empty: people are not coded", |_: &Row| Cell::Empty),
        Column::new("Actor Name Raw", Text, "Who acts, in the report's words", |row: &Row| {
            raw(&row.claim().by)
        }),
        Column::new(
            "Wikipedia Actor ID",
            Text,
            "Wikidata item of the first, where the registry has it",
            |row: &Row| wikidata(row.claim().by.first()),
        ),
        Column::new("Recipient Name", Text, "Against whom, as `Actor Name`", |row: &Row| {
            names(&row.claim().against)
        }),
        Column::new("Recipient Country", Text, "As `Actor Country`", |row: &Row| {
            home(row.claim().against.first()).map(|country| country.iso3).into()
        }),
        Column::new("Recipient COW", Int, "As `Actor COW`", |row: &Row| {
            home(row.claim().against.first()).and_then(|country| country.cow).into()
        }),
        Column::new("Primary Recipient Sector", Text, "As `Primary Actor Sector`", |row: &Row| {
            row.claim().against.first().and_then(sector).into()
        }),
        Column::new("Recipient Sectors", Text, "As `Actor Sectors`", |row: &Row| {
            sectors(&row.claim().against)
        }),
        Column::new("Recipient Title", Text, "Empty: people are not coded", |_: &Row| Cell::Empty),
        Column::new("Recipient Name Raw", Text, "As `Actor Name Raw`", |row: &Row| {
            raw(&row.claim().against)
        }),
        Column::new("Wikipedia Recipient ID", Text, "As `Wikipedia Actor ID`", |row: &Row| {
            wikidata(row.claim().against.first())
        }),
        Column::new(
            "Placename",
            Text,
            "The place, by the gazetteer's name, or as written",
            |row: &Row| row.spot().map(|spot| spot.name.clone()).into(),
        ),
        Column::new("City", Text, "The same, where it is a settlement", |row: &Row| {
            row.spot().filter(|spot| spot.kind == "town").map(|spot| spot.name.clone()).into()
        }),
        Column::new("District", Text, "Second-level division", |row: &Row| {
            row.spot().and_then(|spot| spot.admin2.clone()).into()
        }),
        Column::new("Province", Text, "First-level division", |row: &Row| {
            row.spot().and_then(|spot| spot.admin1.clone()).into()
        }),
        Column::new("Country", Text, "Country, ISO 3166-1 alpha-3", |row: &Row| {
            row.spot().and_then(Spot::codes).map(|codes| codes.iso3).into()
        }),
        Column::new("Latitude", Number, "Degrees north, the gazetteer's", |row: &Row| {
            row.spot().and_then(|spot| spot.lat).into()
        }),
        Column::new("Longitude", Number, "Degrees east, the gazetteer's", |row: &Row| {
            row.spot().and_then(|spot| spot.lon).into()
        }),
        Column::new("GeoNames ID", Int, "Number in GeoNames", |row: &Row| {
            row.spot().and_then(Spot::geonames).into()
        }),
        Column::new("Raw Placename", Text, "The place in the report's words", |row: &Row| {
            row.spot().and_then(|spot| spot.text.clone()).into()
        }),
        Column::new(
            "Feature Type",
            Text,
            "What sort of place: `town`, `airport`, `river`, …",
            |row: &Row| row.spot().map(|spot| spot.kind.clone()).into(),
        ),
        Column::new("Source", Text, "Publisher of the report", |row: &Row| {
            row.claim().publisher.clone().into()
        }),
        Column::new("Publication Date", Day, "Day on which it was published", |row: &Row| {
            row.claim().published.into()
        }),
        Column::new("Story People", Text, "Empty: people are not coded", |_: &Row| Cell::Empty),
        Column::new(
            "Story Organizations",
            Text,
            "Bodies that the sentence names, `;` between them",
            |row: &Row| {
                let claim = row.claim();
                let all: Vec<Actor> =
                    claim.by.iter().chain(&claim.against).chain(&claim.with).cloned().collect();
                names(&all)
            },
        ),
        Column::new(
            "Story Locations",
            Text,
            "Places that the claim names, `;` between them",
            |row: &Row| {
                let all: Vec<&str> =
                    row.claim().places.iter().map(|place| place.name.as_str()).collect();
                if all.is_empty() { Cell::Empty } else { Cell::Text(all.join(";")) }
            },
        ),
        Column::new("Language", Text, "Language that was read", |_: &Row| "en".into()).required(),
        Column::new("Version", Text, "Program and ontology that read the report", |row: &Row| {
            (&row.claim().coder).into()
        })
        .required(),
    ]
}
