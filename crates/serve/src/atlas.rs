//! The atlas: every known place with all its days, small enough to keep and quick enough to draw any day of
//! in some milliseconds.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use dateline_actor::Party;
use dateline_control::{EvidenceBasis, Holdings, Phase, PlaceRecord, Status};
use dateline_ledger::Filter;
use jiff::Unit;
use jiff::civil::{Date, date};
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::marks::{PartyMark, Told, marks};
use crate::pool::{Desk, Pool};

/// Statuses by number.
pub const STATUSES: [Status; 6] = [
    Status::Held,
    Status::Divided,
    Status::Contested,
    Status::Besieged,
    Status::Presence,
    Status::Unknown,
];

/// Bases by number.
pub const BASES: [EvidenceBasis; 4] = [
    EvidenceBasis::Reported,
    EvidenceBasis::Corroborated,
    EvidenceBasis::ClaimedOnly,
    EvidenceBasis::CarriedForward,
];

/// One place of the atlas.
pub struct Place {
    pub key: String,
    pub record: PlaceRecord,
    pub phases: Vec<Phase>,
    pub newest: Option<Date>,
    /// What its object on every map begins with.
    head: Vec<u8>,
}

/// Every known place.
pub struct Atlas {
    pub as_of: Option<Date>,
    pub horizon: i32,
    pub places: Vec<Place>,
    pub parties: Vec<PartyMark>,
    by_key: HashMap<String, usize>,
    /// First and last day that evidence speaks of.
    pub days: (Option<Date>, Option<Date>),
}

/// Which places and which layer a map shows.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// What parties claim, where they claim otherwise.
    pub claimed: bool,
    pub country: Option<String>,
}

/// Days since 1970-01-01.
pub fn number(day: Date) -> i32 {
    date(1970, 1, 1).until((Unit::Day, day)).map_or(0, |span| span.get_days())
}

/// The day of a number.
pub fn day_of(number: i32) -> Option<Date> {
    let span = jiff::Span::new().try_days(number).ok()?;
    date(1970, 1, 1).checked_add(span).ok()
}

/// The word that JSON has for a unit variant.
fn word(value: impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

impl Place {
    fn new(key: String, record: PlaceRecord, phases: Vec<Phase>, newest: Option<Date>) -> Place {
        let object = json!({"key": key, "name": record.name, "country": record.country,
            "admin1": record.admin1, "kind": record.kind, "lat": record.lat, "lon": record.lon});
        let mut head = object.to_string().into_bytes();
        head.pop();
        Place { key, record, phases, newest, head }
    }

    /// The phase of a day.
    pub fn phase(&self, day: i32) -> Option<&Phase> {
        let index = self.phases.partition_point(|phase| phase.from <= day);
        index.checked_sub(1).and_then(|index| self.phases.get(index))
    }
}

impl Atlas {
    /// Draws the atlas of a ledger, place by place, so that the claims need not all be in memory.
    pub fn draw(pool: &Pool, sequence: u64, as_of: Option<Date>) -> Result<Atlas, Fault> {
        let keys = pool.with(sequence, |desk| Ok(desk.ledger.place_keys()?))?;
        let cores = thread::available_parallelism().map_or(1, usize::from).min(4);
        let hands = cores.min(keys.len() / 64 + 1);
        let next = AtomicUsize::new(0);
        let draw = || {
            pool.with(sequence, |desk| {
                let mut drawn = vec![];
                while let Some(key) = keys.get(next.fetch_add(1, Ordering::Relaxed)) {
                    drawn.extend(place(desk, key, as_of)?);
                }
                Ok(drawn)
            })
        };
        let drawn: Result<Vec<_>, Fault> = thread::scope(|scope| {
            let hands: Vec<_> = (0..hands).map(|_| scope.spawn(draw)).collect();
            let lost = |_| Err(Fault::internal("a place could not be drawn"));
            hands.into_iter().map(|hand| hand.join().unwrap_or_else(lost)).collect()
        });
        let mut drawn: Vec<(Place, Vec<Party>)> = drawn?.into_iter().flatten().collect();
        drawn.sort_by(|a, b| a.0.key.cmp(&b.0.key));
        let horizon = pool.with(sequence, |desk| Ok(desk.settings.horizon))?;
        Ok(Atlas::of(drawn, as_of, horizon))
    }

    fn of(drawn: Vec<(Place, Vec<Party>)>, as_of: Option<Date>, horizon: i32) -> Atlas {
        let mut told: BTreeMap<String, Told> = BTreeMap::new();
        let mut days: (Option<Date>, Option<Date>) = (None, None);
        for (place, named) in &drawn {
            named.iter().for_each(|party| Told::claim(&mut told, party));
            let mut there: BTreeMap<&str, &str> = BTreeMap::new();
            for phase in &place.phases {
                let claimed = phase.claimed.iter().map(|(_, holder)| holder);
                for party in phase.holder.iter().chain(&phase.others).chain(claimed) {
                    there.insert(&party.id, &party.name);
                }
            }
            for (id, name) in there {
                let told = told.entry(id.to_owned()).or_default();
                told.places += 1;
                told.countries.extend(place.record.country.clone());
                if told.name.is_empty() {
                    told.name = name.to_owned();
                }
            }
            let first = place.phases.first().and_then(|phase| day_of(phase.from));
            days.0 = days.0.into_iter().chain(first).min();
            days.1 = days.1.into_iter().chain(place.newest).max();
        }
        told.retain(|_, told| told.places > 0);
        let places: Vec<Place> = drawn.into_iter().map(|(place, _)| place).collect();
        let by_key =
            places.iter().enumerate().map(|(number, place)| (place.key.clone(), number)).collect();
        Atlas { as_of, horizon, places, parties: marks(told), by_key, days }
    }

    /// The place with this key.
    pub fn place(&self, key: &str) -> Option<&Place> {
        self.by_key.get(key).and_then(|number| self.places.get(*number))
    }

    /// The map of a day as JSON; without one, of the day of the newest evidence.
    pub fn map(&self, on: Option<Date>, shown: &Shown) -> Result<Vec<u8>, std::io::Error> {
        let on = on.or(self.days.1);
        let day = on.map(number);
        let statuses: Vec<String> =
            STATUSES.iter().map(|status| word(status).to_string()).collect();
        let bases: Vec<String> = BASES.iter().map(|basis| word(basis).to_string()).collect();
        // A party's id as JSON, written once.
        let ids: HashMap<&str, String> =
            (self.parties.iter()).map(|party| (&*party.id, json!(party.id).to_string())).collect();
        let mut used: BTreeSet<&str> = BTreeSet::new();
        let mut out: Vec<u8> = Vec::with_capacity(self.places.len() * 280 + 1024);
        let layer = if shown.claimed { "claimed" } else { "assessed" };
        let (on_word, as_of) = (json!(on), json!(self.as_of));
        write!(out, r#"{{"on":{on_word},"as_of":{as_of},"layer":"{layer}","places":["#)?;
        let mut first = true;
        for place in &self.places {
            if shown.country.is_some() && place.record.country != shown.country {
                continue;
            }
            out.extend_from_slice(if first { b"\n" } else { b",\n" });
            first = false;
            out.extend_from_slice(&place.head);
            let Some((phase, day)) = day.and_then(|day| Some((place.phase(day)?, day))) else {
                out.extend_from_slice(
                    br#","status":"unknown","holder":null,"others":[],"basis":null,"confidence":0.0,"last_evidence":null,"age":null,"claimed":null}"#,
                );
                continue;
            };
            let mut party =
                |out: &mut Vec<u8>, party: &'_ Party| match ids.get_key_value(party.id.as_str()) {
                    Some((id, written)) => {
                        used.insert(id);
                        out.extend_from_slice(written.as_bytes());
                    }
                    None => out.extend_from_slice(b"null"),
                };
            let said = phase.claimed.as_ref().filter(|_| shown.claimed);
            let status = said.map_or(phase.status, |(status, _)| *status);
            write!(out, r#","status":{},"holder":"#, at(&STATUSES, &status, &statuses))?;
            match said.map(|(_, holder)| holder).or(phase.holder.as_ref()) {
                Some(holder) => party(&mut out, holder),
                None => out.extend_from_slice(b"null"),
            }
            out.extend_from_slice(br#","others":["#);
            for (index, other) in phase.others.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                party(&mut out, other);
            }
            let aged = phase.on(day, self.horizon);
            let basis = aged.basis.as_ref().map_or("null", |basis| at(&BASES, basis, &bases));
            let last = phase.last.and_then(|last| day_of(last.min(day)));
            write!(out, r#"],"basis":{basis},"confidence":{:?},"#, aged.confidence)?;
            match (last, aged.age) {
                (Some(last), Some(age)) => {
                    write!(out, r#""last_evidence":"{last}","age":{age},"claimed":"#)?;
                }
                _ => out.extend_from_slice(br#""last_evidence":null,"age":null,"claimed":"#),
            }
            match &phase.claimed {
                Some((status, holder)) => {
                    write!(out, r#"{{"status":{},"holder":"#, at(&STATUSES, status, &statuses))?;
                    party(&mut out, holder);
                    out.extend_from_slice(b"}}");
                }
                None => out.extend_from_slice(b"null}"),
            }
        }
        let named = self.parties.iter().filter(|party| used.contains(party.id.as_str()));
        let named: Vec<Value> =
            named.map(|party| json!({"id": party.id, "name": party.name})).collect();
        write!(out, "\n],\"parties\":{}}}", json!(named))?;
        Ok(out)
    }

    /// All days of all places.
    pub fn changes(&self) -> Value {
        let numbers: HashMap<&str, usize> =
            self.parties.iter().enumerate().map(|(number, party)| (&*party.id, number)).collect();
        let party = |party: Option<&Party>| -> i64 {
            party.and_then(|party| numbers.get(&*party.id)).map_or(-1, |number| *number as i64)
        };
        let status = |status: Status| STATUSES.iter().position(|one| *one == status);
        let span = |phase: &Phase| {
            let basis = phase.basis.and_then(|basis| BASES.iter().position(|one| *one == basis));
            let claimed = phase.claimed.as_ref();
            let others: Vec<i64> = phase.others.iter().map(|one| party(Some(one))).collect();
            json!([
                phase.from,
                status(phase.status),
                party(phase.holder.as_ref()),
                others,
                basis.map_or(-1, |basis| basis as i64),
                (phase.confidence * 1000.0).round() / 1000.0,
                phase.last,
                claimed.and_then(|(one, _)| status(*one)).map_or(-1, |status| status as i64),
                party(claimed.map(|(_, holder)| holder)),
            ])
        };
        let place = |place: &Place| {
            let record = &place.record;
            json!({"key": place.key, "name": record.name, "country": record.country,
                "admin1": record.admin1, "kind": record.kind, "precision": record.precision,
                "lat": record.lat, "lon": record.lon,
                "spans": place.phases.iter().map(span).collect::<Vec<_>>()})
        };
        json!({
            "as_of": self.as_of,
            "horizon": self.horizon,
            "parties": self.parties.iter().map(|party| &party.id).collect::<Vec<_>>(),
            "statuses": STATUSES,
            "bases": BASES,
            "columns": ["from", "status", "holder", "others", "basis", "confidence", "last",
                "claimed_status", "claimed_holder"],
            "places": self.places.iter().map(place).collect::<Vec<_>>(),
        })
    }
}

/// The word of a value by its place in a list.
fn at<'w, T: PartialEq>(list: &[T], value: &T, words: &'w [String]) -> &'w str {
    let index = list.iter().position(|one| one == value);
    index.and_then(|index| words.get(index)).map_or("null", String::as_str)
}

/// A place with the parties that each of its claims names; nothing where no claim is evidence.
fn place(
    desk: &mut Desk,
    key: &str,
    as_of: Option<Date>,
) -> Result<Option<(Place, Vec<Party>)>, Fault> {
    let claims = desk.ledger.claims(&Filter::control().at(key))?;
    if claims.is_empty() {
        return Ok(None);
    }
    let settings = desk.settings_for(claims.iter().map(|claim| claim.report.as_str()))?;
    let Some(holdings) = Holdings::of(&claims, key, as_of, settings) else { return Ok(None) };
    if !holdings.has_evidence() {
        return Ok(None);
    }
    let known = |claim: &&dateline_coding::Claim| {
        as_of.is_none_or(|as_of| claim.published.is_some_and(|day| day <= as_of))
    };
    let mut named = vec![];
    for control in claims.iter().filter(known).filter_map(|claim| claim.control.as_ref()) {
        let parties = [&control.holder, &control.lost_by, &control.besieged_by];
        named.extend(parties.into_iter().flatten().cloned());
    }
    let place =
        Place::new(key.to_owned(), holdings.place().clone(), holdings.phases(), holdings.newest());
    Ok(Some((place, named)))
}
