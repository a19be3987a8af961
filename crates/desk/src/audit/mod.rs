//! The audit: somebody's data set held against what the ledger's reports say, row by row. Each row is
//! matched, contradicted, or missed by us; what the reports tell and no row has is missed by them.
//! Imported rows are no witnesses: only claims from reports count.

mod control;
mod happening;
mod page;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dateline_coding::Claim;
use dateline_control::{Figures, PlaceRecord};
use dateline_ledger::{Filter, Ledger, place_key};
use jiff::Unit;
use jiff::civil::Date;
use serde::Serialize;

use crate::Result;
use crate::import::{Row, Said};
pub use page::{Form, page};

/// How near is near enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AuditQuestion {
    /// Days by which a row and an event may differ.
    pub days: i32,
    /// Kilometres between a row's point and an event's place, where they are not the same place.
    pub km: f64,
    /// Events without a death are no loss to a data set that counts deadly events only.
    pub deadly: bool,
}

impl Default for AuditQuestion {
    fn default() -> Self {
        AuditQuestion { days: 2, km: 10.0, deadly: false }
    }
}

/// What became of a row, or of an event that no row has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Reports say the same.
    Matched,
    /// Reports say otherwise.
    Contradicted,
    /// The row has it, the reports do not.
    MissedByUs,
    /// The reports have it, no row does.
    MissedByThem,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// What became of it.
    pub outcome: Outcome,
    /// The row; absent where they have none.
    pub row: Option<Row>,
    /// What the reports say; absent where they say nothing.
    pub ours: Option<Ours>,
    /// How well they fit, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Why they were taken for the same, or what speaks against the row.
    pub why: Vec<String>,
    /// Where we have nothing: how many reports in the ledger tell of the place in the weeks around. None
    /// at all is our silence, not their error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heard: Option<usize>,
    /// The sentences.
    pub sentences: Vec<Sentence>,
}

/// What the reports say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ours {
    /// Id of the event or status, for `explain`.
    pub id: String,
    /// Type of the event, or how the place stood.
    pub says: String,
    /// First day.
    pub first: Option<Date>,
    /// Last day.
    pub last: Option<Date>,
    /// Where.
    pub place: Option<PlaceRecord>,
    /// Who acts, or holds the place.
    pub by: Vec<String>,
    /// Against whom, or who else is there.
    pub against: Vec<String>,
    /// The dead.
    pub deaths: Option<Figures>,
}

/// A sentence of a report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sentence {
    /// Its claim.
    pub claim: String,
    /// The report.
    pub report: String,
    /// Its publisher.
    pub publisher: Option<String>,
    /// Its day.
    pub published: Option<Date>,
    /// The words.
    pub quote: String,
}

/// How many of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    /// Rows that could be read.
    pub rows: usize,
    /// Of these, matched.
    pub matched: usize,
    /// Contradicted.
    pub contradicted: usize,
    /// Missed by us.
    pub missed_by_us: usize,
    /// Of those, where no report in the ledger tells of the place around that time.
    pub silent: usize,
    /// Events or places of the reports that no row has, within the data set's countries and days.
    pub missed_by_them: usize,
}

/// A data set held against the ledger.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Audit {
    /// How many of each.
    pub summary: Summary,
    /// The findings: the rows in their order, then what they miss.
    pub findings: Vec<Finding>,
}

/// Holds rows against the ledger.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn audit(ledger: &Ledger, rows: &[Row], asked: AuditQuestion) -> Result<Audit> {
    let mut claims = ledger.claims(&Filter::default())?;
    claims.retain(|claim| !claim.coder.starts_with("import "));
    let settings = crate::settings(ledger, &claims)?;
    let heard = Heard::of(&claims);
    let scope = Scope::of(rows);
    let mut findings = happening::audit(ledger, &claims, &settings, rows, asked, &heard, &scope)?;
    findings.extend(control::audit(&claims, &settings, rows, &heard, &scope));
    findings.sort_by_key(|finding| finding.row.as_ref().map_or(usize::MAX, |row| row.line));
    let mut summary = Summary::default();
    for finding in &findings {
        match finding.outcome {
            Outcome::Matched => summary.matched += 1,
            Outcome::Contradicted => summary.contradicted += 1,
            Outcome::MissedByUs => {
                summary.missed_by_us += 1;
                summary.silent += usize::from(finding.heard == Some(0));
            }
            Outcome::MissedByThem => summary.missed_by_them += 1,
        }
    }
    summary.rows = summary.matched + summary.contradicted + summary.missed_by_us;
    Ok(Audit { summary, findings })
}

/// The countries and days that a data set speaks of.
struct Scope {
    countries: BTreeSet<String>,
    days: Option<(Date, Date)>,
    control: bool,
    events: bool,
}

impl Scope {
    fn of(rows: &[Row]) -> Scope {
        let countries = rows.iter().filter_map(|row| row.place.as_ref()?.country.clone()).collect();
        let first = rows.iter().filter_map(|row| row.first).min();
        let last = rows.iter().filter_map(|row| row.last).max();
        Scope {
            countries,
            days: first.zip(last),
            control: rows.iter().any(|row| matches!(row.says, Said::Control { .. })),
            events: rows.iter().any(|row| matches!(row.says, Said::Event { .. })),
        }
    }

    fn has(&self, country: Option<&str>, first: Option<Date>, last: Option<Date>) -> bool {
        let Some((from, to)) = self.days else { return false };
        country.is_some_and(|country| self.countries.contains(country))
            && first.or(last).is_some_and(|day| day <= to)
            && last.or(first).is_some_and(|day| day >= from)
    }
}

/// Which reports tell of a place, and on which days.
struct Heard<'c> {
    places: BTreeMap<String, Vec<(i32, &'c str)>>,
}

impl<'c> Heard<'c> {
    fn of(claims: &'c [Claim]) -> Heard<'c> {
        let mut places: BTreeMap<String, Vec<(i32, &str)>> = BTreeMap::new();
        for claim in claims {
            let Some(day) = claim.published.or(claim.when.interval.last) else { continue };
            for place in &claim.places {
                let told = places.entry(place_key(place)).or_default();
                told.push((number(day), claim.report.as_str()));
            }
        }
        Heard { places }
    }

    /// Reports that tell of the row's place within two weeks of its days.
    fn around(&self, row: &Row) -> usize {
        const WEEKS: i32 = 14;
        let (Some(place), Some(first), Some(last)) = (&row.place, row.first, row.last) else {
            return 0;
        };
        let days = number(first) - WEEKS..=number(last) + WEEKS;
        let told = self.places.get(&place_key(place)).map(Vec::as_slice).unwrap_or_default();
        let near = told.iter().filter(|(day, _)| days.contains(day));
        near.map(|(_, report)| *report).collect::<BTreeSet<_>>().len()
    }
}

/// The claims' sentences, by id.
fn sentences<'a>(
    ids: impl IntoIterator<Item = &'a str>,
    claims: &HashMap<&str, &Claim>,
) -> Vec<Sentence> {
    let found = ids.into_iter().filter_map(|id| claims.get(id));
    let sentences = found.map(|claim| Sentence {
        claim: claim.claim.clone(),
        report: claim.report.clone(),
        publisher: claim.publisher.clone(),
        published: claim.published,
        quote: claim.quote.text.clone(),
    });
    sentences.collect()
}

fn number(day: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.until((Unit::Day, day)).map_or(0, |span| span.get_days())
}
