//! Places as the server names them: keys, titles, what a key says of the country.

use dateline_control::PlaceRecord;
use dateline_desk::Candidate;
use dateline_ledger::fold_name;
use dateline_place::{Gazetteer, PlacePrecision};
use serde::Serialize;

/// A place that was found.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    /// Key of the place.
    pub key: String,
    /// The place.
    pub place: PlaceRecord,
    /// Claims about it.
    pub claims: usize,
}

impl From<Candidate> for Found {
    fn from(candidate: Candidate) -> Found {
        let key = key_of(&candidate.candidate);
        Found { key, place: candidate.candidate, claims: candidate.claims }
    }
}

/// The key of a place apart from any mention (see [`dateline_ledger::place_key`]).
pub fn key_of(place: &PlaceRecord) -> String {
    let near = if place.precision == Some(PlacePrecision::Near) { "near " } else { "" };
    match &place.id {
        Some(id) => format!("{near}{id}"),
        None => {
            let mut key = format!("{near}name {}", fold_name(&place.name));
            if let Some(country) = &place.country {
                key.push_str(", ");
                key.push_str(country);
            }
            if let Some(within) = &place.within {
                key.push_str(" in ");
                key.push_str(within);
            }
            key
        }
    }
}

/// The country that a key says.
pub fn country_of(key: &str) -> Option<String> {
    let key = key.strip_prefix("near ").unwrap_or(key);
    match key.strip_prefix("name ") {
        Some(name) => {
            let (_, rest) = name.rsplit_once(", ")?;
            let code = rest.split(' ').next()?;
            (code.len() == 2).then(|| code.to_owned())
        }
        None => {
            let gazetteer = Gazetteer::embedded();
            let entry = gazetteer.entry(gazetteer.find(key)?)?;
            entry.country().map(str::to_owned)
        }
    }
}

/// The usual name of a country; its code where the gazetteer has none.
pub fn country_name(code: &str) -> String {
    let gazetteer = Gazetteer::embedded();
    let entry = gazetteer.country(code).and_then(|id| gazetteer.entry(id));
    entry.map_or_else(|| code.to_owned(), |entry| entry.name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_say_the_country() {
        assert_eq!(country_of("name sarrin, XA").as_deref(), Some("XA"));
        assert_eq!(country_of("near name gate, XB in geonames:1").as_deref(), Some("XB"));
        assert_eq!(country_of("name gate in geonames:1"), None);
        assert_eq!(country_of("name gate"), None);
    }
}
