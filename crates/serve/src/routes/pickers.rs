//! What a form offers: places, actors and types to pick from, and names to write on the map.

use std::sync::{Arc, OnceLock};

use axum::extract::State;
use axum::http::Uri;
use dateline_actor::{Entry, Registry};
use dateline_coding::ontology::Ontology;
use dateline_coding::ontology_files;
use dateline_ledger::fold_name;
use dateline_place::Gazetteer;
use serde_json::{Value, json};

use crate::app::App;
use crate::fault::Fault;
use crate::gate::Asker;
use crate::params::Params;
use crate::reply::Json;

pub async fn gazetteer(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    let params = Params::of(&uri, &["q", "limit"])?;
    let asked = params.needed("q")?.to_owned();
    let limit = params.limit(12, 100)?;
    app.ask(&asker.view, move |_, view| {
        let gazetteer = Gazetteer::embedded();
        let by_id = gazetteer.find(asked.trim());
        let found = match by_id {
            Some(id) => vec![id],
            None => gazetteer.search(&asked, limit),
        };
        let places: Vec<Value> = (found.into_iter())
            .filter_map(|id| gazetteer.entry(id))
            .map(|entry| {
                let at = entry.at();
                let key = entry.id();
                let claims = view.overview.places.get(&key).map_or(0, |(_, claims)| *claims);
                let place = json!({"id": key, "name": entry.name(), "country": entry.country(),
                    "admin1": entry.admin1_name(), "lat": at.map(|(lat, _)| lat),
                    "lon": at.map(|(_, lon)| lon), "kind": entry.kind().as_str(),
                    "precision": entry.kind().precision()});
                json!({"key": key, "place": place, "claims": claims})
            })
            .collect();
        Ok(json!({"places": places}))
    })
    .await
}

pub async fn actors(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    let params = Params::of(&uri, &["q", "limit"])?;
    let asked = params.needed("q")?.to_owned();
    let limit = params.limit(12, 100)?;
    app.ask(&asker.view, move |_, _| Ok(json!({"actors": actors_named(&asked, limit)}))).await
}

/// Actors of the registry that go by such a name: whose whole name it is, then whose name begins with it,
/// then whose name has it somewhere.
pub fn actors_named(asked: &str, limit: usize) -> Vec<Value> {
    let registry = Registry::embedded();
    let folded = fold_name(asked);
    if folded.is_empty() {
        return vec![];
    }
    let mut found: Vec<&Entry> = registry.search(asked);
    let rest = |begins: bool| {
        let folded = &folded;
        registry.entries().iter().filter(move |entry| {
            let names = std::iter::once(&entry.name).chain(entry.names.iter().map(|it| &it.name));
            let mut names = names.map(|name| fold_name(name));
            entry.id == asked
                || names.any(|name| match begins {
                    true => name.starts_with(folded),
                    false => name.contains(folded),
                })
        })
    };
    for entry in rest(true).chain(rest(false)) {
        if !found.iter().any(|known| known.id == entry.id) {
            found.push(entry);
        }
    }
    found.truncate(limit);
    let told = |entry: &&Entry| {
        let names: Vec<&str> = entry.names.iter().map(|name| name.name.as_str()).take(12).collect();
        json!({"id": entry.id, "name": entry.name, "names": names, "kind": entry.kind,
            "country": entry.countries.first(), "party": registry.party_of(&entry.id, None)})
    };
    found.iter().map(told).collect()
}

pub async fn types(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    Params::of(&uri, &[])?;
    app.ask(&asker.view, |_, _| Ok(families())).await
}

/// The ontology's types by family, as its files have them.
fn families() -> &'static Value {
    static FAMILIES: OnceLock<Value> = OnceLock::new();
    FAMILIES.get_or_init(|| {
        // The same files are compiled by the tests; one that fails leaves the list empty.
        let ontology = Ontology::compile(ontology_files()).unwrap_or_default();
        let mut families: Vec<(String, Vec<Value>)> = vec![];
        for kind in &ontology.types {
            let (file, codes) = (&kind.file, &kind.file.codes);
            let told = json!({"type": kind.kind, "title": file.title,
                "definition": file.definition, "codes": {"plover": codes.plover,
                    "plover_mode": codes.plover_mode, "cameo": codes.cameo, "acled": codes.acled,
                    "acled_sub": codes.acled_sub, "ucdp": codes.ucdp}});
            match families.iter_mut().find(|(family, _)| *family == kind.family) {
                Some((_, types)) => types.push(told),
                None => families.push((kind.family.clone(), vec![told])),
            }
        }
        let family =
            |(family, types): (String, Vec<Value>)| json!({"family": family, "types": types});
        json!({
            "families": families.into_iter().map(family).collect::<Vec<_>>(),
            "modalities": ["asserted", "claimed", "denied", "planned", "possible", "attempted"],
            "contexts": ["main", "summary", "background", "aggregate"],
        })
    })
}

/// A town of the gazetteer, for the map's names.
struct Label {
    lat: f64,
    lon: f64,
    weight: u32,
    rank: u8,
    id: dateline_place::EntryId,
}

/// Populated places, the most important first.
fn towns() -> &'static [Label] {
    static TOWNS: OnceLock<Vec<Label>> = OnceLock::new();
    TOWNS.get_or_init(|| {
        let gazetteer = Gazetteer::embedded();
        let mut towns: Vec<Label> = gazetteer
            .ids()
            .filter_map(|id| {
                let entry = gazetteer.entry(id)?;
                let (lat, lon) = entry.at()?;
                let people = entry.population();
                let settled = !entry.kind().is_area() && !entry.kind().is_facility();
                if !settled || people < 500 && !entry.is_seat() && !entry.is_capital() {
                    return None;
                }
                let rank = match people {
                    _ if entry.is_capital() => 1,
                    1_000_000.. => 1,
                    250_000.. => 2,
                    75_000.. => 3,
                    _ if entry.is_seat() => 3,
                    20_000.. => 4,
                    5_000.. => 5,
                    _ => 6,
                };
                Some(Label { lat, lon, weight: people, rank, id })
            })
            .collect();
        towns.sort_by_key(|town| (town.rank, std::cmp::Reverse(town.weight), town.id));
        towns
    })
}

pub async fn labels(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    let params = Params::of(&uri, &["bbox", "limit"])?;
    let sides: Vec<f64> =
        params.needed("bbox")?.split(',').filter_map(|side| side.trim().parse().ok()).collect();
    let [west, south, east, north] = sides.as_slice() else {
        return Err(Fault::bad("bbox: expected west,south,east,north in degrees"));
    };
    let (west, south, east, north) = (*west, *south, *east, *north);
    if !sides.iter().all(|side| side.is_finite()) || south > north {
        return Err(Fault::bad("bbox: expected west,south,east,north in degrees"));
    }
    let limit = params.limit(200, 1_000)?;
    app.ask(&asker.view, move |_, _| {
        let gazetteer = Gazetteer::embedded();
        let inside = |town: &&Label| {
            // Over the date line east is less than west.
            let across = match west <= east {
                true => town.lon >= west && town.lon <= east,
                false => town.lon >= west || town.lon <= east,
            };
            across && town.lat >= south && town.lat <= north
        };
        let labels: Vec<Value> = (towns().iter().filter(inside))
            .filter_map(|town| Some((town, gazetteer.entry(town.id)?)))
            .take(limit)
            .map(|(town, entry)| {
                json!({"name": entry.name(), "lat": town.lat, "lon": town.lon, "rank": town.rank,
                    "kind": entry.kind().as_str()})
            })
            .collect();
        Ok(json!({"labels": labels}))
    })
    .await
}
