//! The made-up world: wars in real countries between parties that do not exist, each of its towns with a
//! history of who held it. Towns are told of by Zipf's law, the largest most.

use std::collections::BTreeMap;

use dateline_actor::Party;
use dateline_place::{Entry, EntryId, Gazetteer, Kind, Place};
use dateline_report::Span;

use super::chance::{Chance, cumulated};

/// Days of the history: twelve years.
pub const DAYS: i32 = 12 * 365 + 3;

/// The world.
pub struct World {
    pub wars: Vec<War>,
    weights: Vec<f64>,
}

/// One war.
pub struct War {
    pub parties: Vec<Party>,
    pub towns: Vec<Town>,
    /// First and last day of fighting, counted from the first of the history.
    pub from: i32,
    pub to: i32,
    weights: Vec<f64>,
}

/// One town.
pub struct Town {
    pub place: Place,
    /// Who held it from which day on, by the party's number.
    pub held: Vec<(i32, u8)>,
}

/// Towns of a war at most; a twentieth of all where that is more.
const TOWNS: usize = 400;

impl World {
    /// A world with so many towns.
    pub fn new(towns: usize, chance: &mut Chance) -> World {
        let gazetteer = Gazetteer::embedded();
        let mut countries: BTreeMap<&str, Vec<(u32, EntryId)>> = BTreeMap::new();
        for entry in gazetteer.ids().filter_map(|id| gazetteer.entry(id)) {
            if let (Kind::Town, Some(country), Some(_)) =
                (entry.kind(), entry.country(), entry.at())
            {
                countries.entry(country).or_default().push((entry.population(), entry.handle()));
            }
        }
        let mut countries: Vec<Vec<(u32, EntryId)>> = countries.into_values().collect();
        // In an order of chance, so that wars are spread over the world.
        for at in (1..countries.len()).rev() {
            countries.swap(at, chance.below(at + 1));
        }
        let share = TOWNS.max(towns / 20);
        let mut wars: Vec<War> = vec![];
        let mut left = towns;
        // A second round takes what the first left, where more towns are wanted than it gave.
        for round in 0..2 {
            for country in &mut countries {
                country.sort_by_key(|(population, id)| (std::cmp::Reverse(*population), *id));
                let wanted = left.min(if round == 0 { share } else { usize::MAX });
                if country.len() < 40 || wanted == 0 {
                    continue;
                }
                let taken: Vec<EntryId> =
                    country.drain(..wanted.min(country.len())).map(|(_, id)| id).collect();
                left -= taken.len();
                wars.push(War::new(wars.len(), &taken, chance));
            }
        }
        let weights = cumulated(
            wars.iter()
                .enumerate()
                .map(|(rank, war)| (war.towns.len() as f64).sqrt() / (rank as f64 + 3.0).sqrt()),
        );
        World { wars, weights }
    }

    /// A war that is fought on a day, where chance finds one.
    pub fn war(&self, day: i32, chance: &mut Chance) -> usize {
        let mut found = 0;
        for _ in 0..6 {
            found = chance.weighted(&self.weights);
            if (self.wars[found].from..=self.wars[found].to).contains(&day) {
                break;
            }
        }
        found
    }
}

impl War {
    fn new(number: usize, towns: &[EntryId], chance: &mut Chance) -> War {
        const NAMES: [&str; 5] = ["Harrow", "Linden", "Osprey", "Quarry", "Tamber"];
        const BODIES: [&str; 5] = ["Army", "Front", "Brigades", "Council", "Guard"];
        let parties: Vec<Party> = (0..2 + chance.below(4))
            .map(|index| {
                let name = format!("{} {} {}", NAMES[index], chance.of(&BODIES), number + 1);
                Party { id: format!("name:{name}"), name }
            })
            .collect();
        let from = chance.below(DAYS as usize * 2 / 3) as i32;
        let to = (from + 400 + chance.below(DAYS as usize) as i32).min(DAYS - 1);
        let gazetteer = Gazetteer::embedded();
        let towns: Vec<Town> = (towns.iter().enumerate())
            .filter_map(|(rank, id)| {
                let entry = gazetteer.entry(*id)?;
                let mut place = place(&entry);
                // Villages that no gazetteer knows.
                if rank % 20 == 19 {
                    (place.id, place.lat, place.lon) = (None, None, None);
                    (place.kind, place.precision) = ("unknown".to_owned(), None);
                }
                Some(Town { place, held: history(&entry, rank, parties.len(), (from, to), chance) })
            })
            .collect();
        let weights = cumulated((0..towns.len()).map(|rank| (rank as f64 + 8.0).powf(-0.85)));
        War { parties, towns, from, to, weights }
    }

    /// A town; those first in the list are told of most.
    pub fn town(&self, chance: &mut Chance) -> &Town {
        &self.towns[chance.weighted(&self.weights)]
    }
}

impl Town {
    /// The change of hands on or before a day: since when who holds it, and who did before.
    pub fn on(&self, day: i32) -> (i32, u8, Option<u8>) {
        let at = self.held.partition_point(|(from, _)| *from <= day).max(1) - 1;
        let before = at.checked_sub(1).map(|at| self.held[at].1);
        (self.held[at].0, self.held[at].1, before)
    }
}

/// Neighbours begin in the same hands; towns much told of change hands more often.
fn history(
    entry: &Entry<'_>,
    rank: usize,
    parties: usize,
    (from, to): (i32, i32),
    chance: &mut Chance,
) -> Vec<(i32, u8)> {
    let region = entry.admin1().map_or(0, EntryId::number);
    let mut holder = (Chance::new(u64::from(region)).next() % parties as u64) as u8;
    let mut held = vec![(-DAYS, holder)];
    let most = if rank < 20 { 9 } else { 4 };
    let mut days: Vec<i32> = (0..chance.below(most))
        .map(|_| from + chance.below((to - from).max(1) as usize) as i32)
        .collect();
    days.sort_unstable();
    for day in days {
        holder = (holder + 1 + chance.below(parties - 1) as u8) % parties as u8;
        held.push((day, holder));
    }
    held
}

fn place(entry: &Entry<'_>) -> Place {
    let at = entry.at();
    Place {
        id: Some(entry.id()),
        name: entry.name().to_owned(),
        country: entry.country().map(str::to_owned),
        admin1: entry.admin1_name().map(str::to_owned),
        lat: at.map(|(lat, _)| lat),
        lon: at.map(|(_, lon)| lon),
        kind: entry.kind().as_str().to_owned(),
        precision: Some(entry.kind().precision()),
        within: None,
        pcode: None,
        text: entry.name().to_owned(),
        span: Span::default(),
    }
}
