//! The atlas: every known place with all its days, small enough to keep and quick enough to draw any day of
//! in some milliseconds.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use dateline_actor::Party;
use dateline_control::{Course, Holdings};
use dateline_desk::CourseQuestion;
use dateline_ledger::{Filter, Ledger};
use jiff::Unit;
use jiff::civil::{Date, date};
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::marks::{PartyMark, Told, marks};
use crate::pool::{Desk, Pool};
use crate::sheet::{BASES, STATUSES, Sheet};

/// Every known place.
pub struct Atlas {
    pub as_of: Option<Date>,
    pub horizon: i32,
    pub places: Vec<Arc<Sheet>>,
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

impl Atlas {
    /// Draws the atlas of a ledger, place by place, so that the claims need not all be in memory. Of an
    /// earlier one, all but the places touched since are taken over.
    pub fn draw(
        pool: &Pool,
        sequence: u64,
        as_of: Option<Date>,
        earlier: Option<(&Atlas, &BTreeSet<String>)>,
    ) -> Result<Atlas, Fault> {
        let horizon = pool.with(sequence, |desk| Ok(desk.settings.horizon))?;
        let keys: Vec<String> = match earlier {
            // What is kept is brought up to date with them.
            Some((atlas, touched)) if as_of.is_none() => {
                let places = pool.with(sequence, |desk| {
                    let mut places = vec![];
                    dateline_desk::for_courses_of(&desk.ledger, touched, |course| {
                        places.push(Arc::new(Sheet::of(course)));
                        Ok::<_, Fault>(())
                    })?;
                    Ok(places)
                })?;
                return Ok(atlas.with(places, touched, horizon));
            }
            Some((_, touched)) => touched.iter().cloned().collect(),
            // What is kept beside a large ledger need not be drawn anew.
            None if as_of.is_none() => {
                let places = pool.with(sequence, |desk| kept(&desk.ledger))?;
                return Ok(Atlas::of(places, None, horizon));
            }
            None => {
                let all = pool.with(sequence, |desk| Ok(desk.ledger.place_keys()?))?;
                all.into_iter().collect()
            }
        };
        let cores = thread::available_parallelism().map_or(1, usize::from).min(4);
        let hands = cores.min(keys.len() / 64 + 1);
        let next = AtomicUsize::new(0);
        let draw = || {
            pool.with(sequence, |desk| {
                let mut drawn = vec![];
                while let Some(key) = keys.get(next.fetch_add(1, Ordering::Relaxed)) {
                    drawn.extend(place(desk, key, as_of)?.map(Arc::new));
                }
                Ok(drawn)
            })
        };
        let drawn: Result<Vec<_>, Fault> = thread::scope(|scope| {
            let hands: Vec<_> = (0..hands).map(|_| scope.spawn(draw)).collect();
            let lost = |_| Err(Fault::internal("a place could not be drawn"));
            hands.into_iter().map(|hand| hand.join().unwrap_or_else(lost)).collect()
        });
        let places: Vec<Arc<Sheet>> = drawn?.into_iter().flatten().collect();
        Ok(match earlier {
            Some((atlas, touched)) => Atlas { as_of, ..atlas.with(places, touched, horizon) },
            None => Atlas::of(places, as_of, horizon),
        })
    }

    /// The same with these places instead of those touched.
    fn with(&self, mut places: Vec<Arc<Sheet>>, touched: &BTreeSet<String>, horizon: i32) -> Atlas {
        let untouched = self.places.iter().filter(|place| !touched.contains(&place.key));
        places.extend(untouched.cloned());
        Atlas::of(places, self.as_of, horizon)
    }

    fn of(mut places: Vec<Arc<Sheet>>, as_of: Option<Date>, horizon: i32) -> Atlas {
        places.sort_by(|a, b| a.key.cmp(&b.key));
        let mut told: BTreeMap<String, Told> = BTreeMap::new();
        let mut days: (Option<Date>, Option<Date>) = (None, None);
        for place in &places {
            place.named.iter().for_each(|(party, claims)| Told::of(&mut told, party, *claims));
            let mut there: BTreeMap<&str, &str> = BTreeMap::new();
            for stand in &place.stands {
                let claimed = stand.claimed.iter().map(|(_, holder)| holder);
                for party in stand.holder.iter().chain(&stand.others).chain(claimed) {
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
            let first = place.first().and_then(day_of);
            days.0 = days.0.into_iter().chain(first).min();
            days.1 = days.1.into_iter().chain(place.newest).max();
        }
        told.retain(|_, told| told.places > 0);
        let by_key =
            places.iter().enumerate().map(|(number, place)| (place.key.clone(), number)).collect();
        Atlas { as_of, horizon, places, parties: marks(told), by_key, days }
    }

    /// The place with this key.
    pub fn place(&self, key: &str) -> Option<&Sheet> {
        self.by_key.get(key).and_then(|number| self.places.get(*number)).map(Arc::as_ref)
    }

    /// The map of a day as JSON; without one, of the day of the newest evidence.
    pub fn map(&self, on: Option<Date>, shown: &Shown) -> Vec<u8> {
        let on = on.or(self.days.1);
        let day = on.map(number);
        let layer = if shown.claimed { "claimed" } else { "assessed" };
        let parties: Vec<Value> =
            self.parties.iter().map(|party| json!({"id": party.id, "name": party.name})).collect();
        let head = json!({"on": on, "as_of": self.as_of, "layer": layer, "parties": parties});
        let mut out: Vec<u8> = head.to_string().into_bytes();
        out.reserve(self.places.len() * 300 + 64);
        out.pop();
        out.extend_from_slice(b",\"places\":[");
        let mut first = true;
        for place in &self.places {
            if shown.country.is_some() && place.record.country != shown.country {
                continue;
            }
            out.extend_from_slice(if first { b"\n" } else { b",\n" });
            first = false;
            place.write(&mut out, day, shown.claimed);
        }
        out.extend_from_slice(b"\n]}");
        out
    }

    /// All days of all places.
    pub fn changes(&self) -> Value {
        let numbers: HashMap<&str, usize> =
            self.parties.iter().enumerate().map(|(number, party)| (&*party.id, number)).collect();
        let party = |party: Option<&Party>| -> i64 {
            party.and_then(|party| numbers.get(&*party.id)).map_or(-1, |number| *number as i64)
        };
        let place = |place: &Arc<Sheet>| {
            let record = &place.record;
            let mut place = json!({"key": place.key, "name": record.name,
                "country": record.country, "admin1": record.admin1, "kind": record.kind,
                "precision": record.precision, "lat": record.lat, "lon": record.lon,
                "horizon": place.horizon, "spans": place.spans(party)});
            // A war of its own pace says so; most have none.
            if place["horizon"] == self.horizon {
                place.as_object_mut().map(|place| place.remove("horizon"));
            }
            place
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

/// All places, with everything that is known of them by now.
fn kept(ledger: &Ledger) -> Result<Vec<Arc<Sheet>>, Fault> {
    let mut places = vec![];
    dateline_desk::for_each_course(ledger, CourseQuestion::default(), |course| {
        places.push(Arc::new(Sheet::of(course)));
        Ok::<_, Fault>(())
    })?;
    Ok(places)
}

/// A place; nothing where no claim is evidence.
fn place(desk: &mut Desk, key: &str, as_of: Option<Date>) -> Result<Option<Sheet>, Fault> {
    let claims = desk.ledger.claims(&Filter::control().at(key))?;
    if claims.is_empty() {
        return Ok(None);
    }
    let settings = desk.settings_for(claims.iter().map(|claim| claim.report.as_str()))?;
    let holdings = Holdings::of(&claims, key, as_of, settings).filter(Holdings::has_evidence);
    Ok(holdings.map(|holdings| Sheet::of(Course::of(&holdings, &claims))))
}
