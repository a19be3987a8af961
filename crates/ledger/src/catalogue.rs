//! Lists of what a ledger holds, for who keeps an overview of it in memory: the newest entry, the keys
//! of its places, its reports without their texts.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use dateline_coding::Claim;
use jiff::civil::Date;

use crate::engine::values;
use crate::key::place_key;
use crate::read::{correction_of, date_of};
use crate::{Correction, Filter, Ledger, Result};

/// A report without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLine {
    /// Its id.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Name of the publisher.
    pub publisher: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// Bytes of its text.
    pub bytes: u64,
    /// Claims of its newest coding.
    pub claims: u64,
}

/// What was entered after an entry, as far as it bears on places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Whether it is more than corrections: reports, codings, settings.
    pub beyond_corrections: bool,
    /// Whether every place may stand otherwise: a setting was laid down.
    pub everything: bool,
    /// Keys of the places that claims entered or corrected are or were about.
    pub places: BTreeSet<String>,
}

/// Of a claim, what a count by week and place needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimLine<'r> {
    /// The report that it stands in, as its place in [`Ledger::report_lines`].
    pub report: usize,
    /// Key of its place.
    pub place: Option<&'r str>,
    /// Its last day.
    pub last: Option<Date>,
}

impl Ledger {
    /// Number of the newest entry; it grows with whatever is entered.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn newest_entry(&self) -> Result<u64> {
        let sql = "SELECT coalesce(max(seq), 0) FROM entries";
        let newest = self.engine.row(sql, values![], |row| row.get::<i64>(0))?;
        Ok(newest.unwrap_or(0).max(0) as u64)
    }

    /// The hash of the entry with this number, which stands for all that was entered up to it.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn entry_hash(&self, entry: u64) -> Result<Option<String>> {
        let entry = entry.min(i64::MAX as u64) as i64;
        let sql = "SELECT hash FROM entries WHERE seq = ?";
        self.engine.row(sql, values![entry], |row| row.get(0))
    }

    /// How many reports were published on each day.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn reports_by_day(&self) -> Result<BTreeMap<Date, usize>> {
        let sql = "SELECT published, count(*) FROM reports WHERE published IS NOT NULL
             GROUP BY published";
        let days = self.engine.rows(sql, values![], |row| {
            Ok((date_of(row.get(0)?), row.get::<i64>(1)?.max(0) as usize))
        })?;
        Ok(days.into_iter().filter_map(|(day, reports)| Some((day?, reports))).collect())
    }

    /// Ids that several reports go by.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn shared_ids(&self) -> Result<BTreeSet<String>> {
        let sql = "SELECT id FROM reports GROUP BY id HAVING count(*) > 1";
        Ok(BTreeSet::from_iter(self.engine.rows(sql, values![], |row| row.get(0))?))
    }

    /// Keys of all places that claims are about, in order; also of those that only corrections name.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn place_keys(&self) -> Result<BTreeSet<String>> {
        // From each key straight to the next one: there are far fewer keys than claims.
        let told = "WITH RECURSIVE keys (place) AS (
                SELECT min(place) FROM claims
                UNION ALL
                SELECT (SELECT min(claims.place) FROM claims WHERE claims.place > keys.place)
                FROM keys WHERE keys.place IS NOT NULL
            )
            SELECT place FROM keys WHERE place IS NOT NULL
            UNION SELECT place FROM claim_places";
        let keys = self.engine.rows(told, values![], |row| row.get(0))?;
        let mut keys = BTreeSet::from_iter(keys);
        let corrected = "SELECT DISTINCT reports.id FROM corrections
             JOIN reports ON reports.sha256 = corrections.report";
        let reports: Vec<String> = self.engine.rows(corrected, values![], |row| row.get(0))?;
        for report in reports {
            for claim in self.claims(&Filter { report: Some(report), ..Filter::default() })? {
                keys.extend(claim.places.iter().map(place_key));
            }
        }
        Ok(keys)
    }

    /// All reports, in the order in which they were read.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn report_lines(&self) -> Result<Vec<ReportLine>> {
        self.engine.rows(
            "SELECT id, title, published, publisher, url, language, octet_length(text),
               (SELECT claims FROM codings WHERE codings.report = reports.seq
                ORDER BY codings.seq DESC LIMIT 1)
             FROM reports ORDER BY seq",
            values![],
            |row| {
                Ok(ReportLine {
                    id: row.get(0)?,
                    title: row.get(1)?,
                    published: date_of(row.get(2)?),
                    publisher: row.get(3)?,
                    url: row.get(4)?,
                    language: row.get(5)?,
                    bytes: row.get::<i64>(6)?.max(0) as u64,
                    claims: row.get::<Option<i64>>(7)?.unwrap_or_default().max(0) as u64,
                })
            },
        )
    }

    /// Calls `each` with every claim of the newest codings, as it was coded.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn for_each_claim_line(&self, mut each: impl FnMut(ClaimLine<'_>)) -> Result<()> {
        // Reports are told by their rank, since their numbers may have gaps.
        let numbers: Vec<i64> =
            self.engine
                .rows("SELECT seq FROM reports ORDER BY seq", values![], |row| row.get(0))?;
        let sql = "SELECT report, place, last FROM current_claims";
        self.engine.each(sql, values![], |row| {
            let place = row.str(1)?;
            let report = numbers.binary_search(&row.get(0)?).unwrap_or_default();
            each(ClaimLine { report, place: place.as_deref(), last: date_of(row.get(2)?) });
            Ok(ControlFlow::Continue(()))
        })
    }

    /// The claims of a report's newest coding as they were coded, also those that people withdrew.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn coded_claims(&self, report: &str) -> Result<Vec<Claim>> {
        self.records(
            "SELECT record FROM current_claims
             WHERE report IN (SELECT seq FROM reports WHERE id = ?) ORDER BY id",
            values![report],
        )
    }

    /// All corrections with their numbers, oldest first.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn numbered_corrections(&self) -> Result<Vec<(u64, Correction)>> {
        self.engine.rows(
            "SELECT claim, report, type, quote, start, field, before, after, why, who, made_on, seq
             FROM corrections ORDER BY seq",
            values![],
            |row| Ok((row.get::<i64>(11)?.max(0) as u64, correction_of(row)?)),
        )
    }

    /// What was entered after the entry with this number, as far as it bears on places.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn touched_since(&self, entry: u64) -> Result<Touched> {
        let after = entry.min(i64::MAX as u64) as i64;
        let text = |sql: &str| self.engine.rows(sql, values![after], |row| row.get::<String>(0));
        let kinds = text("SELECT DISTINCT kind FROM entries WHERE seq > ?")?;
        let mut touched = Touched {
            beyond_corrections: kinds.iter().any(|kind| kind != "correction"),
            everything: kinds.iter().any(|kind| kind == "setting"),
            places: BTreeSet::new(),
        };
        // A report may take back any other.
        let sql = "SELECT 1 FROM entries JOIN notices ON notices.report = entries.item
             WHERE entries.kind = 'report' AND entries.seq > ? LIMIT 1";
        touched.everything |= self.engine.row(sql, values![after], |_| Ok(()))?.is_some();
        // Of a report coded anew, the older claims too: their places may be told of no more; and of
        // older versions of a page that was read anew.
        touched.places.extend(text(
            "WITH touched (report) AS (
                 SELECT codings.report FROM entries JOIN codings ON codings.seq = entries.item
                 WHERE entries.kind = 'coding' AND entries.seq > ?1
                 UNION
                 SELECT reports.seq FROM entries JOIN corrections ON corrections.seq = entries.item
                 JOIN reports ON reports.sha256 = corrections.report
                 WHERE entries.kind = 'correction' AND entries.seq > ?1
                 UNION
                 SELECT other.seq FROM entries JOIN reports ON reports.seq = entries.item
                 JOIN reports AS other ON other.url = reports.url
                 WHERE entries.kind = 'report' AND entries.seq > ?1
             )
             SELECT place FROM claims WHERE report IN (SELECT report FROM touched) AND place IS NOT NULL
             UNION
             SELECT claim_places.place FROM claim_places JOIN claims ON claims.seq = claim_places.claim
             WHERE claims.report IN (SELECT report FROM touched)",
        )?);
        // Corrections may bring a claim to a place, add one there, or take it away again.
        touched.places.extend(self.corrected_places_since(after)?);
        Ok(touched)
    }
}
