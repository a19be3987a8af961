//! All places: the map of a day, and what differs between two days.

use dateline_control::{Brief, Course, Difference, Pencil, Side, difference, feature};
use dateline_ledger::Ledger;
use jiff::civil::Date;

use crate::courses::{CourseQuestion, Places};
use crate::every::Every;
use crate::place::Clocks;
use crate::{DeskError, Evidence, Kept, Result};

/// Bytes that most features take.
const FEATURE: usize = 768;

/// Control of every place told of on a day.
#[derive(Clone, Debug)]
pub struct DayMap<T> {
    /// The day; absent where nothing is dated.
    pub on: Option<Date>,
    /// Reports published later were left out.
    pub as_of: Option<Date>,
    /// How each place stood, by the places' keys and in their order.
    pub places: Vec<(String, T)>,
}

/// Control of every place told of on a day; without one, on the day of the newest evidence.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn map(ledger: &Ledger, clocks: Clocks, evidence: &Evidence) -> Result<DayMap<Brief>> {
    let one = |bytes: &[u8], on: Option<Date>| {
        let course = match on {
            Some(on) => Course::of_days(bytes, &[on]),
            None => Course::from_bytes(bytes),
        }?;
        Some((course.key().to_owned(), course.on(on)))
    };
    drawn(ledger, clocks, evidence, |on| move |bytes: &[u8]| one(bytes, on))
}

/// The same with each place as a GeoJSON feature.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn features(ledger: &Ledger, clocks: Clocks, evidence: &Evidence) -> Result<DayMap<Vec<u8>>> {
    drawn(ledger, clocks, evidence, |on| {
        let pencil = on.map(Pencil::of);
        move |bytes: &[u8]| {
            let mut out = Vec::with_capacity(FEATURE);
            if let Some(pencil) = &pencil {
                let key = pencil.draw(bytes, &mut out)?;
                return Some((key.to_owned(), out));
            }
            let course = Course::from_bytes(bytes)?;
            serde_json::to_writer(&mut out, &feature(course.key(), &course.on(None))).ok()?;
            Some((course.key().to_owned(), out))
        }
    })
}

/// The map of a day, of what is made of each place's course for that day.
fn drawn<T, D>(
    ledger: &Ledger,
    clocks: Clocks,
    evidence: &Evidence,
    draw: impl Fn(Option<Date>) -> D,
) -> Result<DayMap<T>>
where
    T: Send,
    D: Fn(&[u8]) -> Option<(String, T)> + Sync,
{
    let as_of = clocks.as_of;
    let asked = CourseQuestion { as_of, evidence: Some(evidence), ..CourseQuestion::default() };
    let mut every = Every::of(ledger, asked)?;
    let mut on = clocks.on;
    if on.is_none() {
        // Only when all have been seen is it known which day is the newest.
        let newest = |bytes: &[u8]| Course::of_days(bytes, &[]).map(|course| course.newest());
        if !every.is_kept() {
            let courses = every.tell(|bytes| Some(Some((String::new(), bytes.to_vec()))))?;
            on = courses.iter().filter_map(|(_, bytes)| newest(bytes)?).max();
            let draw = draw(on);
            let places = courses.iter().filter_map(|(_, bytes)| draw(bytes)).collect();
            return Ok(DayMap { on, as_of, places });
        }
        let days = every.tell(|bytes| Some(newest(bytes)?.map(|day| (String::new(), day))))?;
        on = days.into_iter().map(|(_, day)| day).max();
    }
    let draw = draw(on);
    let places = every.tell(|bytes| draw(bytes).map(Some))?;
    Ok(DayMap { on, as_of, places })
}

/// Places whose holder or status differs between two days, by key.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn diff(
    ledger: &Ledger,
    from: Date,
    to: Date,
    as_of: Option<Date>,
    evidence: &Evidence,
) -> Result<Vec<Difference>> {
    let asked = CourseQuestion { as_of, evidence: Some(evidence), ..CourseQuestion::default() };
    let before = Every::of(ledger, asked)?.tell(|bytes| {
        let course = Course::of_days(bytes, &[from, to])?;
        let before = || (course.key().to_owned(), Side::from(&course.on(Some(from))));
        Some((course.stands(from) != course.stands(to)).then(before))
    })?;
    // The reasons are on the shelf too, or in the claims.
    let mut kept = match as_of.is_none() && evidence.is_all() {
        true => Kept::of(ledger)?,
        false => None,
    };
    let places = Places::of(ledger, asked);
    let differing = before.into_iter().map(|(key, before)| {
        let key = &key;
        if let Some(kept) = &mut kept
            && let Some(after) = kept.answer(ledger, key, Some(to))?
        {
            return Ok(difference(before, after));
        }
        let differs = places.holdings(key, |holdings, _| {
            difference(&holdings.on(Some(from)), holdings.on(Some(to)))
        })?;
        Ok::<_, DeskError>(differs.flatten())
    });
    differing.filter_map(Result::transpose).collect()
}
