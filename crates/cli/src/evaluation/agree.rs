//! When a coded field agrees with an expected one. Names are compared through the registry and the
//! gazetteer, so that "Kobani" and "Ayn al-Arab", "YPG" and "People's Protection Units" are one.

use dateline_actor::{Actor, Party, Registry};
use dateline_coding::{Control, Count, Source, When};
use dateline_control::PlaceRecord;
use dateline_place::{Gazetteer, Place};
use serde::Serialize;

use crate::corpus::{ActorNames, ExpectedCount, ExpectedSource, ExpectedWhen, PlaceName};

/// Letters and digits of a name, small, articles left out.
fn plain(name: &str) -> String {
    let words = name.split_whitespace().filter(|word| !matches!(*word, "the" | "The" | "a" | "A"));
    dateline_place::plain(&words.collect::<Vec<_>>().join(" "))
}

/// Whether an actor is one of the bodies named. A party's name stands for any body of that side.
pub fn actor(expected: &ActorNames, actor: &Actor) -> bool {
    expected.names.iter().any(|name| {
        plain(name) == plain(&actor.name)
            || actor.id.is_none() && plain(name) == plain(&actor.text)
            || actor.id.as_deref().is_some_and(|id| means(name, id))
            || actor.side.as_ref().is_some_and(|side| is_party(name, side))
    })
}

/// Whether a party is the one named.
pub fn party(expected: &ActorNames, party: Option<&Party>) -> bool {
    match party {
        None => expected.optional || expected.names.is_empty(),
        Some(party) => expected.names.iter().any(|name| is_party(name, party)),
    }
}

fn is_party(name: &str, party: &Party) -> bool {
    plain(name) == plain(&party.name) || means(name, &party.id)
}

fn means(name: &str, id: &str) -> bool {
    let found = Registry::embedded().search(name);
    // A search that finds half the registry names nobody.
    found.len() <= 3 && found.first().is_some_and(|entry| entry.id == id)
}

/// Whether a place is the one named.
pub fn place(expected: &PlaceName, place: &Place) -> bool {
    names_place(
        expected,
        &[&place.name, &place.text],
        place.id.as_deref(),
        place.country.as_deref(),
    )
}

/// Whether a place apart from its mentions is the one named.
pub fn record(expected: &PlaceName, place: &PlaceRecord) -> bool {
    names_place(expected, &[&place.name], place.id.as_deref(), place.country.as_deref())
}

fn names_place(
    expected: &PlaceName,
    found: &[&str],
    id: Option<&str>,
    country: Option<&str>,
) -> bool {
    if country.is_some_and(|country| country != expected.country) {
        return false;
    }
    expected.names.iter().any(|name| {
        let (wanted, facility) = (dateline_place::fold(name), is_facility(name));
        found.iter().any(|other| {
            let folded = dateline_place::fold(other);
            folded == wanted || facility && is_facility(other) && shares_words(name, other)
        }) || id.is_some_and(|id| !facility && gazetteer_has(name, id))
    })
}

fn gazetteer_has(name: &str, id: &str) -> bool {
    let gazetteer = Gazetteer::embedded();
    let wanted = gazetteer.find(id);
    wanted.is_some() && gazetteer.lookup(name).iter().any(|found| Some(found.entry) == wanted)
}

/// Words that make a name a facility's and not its town's.
const FACILITIES: &[&str] = &[
    "airport",
    "base",
    "dam",
    "bridge",
    "crossing",
    "post",
    "refinery",
    "terminal",
    "camp",
    "palace",
    "university",
    "plant",
    "hospital",
    "stadium",
    "headquarters",
    "complex",
    "compound",
    "fields",
    "field",
    "airbase",
    "airfield",
    "barracks",
    "depot",
    "harbour",
    "station",
];

fn is_facility(name: &str) -> bool {
    words(name).iter().any(|word| FACILITIES.contains(&word.as_str()))
}

/// All words of the shorter name stand in the longer one, but for what sort of airfield or base it is.
fn shares_words(one: &str, other: &str) -> bool {
    let significant = |name: &str| -> Vec<String> {
        let all = words(name);
        let flown_from = |word: &str| matches!(word, "air" | "airport" | "airbase" | "airfield");
        let airfield = all.iter().any(|word| flown_from(word));
        let vague = ["military", "international", "of", "the", "army"];
        let kept = all.into_iter().filter(|word| {
            !vague.contains(&word.as_str()) && !(airfield && (flown_from(word) || word == "base"))
        });
        kept.chain(airfield.then(|| "airfield".to_owned())).collect()
    };
    let (one, other) = (significant(one), significant(other));
    let inside = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
    inside(&one, &other) || inside(&other, &one)
}

fn words(name: &str) -> Vec<String> {
    let parts = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(str::to_lowercase).collect()
}

/// Whether the days, bound and basis that are judged agree.
pub fn when(expected: &ExpectedWhen, when: &When) -> bool {
    let interval = &when.interval;
    days(expected, when)
        && expected.bound.as_ref().is_none_or(|bound| *bound == word(&interval.bound))
        && expected.basis.as_ref().is_none_or(|basis| *basis == word(&interval.basis))
}

/// Whether first and last day agree.
pub fn days(expected: &ExpectedWhen, when: &When) -> bool {
    let found = when.interval.first.zip(when.interval.last);
    expected.days == found
}

/// Whether a link of the chain of sources agrees.
pub fn source(expected: &ExpectedSource, source: &Source) -> bool {
    let found = format!(" {} ", words(&source.name).join(" "));
    let named = expected.names.iter().any(|name| {
        let wanted = format!(" {} ", words(name).join(" "));
        found.contains(&wanted) || found.trim() != "" && wanted.contains(&found)
    });
    named && expected.kind.as_ref().is_none_or(|kind| *kind == word(&source.kind))
}

/// Whether a count agrees in all that is judged.
pub fn count(expected: &ExpectedCount, count: &Count) -> bool {
    expected.what == count.what
        && (expected.low.is_none() || expected.low == count.low)
        && expected.best.is_none_or(|best| best == count.best)
        && (expected.high.is_none() || expected.high == count.high)
        && expected.who.as_ref().is_none_or(|who| *who == count.who)
        && expected.scope.as_ref().is_none_or(|scope| *scope == count.scope)
}

/// The keys of `control` that do not agree.
pub fn control_faults<'e>(
    expected: &'e [(String, String)],
    control: Option<&Control>,
) -> Vec<&'e str> {
    let Some(control) = control else {
        return expected.iter().map(|(key, _)| key.as_str()).collect();
    };
    let agrees = |key: &str, value: &str| {
        let names = || ActorNames::parse(value);
        let one_of = |found: String| value.split('/').any(|word| word == found);
        match key {
            "holder" => party(&names(), control.holder.as_ref()),
            "lost_by" => party(&names(), control.lost_by.as_ref()),
            "besieged_by" => party(&names(), control.besieged_by.as_ref()),
            "status" => one_of(word(&control.status)),
            "extent" => one_of(word(&control.extent)),
            // Any of the report's words that name the part will do: "eastern", "the east".
            "part" => control.part.as_ref().is_some_and(|part| {
                let (wanted, found) = (value.to_lowercase(), part.to_lowercase());
                found.contains(&wanted) || wanted.contains(&found)
            }),
            _ => false,
        }
    };
    let faults = expected.iter().filter(|(key, value)| !agrees(key, value));
    faults.map(|(key, _)| key.as_str()).collect()
}

/// The contract's word for an enumerated value.
pub fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, text: &str, country: &str) -> Place {
        Place {
            id: None,
            name: name.to_owned(),
            country: Some(country.to_owned()),
            admin1: None,
            lat: None,
            lon: None,
            kind: "town".to_owned(),
            precision: None,
            within: None,
            pcode: None,
            text: text.to_owned(),
            span: dateline_report::Span::default(),
        }
    }

    fn named(text: &str) -> PlaceName {
        PlaceName::parse(1, text).unwrap()
    }

    #[test]
    fn a_facility_is_not_its_town() {
        let airport = found("Mosul airport", "the airport", "IQ");
        assert!(place(&named("Mosul airport, IQ"), &airport));
        assert!(!place(&named("Mosul, IQ"), &airport));
        let base = found("Tabqa air base", "Tabqa military airport", "SY");
        assert!(place(&named("Tabqa military airport, SY"), &base));
        assert!(!place(&named("Mosul airport, IQ"), &found("Mosul", "Mosul", "IQ")));
        assert!(!place(&named("Ghazlani military base, IQ"), &airport));
    }

    #[test]
    fn spelling_does_not_part_places_and_countries_do() {
        assert!(place(&named("Fallujah, IQ"), &found("Al Fallūjah", "Falluja", "IQ")));
        assert!(!place(&named("Tripoli, LY"), &found("Tripoli", "Tripoli", "LB")));
    }
}
