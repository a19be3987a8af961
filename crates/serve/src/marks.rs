//! Marks: the order of the parties, and the number that gives each its colour and shape on the map. No
//! party has a colour of its own; parties that meet in one country never share one.

use std::collections::{BTreeMap, BTreeSet};

use dateline_actor::Party;
use serde::Serialize;

/// A party that the map may show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartyMark {
    pub id: String,
    pub name: String,
    /// Colour and shape.
    pub mark: usize,
    /// Places that it ever held or was in.
    pub places: usize,
    /// Claims on control that name it.
    pub claims: usize,
    pub countries: BTreeSet<String>,
}

/// What was counted of a party.
#[derive(Clone, Debug, Default)]
pub struct Told {
    pub name: String,
    pub places: usize,
    pub claims: usize,
    pub countries: BTreeSet<String>,
}

impl Told {
    /// Counts claims that name the party.
    pub fn of(parties: &mut BTreeMap<String, Told>, party: &Party, claims: usize) {
        let told = parties.entry(party.id.clone()).or_default();
        told.claims += claims;
        // One id may go by several names through the years; the least is always the same.
        if told.name.is_empty() || party.name < told.name {
            told.name.clone_from(&party.name);
        }
    }
}

/// The parties in their order: those most told of first. What is told of doubles before a party moves up,
/// so that a growing ledger seldom changes the colours.
pub fn marks(parties: BTreeMap<String, Told>) -> Vec<PartyMark> {
    let mut parties: Vec<(String, Told)> = parties.into_iter().collect();
    parties.sort_by_key(|(id, told)| (std::cmp::Reverse(told.claims.max(1).ilog2()), id.clone()));
    let mut taken: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut marked = vec![];
    for (id, told) in parties {
        let near: BTreeSet<usize> = told
            .countries
            .iter()
            .filter_map(|country| taken.get(country))
            .flatten()
            .copied()
            .collect();
        let mark = (0..).find(|mark| !near.contains(mark)).unwrap_or_default();
        for country in &told.countries {
            taken.entry(country.clone()).or_default().insert(mark);
        }
        let Told { name, places, claims, countries } = told;
        marked.push(PartyMark { id, name, mark, places, claims, countries });
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_meets_does_not_look_alike() {
        let told = |claims, countries: &[&str]| Told {
            name: String::new(),
            places: 1,
            claims,
            countries: countries.iter().map(|country| (*country).to_owned()).collect(),
        };
        let parties = BTreeMap::from([
            ("a".to_owned(), told(40, &["XA", "XB"])),
            ("b".to_owned(), told(3, &["XA"])),
            ("c".to_owned(), told(2, &["XB"])),
            ("d".to_owned(), told(1, &["XC"])),
        ]);
        let marks: Vec<usize> = marks(parties).iter().map(|party| party.mark).collect();
        assert_eq!(marks, [0, 1, 1, 0]);
    }
}
