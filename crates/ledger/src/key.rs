//! The key under which a place is kept: by its gazetteer id, or by its name where none fits.
//!
//! Invariant: a place without an id never shares a key with one that has an id.

use dateline_place::{Place, PlacePrecision};

/// The key of a claim's place.
///
/// - `geonames:170794`: the place itself;
/// - `near geonames:170794`: a point near it, so that what happens there does not happen to it;
/// - `name sarrin, SY`: a name that no gazetteer entry fits, by folded name and country; a site in a
///   known place (`in`) is kept apart from its namesakes elsewhere.
pub fn place_key(place: &Place) -> String {
    let near = if place.precision == Some(PlacePrecision::Near) { "near " } else { "" };
    match &place.id {
        Some(id) => format!("{near}{id}"),
        None => {
            let mut key = format!("{near}name {}", fold_name(own_name(place)));
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

/// What a place that no entry fits is called, whatever words point at it: "the village", said of one, is no
/// village of that name. A site is "the airport" of its town, said in full or not.
fn own_name(place: &Place) -> &str {
    if place.within.is_none() {
        return if place.name.is_empty() { &place.text } else { &place.name };
    }
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .map(fold_name)
            .filter(|w| !w.is_empty())
            .collect()
    };
    let (name, text) = (words(&place.name), words(&place.text));
    if !text.is_empty() && (name.is_empty() || text.iter().all(|word| name.contains(word))) {
        &place.text
    } else {
        &place.kind
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
    fn what_points_back_at_a_place_is_no_name_of_its_own() {
        let said = |name: &str, text: &str| Place { name: name.to_owned(), ..place(None, text) };
        let key = place_key(&said("Sarrin", "Sarrin"));
        for text in ["village", "it", "Captured", "Sarrin's", "town of Sarrin", ""] {
            assert_eq!(place_key(&said("Sarrin", text)), key, "{text}");
        }
        assert_ne!(place_key(&said("Arda", "village")), key);
        assert_eq!(place_key(&said("Old City", "city")), "name oldcity, SY");
        assert_ne!(place_key(&said("Tall Sarrin", "Tall Sarrin")), key);
    }

    #[test]
    fn a_site_is_its_town_s_by_whatever_words() {
        let said = |name: &str, text: &str| Place {
            name: name.to_owned(),
            kind: "airport".to_owned(),
            within: Some("geonames:1".to_owned()),
            ..place(None, text)
        };
        let key = place_key(&said("airport of Arda", "airport"));
        assert_eq!(key, "name airport, SY in geonames:1");
        assert_eq!(place_key(&said("airport", "airport")), key);
        assert_eq!(place_key(&said("airport of Arda", "it")), key);
    }

    #[test]
    fn near_a_town_is_not_the_town() {
        let mut near = place(Some("geonames:1"), "Sarrin");
        near.precision = Some(PlacePrecision::Near);
        assert_eq!(place_key(&near), "near geonames:1");
    }
}
