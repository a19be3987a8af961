//! The feed of changes: what was entered, in order, under ids that stay, with a tombstone for every
//! claim that no longer counts. Who has read up to an id goes on from there.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

use dateline_coding::Claim;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use crate::engine::{Row, values};
use crate::read::{correct, correction_of, date_of};
use crate::settings::setting_of;
use crate::{Correction, Fate, Ledger, RETRACTED, ReportKey, Result, Setting};

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
        /// Why: a newer coding has it no more, or its report no longer counts.
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
            let several = self.entry_changes(seq, &kind, item, &corrections)?;
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

    fn entry_changes(
        &self,
        seq: i64,
        kind: &str,
        item: i64,
        all: &Corrections,
    ) -> Result<Vec<What>> {
        Ok(match kind {
            "report" => self.report_changes(item)?,
            "coding" => self.coding_changes(item, all)?,
            "correction" => self.correction_changes(seq, item, all)?,
            "setting" => self.setting_change(item)?.into_iter().collect(),
            _ => vec![],
        })
    }

    /// A report, and the claims of earlier ones that it put an end to.
    fn report_changes(&self, seq: i64) -> Result<Vec<What>> {
        let sql = "SELECT id, title, published, publisher, url FROM reports WHERE seq = ?";
        let read = self.engine.row(sql, values![seq], |row| {
            Ok(What::Report {
                report: row.get(0)?,
                title: row.get(1)?,
                published: date_of(row.get(2)?),
                publisher: row.get(3)?,
                url: row.get(4)?,
            })
        })?;
        let Some(What::Report { report: id, .. }) = &read else { return Ok(vec![]) };
        let mut gone = vec![];
        for (earlier, report, fate) in self.ended_by(seq, id)? {
            let coding = "SELECT max(codings.seq) FROM codings JOIN entries
                ON entries.kind = 'coding' AND entries.item = codings.seq
                WHERE codings.report = ?1 AND entries.seq <
                  (SELECT seq FROM entries WHERE kind = 'report' AND item = ?2)";
            let coding = self.engine.row(coding, values![earlier, seq], |row| row.get(0))?;
            for claim in self.ids(earlier, coding.flatten())? {
                gone.push(What::Gone { claim, report: report.clone(), because: fate.clone() });
            }
        }
        Ok(read.into_iter().chain(gone).collect())
    }

    /// Reports read before this one that it replaced or took back: row, id, and how.
    fn ended_by(&self, seq: i64, id: &str) -> Result<Vec<(i64, String, String)>> {
        let earlier = "SELECT other.seq, other.id, other.published FROM reports
             JOIN reports AS other ON other.url = reports.url AND other.seq < reports.seq
             WHERE reports.seq = ?";
        let key = |row: &Row<'_>| Ok((row.get(0)?, (row.get(1)?, date_of(row.get(2)?))));
        let mut candidates: Vec<(i64, ReportKey)> = self.engine.rows(earlier, values![seq], key)?;
        let mut asked: BTreeSet<String> = candidates.iter().map(|(_, key)| key.0.clone()).collect();
        let notice = "SELECT 1 FROM notices WHERE report = ? LIMIT 1";
        let notice = self.engine.row(notice, values![seq], |_| Ok(()))?.is_some();
        if notice {
            asked.insert(id.to_owned());
        }
        if asked.is_empty() {
            return Ok(vec![]);
        }
        let mut fates = self.fates(asked.iter().map(String::as_str))?;
        fates.values_mut().for_each(|fates| {
            fates.retain(|fate| match fate {
                Fate::Replaced { by, .. } | Fate::Retracted { by, .. } => by == id,
                _ => false,
            });
        });
        if notice {
            let sql = "SELECT seq, id, published FROM reports WHERE id = ? AND seq < ?";
            for (report, _) in
                fates.iter().filter(|(_, fates)| !fates.is_empty()).map(|(key, _)| key)
            {
                candidates.extend(self.engine.rows(sql, values![report, seq], key)?);
            }
        }
        candidates.sort();
        candidates.dedup();
        Ok((candidates.into_iter())
            .filter_map(|(row, key)| {
                let fate = fates.get(&key)?.first()?.to_string();
                Some((row, key.0, fate))
            })
            .collect())
    }

    /// Ids of the claims of a coding.
    fn ids(&self, report: i64, coding: Option<i64>) -> Result<Vec<String>> {
        let sql = "SELECT id FROM claims WHERE report = ? AND coding = ? ORDER BY seq";
        match coding {
            Some(coding) => self.engine.rows(sql, values![report, coding], |row| row.get(0)),
            None => Ok(vec![]),
        }
    }

    /// Every claim that a coding brought, changed or took away takes a number, so that ids stay; of
    /// those that no longer read so, only the number is kept.
    fn coding_changes(&self, coding: i64, all: &Corrections) -> Result<Vec<What>> {
        let head: Option<(String, String, i64, Option<i64>, Option<Date>)> = self.engine.row(
            "SELECT reports.sha256, reports.id, codings.report,
               (SELECT max(seq) FROM codings AS older
                WHERE older.report = codings.report AND older.seq < codings.seq), reports.published
             FROM codings JOIN reports ON reports.seq = codings.report WHERE codings.seq = ?",
            values![coding],
            |row| {
                let published = date_of(row.get(4)?);
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, published))
            },
        )?;
        let Some((sha256, report, row, older, published)) = head else { return Ok(vec![]) };
        let ids = |coding: i64| -> Result<Vec<(String, Vec<u8>)>> {
            let sql = "SELECT id, hash FROM claims WHERE report = ? AND coding = ? ORDER BY seq";
            self.engine.rows(sql, values![row, coding], |row| Ok((row.get(0)?, row.get(1)?)))
        };
        let now = ids(coding)?;
        let before = older.map(ids).transpose()?.unwrap_or_default();
        let fate = self.fates([report.as_str()])?.remove(&(report.clone(), published));
        let fate = fate.and_then(|fates| fates.into_iter().next());
        let current: HashMap<String, Claim> = (self.corrected(&sha256, all)?.into_iter())
            .filter(|_| fate.is_none())
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
                    because: match &fate {
                        Some(fate) => fate.to_string(),
                        None => "rejected or superseded since".to_owned(),
                    },
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

    fn correction_changes(&self, entry: i64, seq: i64, all: &Corrections) -> Result<Vec<What>> {
        let correction = self.engine.row(
            "SELECT claim, report, type, quote, start, field, before, after, why, who, made_on
             FROM corrections WHERE seq = ?",
            values![seq],
            correction_of,
        )?;
        let Some(correction) = correction else { return Ok(vec![]) };
        if correction.field == RETRACTED {
            return self.retraction_changes(entry, correction, all);
        }
        let list = all.get(&correction.report).map(Vec::as_slice).unwrap_or_default();
        let claims = self.current_and_added(&correction.report, list)?;
        let bound = self.bind(&claims.iter().collect::<Vec<_>>(), list)?;
        let now = bound.get(&correction.claim).cloned().flatten();
        let record = self.corrected(&correction.report, all)?.into_iter();
        let record = record.filter(|claim| Some(&claim.claim) == now.as_ref()).map(Box::new).next();
        Ok(vec![What::Correction { correction: Box::new(correction), now, record }])
    }

    /// A person's withdrawal of a report, with a tombstone for each claim that the report had then; or
    /// its restoration, with the claims as they read now.
    fn retraction_changes(
        &self,
        entry: i64,
        correction: Correction,
        all: &Corrections,
    ) -> Result<Vec<What>> {
        let head = "SELECT reports.seq, reports.id, published,
               (SELECT max(codings.seq) FROM codings JOIN entries
                ON entries.kind = 'coding' AND entries.item = codings.seq
                WHERE codings.report = reports.seq AND entries.seq < ?2)
             FROM reports WHERE sha256 = ?1";
        let head: Option<(i64, String, Option<Date>, Option<i64>)> =
            self.engine.row(head, values![&correction.report, entry], |row| {
                Ok((row.get(0)?, row.get(1)?, date_of(row.get(2)?), row.get(3)?))
            })?;
        let mut changes = vec![What::Correction {
            correction: Box::new(correction.clone()),
            now: None,
            record: None,
        }];
        let Some((row, report, published, coding)) = head else { return Ok(changes) };
        let fates = self.fates([report.as_str()])?.remove(&(report.clone(), published));
        let counts = fates.is_none() && correction.after != Value::Bool(true);
        let current = if counts { self.corrected(&correction.report, all)? } else { vec![] };
        for id in self.ids(row, coding)? {
            changes.push(match current.iter().find(|claim| claim.claim == id) {
                Some(record) => What::Claim {
                    claim: id,
                    report: report.clone(),
                    record: Box::new(record.clone()),
                },
                None => What::Gone {
                    claim: id,
                    report: report.clone(),
                    because: "its report was withdrawn".to_owned(),
                },
            });
        }
        Ok(changes)
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
