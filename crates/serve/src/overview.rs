//! The overview of a ledger that the server keeps: its reports without their texts, what was told when and
//! where.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dateline_ledger::{Ledger, ReportLine};
use jiff::civil::{Date, Weekday};
use serde::Serialize;

use crate::fault::Fault;
use crate::look::country_of;

/// What was told in a week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Reports published in it.
    pub reports: usize,
    /// Claims about days in it.
    pub claims: usize,
}

/// What was told in a week, with its Monday.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Week {
    pub week: Date,
    pub reports: usize,
    pub claims: usize,
}

/// The overview.
pub struct Overview {
    /// Reports that may be shown, in the order in which they were read.
    pub reports: Vec<ReportLine>,
    /// The first report with an id.
    by_id: HashMap<String, usize>,
    /// By place's key: reports that tell of it, and claims.
    pub places: BTreeMap<String, (BTreeSet<usize>, usize)>,
    /// Claims by report and last day.
    days: Vec<(usize, Option<Date>, usize)>,
    keys: Vec<String>,
}

/// The Monday of a day's week.
pub fn monday(day: Date) -> Date {
    day.tomorrow().and_then(|next| next.nth_weekday(-1, Weekday::Monday)).unwrap_or(day)
}

impl Overview {
    /// Reads it. Under an embargo, reports published after `until` or on no known day are as if they were
    /// not there.
    pub fn read(ledger: &Ledger, until: Option<Date>) -> Result<Overview, Fault> {
        let all = ledger.report_lines()?;
        let shown = |line: &ReportLine| {
            until.is_none_or(|until| line.published.is_some_and(|day| day <= until))
        };
        // From a report's place among all to its place among those shown.
        let mut places_of: Vec<Option<usize>> = Vec::with_capacity(all.len());
        let mut reports = vec![];
        for line in all {
            places_of.push(shown(&line).then_some(reports.len()));
            if shown(&line) {
                reports.push(line);
            }
        }
        let mut keys: Vec<String> = vec![];
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut counts: HashMap<(usize, Option<Date>, usize), usize> = HashMap::new();
        ledger.for_each_claim_line(|line| {
            let Some(report) = places_of.get(line.report).copied().flatten() else { return };
            let place = line.place.unwrap_or_default();
            let place = match numbers.get(place) {
                Some(number) => *number,
                None => {
                    keys.push(place.to_owned());
                    numbers.insert(place.to_owned(), keys.len() - 1);
                    keys.len() - 1
                }
            };
            *counts.entry((report, line.last, place)).or_default() += 1;
        })?;
        let mut places: BTreeMap<String, (BTreeSet<usize>, usize)> = BTreeMap::new();
        let mut days = Vec::with_capacity(counts.len());
        for ((report, last, place), count) in counts {
            let key = keys.get(place).cloned().unwrap_or_default();
            let (told, claims) = places.entry(key).or_default();
            told.insert(report);
            *claims += count;
            days.extend(std::iter::repeat_n((report, last, place), count));
        }
        places.remove("");
        days.sort_unstable();
        let mut by_id = HashMap::new();
        for (number, line) in reports.iter().enumerate() {
            by_id.entry(line.id.clone()).or_insert(number);
        }
        Ok(Overview { reports, by_id, places, days, keys })
    }

    /// The report with this id, where it may be shown.
    pub fn report(&self, id: &str) -> Option<&ReportLine> {
        self.by_id.get(id).and_then(|number| self.reports.get(*number))
    }

    /// How many claims there are.
    pub fn claims(&self) -> usize {
        self.days.len()
    }

    /// First and last day of publication.
    pub fn published(&self) -> (Option<Date>, Option<Date>) {
        let days = || self.reports.iter().filter_map(|line| line.published);
        (days().min(), days().max())
    }

    /// What was told of some places, by week; weeks of nothing are left out.
    pub fn weeks(&self, admits: impl Fn(&str) -> bool) -> Vec<Week> {
        let admitted: Vec<bool> = self.keys.iter().map(|key| admits(key)).collect();
        let mut weeks: BTreeMap<Date, Told> = BTreeMap::new();
        let mut reports: BTreeSet<usize> = BTreeSet::new();
        for (report, last, place) in &self.days {
            if admitted.get(*place).copied().unwrap_or_default() {
                reports.insert(*report);
                if let Some(last) = last {
                    weeks.entry(monday(*last)).or_default().claims += 1;
                }
            }
        }
        // Asked of everything, reports that tell of nothing count too: somebody wrote.
        let everything = admitted.iter().all(|admitted| *admitted);
        for (number, line) in self.reports.iter().enumerate() {
            if let Some(day) = line.published
                && (everything || reports.contains(&number))
            {
                weeks.entry(monday(day)).or_default().reports += 1;
            }
        }
        let week =
            |(week, told): (Date, Told)| Week { week, reports: told.reports, claims: told.claims };
        weeks.into_iter().map(week).collect()
    }

    /// Reports and claims by country.
    pub fn countries(&self) -> BTreeMap<String, (BTreeSet<usize>, usize)> {
        let mut countries: BTreeMap<String, (BTreeSet<usize>, usize)> = BTreeMap::new();
        for (key, (reports, claims)) in &self.places {
            if let Some(country) = country_of(key) {
                let told = countries.entry(country).or_default();
                told.0.extend(reports);
                told.1 += claims;
            }
        }
        countries
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_begin_on_mondays() {
        assert_eq!(monday(date(2017, 11, 3)), date(2017, 10, 30));
        assert_eq!(monday(date(2017, 10, 30)), date(2017, 10, 30));
        assert_eq!(monday(date(2017, 11, 5)), date(2017, 10, 30));
    }
}
