//! Rows into the ledger: each becomes a report whose text is the row as it stands, with one claim that
//! quotes it. Nothing is made of a row that it does not say.

use std::ops::AddAssign;

use dateline_actor::Actor;
use dateline_coding::{
    Claim, Context, Control, ControlStatus, Count, Extent, Interest, Modality, Quote, When,
};
use dateline_ledger::{Coded, Ledger};
use dateline_report::{CodePoints, Report, Span};
use dateline_time::{Basis, Bound, Interval, Precision};
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Scheme;
use super::row::{Row, Said};
use crate::{Result, naming};

/// What an import came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Rows entered.
    pub rows: usize,
    /// Their claims.
    pub claims: usize,
    /// Rows that the ledger had already.
    pub known: usize,
    /// Rows of which no claim could be made.
    pub mute: usize,
}

impl AddAssign for Imported {
    fn add_assign(&mut self, more: Imported) {
        self.rows += more.rows;
        self.claims += more.claims;
        self.known += more.known;
        self.mute += more.mute;
    }
}

/// How many rows go into one transaction.
const BATCH: usize = 2000;

/// Enters rows as claims whose source is the data set. Reading them twice changes nothing.
///
/// # Errors
/// Where the ledger cannot be written.
pub fn import(
    ledger: &mut Ledger,
    scheme: &Scheme,
    rows: &[Row],
    publisher: Option<&str>,
    published: Option<Date>,
) -> Result<Imported> {
    let publisher = publisher.unwrap_or_else(|| scheme.publisher());
    let coder = format!("import {}", scheme.name());
    let mut total = Imported::default();
    for batch in rows.chunks(BATCH) {
        let made: Vec<(Report, Vec<Claim>)> = (batch.iter())
            .map(|row| {
                let mut report = Report::new(row.text.clone());
                report.id = format!("{}:{}", scheme.name(), row.id);
                report.publisher = Some(publisher.to_owned());
                report.published = published.or(row.published);
                let claims: Vec<Claim> = claim(&report, row, &coder).into_iter().collect();
                (report, claims)
            })
            .collect();
        total.mute += made.iter().filter(|(_, claims)| claims.is_empty()).count();
        let coded: Vec<Coded<'_>> = (made.iter())
            .map(|(report, claims)| Coded { report, bytes_sha256: None, claims })
            .collect();
        let entered = ledger.enter(&coded, &coder)?;
        total.rows += entered.reports;
        total.claims += entered.claims;
        total.known += entered.known;
    }
    Ok(total)
}

fn claim(report: &Report, row: &Row, coder: &str) -> Option<Claim> {
    let day = row.last.or(row.first);
    let (kind, control) = match &row.says {
        Said::Nothing => return None,
        Said::Event { kind } => (kind.clone(), None),
        Said::Control { holder: Some(holder) } => {
            let holder = Some(naming::party(holder, day));
            ("control.hold".to_owned(), Some((holder, ControlStatus::Held)))
        }
        Said::Control { holder: None } => {
            ("control.contest".to_owned(), Some((None, ControlStatus::Contested)))
        }
    };
    let control = match (control, kind.as_str()) {
        (Some((holder, status)), _) => Some((holder, None, status)),
        // A change of control in another's words: who acts holds it.
        (None, "control.gain" | "control.transfer") => {
            let side = |name: &Option<String>| name.as_deref().map(|name| naming::party(name, day));
            Some((side(&row.side_a), side(&row.side_b), ControlStatus::Held))
        }
        (None, _) => None,
    };
    let control = control.map(|(holder, lost_by, status)| Control {
        holder,
        lost_by,
        besieged_by: None,
        status,
        extent: Extent::Whole,
        part: None,
    });
    // The words that it rests on, where the row gives any; else all of it.
    let words: Option<String> =
        row.words.as_ref().map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
    let bytes = (words.as_deref())
        .filter(|words| !words.is_empty())
        .and_then(|words| Some((report.text.find(words)?, words.len())))
        .unwrap_or((0, report.text.len()));
    let points = CodePoints::of(&report.text);
    let point = |byte: usize| points.at(&report.text, u32::try_from(byte).unwrap_or(u32::MAX));
    let span = Span { start: point(bytes.0), end: point(bytes.0 + bytes.1) };
    let quote = report.text.get(bytes.0..bytes.0 + bytes.1)?.to_owned();
    let named = |name: &str| {
        let start = report.text.find(name).map(point).unwrap_or(span.start);
        Span { start, end: start + u32::try_from(name.chars().count()).unwrap_or(0) }
    };
    let actors = |name: &Option<String>| -> Vec<Actor> {
        let found = name.as_deref().filter(|name| report.text.contains(name));
        let made = found.map(|name| Actor {
            text: name.to_owned(),
            span: named(name),
            ..naming::actor(name, day)
        });
        made.or_else(|| name.as_deref().map(|name| naming::actor(name, day))).into_iter().collect()
    };
    let places = row.place.clone().map(|mut place| {
        if report.text.contains(&place.text) {
            place.span = named(&place.text);
        } else {
            place.text = String::new();
        }
        place
    });
    let (first, last) = (row.first, row.last);
    let precision = match (first, last) {
        (None, None) => Precision::Unknown,
        (first, last) if first == last => Precision::Day,
        _ => Precision::Range,
    };
    let mut claim = Claim {
        claim: String::new(),
        report: report.id.clone(),
        published: report.published,
        publisher: report.publisher.clone(),
        url: None,
        kind,
        modality: Modality::Asserted,
        interest: Interest::Unknown,
        context: Context::Main,
        by: actors(&row.side_a),
        against: actors(&row.side_b),
        with: vec![],
        places: places.into_iter().collect(),
        when: When {
            interval: Interval {
                first,
                last,
                bound: if first == last { Bound::On } else { Bound::Within },
                precision,
                basis: if first.is_some() { Basis::Text } else { Basis::None },
            },
            text: None,
        },
        counts: counts(row, span),
        control,
        according_to: vec![],
        quote: Quote { text: quote, span },
        confidence: 1.0,
        coder: coder.to_owned(),
        inferred: false,
        why: vec![format!("line {} of an imported file", row.line)],
    };
    let mut hash = Sha256::new();
    for part in [report.sha256().as_str(), &claim.kind, &row.id] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    claim.claim = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    Some(claim)
}

/// The dead, by what the row says of whom; nought is what data sets write for nobody.
fn counts(row: &Row, span: Span) -> Vec<Count> {
    let deaths = row.deaths;
    let people = |who: &str, side: &Option<String>, dead: Option<u32>, of: Option<usize>| {
        let dead = dead.filter(|dead| *dead > 0)?;
        Some(Count {
            what: "killed".to_owned(),
            who: who.to_owned(),
            side: side.as_deref().map(|name| naming::party(name, row.last)),
            low: Some(dead),
            best: Some(dead),
            high: None,
            scope: "incident".to_owned(),
            of,
            text: String::new(),
            span: Span { start: span.start, end: span.start },
        })
    };
    let mut counts: Vec<Count> = vec![];
    counts.extend(people("fighters", &row.side_a, deaths.side_a, None));
    counts.extend(people("fighters", &row.side_b, deaths.side_b, None));
    counts.extend(people("civilians", &None, deaths.civilians, None));
    counts.extend(people("unknown", &None, deaths.unknown, None));
    if counts.is_empty()
        && let Some(mut all) = people("unknown", &None, deaths.best.or(deaths.low), None)
    {
        (all.low, all.best, all.high) = (deaths.low, deaths.best, deaths.high);
        counts.push(all);
    }
    counts
}
