//! Coverage: how many reports tell of a place or a country, week by week. Silence is not peace: a week
//! without reports says nothing of what happened in it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dateline_coding::Claim;
use dateline_control::PlaceRecord;
use dateline_ledger::{Filter, Ledger, place_key};
use dateline_place::Place;
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
    let mut tallies = Tallies::of(ledger, true)?;
    if country {
        ledger.for_each_claim(&Filter::default(), |claim| -> Result<()> {
            if claim.places.iter().any(|place| place.country.as_deref() == Some(code)) {
                tallies.add(&claim, code, None);
            }
            Ok(())
        })?;
    } else {
        match lookup::find(ledger, place, &Filter::default())? {
            Found::Told { claims, .. } => {
                claims.iter().for_each(|claim| tallies.add(claim, code, None));
            }
            Found::Untold(_) => return Ok(Reply::Untold(vec![])),
            Found::Several(several) => return Ok(Reply::Several(several)),
        }
    }
    let told = tallies.by_key.remove(code).unwrap_or_default();
    let Some((first, last)) = told.first.zip(told.last) else { return Ok(Reply::Untold(vec![])) };
    let (first, last) = (monday(from.unwrap_or(first)), monday(to.unwrap_or(last)));
    let mut all: BTreeMap<Date, usize> = BTreeMap::new();
    for (day, reports) in ledger.reports_by_day()? {
        *all.entry(monday(day)).or_default() += reports;
    }
    let mut weeks = vec![];
    let mut week = first;
    while week <= last {
        let told = told.fine.get(&week);
        weeks.push(Week {
            week,
            reports: told.map_or(0, |told| told.reports),
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
    let mut tallies = Tallies::of(ledger, false)?;
    ledger.for_each_claim(&Filter::default(), |claim| -> Result<()> {
        let mut seen = BTreeSet::new();
        for place in &claim.places {
            let key = match grain {
                Grain::Country => place.country.clone().unwrap_or_default(),
                Grain::Place => place_key(place),
            };
            let named = Some(place).filter(|_| grain == Grain::Place);
            if !seen.contains(&key) {
                tallies.add(&claim, &key, named);
                seen.insert(key);
            }
        }
        Ok(())
    })?;
    let mut covered: Vec<(String, Covered)> = (tallies.by_key.into_iter())
        .map(|(key, tally)| {
            let country =
                Some(key.clone()).filter(|key| grain == Grain::Country && !key.is_empty());
            let covered = tally.covered(country);
            (key, covered)
        })
        .collect();
    covered.sort_by(|a, b| b.1.reports.cmp(&a.1.reports).then_with(|| a.0.cmp(&b.0)));
    Ok(covered.into_iter().map(|(_, covered)| covered).collect())
}

/// What was told of several places or countries, counted while the claims go by, report by report.
struct Tallies {
    by_key: HashMap<String, Tally>,
    /// Whether the weeks are counted one by one.
    fine: bool,
    /// Publishers by number.
    publishers: HashMap<String, u32>,
    /// Ids that several reports have, by number, where they were met: they count as one report.
    shared: HashMap<String, Option<u32>>,
    /// The report whose claims go by, and the number of reports until now.
    report: (String, u32),
    reports: u32,
}

/// What was told of one of them.
#[derive(Default)]
struct Tally {
    place: Option<Named>,
    /// Weeks of which anything was told, as Mondays, in order; or, counted one by one, below.
    weeks: Vec<Date>,
    fine: BTreeMap<Date, Told>,
    /// The report counted last, and those that may come again.
    report: u32,
    seen: BTreeSet<(u32, Option<Date>)>,
    reports: usize,
    publishers: BTreeSet<u32>,
    claims: usize,
    first: Option<Date>,
    last: Option<Date>,
}

#[derive(Default)]
struct Told {
    report: u32,
    reports: usize,
    publishers: BTreeSet<u32>,
    claims: usize,
}

/// A place as one of its claims names it: the least of all names, so that the order makes no difference.
type Named = ((String, String, String), PlaceRecord);

impl Tallies {
    fn of(ledger: &Ledger, fine: bool) -> Result<Tallies> {
        let shared = ledger.shared_ids()?.into_iter().map(|id| (id, None)).collect();
        Ok(Tallies {
            by_key: HashMap::new(),
            fine,
            publishers: HashMap::new(),
            shared,
            report: (String::new(), 0),
            reports: 0,
        })
    }

    /// The number of a claim's report, and whether it may come again.
    fn number(&mut self, report: &str) -> (u32, bool) {
        if self.report.1 > 0 && self.report.0 == report {
            return (self.report.1, self.shared.contains_key(report));
        }
        let known = self.shared.get_mut(report);
        let shared = known.is_some();
        let number = match known {
            Some(Some(number)) => *number,
            unknown => {
                self.reports += 1;
                if let Some(unknown) = unknown {
                    *unknown = Some(self.reports);
                }
                self.reports
            }
        };
        self.report = (report.to_owned(), number);
        (number, shared)
    }

    fn add(&mut self, claim: &Claim, key: &str, named: Option<&Place>) {
        let (report, shared) = self.number(&claim.report);
        let publisher = claim.publisher.as_ref().map(|name| match self.publishers.get(name) {
            Some(number) => *number,
            None => {
                let number = self.publishers.len() as u32;
                self.publishers.insert(name.clone(), number);
                number
            }
        });
        if !self.by_key.contains_key(key) {
            self.by_key.insert(key.to_owned(), Tally::default());
        }
        let Some(tally) = self.by_key.get_mut(key) else { return };
        if let Some(place) = named {
            let name = (&place.name, &place.text, &place.kind);
            let known = tally.place.as_ref().map(|((a, b, c), _)| (a, b, c));
            if known.is_none_or(|known| name < known) {
                let name = (place.name.clone(), place.text.clone(), place.kind.clone());
                tally.place = Some((name, PlaceRecord::from(place)));
            }
        }
        tally.claims += 1;
        tally.publishers.extend(publisher);
        let again =
            if shared { !tally.seen.insert((report, None)) } else { tally.report == report };
        tally.reports += usize::from(!again);
        tally.report = report;
        let Some(day) = claim.published else { return };
        tally.first = tally.first.map_or(Some(day), |first| Some(first.min(day)));
        tally.last = tally.last.max(Some(day));
        let week = monday(day);
        if self.fine {
            let told = tally.fine.entry(week).or_default();
            let again = match shared {
                true => !tally.seen.insert((report, Some(week))),
                false => told.report == report,
            };
            told.reports += usize::from(!again);
            told.report = report;
            told.publishers.extend(publisher);
            told.claims += 1;
        } else if tally.weeks.last() != Some(&week) {
            // Reports come mostly in the order of their days.
            if let Err(at) = tally.weeks.binary_search(&week) {
                tally.weeks.insert(at, week);
            }
        }
    }
}

impl Tally {
    fn covered(self, country: Option<String>) -> Covered {
        let (mut weeks, mut silent, mut longest, mut run) = (0, 0, 0, 0);
        let mut week = self.first.map(monday);
        while let (Some(monday), Some(last)) = (week, self.last) {
            if monday > last {
                break;
            }
            weeks += 1;
            run = if self.weeks.binary_search(&monday).is_ok() { 0 } else { run + 1 };
            silent += usize::from(run > 0);
            longest = longest.max(run);
            week = monday.checked_add(7.days()).ok();
        }
        let place = self.place.map(|(_, place)| place);
        Covered {
            country: country.or_else(|| place.as_ref().and_then(|place| place.country.clone())),
            place,
            reports: self.reports,
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
