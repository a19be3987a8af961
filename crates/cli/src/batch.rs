//! Reports on their way into a ledger, a batch to a transaction.

use std::time::{Duration, Instant};

use dateline_coding::Claim;
use dateline_ledger::{Coded, Entered, Ledger};
use dateline_report::Report;

/// A transaction costs a write to the disk; a batch holds reports in memory.
const MOST_REPORTS: usize = 500;
const MOST_BYTES: usize = 16 << 20;
/// What was read so long ago should be in the ledger, whatever comes of the rest.
const LONGEST: Duration = Duration::from_secs(2);

/// Coder of batches without a claim.
const CODER: &str = concat!("dateline ", env!("CARGO_PKG_VERSION"));

/// A ledger, and the reports that wait to be entered.
pub struct Batch {
    ledger: Ledger,
    waiting: Vec<(Report, Vec<Claim>)>,
    bytes: usize,
    begun: Instant,
    coder: String,
    total: Entered,
}

impl Batch {
    pub fn new(ledger: Ledger) -> Batch {
        let total = Entered::default();
        let coder = CODER.to_owned();
        Batch { ledger, waiting: vec![], bytes: 0, begun: Instant::now(), coder, total }
    }

    /// Adds a report with its claims.
    pub fn add(&mut self, report: Report, claims: Vec<Claim>) -> anyhow::Result<()> {
        if self.waiting.is_empty() {
            self.begun = Instant::now();
        }
        self.bytes += report.text.len();
        self.waiting.push((report, claims));
        let full = self.waiting.len() >= MOST_REPORTS || self.bytes >= MOST_BYTES;
        if full || self.begun.elapsed() >= LONGEST {
            self.enter()?;
        }
        Ok(())
    }

    fn enter(&mut self) -> anyhow::Result<()> {
        if let Some(claim) = self.waiting.iter().flat_map(|(_, claims)| claims).next() {
            self.coder.clone_from(&claim.coder);
        }
        let coded: Vec<_> = self
            .waiting
            .iter()
            .map(|(report, claims)| Coded { report, bytes_sha256: None, claims })
            .collect();
        let Entered { reports, claims, known } = self.ledger.enter(&coded, &self.coder)?;
        self.total.reports += reports;
        self.total.claims += claims;
        self.total.known += known;
        self.waiting.clear();
        self.bytes = 0;
        Ok(())
    }

    /// Enters what waits; what was entered in all.
    pub fn finish(mut self) -> anyhow::Result<Entered> {
        self.enter()?;
        Ok(self.total)
    }

    /// Enters what waits and gives the ledger back.
    pub fn into_ledger(mut self) -> anyhow::Result<(Ledger, Entered)> {
        self.enter()?;
        Ok((self.ledger, self.total))
    }
}
