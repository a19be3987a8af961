//! Asking the ledger. Every answer has the corrections applied.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

use dateline_coding::Claim;
use dateline_report::Report;
use jiff::civil::Date;
use serde::Serialize;

use crate::engine::{Row, Value, values};
use crate::key::{fold_name, place_key};
use crate::several::several;
use crate::signature::families;
use crate::{Correction, Ledger, LedgerError, REJECTED, Result, Signature};

/// Which claims are asked for. The default is all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// At this place (see [`place_key`]).
    pub place: Option<String>,
    /// Of one of these types or families (`control`, `battle.advance`); empty is any.
    pub kinds: Vec<String>,
    /// Whose days end on or after this one.
    pub from: Option<Date>,
    /// Whose days begin on or before this one.
    pub to: Option<Date>,
    /// Of the report with this id.
    pub report: Option<String>,
    /// With this id, or one that begins with it.
    pub id: Option<String>,
}

/// How much the ledger holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Reports.
    pub reports: u64,
    /// Claims of the newest codings.
    pub claims: u64,
    /// Claims of older codings.
    pub superseded: u64,
    /// Corrections.
    pub corrections: u64,
}

impl Ledger {
    /// The claims of a report's newest coding, as they were coded.
    pub(crate) fn of_report(&self, sha256: &str) -> Result<Vec<Claim>> {
        let sql = "report IN (SELECT seq FROM reports WHERE sha256 = ?)".to_owned();
        self.select(&[sql], &[sha256.to_owned()])
    }

    /// All corrections by the SHA-256 of their report, oldest first.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn corrections(&self) -> Result<BTreeMap<String, Vec<Correction>>> {
        let list = self.engine.rows(
            "SELECT claim, report, type, quote, start, field, before, after, why, who, made_on
             FROM corrections ORDER BY seq",
            values![],
            correction_of,
        )?;
        let mut corrections: BTreeMap<String, Vec<Correction>> = BTreeMap::new();
        for correction in list {
            corrections.entry(correction.report.clone()).or_default().push(correction);
        }
        Ok(corrections)
    }

    /// The report with this id (or SHA-256), with the SHA-256.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn report(&self, id: &str) -> Result<Option<(Report, String)>> {
        self.engine.row(
            "SELECT id, text, title, published, publisher, url, language, sha256
             FROM reports WHERE id = ?1 OR sha256 = ?1 ORDER BY seq LIMIT 1",
            values![id],
            |row| Ok((report_of(row)?, row.get(7)?)),
        )
    }

    /// Calls `each` with every report, in the order in which they were read.
    ///
    /// # Errors
    /// Where the ledger cannot be read, or `each` fails.
    pub fn for_each_report<E: From<LedgerError>>(
        &self,
        mut each: impl FnMut(Report) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let sql =
            "SELECT id, text, title, published, publisher, url, language FROM reports ORDER BY seq";
        self.engine.each(sql, values![], |row| {
            each(report_of(row)?)?;
            Ok(ControlFlow::Continue(()))
        })
    }

    /// Which of these reports are copies or rewrites of one story: each report's id, with the least
    /// id of its family. Reports that are like no other are left out.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn copies<'i>(
        &self,
        reports: impl IntoIterator<Item = &'i str>,
    ) -> Result<BTreeMap<String, String>> {
        let reports: BTreeSet<&str> = reports.into_iter().collect();
        let reports: Vec<&str> = reports.into_iter().collect();
        let mut signatures = self.signatures(&reports)?;
        let known: Vec<(&str, Signature)> = (reports.into_iter())
            .filter_map(|report| Some((report, signatures.remove(report)?.1?)))
            .collect();
        Ok(families(&known))
    }

    /// Signatures of reports, with the row of each. Of several reports with one id that of the oldest.
    fn signatures(&self, reports: &[&str]) -> Result<HashMap<String, (i64, Option<Signature>)>> {
        let mut found: HashMap<String, (i64, Option<Signature>)> = HashMap::new();
        several(reports, |marks, ids| {
            let sql = format!(
                "SELECT reports.id, reports.seq, signature FROM reports
                 JOIN signatures ON signatures.report = reports.seq WHERE reports.id IN ({marks})"
            );
            self.engine.each(&sql, ids, |row| {
                let (id, seq) = (row.get(0)?, row.get(1)?);
                let bytes: Vec<u8> = row.get(2)?;
                let signature = (seq, Signature::from_bytes(&bytes));
                let kept = found.entry(id).or_insert_with(|| signature.clone());
                if seq < kept.0 {
                    *kept = signature;
                }
                Ok::<_, LedgerError>(ControlFlow::Continue(()))
            })
        })?;
        Ok(found)
    }

    /// Keys of the places that claims call by this name.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn places_named(&self, name: &str) -> Result<Vec<String>> {
        let sql = "SELECT place FROM place_names WHERE folded = ? ORDER BY place";
        self.engine.rows(sql, values![&fold_name(name)], |row| row.get(0))
    }

    /// Whether any claim is about this place.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn has_place(&self, key: &str) -> Result<bool> {
        let sql = "SELECT 1 FROM claims WHERE place = ? LIMIT 1";
        let told = self.engine.row(sql, values![key], |_| Ok(()))?.is_some();
        // A correction may have brought a claim to it.
        Ok(told || !self.claims(&Filter::place(key))?.is_empty())
    }

    /// How much the ledger holds.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn summary(&self) -> Result<Summary> {
        let count = |sql: &str| -> Result<u64> {
            let count = self.engine.row(sql, values![], |row| row.get::<i64>(0))?;
            Ok(count.unwrap_or(0).max(0) as u64)
        };
        // Every coding says how many claims it brought; `verify` holds that against the claims.
        let sum = "SELECT CAST(coalesce(sum(claims), 0) AS BIGINT) FROM codings";
        let all = count(sum)?;
        let claims = count(&format!(
            "{sum} WHERE seq =
             (SELECT max(seq) FROM codings AS newest WHERE newest.report = codings.report)"
        ))?;
        Ok(Summary {
            reports: count("SELECT count(*) FROM reports")?,
            claims,
            superseded: all - claims.min(all),
            corrections: count("SELECT count(*) FROM corrections")?,
        })
    }

    fn select(&self, conditions: &[String], values: &[String]) -> Result<Vec<Claim>> {
        let mut sql = String::from("SELECT record FROM current_claims");
        for (index, condition) in conditions.iter().enumerate() {
            sql.push_str(if index == 0 { " WHERE " } else { " AND " });
            sql.push_str(condition);
        }
        let values: Vec<Value<'_>> = values.iter().map(Value::from).collect();
        self.records(&sql, &values)
    }

    /// The claims whose records a question asks for.
    pub(crate) fn records(&self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Claim>> {
        let mut claims = vec![];
        self.engine.each(sql, values, |row| -> Result<_> {
            let record = row.str(0)?.unwrap_or_default();
            claims.push(
                serde_json::from_str(&record)
                    .map_err(|error| self.engine.damaged(format!("a claim's record: {error}")))?,
            );
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(claims)
    }
}

impl Filter {
    /// Claims of one place.
    pub fn place(key: impl Into<String>) -> Filter {
        Filter { place: Some(key.into()), ..Filter::default() }
    }

    /// The same at one place only.
    pub fn at(&self, key: &str) -> Filter {
        Filter { place: Some(key.to_owned()), ..self.clone() }
    }

    /// Claims that may tell of the control of places.
    pub fn control() -> Filter {
        let kinds = ["control", "battle.advance"].map(str::to_owned).into();
        Filter { kinds, ..Filter::default() }
    }

    pub(crate) fn admits(&self, claim: &Claim) -> bool {
        let interval = &claim.when.interval;
        let family = |kind: &String| {
            claim.kind == *kind
                || (claim.kind.starts_with(kind.as_str())
                    && claim.kind.as_bytes().get(kind.len()) == Some(&b'.'))
        };
        self.place.as_ref().is_none_or(|key| claim.places.iter().any(|p| place_key(p) == *key))
            && (self.kinds.is_empty() || self.kinds.iter().any(family))
            && self.from.is_none_or(|day| interval.last.is_some_and(|last| last >= day))
            && self.to.is_none_or(|day| interval.first.is_some_and(|first| first <= day))
            && self.report.as_ref().is_none_or(|report| claim.report == *report)
            && self.id.as_ref().is_none_or(|id| claim.claim.starts_with(id.as_str()))
    }
}

/// The claim after its corrections; `None` where it was withdrawn. The newest rejection decides.
pub(crate) fn correct(mut claim: Claim, corrections: &[&Correction]) -> Option<Claim> {
    let mut rejected = false;
    for correction in corrections {
        if correction.field == REJECTED {
            rejected = correction.after == serde_json::Value::Bool(true);
        } else if let Ok(Some(corrected)) = correction.apply(claim.clone()) {
            // One that no longer fits is left out here; `review --orphaned` lists it.
            claim = corrected;
        }
    }
    (!rejected).then_some(claim)
}

pub(crate) fn sorted(mut claims: Vec<Claim>) -> Vec<Claim> {
    claims.sort_by(|a, b| (&a.claim, &a.report).cmp(&(&b.claim, &b.report)));
    claims
}

pub(crate) fn date_of(text: Option<String>) -> Option<Date> {
    text.and_then(|text| text.parse().ok())
}

fn report_of(row: &Row<'_>) -> Result<Report> {
    Ok(Report {
        id: row.get(0)?,
        text: row.get(1)?,
        title: row.get(2)?,
        published: date_of(row.get(3)?),
        publisher: row.get(4)?,
        url: row.get(5)?,
        language: row.get(6)?,
    })
}

pub(crate) fn correction_of(row: &Row<'_>) -> Result<Correction> {
    let json = |text: String| serde_json::from_str(&text).unwrap_or(serde_json::Value::Null);
    Ok(Correction {
        claim: row.get(0)?,
        report: row.get(1)?,
        kind: row.get(2)?,
        quote: row.get(3)?,
        start: row.get(4)?,
        field: row.get(5)?,
        before: row.get::<Option<String>>(6)?.map(json),
        after: json(row.get(7)?),
        why: row.get(8)?,
        who: row.get(9)?,
        on: date_of(row.get(10)?).unwrap_or_default(),
    })
}
