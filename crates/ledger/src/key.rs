//! The key under which a place is kept: by its gazetteer id, or by its name where none fits.
//!
//! Invariant: a place without an id never shares a key with one that has an id.

use dateline_place::{Place, PlacePrecision};

/// The key of a claim's place.
///
/// - `geonames:170794`: the place itself;
/// - `near geonames:170794`: a point near it, so that what happens there does not happen to it;
/// - `name sarrin, SY`: a name that no gazetteer entry fits, by folded name and country; a part of a
///   known place (`in`) is kept apart from its namesakes elsewhere.
pub fn place_key(place: &Place) -> String {
    let near = if place.precision == Some(PlacePrecision::Near) { "near " } else { "" };
    match &place.id {
        Some(id) => format!("{near}{id}"),
        None => {
            let name = if place.text.is_empty() { &place.name } else { &place.text };
            let mut key = format!("{near}name {}", fold_name(name));
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

/// A name for comparison: lower case, letters and digits only, common diacritics dropped.
///
/// Kept small on purpose, since ledgers store the result: spellings are the gazetteer's business.
pub fn fold_name(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).map(plain).filter(|c| c.is_alphanumeric()).collect()
}

/// A word in lower case, its letters without their accents.
pub(crate) fn plain_letters(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).map(plain).collect()
}

/// The Latin letter under a letter's accent.
fn plain(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' | 'ģ' => 'g',
        'ḩ' | 'ḥ' => 'h',
        'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
        'ł' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ō' | 'ő' | 'ø' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' | 'ṣ' => 's',
        'ť' | 'ţ' | 'ț' | 'ṭ' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' | 'ẓ' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(id: Option<&str>, text: &str) -> Place {
        Place {
            id: id.map(str::to_owned),
            name: text.to_owned(),
            country: Some("SY".to_owned()),
            admin1: None,
            lat: None,
            lon: None,
            kind: "town".to_owned(),
            precision: Some(PlacePrecision::Exact),
            within: None,
            pcode: None,
            text: text.to_owned(),
            span: Default::default(),
        }
    }

    #[test]
    fn unresolved_places_keep_to_themselves() {
        assert_eq!(place_key(&place(Some("geonames:1"), "Sarrin")), "geonames:1");
        assert_eq!(place_key(&place(None, "Sarrîn")), "name sarrin, SY");
        assert_eq!(place_key(&place(None, "geonames:1")), "name geonames1, SY");
    }

    #[test]
    fn near_a_town_is_not_the_town() {
        let mut near = place(Some("geonames:1"), "Sarrin");
        near.precision = Some(PlacePrecision::Near);
        assert_eq!(place_key(&near), "near geonames:1");
    }
}
