//! Places and actors as people name them, looked up in the gazetteer and the registry.

use dateline_actor::{Actor, Party, Registry};
use dateline_coding::ontology_files;
use dateline_place::{Entry, Gazetteer, Place, PlacePrecision};
use dateline_report::Span;
use jiff::civil::Date;
use serde_json::json;

use crate::{DeskError, Result};

/// The types of claims that the ontology knows, in order.
pub fn claim_types() -> Vec<String> {
    let mut types: Vec<String> = (ontology_files().iter())
        .filter_map(|(_, text)| toml::from_str::<toml::Table>(text).ok())
        .filter_map(|file| Some(file.get("type")?.as_str()?.to_owned()))
        .collect();
    types.sort();
    types
}

/// The place that a name, `Name, CC` or an id stands for; one that the gazetteer does not know keeps
/// its name.
///
/// # Errors
/// Where the name may mean several places.
pub(crate) fn place(name: &str) -> Result<Place> {
    let gazetteer = Gazetteer::embedded();
    let name = name.trim();
    if name.contains(':') {
        let entry = gazetteer.find(name).and_then(|id| gazetteer.entry(id));
        let unknown = || DeskError::NotFound(format!("the gazetteer has no entry {name}"));
        return entry.map(|entry| coded(&entry)).ok_or_else(unknown);
    }
    let (plain, country) = crate::lookup::split(name);
    let found: Vec<Entry<'_>> = (gazetteer.lookup(plain).into_iter())
        .filter(|candidate| !candidate.demonym)
        .filter_map(|candidate| gazetteer.entry(candidate.entry))
        .filter(|entry| country.as_deref().is_none_or(|asked| entry.country() == Some(asked)))
        .collect();
    let mut towns: Vec<&Entry<'_>> =
        found.iter().filter(|entry| entry.kind().precision() == PlacePrecision::Exact).collect();
    if towns.is_empty() {
        towns = found.iter().collect();
    }
    match towns.as_slice() {
        [] => Ok(unresolved(plain, country.as_deref(), None)),
        [one] => Ok(coded(one)),
        several => {
            let list: Vec<String> = (several.iter().take(6))
                .map(|entry| {
                    let admin1 = entry.admin1_name().unwrap_or("-");
                    format!("{} ({}, {})", entry.id(), admin1, entry.country().unwrap_or("-"))
                })
                .collect();
            Err(DeskError::Usage(format!(
                "\"{name}\" may be any of {} places; say which by its id: {}",
                several.len(),
                list.join("; ")
            )))
        }
    }
}

/// The entry with this name that lies within so many kilometres of a point. The point only chooses:
/// coordinates come from the gazetteer.
pub(crate) fn place_near(name: &str, at: (f64, f64), within: f64) -> Option<Place> {
    let gazetteer = Gazetteer::embedded();
    let near = (gazetteer.lookup(name).into_iter())
        .filter(|candidate| !candidate.demonym)
        .filter_map(|candidate| gazetteer.entry(candidate.entry))
        .filter_map(|entry| Some((distance(entry.at()?, at), entry)))
        .filter(|(distance, entry)| {
            *distance <= within && entry.kind().precision() == PlacePrecision::Exact
        })
        .min_by(|a, b| a.0.total_cmp(&b.0));
    near.map(|(_, entry)| coded(&entry))
}

/// Kilometres between two points on a sphere.
pub(crate) fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    const RADIUS: f64 = 6371.0;
    let (lat, other) = (a.0.to_radians(), b.0.to_radians());
    let (dlat, dlon) = (other - lat, (b.1 - a.1).to_radians());
    let h = (dlat / 2.0).sin().powi(2) + lat.cos() * other.cos() * (dlon / 2.0).sin().powi(2);
    2.0 * RADIUS * h.sqrt().min(1.0).asin()
}

/// An entry as a claim's place, without words of the report yet.
pub(crate) fn coded(entry: &Entry<'_>) -> Place {
    let at = entry.at();
    let record = json!({
        "id": entry.id(), "name": entry.name(), "country": entry.country(),
        "admin1": entry.admin1_name(), "lat": at.map(|(lat, _)| lat), "lon": at.map(|(_, lon)| lon),
        "kind": entry.kind().as_str(), "precision": entry.kind().precision(),
        "text": "", "start": 0, "end": 0,
    });
    serde_json::from_value(record).unwrap_or_else(|_| unresolved(entry.name(), None, None))
}

/// A place that no entry fits.
pub(crate) fn unresolved(
    name: &str,
    country: Option<&str>,
    precision: Option<PlacePrecision>,
) -> Place {
    Place {
        id: None,
        name: name.to_owned(),
        country: country.map(str::to_owned),
        admin1: None,
        lat: None,
        lon: None,
        kind: "unknown".to_owned(),
        precision,
        within: None,
        pcode: None,
        text: name.to_owned(),
        span: Span::default(),
    }
}

/// The actor with this id or name on a day. One that the registry does not know, or knows several of,
/// keeps its name.
pub(crate) fn actor(name: &str, day: Option<Date>) -> Actor {
    let registry = Registry::embedded();
    let name = name.trim();
    let found = registry.get(name).or_else(|| {
        let found = registry.search(name);
        let same = |entry: &&&dateline_actor::Entry| entry.name.eq_ignore_ascii_case(name);
        match found.as_slice() {
            [one] => Some(*one),
            several => several.iter().find(same).copied(),
        }
    });
    match found {
        Some(entry) => Actor {
            id: Some(entry.id.clone()),
            name: registry.name_on(&entry.id, day).unwrap_or(&entry.name).to_owned(),
            side: Some(registry.party_of(&entry.id, day)),
            country: registry.country_of(&entry.id, day).map(str::to_owned),
            text: String::new(),
            span: Span::default(),
        },
        None => Actor {
            id: None,
            name: name.to_owned(),
            side: Some(Party { id: format!("name:{name}"), name: name.to_owned() }),
            country: None,
            text: name.to_owned(),
            span: Span::default(),
        },
    }
}

/// The side of an actor by its id or name.
pub(crate) fn party(name: &str, day: Option<Date>) -> Party {
    let actor = actor(name, day);
    let named = || Party { id: format!("name:{}", actor.name), name: actor.name.clone() };
    actor.side.clone().unwrap_or_else(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_of_latitude() {
        assert!((distance((10.0, 20.0), (11.0, 20.0)) - 111.2).abs() < 0.2);
    }

    #[test]
    fn the_ontology_names_its_types() {
        let types = claim_types();
        assert!(types.contains(&"control.gain".to_owned()));
        assert!(types.len() > 40, "{}", types.len());
    }
}
