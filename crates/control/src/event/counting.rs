//! How occurrences are counted: as they are told, or by the rules of ACLED's codebook, for who compares
//! the two.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::{Deaths, Event, Figures};
use crate::day::number;

/// How occurrences are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Counting {
    /// As they are told.
    #[default]
    Told,
    /// As ACLED does: one a day, place, type and pair of parties; a change of hands that lasted under a day
    /// is a clash.
    Acled,
}

/// Days through which an occurrence may last to be counted day by day: what is dated more coarsely is not
/// known to have gone on through all of them.
const MOST_DAYS: i32 = 7;

/// An event with what it takes to count it.
pub(super) struct Counted {
    pub event: Event,
    /// The party that holds the place afterwards.
    pub holder: Option<String>,
    /// Whether it went on through all of its days, rather than on one of them.
    pub lasting: bool,
}

impl Counted {
    fn place(&self) -> Option<&str> {
        let place = self.event.places.first()?;
        Some(place.id.as_deref().unwrap_or(&place.name))
    }

    fn is_change(&self) -> bool {
        super::pair::family(&self.event.kind) == "change of control"
    }
}

/// The events by ACLED's rules.
pub(super) fn acled(mut events: Vec<Counted>) -> Vec<Event> {
    for index in brief(&events) {
        let event = &mut events[index].event;
        event.kind = "battle.clash".to_owned();
        event.note = Some("the place changed hands back within a day: a clash".to_owned());
    }
    let days = events.into_iter().flat_map(day_by_day).collect();
    one_a_day(days)
}

/// Changes that were undone on the same day or the next, and the changes that only undid them.
fn brief(events: &[Counted]) -> BTreeSet<usize> {
    let mut by_place: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, one) in events.iter().enumerate().filter(|(_, one)| one.is_change()) {
        if let Some(place) = one.place() {
            by_place.entry(place).or_default().push(index);
        }
    }
    let day = |index: usize| {
        let event = &events[index].event;
        event.first.filter(|first| Some(*first) == event.last).map(number)
    };
    let took = |from: usize, holder: &str| {
        events[from].event.against.iter().any(|party| party.id == holder)
    };
    let mut brief = BTreeSet::new();
    for changes in by_place.into_values() {
        for (&one, &other) in changes.iter().flat_map(|one| changes.iter().map(move |b| (one, b))) {
            let (Some(before), Some(after)) = (day(one), day(other)) else { continue };
            let (Some(holder), Some(next)) = (&events[one].holder, &events[other].holder) else {
                continue;
            };
            let undone = holder != next
                && match after - before {
                    // On one day, who took it from whom is said.
                    0 => took(other, holder) && !(took(one, next) && one > other),
                    1 => true,
                    _ => false,
                };
            if undone {
                brief.insert(one);
                if took(one, next) {
                    brief.insert(other);
                }
            }
        }
    }
    brief
}

/// What went on through several days, once for each of them, the dead shared out.
fn day_by_day(counted: Counted) -> Vec<Event> {
    let Counted { event, lasting, .. } = counted;
    let (Some(first), Some(last)) = (event.first, event.last) else { return vec![event] };
    let days = number(last) - number(first) + 1;
    if !lasting || !(2..=MOST_DAYS).contains(&days) {
        return vec![event];
    }
    (0..days)
        .map(|index| {
            let day: Option<Date> = first.checked_add(i64::from(index).days()).ok();
            Event {
                event: format!("{}.{}", event.event, index + 1),
                first: day,
                last: day,
                deaths: event.deaths.map(|deaths| each(deaths, |n| share(n, index, days))),
                ..event.clone()
            }
        })
        .collect()
}

fn share(all: u32, index: i32, days: i32) -> u32 {
    let (index, days) = (index.unsigned_abs(), days.unsigned_abs().max(1));
    all / days + u32::from(index < all % days)
}

fn each(deaths: Deaths, change: impl Fn(u32) -> u32) -> Deaths {
    let figures = |figures: Figures| Figures {
        low: figures.low.map(&change),
        best: figures.best.map(&change),
        high: figures.high.map(&change),
    };
    Deaths {
        all: figures(deaths.all),
        side_a: figures(deaths.side_a),
        side_b: figures(deaths.side_b),
        civilians: figures(deaths.civilians),
        unknown: figures(deaths.unknown),
        policy: deaths.policy,
    }
}

/// One event a day, place, type and pair of parties.
fn one_a_day(events: Vec<Event>) -> Vec<Event> {
    type Key = (Option<Date>, Option<Date>, String, String, Vec<String>);
    let mut kept: BTreeMap<Key, Event> = BTreeMap::new();
    let mut apart = vec![];
    for event in events {
        let Some(place) = event.places.first() else {
            apart.push(event);
            continue;
        };
        let place = place.id.clone().unwrap_or_else(|| place.name.clone());
        let mut parties: Vec<String> =
            event.by.iter().chain(&event.against).map(|party| party.id.clone()).collect();
        parties.sort();
        parties.dedup();
        let key = (event.first, event.last, place, event.kind.clone(), parties);
        // What nobody is said to have done on a known day is not known to be one.
        if event.first.is_none() || event.first != event.last || key.4.is_empty() {
            apart.push(event);
            continue;
        }
        match kept.get_mut(&key) {
            Some(known) => {
                known.deaths = sum(known.deaths, event.deaths);
                known.sources = known.sources.max(event.sources);
                known.modality = known.modality.min(event.modality);
                known.note = known.note.take().or(event.note);
                known.claims.extend(event.claims);
                known.set_aside.extend(event.set_aside);
            }
            None => {
                kept.insert(key, event);
            }
        }
    }
    apart.extend(kept.into_values());
    apart
}

fn sum(a: Option<Deaths>, b: Option<Deaths>) -> Option<Deaths> {
    let (Some(a), Some(b)) = (a, b) else { return a.or(b) };
    let add = |a: Figures, b: Figures| {
        let add = |a: Option<u32>, b: Option<u32>| match (a, b) {
            (Some(a), Some(b)) => Some(a.saturating_add(b)),
            (one, other) => one.or(other),
        };
        Figures { low: add(a.low, b.low), best: add(a.best, b.best), high: add(a.high, b.high) }
    };
    Some(Deaths {
        all: add(a.all, b.all),
        side_a: add(a.side_a, b.side_a),
        side_b: add(a.side_b, b.side_b),
        civilians: add(a.civilians, b.civilians),
        unknown: add(a.unknown, b.unknown),
        policy: a.policy,
    })
}
