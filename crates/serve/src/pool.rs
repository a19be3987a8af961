//! Open ledgers, one to a question that is being answered.

use std::sync::{Mutex, PoisonError};

use dateline_control::{Answer, Settings};
use dateline_desk::Kept;
use dateline_ledger::{Access, Ledger, Location};
use jiff::civil::Date;

use crate::fault::Fault;

/// Ledgers that wait for the next question; more than this are closed again.
const KEPT: usize = 8;

/// An open ledger with the settings in force, less what is said of copies and of reports that no longer count: that is a matter of the
/// claims asked about.
pub struct Desk {
    pub ledger: Ledger,
    pub settings: Settings,
    /// What is kept beside the ledger, where that was found.
    kept: Option<Kept>,
    /// The ledger's newest entry when the settings were made.
    sequence: u64,
}

impl Desk {
    fn open(at: &Location, sequence: u64) -> Result<Desk, Fault> {
        let ledger = Ledger::open(at, Access::Read)?;
        let settings = dateline_desk::settings(&ledger, &[])?;
        Ok(Desk { ledger, settings, kept: None, sequence })
    }

    /// How a place stood on a day, with everything that is known of it by now, as it is kept beside a large
    /// ledger; nothing where that has to be worked out.
    pub fn kept(&mut self, key: &str, on: Option<Date>) -> Result<Option<Answer>, Fault> {
        if self.kept.is_none() {
            self.kept = Kept::of(&self.ledger)?;
        }
        Ok(match &mut self.kept {
            Some(kept) => kept.answer(&self.ledger, key, on)?,
            None => None,
        })
    }

    /// The settings for claims that stand in these reports.
    pub fn settings_for<'r>(
        &mut self,
        reports: impl IntoIterator<Item = &'r str>,
    ) -> Result<&Settings, Fault> {
        let reports: Vec<&str> = reports.into_iter().collect();
        self.settings.copies = self.ledger.copies(reports.iter().copied())?;
        self.settings.fates = self.ledger.fates(reports)?;
        Ok(&self.settings)
    }
}

/// The open ledgers.
pub struct Pool {
    at: Location,
    waiting: Mutex<Vec<Desk>>,
}

impl Pool {
    pub fn new(at: Location) -> Pool {
        Pool { at, waiting: Mutex::new(vec![]) }
    }

    /// Does some work with a ledger whose newest entry is `sequence`, or a newer one.
    pub fn with<T>(
        &self,
        sequence: u64,
        work: impl FnOnce(&mut Desk) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut desk = match waiting {
            Some(desk) if desk.sequence >= sequence => desk,
            Some(mut old) => {
                old.settings = dateline_desk::settings(&old.ledger, &[])?;
                // Under other settings something else is kept.
                old.kept = None;
                old.sequence = sequence;
                old
            }
            None => Desk::open(&self.at, sequence)?,
        };
        let done = work(&mut desk);
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < KEPT {
            waiting.push(desk);
        }
        done
    }

    /// Adds something to the ledger.
    pub fn write<T>(&self, work: impl FnOnce(&mut Ledger) -> Result<T, Fault>) -> Result<T, Fault> {
        work(&mut Ledger::open(&self.at, Access::Write)?)
    }

    /// Where the ledger is.
    pub fn at(&self) -> &Location {
        &self.at
    }
}
