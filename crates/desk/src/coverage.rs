//! Coverage: how many reports tell of a place or a country, week by week. Silence is not peace: a week
//! without reports says nothing of what happened in it.

use std::collections::{BTreeMap, BTreeSet};

use dateline_coding::Claim;
use dateline_control::PlaceRecord;
use dateline_ledger::{Filter, Ledger, place_key};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::lookup::{self, Found};
use crate::{Reply, Result};

/// Reports of one week.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Week {
    /// Its Monday.
    pub week: Date,
    /// Reports published in it that tell of the place.
    pub reports: usize,
    /// Their claims about the place.
    pub claims: usize,
    /// Their publishers.
    pub publishers: usize,
    /// All reports in the ledger that were published in it.
    pub of: usize,
}

/// How well a place or a country is covered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Covered {
    /// The place; absent of a country, and of what has no country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceRecord>,
    /// ISO code of the country.
    pub country: Option<String>,
    /// Reports that tell of it.
    pub reports: usize,
    /// Their claims about it.
    pub claims: usize,
    /// Their publishers.
    pub publishers: usize,
    /// Day of the first report.
    pub first: Option<Date>,
    /// Day of the last report.
    pub last: Option<Date>,
    /// Weeks from the first to the last.
    pub weeks: usize,
    /// Those of them without a report.
    pub silent: usize,
    /// The longest run of them.
    pub longest_silence: usize,
}

/// How finely coverage is asked for, where no place is named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grain {
    /// A row a country.
    #[default]
    Country,
    /// A row a place.
    Place,
}

/// Reports a week of one place, or of a country by its ISO code, silent weeks included.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn weeks(
    ledger: &Ledger,
    place: &str,
    from: Option<Date>,
    to: Option<Date>,
) -> Result<Reply<Vec<Week>>> {
    let code = place.trim();
    let country = code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase());
    let claims = if country {
        let mut claims = ledger.claims(&Filter::default())?;
        claims.retain(|claim| claim.places.iter().any(|p| p.country.as_deref() == Some(code)));
        claims
    } else {
        match lookup::find(ledger, place, &Filter::default())? {
            Found::Told { claims, .. } => claims,
            Found::Untold(_) => return Ok(Reply::Untold(vec![])),
            Found::Several(several) => return Ok(Reply::Several(several)),
        }
    };
    let mut told = Tally::default();
    for claim in &claims {
        told.add(claim);
    }
    let Some((first, last)) = told.first.zip(told.last) else { return Ok(Reply::Untold(vec![])) };
    let (first, last) = (monday(from.unwrap_or(first)), monday(to.unwrap_or(last)));
    let mut all: BTreeMap<Date, usize> = BTreeMap::new();
    ledger.for_each_report(|report| -> Result<()> {
        if let Some(day) = report.published {
            *all.entry(monday(day)).or_default() += 1;
        }
        Ok(())
    })?;
    let mut weeks = vec![];
    let mut week = first;
    while week <= last {
        let told = told.weeks.get(&week);
        weeks.push(Week {
            week,
            reports: told.map_or(0, |told| told.reports.len()),
            claims: told.map_or(0, |told| told.claims),
            publishers: told.map_or(0, |told| told.publishers.len()),
            of: all.get(&week).copied().unwrap_or(0),
        });
        let Ok(next) = week.checked_add(7.days()) else { break };
        week = next;
    }
    Ok(Reply::Told(weeks))
}

/// How well each country, or each place, is covered; the least covered last.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn coverage(ledger: &Ledger, grain: Grain) -> Result<Vec<Covered>> {
    let claims = ledger.claims(&Filter::default())?;
    let mut tallies: BTreeMap<String, (Option<PlaceRecord>, Option<String>, Tally)> =
        BTreeMap::new();
    for claim in &claims {
        let mut seen = BTreeSet::new();
        for place in &claim.places {
            let key = match grain {
                Grain::Country => place.country.clone().unwrap_or_default(),
                Grain::Place => place_key(place),
            };
            if !seen.insert(key.clone()) {
                continue;
            }
            let named = || match grain {
                Grain::Country => None,
                Grain::Place => Some(PlaceRecord::from(place)),
            };
            let entry = tallies
                .entry(key)
                .or_insert_with(|| (named(), place.country.clone(), Tally::default()));
            entry.2.add(claim);
        }
    }
    let mut covered: Vec<(String, Covered)> = (tallies.into_iter())
        .map(|(key, (place, country, tally))| (key, tally.covered(place, country)))
        .collect();
    covered.sort_by(|a, b| b.1.reports.cmp(&a.1.reports).then_with(|| a.0.cmp(&b.0)));
    Ok(covered.into_iter().map(|(_, covered)| covered).collect())
}

/// What was told, week by week.
#[derive(Default)]
struct Tally {
    weeks: BTreeMap<Date, Told>,
    reports: BTreeSet<String>,
    publishers: BTreeSet<String>,
    claims: usize,
    first: Option<Date>,
    last: Option<Date>,
}

#[derive(Default)]
struct Told {
    reports: BTreeSet<String>,
    publishers: BTreeSet<String>,
    claims: usize,
}

impl Tally {
    fn add(&mut self, claim: &Claim) {
        self.claims += 1;
        self.reports.insert(claim.report.clone());
        self.publishers.extend(claim.publisher.clone());
        let Some(day) = claim.published else { return };
        let told = self.weeks.entry(monday(day)).or_default();
        told.reports.insert(claim.report.clone());
        told.publishers.extend(claim.publisher.clone());
        told.claims += 1;
        self.first = self.first.map_or(Some(day), |first| Some(first.min(day)));
        self.last = self.last.max(Some(day));
    }

    fn covered(&self, place: Option<PlaceRecord>, country: Option<String>) -> Covered {
        let (mut weeks, mut silent, mut longest, mut run) = (0, 0, 0, 0);
        let mut week = self.first.map(monday);
        while let (Some(monday), Some(last)) = (week, self.last) {
            if monday > last {
                break;
            }
            weeks += 1;
            run = if self.weeks.contains_key(&monday) { 0 } else { run + 1 };
            silent += usize::from(run > 0);
            longest = longest.max(run);
            week = monday.checked_add(7.days()).ok();
        }
        Covered {
            place,
            country,
            reports: self.reports.len(),
            claims: self.claims,
            publishers: self.publishers.len(),
            first: self.first,
            last: self.last,
            weeks,
            silent,
            longest_silence: longest,
        }
    }
}

fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::monday;

    #[test]
    fn weeks_begin_on_mondays() {
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(monday(day("2017-11-05")), day("2017-10-30"));
        assert_eq!(monday(day("2017-10-30")), day("2017-10-30"));
    }
}
