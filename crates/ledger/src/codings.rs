//! Who coded what: the newest coding of every report, for a recoding.

use dateline_coding::Claim;
use serde::Serialize;

use crate::engine::values;
use crate::{Ledger, Result};

/// The newest coding of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coding {
    /// The report's id.
    pub report: String,
    /// Its SHA-256.
    pub sha256: String,
    /// Its publisher.
    pub publisher: Option<String>,
    /// Who coded it: a program with its ontology, or an import.
    pub coder: String,
}

impl Ledger {
    /// The newest coding of every report, in the order in which they were read.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn codings(&self) -> Result<Vec<Coding>> {
        self.engine.rows(
            "SELECT reports.id, reports.sha256, reports.publisher, coders.name FROM reports
             JOIN codings ON codings.seq =
               (SELECT max(newest.seq) FROM codings AS newest WHERE newest.report = reports.seq)
             JOIN coders ON coders.seq = codings.coder ORDER BY reports.seq",
            values![],
            |row| {
                Ok(Coding {
                    report: row.get(0)?,
                    sha256: row.get(1)?,
                    publisher: row.get(2)?,
                    coder: row.get(3)?,
                })
            },
        )
    }

    /// The claims of a report's newest coding, as they were coded.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn newest_claims(&self, sha256: &str) -> Result<Vec<Claim>> {
        self.of_report(sha256)
    }
}
