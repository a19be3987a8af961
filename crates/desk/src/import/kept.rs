//! Data sets that were imported before: which ones a ledger holds, and their rows again, so that they
//! can be audited without the file.

use std::collections::{BTreeMap, BTreeSet};

use dateline_coding::Claim;
use dateline_ledger::{Filter, Ledger};
use jiff::civil::Date;
use serde::Serialize;

use super::columns::Columns;
use super::row::{Deaths, Row, Said};
use super::table::Table;
use super::{acled, ged};
use crate::Result;

/// How the coder of an imported claim is named; the scheme's name follows.
const CODER: &str = "import ";

/// A data set in the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DataSet {
    /// Its short name, which its rows' ids begin with.
    pub name: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Rows of which a claim was made.
    pub rows: usize,
    /// First day that a row speaks of.
    pub first: Option<Date>,
    /// Last day.
    pub last: Option<Date>,
    /// ISO codes of the countries that rows speak of.
    pub countries: BTreeSet<String>,
}

/// The data set that an imported claim is of.
fn set_of(claim: &Claim) -> Option<&str> {
    claim.coder.strip_prefix(CODER)
}

/// The data sets that were imported into a ledger, by name.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn data_sets(ledger: &Ledger) -> Result<Vec<DataSet>> {
    let mut sets: BTreeMap<String, DataSet> = BTreeMap::new();
    for claim in ledger.claims(&Filter::default())? {
        let Some(name) = set_of(&claim) else { continue };
        let set = sets.entry(name.to_owned()).or_insert_with(|| DataSet {
            name: name.to_owned(),
            publisher: claim.publisher.clone(),
            rows: 0,
            first: None,
            last: None,
            countries: BTreeSet::new(),
        });
        let days = &claim.when.interval;
        set.rows += 1;
        set.first = [set.first, days.first].into_iter().flatten().min();
        set.last = set.last.max(days.last);
        set.countries.extend(claim.places.iter().filter_map(|place| place.country.clone()));
    }
    Ok(sets.into_values().collect())
}

/// The rows of an imported data set, in the order of its file: from their text, which is the row as it
/// stood, where its columns are known; else from what was made of them. A row whose claim was rejected
/// is left out.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn rows_of(ledger: &Ledger, name: &str) -> Result<Vec<Row>> {
    let mut rows = vec![];
    for claim in ledger.claims(&Filter::default())? {
        if set_of(&claim) != Some(name) {
            continue;
        }
        let report = ledger.report(&claim.report)?;
        let text = report.map(|(report, _)| report.text).unwrap_or_default();
        let again = match name {
            "ged" | "acled" => reread(name, &text),
            _ => None,
        };
        let mut row = again.unwrap_or_else(|| of_claim(name, &claim));
        row.line = line_of(&claim).unwrap_or(row.line);
        rows.push(row);
    }
    rows.sort_by(|a, b| (a.line, &a.id).cmp(&(b.line, &b.id)));
    Ok(rows)
}

/// The row again, from its lines of `column: value`.
fn reread(scheme: &str, text: &str) -> Option<Row> {
    let fields = text.lines().filter_map(|line| line.split_once(": "));
    let (names, values): (Vec<String>, Vec<String>) =
        fields.map(|(name, value)| (name.to_owned(), value.to_owned())).unzip();
    let table = Table { records: vec![(0, names), (0, values)] };
    let columns = Columns::of(&table, &[]).ok()?;
    let (mut rows, _) = match scheme {
        "ged" => ged::rows(&table, &columns).ok()?,
        _ => acled::rows(&table, &columns).ok()?,
    };
    rows.pop()
}

/// The line of the file on which the row stood.
fn line_of(claim: &Claim) -> Option<usize> {
    claim.why.iter().find_map(|why| why.strip_prefix("line ")?.split(' ').next()?.parse().ok())
}

/// What the claim keeps of its row.
fn of_claim(name: &str, claim: &Claim) -> Row {
    let control = claim.control.as_ref();
    let says = match (control, claim.kind.as_str()) {
        (Some(control), "control.hold" | "control.contest") => {
            Said::Control { holder: control.holder.as_ref().map(|party| party.id.clone()) }
        }
        _ => Said::Event { kind: claim.kind.clone() },
    };
    let named = |actors: &[dateline_actor::Actor]| {
        let first = actors.first()?;
        Some(if first.text.is_empty() { first.name.clone() } else { first.text.clone() })
    };
    let sum = |of: fn(&dateline_coding::Count) -> Option<u32>| {
        let known: Vec<u32> = claim.counts.iter().filter_map(of).collect();
        (!known.is_empty()).then(|| known.iter().sum())
    };
    let best = sum(|count| count.best);
    let prefix = format!("{name}:");
    let id = claim.report.strip_prefix(&prefix).unwrap_or(&claim.report);
    let days = &claim.when.interval;
    Row {
        id: id.to_owned(),
        says,
        first: days.first,
        last: days.last,
        place: claim.places.first().cloned(),
        side_a: named(&claim.by),
        side_b: named(&claim.against),
        deaths: Deaths {
            low: sum(|count| count.low),
            best,
            high: sum(|count| count.high).or(best),
            ..Deaths::default()
        },
        words: Some(claim.quote.text.clone()),
        published: claim.published,
        ..Row::default()
    }
}
