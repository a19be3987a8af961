//! The place that somebody asks about: a name, `Name, CC`, or an id, looked up in the ledger first and
//! in the gazetteer second.

use std::collections::BTreeSet;

use dateline_coding::Claim;
use dateline_control::{PlaceRecord, concerns_control};
use dateline_ledger::{Filter, Ledger, place_key};
use dateline_place::{Entry, Gazetteer, PlacePrecision};
use serde::Serialize;

use crate::Result;

/// What the name of a place means.
#[derive(Clone, Debug)]
pub enum Found {
    /// One place with claims in the ledger; those of the kinds asked for.
    Told {
        /// Its key (see [`place_key`]).
        key: String,
        /// The place.
        place: PlaceRecord,
        /// Its claims.
        claims: Vec<Claim>,
    },
    /// One place that no claim is about, or none that the gazetteer knows.
    Untold(PlaceRecord),
    /// Several places: told of in the ledger, or none of them is.
    Several(Vec<Candidate>),
}

/// One of several places that a name may mean.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    /// The place.
    pub candidate: PlaceRecord,
    /// The name that was asked for.
    pub asked: String,
    /// How many claims of the kinds asked for are about it.
    pub claims: usize,
}

/// Looks a place up, with its claims of these kinds.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn find(ledger: &Ledger, place: &str, kinds: &Filter) -> Result<Found> {
    let place = place.trim();
    let gazetteer = Gazetteer::embedded();
    if is_key(place) {
        if ledger.has_place(place)? {
            return told(ledger, place.to_owned(), kinds);
        }
        if let Some(entry) = gazetteer.find(place).and_then(|id| gazetteer.entry(id)) {
            return Ok(Found::Untold(record(&entry)));
        }
    }
    let (name, country) = split(place);
    let candidate = |found, claims| Candidate { candidate: found, asked: place.to_owned(), claims };
    let admits = |code: Option<&str>| country.as_deref().is_none_or(|asked| code == Some(asked));
    for keys in named(ledger, name, country.as_deref())? {
        let mut known = vec![];
        for key in keys {
            if !ledger.has_place(&key)? {
                continue;
            }
            let claims = ledger.claims(&kinds.at(&key))?;
            let place = match claims.is_empty() {
                // Told of in other claims than those asked for.
                true => place_of(&key, &ledger.claims(&Filter::place(&*key))?),
                false => place_of(&key, &claims),
            };
            if admits(place.country.as_deref()) {
                known.push((key, place, claims));
            }
        }
        // Who holds it can only be asked of a place whose control is told of; "the town" before its
        // airport and its province.
        let tells = |claims: &[Claim]| claims.iter().any(|claim| concerns_control(&claim.kind));
        if known.iter().any(|(_, _, claims)| tells(claims)) {
            known.retain(|(_, _, claims)| tells(claims));
        }
        if let Some(best) = known.iter().map(|(_, place, _)| class(place)).min() {
            known.retain(|(_, place, _)| class(place) == best);
        }
        if known.len() > 1 {
            let several =
                known.into_iter().map(|(_, place, claims)| candidate(place, claims.len()));
            return Ok(Found::Several(several.collect()));
        }
        if let Some((key, place, claims)) = known.pop() {
            return Ok(Found::Told { key, place, claims });
        }
    }
    let mut places: Vec<PlaceRecord> = vec![];
    for exact in [true, false] {
        if places.is_empty() {
            places = (ids(name, country.as_deref(), exact).iter())
                .filter_map(|id| gazetteer.entry(gazetteer.find(id)?))
                .map(|entry| record(&entry))
                .collect();
        }
    }
    if let Some(best) = places.iter().map(class).min() {
        places.retain(|place| class(place) == best);
    }
    Ok(match places.len() {
        0 => Found::Untold(unresolved(name, country)),
        1 => Found::Untold(places.remove(0)),
        _ => Found::Several(places.into_iter().map(|place| candidate(place, 0)).collect()),
    })
}

/// The key of the one place that the ledger tells of under a name, with the country that was asked for beside;
/// nothing where there are several, or none. [`find`] finds the same, and reads its claims.
///
/// # Errors
/// Where the ledger cannot be read.
pub(crate) fn only_key(ledger: &Ledger, place: &str) -> Result<Option<(String, Option<String>)>> {
    let place = place.trim();
    if is_key(place) && ledger.has_place(place)? {
        return Ok(Some((place.to_owned(), None)));
    }
    let (name, country) = split(place);
    for keys in named(ledger, name, country.as_deref())? {
        let mut told = vec![];
        for key in keys {
            if ledger.has_place(&key)? {
                told.push(key);
            }
        }
        match told.len() {
            0 => {}
            1 => return Ok(told.pop().map(|key| (key, country))),
            _ => return Ok(None),
        }
    }
    Ok(None)
}

fn is_key(place: &str) -> bool {
    place.contains(':') || place.starts_with("name ") || place.starts_with("near ")
}

/// Keys that a name may mean: by the gazetteer's own spelling first, then by others, then whatever reports
/// called a place.
fn named(ledger: &Ledger, name: &str, country: Option<&str>) -> Result<[BTreeSet<String>; 3]> {
    let reported = ledger.places_named(name)?.into_iter().collect();
    let ids = |exact| ids(name, country, exact).into_iter().collect();
    Ok([ids(true), ids(false), reported])
}

/// Ids of the gazetteer's places with this name, in its order.
fn ids(name: &str, country: Option<&str>, exact: bool) -> Vec<String> {
    let gazetteer = Gazetteer::embedded();
    (gazetteer.lookup(name).iter())
        .filter(|candidate| candidate.exact == exact && !candidate.demonym)
        .filter_map(|candidate| gazetteer.entry(candidate.entry))
        .filter(|entry| country.is_none_or(|asked| entry.country() == Some(asked)))
        .map(|entry| entry.id())
        .collect()
}

/// "Deir ez-Zor, Deir ez-Zor, SY".
pub fn title(place: &PlaceRecord) -> String {
    let parts = [Some(&place.name), place.admin1.as_ref(), place.country.as_ref()];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    parts.join(", ")
}

fn told(ledger: &Ledger, key: String, kinds: &Filter) -> Result<Found> {
    let claims = ledger.claims(&kinds.at(&key))?;
    let place = match claims.is_empty() {
        // Told of in other claims than those asked for.
        true => place_of(&key, &ledger.claims(&Filter::place(&*key))?),
        false => place_of(&key, &claims),
    };
    Ok(Found::Told { key, place, claims })
}

/// "Name, CC" apart.
pub(crate) fn split(place: &str) -> (&str, Option<String>) {
    match place.rsplit_once(',') {
        Some((name, code)) if code.trim().len() == 2 && code.trim().is_ascii() => {
            (name.trim(), Some(code.trim().to_ascii_uppercase()))
        }
        _ => (place, None),
    }
}

/// Settlements before facilities and what has no id, these before areas.
fn class(place: &PlaceRecord) -> u8 {
    let settlement = matches!(place.precision, Some(PlacePrecision::Exact) | None);
    match (settlement, &place.id, place.within.is_some()) {
        (true, Some(_), false) => 0,
        (true, None, false) => 1,
        (true, ..) => 2,
        (false, ..) => 3,
    }
}

/// A gazetteer entry as a place apart from any mention.
pub(crate) fn record(entry: &Entry<'_>) -> PlaceRecord {
    let at = entry.at();
    PlaceRecord {
        id: Some(entry.id()),
        name: entry.name().to_owned(),
        country: entry.country().map(str::to_owned),
        admin1: entry.admin1_name().map(str::to_owned),
        lat: at.map(|(lat, _)| lat),
        lon: at.map(|(_, lon)| lon),
        kind: entry.kind().as_str().to_owned(),
        precision: Some(entry.kind().precision()),
        within: None,
    }
}

pub(crate) fn unresolved(name: &str, country: Option<String>) -> PlaceRecord {
    PlaceRecord {
        id: None,
        name: name.to_owned(),
        country,
        admin1: None,
        lat: None,
        lon: None,
        kind: "unknown".to_owned(),
        precision: None,
        within: None,
    }
}

/// The place with this key, as the claims have it.
fn place_of(key: &str, claims: &[Claim]) -> PlaceRecord {
    (claims.iter().flat_map(|claim| &claim.places))
        .filter(|place| place_key(place) == key)
        .min_by(|a, b| (&a.name, &a.text).cmp(&(&b.name, &b.text)))
        .map_or_else(|| unresolved(key, None), PlaceRecord::from)
}
