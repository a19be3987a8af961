//! Whether a name's entry lies in a country that the report gives no reason to think of.
//!
//! The commonest fault of a gazetteer is the town that it lacks, and whose bigger namesake abroad it
//! has. So where bodies, peoples, countries and towns of a report say where it plays, an entry
//! elsewhere needs a reason: a name that few places bear and a place that is known, a seat of the
//! world's affairs, a container, nearness to the report's other places. Without one, the name stays
//! unresolved. A lone name in a report that says nothing of countries is left to prominence.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::fold::plain;
use crate::gazetteer::Gazetteer;
use crate::kind::Kind;

use super::PlaceContext;
use super::choose::{AnchorPlace, Choice, Group, kilometres};

/// From how much evidence on a report says where it plays: one country named, near enough.
const SAID: f32 = 0.85;
/// From how much on the report leaves little room for doubt.
const FIRM: f32 = 1.5;
/// A country that has this share of what the first one has is the report's as well.
const SHARED: f32 = 0.3;
/// Names that so many other countries have too are common.
const COMMON: usize = 3;
/// People of a town whose spelling is known though the gazetteer has it as one of many.
const SOLE: u32 = 10_000;

struct World {
    neighbours: HashMap<&'static str, Vec<&'static str>>,
    seats: HashSet<(String, &'static str)>,
}

fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| World {
        neighbours: rows(include_str!("../../../../gazetteer/hand/neighbours.tsv"))
            .map(|(country, others)| (country, others.split('|').collect()))
            .collect(),
        seats: rows(include_str!("../../../../gazetteer/hand/seats.tsv"))
            .map(|(name, country)| (plain(name), country))
            .collect(),
    })
}

/// Whether a town is one where other countries' affairs are dealt with.
pub(super) fn is_seat(gazetteer: &Gazetteer, choice: &Choice) -> bool {
    let Some(entry) = gazetteer.entry(choice.candidate.entry) else { return false };
    entry.country().is_some_and(|country| world().seats.contains(&(plain(entry.name()), country)))
}

/// Whether two countries have a border in common.
pub fn are_neighbours(one: &str, other: &str) -> bool {
    world().neighbours.get(one).is_some_and(|others| others.contains(&other))
}

/// What a report says of where it plays: countries, peoples, bodies, unmistakable towns.
#[derive(Clone, Debug, Default)]
pub(super) struct Setting {
    countries: Vec<([u8; 2], f32)>,
    total: f32,
    /// Countries in which a war is on.
    at_war: Vec<[u8; 2]>,
}

impl Setting {
    pub fn of(groups: &[Group], context: &PlaceContext) -> Setting {
        let at_war = context.at_war.iter().filter_map(|code| code.as_bytes().try_into().ok());
        let mut setting = Setting { at_war: at_war.collect(), ..Setting::default() };
        for (code, weight) in &context.countries {
            if let Ok(code) = code.as_bytes().try_into() {
                setting.add(code, *weight);
            }
        }
        for (country, weight) in groups.iter().filter_map(said_by) {
            setting.add(country, weight);
        }
        setting
    }

    /// The same without what these groups say.
    pub fn without(&self, parts: &[([u8; 2], f32)]) -> Setting {
        let mut rest = self.clone();
        for (country, weight) in parts {
            rest.add(*country, -weight);
        }
        rest
    }

    fn add(&mut self, country: [u8; 2], weight: f32) {
        self.total += weight;
        match self.countries.iter_mut().find(|(code, _)| *code == country) {
            Some((_, sum)) => *sum += weight,
            None => self.countries.push((country, weight)),
        }
    }

    fn weight(&self, country: [u8; 2]) -> f32 {
        self.countries.iter().find(|(code, _)| *code == country).map_or(0.0, |(_, weight)| *weight)
    }

    /// Whether the report gives no reason to think of a candidate's country, and the candidate none
    /// of its own.
    pub fn is_foreign(&self, choice: &Choice, group: &Group, nearest: Option<f32>) -> bool {
        let top = self.countries.iter().map(|(_, weight)| *weight).fold(0.0, f32::max);
        let own = self.weight(choice.country);
        let one = choice.candidate;
        let text = |code| std::str::from_utf8(code).unwrap_or("");
        // A spelling that the world has once, in a country beside one that the report speaks of.
        // So is one in a country at war.
        let fought = self.at_war.contains(&choice.country);
        let sole = choice.kind == Kind::Town
            && (choice.population >= SOLE || fought)
            && group.choices.iter().all(|other| {
                other.candidate.entry == one.entry
                    || !other.candidate.exact
                    || other.country == choice.country
            })
            && self.countries.iter().any(|(code, weight)| {
                *weight >= SHARED * top && are_neighbours(text(code), text(&choice.country))
            });
        let known = one.exact && (one.main || one.hand || sole);
        let placed = match choice.kind {
            Kind::Town | Kind::Neighbourhood | Kind::Admin2 => true,
            Kind::Admin1 | Kind::Region | Kind::Mountain | Kind::River | Kind::Island => !known,
            kind => kind.is_facility() && !known,
        };
        // A lone name that is only like a small town's, where no war is on, is another's.
        // So is a spelling that has little of the town's own name.
        let named = one.exact && (one.main || one.hand);
        let lone = self.total < SAID
            && !named
            && !choice.alike
            && choice.kind == Kind::Town
            && !fought
            && choice.population < 200_000
            && nearest.is_none_or(|km| km > 100.0);
        if lone && !one.demonym {
            return true;
        }
        if !placed
            || one.demonym
            || choice.country == [0; 2]
            || self.total < SAID
            || own >= SHARED * top
            || nearest.is_some_and(|km| km < if known { 100.0 } else { 40.0 })
        {
            return false;
        }
        // "The Mashhad neighbourhood" is a quarter of some town here, "the Old City" of one too.
        let quarter =
            group.kinds.first() == Some(&Kind::Neighbourhood) && choice.kind == Kind::Town;
        if quarter || choice.kind == Kind::Neighbourhood {
            return true;
        }
        if !known {
            return true;
        }
        let common = others(group, choice) >= COMMON;
        // A namesake where the report plays goes before one elsewhere.
        let at_home = |other: &Choice| {
            other.kind == Kind::Town
                && !other.candidate.demonym
                && other.country != [0; 2]
                && self.weight(other.country) >= SHARED * top
        };
        if !choice.capital && own < SHARED * top && group.choices.iter().any(at_home) {
            return true;
        }
        let population = choice.population;
        if choice.seat_of_affairs || choice.capital || population >= 500_000 {
            return false;
        }
        if own > 0.0 {
            return population < 5_000 && common;
        }
        let beside = self.countries.iter().any(|(code, weight)| {
            *weight >= SHARED * top && are_neighbours(text(code), text(&choice.country))
        });
        match (beside, common) {
            (true, false) => population < 2_000,
            (true, true) => population < 50_000,
            (false, false) => population < if self.total < FIRM { 20_000 } else { 50_000 },
            (false, true) => true,
        }
    }
}

/// The country that a name speaks for, and how much.
pub(super) fn said_by(group: &Group) -> Option<([u8; 2], f32)> {
    let best = group.choices.iter().max_by(|one, other| one.belief.total_cmp(&other.belief))?;
    if best.country == [0; 2] || best.foreign {
        return None;
    }
    let known = best.candidate.exact && (best.candidate.main || best.candidate.hand);
    let weight = match best.kind {
        _ if best.candidate.demonym => 1.0,
        Kind::Country => 1.0,
        Kind::Admin1 if known && best.belief > 0.6 => 0.7,
        Kind::Town
            if known
                && best.belief > 0.7
                && best.population > 50_000
                && others(group, best) < COMMON =>
        {
            0.6
        }
        _ => return None,
    };
    Some((best.country, weight * group.weight * best.belief))
}

/// How many other countries have towns of just this name.
fn others(group: &Group, choice: &Choice) -> usize {
    let mut countries: Vec<[u8; 2]> = group
        .choices
        .iter()
        .filter(|other| other.candidate.exact && other.kind == Kind::Town)
        .map(|other| other.country)
        .filter(|country| *country != choice.country)
        .collect();
    countries.sort_unstable();
    countries.dedup();
    countries.len()
}

/// What spellings of one name have in common: "Kabkabiya", "Kabkabiyah".
pub(super) fn consonants(name: &str) -> String {
    let mut found: String =
        name.chars().filter(|c| c.is_alphanumeric() && !"aeiouyhw".contains(*c)).collect();
    let mut last = None;
    found.retain(|c| last.replace(c) != Some(c));
    found
}

/// Kilometres to the nearest of the report's other places.
pub(super) fn nearest(choice: &Choice, anchors: &[AnchorPlace], own: usize) -> Option<f32> {
    let (at, entry) = (choice.at?, choice.candidate.entry.number());
    let others = anchors.iter().filter(|anchor| anchor.group != own && anchor.entry != entry);
    others.map(|anchor| kilometres(at, anchor.at)).min_by(f32::total_cmp)
}
