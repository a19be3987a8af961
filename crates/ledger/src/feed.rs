//! The feed of changes: what was entered, in order, under ids that stay, with a tombstone for every
//! claim that no longer counts. Who has read up to an id goes on from there.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

use dateline_coding::Claim;
use jiff::civil::Date;
use serde::Serialize;

use crate::engine::values;
use crate::read::{correct, correction_of, date_of};
use crate::settings::setting_of;
use crate::{Correction, Ledger, Result, Setting};

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Its id: the number of the ledger's entry, and where an entry brings several changes `.` and
    /// their number. Ids grow, and a change keeps its id for ever.
    pub id: String,
    /// What changed.
    #[serde(flatten)]
    pub what: What,
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "change", rename_all = "lowercase")]
pub enum What {
    /// A report was read.
    Report {
        /// Its id.
        report: String,
        /// Headline.
        title: Option<String>,
        /// Day of publication.
        published: Option<Date>,
        /// Publisher.
        publisher: Option<String>,
        /// Address.
        url: Option<String>,
    },
    /// A claim was coded, anew or otherwise than before. It reads as it reads now.
    Claim {
        /// Its id.
        claim: String,
        /// Its report.
        report: String,
        /// The claim, with its corrections.
        record: Box<Claim>,
    },
    /// A claim no longer counts: the tombstone.
    Gone {
        /// Its id.
        claim: String,
        /// Its report.
        report: String,
        /// Why: a newer coding has it no more.
        because: String,
    },
    /// A person said something of a claim.
    Correction {
        /// What.
        #[serde(flatten)]
        correction: Box<Correction>,
        /// Id of the claim now; absent where it is orphaned.
        now: Option<String>,
        /// The claim as it reads now; absent where it was rejected or is gone.
        record: Option<Box<Claim>>,
    },
    /// A setting of the ledger was laid down.
    Setting(Setting),
}

/// Corrections by the SHA-256 of their report.
type Corrections = BTreeMap<String, Vec<Correction>>;

impl Ledger {
    /// The changes after the one with this id (0: from the beginning), at most so many.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn changes(&self, after: (u64, u64), limit: usize) -> Result<Vec<Change>> {
        let corrections = self.corrections()?;
        let mut changes = vec![];
        let sql = "SELECT seq, kind, item FROM entries WHERE seq >= ? ORDER BY seq";
        let first = after.0.min(i64::MAX as u64) as i64;
        self.engine.each(sql, values![first], |row| -> Result<_> {
            let (seq, kind, item): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let several = self.entry_changes(&kind, item, &corrections)?;
            let single = several.len() == 1 && kind != "coding";
            for (index, what) in several.into_iter().enumerate() {
                let number = if single { 0 } else { index as u64 + 1 };
                if (seq.max(0) as u64, number) <= after {
                    continue;
                }
                let id = if single { seq.to_string() } else { format!("{seq}.{number}") };
                changes.push(Change { id, what });
                if changes.len() >= limit {
                    return Ok(ControlFlow::Break(()));
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(changes)
    }

    fn entry_changes(&self, kind: &str, item: i64, all: &Corrections) -> Result<Vec<What>> {
        Ok(match kind {
            "report" => self.report_change(item)?.into_iter().collect(),
            "coding" => self.coding_changes(item, all)?,
            "correction" => self.correction_change(item, all)?.into_iter().collect(),
            "setting" => self.setting_change(item)?.into_iter().collect(),
            _ => vec![],
        })
    }

    fn report_change(&self, seq: i64) -> Result<Option<What>> {
        let sql = "SELECT id, title, published, publisher, url FROM reports WHERE seq = ?";
        self.engine.row(sql, values![seq], |row| {
            Ok(What::Report {
                report: row.get(0)?,
                title: row.get(1)?,
                published: date_of(row.get(2)?),
                publisher: row.get(3)?,
                url: row.get(4)?,
            })
        })
    }

    /// Every claim that a coding brought, changed or took away takes a number, so that ids stay; of
    /// those that no longer read so, only the number is kept.
    fn coding_changes(&self, coding: i64, all: &Corrections) -> Result<Vec<What>> {
        let head: Option<(String, String, i64, Option<i64>)> = self.engine.row(
            "SELECT reports.sha256, reports.id, codings.report,
               (SELECT max(seq) FROM codings AS older
                WHERE older.report = codings.report AND older.seq < codings.seq)
             FROM codings JOIN reports ON reports.seq = codings.report WHERE codings.seq = ?",
            values![coding],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )?;
        let Some((sha256, report, row, older)) = head else { return Ok(vec![]) };
        let ids = |coding: i64| -> Result<Vec<(String, Vec<u8>)>> {
            let sql = "SELECT id, hash FROM claims WHERE report = ? AND coding = ? ORDER BY seq";
            self.engine.rows(sql, values![row, coding], |row| Ok((row.get(0)?, row.get(1)?)))
        };
        let now = ids(coding)?;
        let before = older.map(ids).transpose()?.unwrap_or_default();
        let current: HashMap<String, Claim> = (self.corrected(&sha256, all)?.into_iter())
            .map(|claim| (claim.claim.clone(), claim))
            .collect();
        let mut changes = vec![];
        for (id, hash) in &now {
            if before.iter().any(|known| known.0 == *id && known.1 == *hash) {
                continue;
            }
            changes.push(match current.get(id) {
                Some(record) => What::Claim {
                    claim: id.clone(),
                    report: report.clone(),
                    record: Box::new(record.clone()),
                },
                None => What::Gone {
                    claim: id.clone(),
                    report: report.clone(),
                    because: "rejected or superseded since".to_owned(),
                },
            });
        }
        let kept: BTreeSet<&str> = now.iter().map(|(id, _)| id.as_str()).collect();
        for (id, _) in before.iter().filter(|(id, _)| !kept.contains(id.as_str())) {
            changes.push(What::Gone {
                claim: id.clone(),
                report: report.clone(),
                because: "superseded".to_owned(),
            });
        }
        Ok(changes)
    }

    fn correction_change(&self, seq: i64, all: &Corrections) -> Result<Option<What>> {
        let correction = self.engine.row(
            "SELECT claim, report, type, quote, start, field, before, after, why, who, made_on
             FROM corrections WHERE seq = ?",
            values![seq],
            correction_of,
        )?;
        let Some(correction) = correction else { return Ok(None) };
        let list = all.get(&correction.report).map(Vec::as_slice).unwrap_or_default();
        let claims = self.current_and_added(&correction.report, list)?;
        let bound = self.bind(&claims.iter().collect::<Vec<_>>(), list)?;
        let now = bound.get(&correction.claim).cloned().flatten();
        let record = self.corrected(&correction.report, all)?.into_iter();
        let record = record.filter(|claim| Some(&claim.claim) == now.as_ref()).map(Box::new).next();
        Ok(Some(What::Correction { correction: Box::new(correction), now, record }))
    }

    fn setting_change(&self, seq: i64) -> Result<Option<What>> {
        let sql = "SELECT key, value, why, who, made_on FROM settings WHERE seq = ?";
        Ok(self.engine.row(sql, values![seq], setting_of)?.map(What::Setting))
    }

    /// The claims of a report as they read now.
    fn corrected(&self, sha256: &str, all: &Corrections) -> Result<Vec<Claim>> {
        let list = all.get(sha256).map(Vec::as_slice).unwrap_or_default();
        let claims = self.current_and_added(sha256, list)?;
        let bound = self.bind(&claims.iter().collect::<Vec<_>>(), list)?;
        let corrected = claims.into_iter().filter_map(|claim| {
            let about: Vec<&Correction> = (list.iter())
                .filter(|one| bound.get(&one.claim) == Some(&Some(claim.claim.clone())))
                .collect();
            correct(claim, &about)
        });
        Ok(corrected.collect())
    }
}
