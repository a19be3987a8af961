//! All places: the map of a day, and what differs between two days.

use std::collections::BTreeMap;

use dateline_control::{Answer, Difference, Holdings, difference};
use dateline_ledger::{Filter, Ledger};
use jiff::civil::Date;

use crate::place::Clocks;
use crate::{Evidence, Result, rules};

/// Control of every place told of on a day.
#[derive(Clone, Debug)]
pub struct DayMap {
    /// The day; absent where nothing is dated.
    pub on: Option<Date>,
    /// Reports published later were left out.
    pub as_of: Option<Date>,
    /// The answers, by the place's key.
    pub places: BTreeMap<String, Answer>,
}

/// Control of every place told of on a day; without one, on the day of the newest evidence.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn map(ledger: &Ledger, clocks: Clocks, evidence: &Evidence) -> Result<DayMap> {
    let mut claims = ledger.claims(&Filter::control())?;
    let settings = rules::settings(ledger, &claims)?;
    evidence.sift(&mut claims);
    let all = Holdings::all(&claims, clocks.as_of, &settings);
    let on = clocks.on.or_else(|| all.values().filter_map(Holdings::newest).max());
    let places = all.into_iter().map(|(key, holdings)| (key, holdings.on(on))).collect();
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
    let mut claims = ledger.claims(&Filter::control())?;
    let settings = rules::settings(ledger, &claims)?;
    evidence.sift(&mut claims);
    let all = Holdings::all(&claims, as_of, &settings);
    let differing = all
        .values()
        .filter_map(|holdings| difference(&holdings.on(Some(from)), holdings.on(Some(to))));
    Ok(differing.collect())
}
