//! The topic: the place that a report is titled with ("Lysychansk"), for notes whose sentences name
//! none ("Captured by X on 2 July").

use std::collections::BTreeMap;

use dateline_place::{Entry, Place, PlacePrecision};
use dateline_report::Span;

use crate::places::is_settlement;
use crate::scene::Scene;

/// Longest name of a place, in words.
const WORDS: usize = 4;
/// Longest name that is taken for a place's where no gazetteer has it: more words make a headline.
const UNKNOWN_WORDS: usize = 2;
/// What a country weighs that the report names, or whose body it names.
const NAMED: u32 = 2;
/// Most that a side's bodies at war in a country weigh.
const AT_WAR: u32 = 3;

/// The settlement that a title names and nothing else. Of several the one in a country that the report
/// speaks of, or where its sides fight; where that tells nothing, only a name of one country's is
/// taken. A name that no entry has stays unresolved.
pub fn of_title(scene: &Scene<'_>, title: &str) -> Option<Place> {
    let title = title.trim();
    let words: Vec<&str> = title.split_whitespace().collect();
    let is_name = (words.iter()).all(|word| word.chars().next().is_some_and(|c| !c.is_lowercase()));
    if words.is_empty() || words.len() > WORDS || !is_name {
        return None;
    }
    if (scene.registry.search(title).iter()).any(|entry| entry.name.eq_ignore_ascii_case(title)) {
        return None;
    }
    let candidates = scene.gazetteer.lookup(title);
    let entries: Vec<Entry<'_>> = candidates
        .into_iter()
        .filter(|candidate| !candidate.demonym)
        .filter_map(|candidate| scene.gazetteer.entry(candidate.entry))
        .collect();
    let settlements: Vec<&Entry<'_>> =
        entries.iter().filter(|entry| is_settlement(entry.kind().as_str())).collect();
    if settlements.is_empty() {
        // A country or a river is no town; a name that nobody has is one that the gazetteer lacks.
        let may_be = entries.is_empty() && words.len() <= UNKNOWN_WORDS;
        return may_be.then(|| unresolved(title));
    }
    let weights = countries(scene);
    let weight = |entry: &Entry<'_>| -> u32 {
        entry.country().and_then(|country| weights.get(country)).copied().unwrap_or(0)
    };
    let best = settlements.iter().max_by_key(|entry| (weight(entry), entry.population()))?;
    let alone = settlements.iter().all(|entry| entry.country() == best.country());
    if weight(best) == 0 && !alone {
        return Some(unresolved(title));
    }
    let (lat, lon) = best.at().unzip();
    Some(Place {
        id: Some(best.id()),
        name: best.name().to_owned(),
        country: best.country().map(str::to_owned),
        admin1: best.admin1_name().map(str::to_owned),
        lat,
        lon,
        kind: best.kind().as_str().to_owned(),
        precision: Some(PlacePrecision::Exact),
        ..unresolved(title)
    })
}

fn unresolved(title: &str) -> Place {
    Place {
        id: None,
        name: title.to_owned(),
        country: None,
        admin1: None,
        lat: None,
        lon: None,
        kind: "town".to_owned(),
        precision: None,
        within: None,
        pcode: None,
        text: title.to_owned(),
        span: Span::default(),
    }
}

/// What speaks for each country: its name in the report, the bodies that act in it, and the wars that
/// the sides named fight outside their own.
fn countries(scene: &Scene<'_>) -> BTreeMap<String, u32> {
    let mut weights: BTreeMap<String, u32> = BTreeMap::new();
    let mut named = |country: &str| {
        weights.insert(country.to_owned(), NAMED);
    };
    for country in scene.toponyms.iter().filter_map(|t| t.place.country.as_deref()) {
        named(country);
    }
    let entries: Vec<_> = (scene.mentions.iter())
        .filter_map(|mention| scene.registry.get(mention.actor.id.as_deref()?))
        .collect();
    for country in entries.iter().flat_map(|entry| &entry.countries) {
        named(country);
    }
    let mut parties: Vec<&str> = (scene.mentions.iter())
        .filter_map(|mention| mention.actor.side.as_ref())
        .map(|party| party.id.as_str())
        .collect();
    parties.sort_unstable();
    parties.dedup();
    for party in parties {
        let own = scene.registry.get(party).and_then(|entry| entry.governs());
        let mut fights: BTreeMap<&str, u32> = BTreeMap::new();
        for body in scene.registry.entries().iter().filter(|body| body.kind.is_armed()) {
            if scene.registry.party_of(&body.id, scene.published).id == party {
                for country in body.countries.iter().filter(|c| Some(c.as_str()) != own) {
                    *fights.entry(country).or_default() += 1;
                }
            }
        }
        for (country, bodies) in fights {
            *weights.entry(country.to_owned()).or_default() += bodies.min(AT_WAR);
        }
    }
    weights
}
