//! One place: who held it on a day, and through all the days.

use dateline_control::{Answer, Holdings, PlaceRecord, Stretch};
use dateline_ledger::{Filter, Ledger};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::lookup::{self, Candidate, Found};
use crate::{Evidence, Kept, Result, rules};

/// The two clocks: what was true on a day, as it was known on another.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Clocks {
    /// The day asked about; without one, the day of the newest evidence.
    pub on: Option<Date>,
    /// Reports published after this day are left out.
    pub as_of: Option<Date>,
}

/// The answer to a question about one place.
#[derive(Clone, Debug)]
pub enum Reply<T> {
    /// The ledger tells of it.
    Told(T),
    /// The ledger does not tell of it; what can be said all the same.
    Untold(T),
    /// The name may mean several places.
    Several(Vec<Candidate>),
}

/// Every stretch of days of one place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Timeline {
    /// The place.
    pub place: PlaceRecord,
    /// Its key.
    pub key: String,
    /// The stretches, oldest first.
    pub stretches: Vec<Stretch>,
}

/// Who held a place on a day, with the reasons.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn who(
    ledger: &Ledger,
    place: &str,
    clocks: Clocks,
    evidence: &Evidence,
) -> Result<Reply<Answer>> {
    if clocks.as_of.is_none()
        && evidence.is_all()
        && let Some(mut kept) = Kept::of(ledger)?
        && let Some((key, country)) = lookup::only_key(ledger, place)?
        && let Some(answer) = kept.answer(ledger, &key, clocks.on)?
        && country.is_none_or(|country| answer.place.country == Some(country))
    {
        return Ok(Reply::Told(answer));
    }
    let unknown = |place| Reply::Untold(Answer::unknown(place, clocks.on, clocks.as_of));
    Ok(match lookup::find(ledger, place, &Filter::control())? {
        Found::Several(several) => Reply::Several(several),
        Found::Untold(place) => unknown(place),
        Found::Told { key, place, mut claims } => {
            let settings = rules::settings(ledger, &claims)?;
            evidence.sift(&mut claims);
            match Holdings::of(&claims, &key, clocks.as_of, &settings) {
                Some(holdings) if holdings.is_told_of() => Reply::Told(holdings.on(clocks.on)),
                _ => unknown(place),
            }
        }
    })
}

/// Every change of control of a place, with the reasons.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn timeline(
    ledger: &Ledger,
    place: &str,
    as_of: Option<Date>,
    evidence: &Evidence,
) -> Result<Reply<Timeline>> {
    Ok(match lookup::find(ledger, place, &Filter::control())? {
        Found::Several(several) => Reply::Several(several),
        Found::Untold(place) => {
            let key = place.id.clone().unwrap_or_default();
            Reply::Untold(Timeline { place, key, stretches: vec![] })
        }
        Found::Told { key, place, mut claims } => {
            let settings = rules::settings(ledger, &claims)?;
            evidence.sift(&mut claims);
            let holdings = Holdings::of(&claims, &key, as_of, &settings);
            let stretches = holdings.map(|holdings| holdings.timeline()).unwrap_or_default();
            let timeline = Timeline { place, key, stretches };
            match timeline.stretches.is_empty() {
                true => Reply::Untold(timeline),
                false => Reply::Told(timeline),
            }
        }
    })
}
