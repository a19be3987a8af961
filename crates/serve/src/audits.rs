//! Audits that are kept in memory: the findings of those asked for last, and the rows of files that
//! somebody opened here. Nothing of a file is written to disk, and it is gone when the server ends.

use std::sync::{Arc, Mutex, PoisonError};

use dateline_desk::audit::{Audit, AuditQuestion, audit};
use dateline_desk::import::{DataSet, Row, data_sets, rows_of};
use serde::Serialize;

use crate::fault::Fault;
use crate::pool::{Desk, Pool};

/// Files whose rows are kept.
const FILES: usize = 4;
/// Audits whose findings are kept.
const AUDITS: usize = 4;
/// How the name of an opened file begins.
const FILE: &str = "file:";

/// A data set that can be audited.
#[derive(Clone, Debug, Serialize)]
pub struct Audited {
    /// What to ask for.
    pub of: String,
    /// Its name, for people.
    pub name: String,
    pub publisher: Option<String>,
    pub rows: usize,
    pub first: Option<jiff::civil::Date>,
    pub last: Option<jiff::civil::Date>,
    pub countries: Vec<String>,
    /// It is in the ledger; else it is a file that was opened, and goes when the server ends.
    pub imported: bool,
}

/// The rows of a file that was opened.
pub struct Opened {
    pub told: Audited,
    pub rows: Vec<Row>,
    /// Its data set holds deadly events only.
    pub deadly: bool,
}

/// What an audit is known by: the ledger's newest entry, the data set, the days and the metres.
type Key = (u64, String, i32, u64);
type Slot = Arc<Mutex<Option<Arc<Audit>>>>;

/// What is kept.
#[derive(Default)]
pub struct Audits {
    files: Mutex<Vec<Arc<Opened>>>,
    made: Mutex<Vec<(Key, Slot)>>,
}

impl Audits {
    /// Keeps an opened file; the same file again takes its own place.
    pub fn open(&self, opened: Opened) -> Arc<Opened> {
        let opened = Arc::new(opened);
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.retain(|file| file.told.of != opened.told.of);
        files.push(Arc::clone(&opened));
        if files.len() > FILES {
            files.remove(0);
        }
        opened
    }

    fn opened(&self, of: &str) -> Option<Arc<Opened>> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.iter().find(|file| file.told.of == of).map(Arc::clone)
    }

    /// What can be audited. Opened files are told to those only who may open some.
    pub fn list(&self, desk: &Desk, writes: bool) -> Result<Vec<Audited>, Fault> {
        let sets = data_sets(&desk.ledger)?;
        let mut list: Vec<Audited> = sets.into_iter().map(of_set).collect();
        if writes {
            let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
            list.extend(files.iter().map(|file| file.told.clone()));
        }
        Ok(list)
    }

    /// The findings, made where they are not kept. Who asks while they are being made waits for them.
    pub fn findings(
        &self,
        pool: &Pool,
        sequence: u64,
        of: &str,
        (days, km): (i32, f64),
    ) -> Result<Arc<Audit>, Fault> {
        let slot = self.slot((sequence, of.to_owned(), days, (km * 1000.0) as u64));
        let mut made = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(audit) = &*made {
            return Ok(Arc::clone(audit));
        }
        let opened = self.opened(of);
        let unknown = || {
            Fault::not_found(format!("there is no data set \"{of}\" here")).hint(
                "/api/v1/audits lists those that were imported; a file is opened with POST /api/v1/audit",
            )
        };
        if opened.is_none() && of.starts_with(FILE) {
            return Err(unknown());
        }
        let audit = pool.with(sequence, |desk| {
            let kept;
            let (rows, deadly) = match &opened {
                Some(opened) => (opened.rows.as_slice(), opened.deadly),
                None => {
                    kept = rows_of(&desk.ledger, of)?;
                    (kept.as_slice(), of == "ged")
                }
            };
            if rows.is_empty() && opened.is_none() {
                return Err(unknown());
            }
            Ok(audit(&desk.ledger, rows, AuditQuestion { days, km, deadly })?)
        })?;
        let audit = Arc::new(audit);
        *made = Some(Arc::clone(&audit));
        Ok(audit)
    }

    fn slot(&self, key: Key) -> Slot {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = match made.iter().position(|(known, _)| *known == key) {
            Some(at) => made.remove(at).1,
            None => Slot::default(),
        };
        made.push((key, Arc::clone(&slot)));
        if made.len() > AUDITS {
            made.remove(0);
        }
        slot
    }
}

fn of_set(set: DataSet) -> Audited {
    Audited {
        of: set.name.clone(),
        name: set.publisher.clone().unwrap_or(set.name),
        publisher: set.publisher,
        rows: set.rows,
        first: set.first,
        last: set.last,
        countries: set.countries.into_iter().collect(),
        imported: true,
    }
}
