//! Entering reports with their claims. One transaction a batch: all of it or nothing.

use dateline_coding::Claim;
use dateline_report::Report;
use jiff::civil::Date;

use crate::chain::Chain;
use crate::engine::{Engine, values};
use crate::hash::{Hash, Hasher};
use crate::ready::{Ready, ReadyClaim, each_ready};
use crate::{Correction, Ledger, LedgerError, Location, Result};

/// A report with what a coder made of it.
#[derive(Clone, Copy, Debug)]
pub struct Coded<'a> {
    /// The report.
    pub report: &'a Report,
    /// SHA-256, in hex, of the bytes as they were read, where the reader kept it.
    pub bytes_sha256: Option<&'a str>,
    /// Its claims, spans in code points.
    pub claims: &'a [Claim],
}

/// What a batch added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    /// Reports that were new.
    pub reports: usize,
    /// Their claims.
    pub claims: usize,
    /// Reports that the ledger had already; nothing was done about them.
    pub known: usize,
}

/// What a newer coding of a report changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recoded {
    /// Ids of claims that are new.
    pub gained: Vec<String>,
    /// Ids of claims that are gone (superseded, still kept).
    pub lost: Vec<String>,
    /// Ids of claims whose record reads otherwise than before.
    pub changed: Vec<String>,
}

impl Ledger {
    /// Whether the report is in the ledger: then it need not be coded again.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn knows(&self, report: &Report) -> Result<bool> {
        Ok(report_row(&self.engine, &report.sha256())?.is_some())
    }

    /// Enters a batch of reports with their claims, in one transaction. Reports that the ledger has
    /// already are left as they are.
    ///
    /// # Errors
    /// Where the ledger cannot be written; then nothing of the batch was entered.
    pub fn enter(&mut self, batch: &[Coded<'_>], coder: &str) -> Result<Entered> {
        let mut bytes = 0;
        let entered = self.write(|chain| {
            let mut entered = Entered::default();
            each_ready(batch, |ready| {
                let some = chain.reports(ready, coder)?;
                entered.reports += some.reports;
                entered.claims += some.claims;
                entered.known += some.known;
                bytes += ready.iter().map(Ready::bytes).sum::<usize>();
                Ok(())
            })?;
            Ok(entered)
        })?;
        if let Location::File(path) = self.engine.at() {
            self.tidy.entered(bytes, path);
        }
        Ok(entered)
    }

    /// Enters a newer coding of a report that the ledger has: its older claims stay, superseded.
    /// A coding that says the same as the newest one is not entered.
    ///
    /// # Errors
    /// Where the ledger cannot be written, or the report is not in the ledger.
    pub fn recode(&mut self, report: &Report, claims: &[Claim], coder: &str) -> Result<Recoded> {
        let sha256 = report.sha256();
        self.write(|chain| {
            let row = report_row(chain.engine, &sha256)?.ok_or_else(|| LedgerError::Store {
                at: chain.engine.at().clone(),
                reason: format!("report {} is not in the ledger", report.id),
            })?;
            let before = records(chain.engine, row)?;
            let mut recoded = Recoded::default();
            for claim in claims {
                match before.iter().find(|(id, _)| *id == claim.claim) {
                    None => recoded.gained.push(claim.claim.clone()),
                    // The coder's own name is no difference of content.
                    Some((_, old))
                        if Claim { coder: old.coder.clone(), ..claim.clone() } != *old =>
                    {
                        recoded.changed.push(claim.claim.clone());
                    }
                    Some(_) => {}
                }
            }
            recoded.lost = (before.iter().map(|(id, _)| id))
                .filter(|id| !claims.iter().any(|claim| claim.claim == **id))
                .cloned()
                .collect();
            if recoded != Recoded::default() {
                let coder = chain.coder(coder)?;
                let ready: Result<Vec<_>> = claims.iter().map(ReadyClaim::of).collect();
                chain.coding(row, &sha256, coder, &ready?)?;
            }
            Ok(recoded)
        })
    }

    /// Enters a correction.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn correct(&mut self, correction: &Correction) -> Result<()> {
        self.write(|chain| chain.correction(correction))
    }

    /// Enters corrections that belong together, such as the fields of one place, in one transaction.
    ///
    /// # Errors
    /// Where the ledger cannot be written; then none of them was entered.
    pub fn correct_all(&mut self, corrections: &[Correction]) -> Result<()> {
        self.write(|chain| corrections.iter().try_for_each(|one| chain.correction(one)))
    }

    /// Enters a setting of the ledger; the newest one of a key holds.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn set(&mut self, key: &str, value: &str, why: &str, who: &str, on: Date) -> Result<()> {
        self.write(|chain| {
            let on = on.to_string();
            let item = chain.next("settings")?;
            chain.engine.run(
                "INSERT INTO settings (seq, key, value, why, who, made_on) VALUES (?, ?, ?, ?, ?, ?)",
                values![item, key, value, why, who, &on],
            )?;
            chain.entry("setting", item, &setting_hash(key, value, why, who, &on))
        })
    }

    fn write<T>(&mut self, work: impl FnOnce(&mut Chain<'_>) -> Result<T>) -> Result<T> {
        let Ledger { engine, names, .. } = self;
        let write = || {
            let transaction = engine.transaction()?;
            let mut chain = Chain::at_its_end(engine, names)?;
            let done = work(&mut chain)?;
            chain.close()?;
            transaction.commit()?;
            Ok(done)
        };
        let done = write();
        if done.is_err() {
            names.forget();
        }
        done
    }
}

fn report_row(engine: &Engine, sha256: &str) -> Result<Option<i64>> {
    let sql = "SELECT seq FROM reports WHERE sha256 = ?";
    engine.row(sql, values![sha256], |row| row.get(0))
}

/// Claims of a report's newest coding.
fn records(engine: &Engine, report: i64) -> Result<Vec<(String, Claim)>> {
    let sql = "SELECT id, record FROM current_claims WHERE report = ?";
    let rows = engine
        .rows(sql, values![report], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))?;
    // A record that cannot be read counts as lost; `verify` names it.
    Ok((rows.into_iter())
        .filter_map(|(id, record)| Some((id, serde_json::from_str(&record).ok()?)))
        .collect())
}

pub(crate) fn setting_hash(key: &str, value: &str, why: &str, who: &str, on: &str) -> Hash {
    Hasher::default().part(key).part(value).part(why).part(who).part(on).done()
}
