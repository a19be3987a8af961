//! All places: the map of a day, and what differs between two days.

use std::collections::BTreeMap;

use dateline_control::{Brief, Course, Difference, difference};
use dateline_ledger::Ledger;
use jiff::civil::Date;

use crate::courses::{CourseQuestion, Places, for_each_course};
use crate::place::Clocks;
use crate::{DeskError, Evidence, Kept, Result};

/// Control of every place told of on a day.
#[derive(Clone, Debug)]
pub struct DayMap {
    /// The day; absent where nothing is dated.
    pub on: Option<Date>,
    /// Reports published later were left out.
    pub as_of: Option<Date>,
    /// How each place stood, by its key.
    pub places: BTreeMap<String, Brief>,
}

/// Control of every place told of on a day; without one, on the day of the newest evidence.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn map(ledger: &Ledger, clocks: Clocks, evidence: &Evidence) -> Result<DayMap> {
    let asked = CourseQuestion {
        as_of: clocks.as_of,
        evidence: Some(evidence),
        ..CourseQuestion::default()
    };
    let mut places = BTreeMap::new();
    let mut on = clocks.on;
    if on.is_some() {
        for_each_course(ledger, asked, |course| -> Result<()> {
            places.insert(course.key().to_owned(), course.on(on));
            Ok(())
        })?;
    } else {
        // Only when all have been seen is it known which day is the newest.
        let mut courses: Vec<Course> = vec![];
        for_each_course(ledger, asked, |course| -> Result<()> {
            courses.push(course);
            Ok(())
        })?;
        on = courses.iter().filter_map(Course::newest).max();
        let briefs = courses.into_iter().map(|course| (course.key().to_owned(), course.on(on)));
        places.extend(briefs);
    }
    Ok(DayMap { on, as_of: clocks.as_of, places })
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
    let mut before: BTreeMap<String, Brief> = BTreeMap::new();
    for_each_course(ledger, asked, |course| -> Result<()> {
        if course.stands(from) != course.stands(to) {
            before.insert(course.key().to_owned(), course.on(Some(from)));
        }
        Ok(())
    })?;
    // The reasons are on the shelf too, or in the claims.
    let mut kept = match as_of.is_none() && evidence.is_all() {
        true => Kept::of(ledger)?,
        false => None,
    };
    let places = Places::of(ledger, asked);
    let differing = before.iter().map(|(key, before)| {
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
