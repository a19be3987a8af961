//! The PLACE that a command is asked about: a name, `Name, CC`, or an id, looked up in the ledger
//! first and in the gazetteer second.

use std::collections::BTreeSet;

use anyhow::Result;
use dateline_coding::Claim;
use dateline_control::{Holdings, PlaceRecord, Settings, concerns_control};
use dateline_ledger::{Filter, Ledger, place_key};
use dateline_place::{Entry, Gazetteer, PlacePrecision};
use jiff::civil::Date;
use serde_json::json;

use crate::output::{Out, say};

/// What a PLACE argument means.
pub enum Found {
    /// One place with claims in the ledger; those of the kinds asked for.
    Told { key: String, place: PlaceRecord, claims: Vec<Claim> },
    /// One place that no claim is about, or none that the gazetteer knows.
    Untold(PlaceRecord),
    /// Several places: told of in the ledger, or none of them is.
    Several(Vec<(PlaceRecord, usize)>),
}

/// Looks a place up, with its claims of these kinds.
pub fn find(ledger: &Ledger, place: &str, kinds: &Filter) -> Result<Found> {
    let place = place.trim();
    let gazetteer = Gazetteer::embedded();
    if place.contains(':') || place.starts_with("name ") || place.starts_with("near ") {
        if ledger.has_place(place)? {
            return told(ledger, place.to_owned(), kinds);
        }
        if let Some(entry) = gazetteer.find(place).and_then(|id| gazetteer.entry(id)) {
            return Ok(Found::Untold(record(&entry)));
        }
    }
    let (name, country) = split(place);
    let candidates = gazetteer.lookup(name);
    let admits = |code: Option<&str>| country.as_deref().is_none_or(|asked| code == Some(asked));
    let ids = |exact: bool| -> Vec<String> {
        (candidates.iter())
            .filter(|candidate| candidate.exact == exact && !candidate.demonym)
            .filter_map(|candidate| gazetteer.entry(candidate.entry))
            .filter(|entry| admits(entry.country()))
            .map(|entry| entry.id())
            .collect()
    };
    // The gazetteer's own spelling first, then others, then whatever reports called a place.
    for keys in [ids(true), ids(false), ledger.places_named(name)?] {
        let mut known = vec![];
        for key in keys.into_iter().collect::<BTreeSet<_>>() {
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
            let several = known.into_iter().map(|(_, place, claims)| (place, claims.len()));
            return Ok(Found::Several(several.collect()));
        }
        if let Some((key, place, claims)) = known.pop() {
            return Ok(Found::Told { key, place, claims });
        }
    }
    let mut places: Vec<PlaceRecord> = vec![];
    for exact in [true, false] {
        if places.is_empty() {
            places = (ids(exact).iter())
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
        _ => Found::Several(places.into_iter().map(|place| (place, 0)).collect()),
    })
}

/// The holdings of a place told of; one that is not told of is answered, and `None` is returned.
pub fn holdings<'c>(
    key: &str,
    claims: &'c [Claim],
    as_of: Option<Date>,
    settings: &Settings,
) -> Option<Holdings<'c>> {
    Holdings::of(claims, key, as_of, settings).filter(Holdings::is_told_of)
}

/// Lists the places that a name may mean.
pub fn list(
    out: &mut Out,
    table: bool,
    name: &str,
    several: &[(PlaceRecord, usize)],
) -> Result<()> {
    say(format_args!(
        "dateline: \"{name}\" may be any of {} places; say which by its id, or as \"Name, CC\"",
        several.len()
    ));
    for (place, claims) in several {
        if table {
            let id = place.id.as_deref().unwrap_or("-");
            out.line(format_args!("{id:20} {}, {claims} claims", title(place)))?;
        } else {
            out.json(&json!({"candidate": place, "asked": name, "claims": claims}))?;
        }
    }
    Ok(())
}

/// "Deir ez-Zor, Deir ez-Zor, SY".
pub fn title(place: &PlaceRecord) -> String {
    let parts = [Some(&place.name), place.admin1.as_ref(), place.country.as_ref()];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    parts.join(", ")
}

fn told(ledger: &Ledger, key: String, kinds: &Filter) -> Result<Found> {
    let claims = ledger.claims(&kinds.at(&key))?;
    let place = place_of(&key, &ledger.claims(&Filter::place(&*key))?);
    Ok(Found::Told { key, place, claims })
}

/// "Name, CC" apart.
fn split(place: &str) -> (&str, Option<String>) {
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

fn record(entry: &Entry<'_>) -> PlaceRecord {
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

fn unresolved(name: &str, country: Option<String>) -> PlaceRecord {
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
