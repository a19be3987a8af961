//! Lists of what a ledger holds, for who keeps an overview of it in memory: the newest entry, the keys
//! of its places, its reports without their texts.

use std::collections::BTreeSet;

use dateline_coding::Claim;
use jiff::civil::Date;

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
    /// Where the file cannot be read.
    pub fn newest_entry(&self) -> Result<u64> {
        self.sqlite(
            self.connection
                .prepare_cached("SELECT ifnull(max(seq), 0) FROM entries")
                .and_then(|mut statement| statement.query_row([], |row| row.get::<_, i64>(0))),
        )
        .map(|newest| newest.max(0) as u64)
    }

    /// Keys of all places that claims are about, in order; also of those that only corrections name.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn place_keys(&self) -> Result<BTreeSet<String>> {
        let mut statement = self.sqlite(self.connection.prepare(
            "SELECT place FROM claims WHERE place IS NOT NULL UNION SELECT place FROM claim_places",
        ))?;
        let rows = self.sqlite(statement.query_map([], |row| row.get(0)))?;
        let mut keys: BTreeSet<String> = self.sqlite(rows.collect())?;
        let mut statement = self.sqlite(self.connection.prepare(
            "SELECT DISTINCT reports.id FROM corrections
             JOIN reports ON reports.sha256 = corrections.report",
        ))?;
        let rows = self.sqlite(statement.query_map([], |row| row.get::<_, String>(0)))?;
        let reports: Vec<String> = self.sqlite(rows.collect())?;
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
    /// Where the file cannot be read.
    pub fn report_lines(&self) -> Result<Vec<ReportLine>> {
        let mut statement = self.sqlite(self.connection.prepare(
            "SELECT id, title, published, publisher, url, language, length(CAST(text AS BLOB)),
               (SELECT claims FROM codings WHERE codings.report = reports.seq
                ORDER BY codings.seq DESC LIMIT 1)
             FROM reports ORDER BY seq",
        ))?;
        let rows = self.sqlite(statement.query_map([], |row| {
            Ok(ReportLine {
                id: row.get(0)?,
                title: row.get(1)?,
                published: date_of(row.get(2)?),
                publisher: row.get(3)?,
                url: row.get(4)?,
                language: row.get(5)?,
                bytes: row.get::<_, i64>(6)?.max(0) as u64,
                claims: row.get::<_, Option<i64>>(7)?.unwrap_or_default().max(0) as u64,
            })
        }))?;
        self.sqlite(rows.collect())
    }

    /// Calls `each` with every claim of the newest codings, as it was coded.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn for_each_claim_line(&self, mut each: impl FnMut(ClaimLine<'_>)) -> Result<()> {
        // Reports are told by their rank, since their numbers may have gaps.
        let mut statement =
            self.sqlite(self.connection.prepare("SELECT seq FROM reports ORDER BY seq"))?;
        let numbers = self.sqlite(statement.query_map([], |row| row.get::<_, i64>(0)))?;
        let numbers: Vec<i64> = self.sqlite(numbers.collect())?;
        let mut statement =
            self.sqlite(self.connection.prepare("SELECT report, place, last FROM current_claims"))?;
        let mut rows = self.sqlite(statement.query([]))?;
        while let Some(row) = self.sqlite(rows.next())? {
            let line = (|| {
                let report: i64 = row.get(0)?;
                let place = row.get_ref(1)?.as_str_or_null()?;
                let report = numbers.binary_search(&report).unwrap_or_default();
                each(ClaimLine { report, place, last: date_of(row.get(2)?) });
                Ok(())
            })();
            self.sqlite(line)?;
        }
        Ok(())
    }

    /// The claims of a report's newest coding as they were coded, also those that people withdrew.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn coded_claims(&self, report: &str) -> Result<Vec<Claim>> {
        let mut statement = self.sqlite(self.connection.prepare_cached(
            "SELECT record FROM current_claims
             WHERE report IN (SELECT seq FROM reports WHERE id = ?) ORDER BY id",
        ))?;
        let rows = self.sqlite(statement.query([report]))?;
        self.records(rows)
    }

    /// All corrections with their numbers, oldest first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn numbered_corrections(&self) -> Result<Vec<(u64, Correction)>> {
        let mut statement = self.sqlite(self.connection.prepare_cached(
            "SELECT claim, report, type, quote, start, field, before, after, why, who, made_on, seq
             FROM corrections ORDER BY seq",
        ))?;
        let rows = self.sqlite(statement.query_map([], |row| {
            Ok((row.get::<_, i64>(11)?.max(0) as u64, correction_of(row)?))
        }))?;
        self.sqlite(rows.collect())
    }

    /// What was entered after the entry with this number, as far as it bears on places.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn touched_since(&self, entry: u64) -> Result<Touched> {
        let after = entry.min(i64::MAX as u64) as i64;
        let mut statement = self.sqlite(
            self.connection.prepare_cached("SELECT DISTINCT kind FROM entries WHERE seq > ?"),
        )?;
        let kinds = self.sqlite(statement.query_map([after], |row| row.get::<_, String>(0)))?;
        let kinds: Vec<String> = self.sqlite(kinds.collect())?;
        let mut touched = Touched {
            beyond_corrections: kinds.iter().any(|kind| kind != "correction"),
            everything: kinds.iter().any(|kind| kind == "setting"),
            places: BTreeSet::new(),
        };
        // Of a report coded anew, the older claims too: their places may be told of no more.
        let mut statement = self.sqlite(self.connection.prepare_cached(
            "WITH touched (report) AS (
                 SELECT codings.report FROM entries JOIN codings ON codings.seq = entries.item
                 WHERE entries.kind = 'coding' AND entries.seq > ?1
                 UNION
                 SELECT reports.seq FROM entries JOIN corrections ON corrections.seq = entries.item
                 JOIN reports ON reports.sha256 = corrections.report
                 WHERE entries.kind = 'correction' AND entries.seq > ?1
             )
             SELECT place FROM claims WHERE report IN touched AND place IS NOT NULL
             UNION
             SELECT claim_places.place FROM claim_places JOIN claims ON claims.seq = claim_places.claim
             WHERE claims.report IN touched",
        ))?;
        let rows = self.sqlite(statement.query_map([after], |row| row.get::<_, String>(0)))?;
        touched.places = self.sqlite(rows.collect())?;
        // Corrections may bring a claim to a place, or add one.
        let mut statement = self.sqlite(self.connection.prepare_cached(
            "SELECT DISTINCT reports.id FROM entries JOIN corrections ON corrections.seq = entries.item
             JOIN reports ON reports.sha256 = corrections.report
             WHERE entries.kind = 'correction' AND entries.seq > ?",
        ))?;
        let rows = self.sqlite(statement.query_map([after], |row| row.get::<_, String>(0)))?;
        let reports: Vec<String> = self.sqlite(rows.collect())?;
        for report in reports {
            let filter = Filter { report: Some(report), ..Filter::default() };
            for claim in self.claims(&filter)? {
                touched.places.extend(claim.places.iter().map(place_key));
            }
        }
        // Where an earlier correction had brought it, before a later one took it away.
        let mut statement = self.sqlite(self.connection.prepare_cached(
            "SELECT corrections.before, corrections.after FROM corrections
             JOIN entries ON entries.item = corrections.seq
             WHERE entries.kind = 'correction' AND entries.seq > ?",
        ))?;
        let mut rows = self.sqlite(statement.query([after]))?;
        while let Some(row) = self.sqlite(rows.next())? {
            for column in 0..2 {
                let value: Option<String> = self.sqlite(row.get(column))?;
                let value = value.and_then(|value| serde_json::from_str(&value).ok());
                if let Some(serde_json::Value::String(id)) = value {
                    touched.places.insert(format!("near {id}"));
                    touched.places.insert(id);
                }
            }
        }
        Ok(touched)
    }
}
