//! The datasets: what their rows are, and the columns of each.

mod acled;
mod claims;
mod control;
mod events;
mod ged;
mod polecat;
mod standing;

use dateline_coding::Claim;
use dateline_ledger::Ledger;

use crate::Result;
use crate::cell::Cell;
use crate::column::Table;
use crate::request::{Dataset, Request};

/// Takes rows as they come.
pub(crate) trait Rows {
    /// A claim, before its cells: taken whole by a format that holds whole claims (`true`).
    fn claim(&mut self, _claim: &Claim) -> Result<bool> {
        Ok(false)
    }

    /// A row.
    fn row(&mut self, cells: &[Cell]) -> Result<()>;
}

/// The table of a dataset.
pub fn table(dataset: Dataset) -> Table {
    match dataset {
        Dataset::Claims => claims::filled().table,
        Dataset::Events => events::filled().table,
        Dataset::Control => control::filled().table,
        Dataset::Panel => standing::panel().table,
        Dataset::Snapshot => standing::snapshot().table,
        Dataset::Ged => ged::filled().table,
        Dataset::Acled => acled::filled().table,
        Dataset::Polecat => polecat::filled().table,
    }
}

/// Gives out the rows of a dataset.
pub(crate) fn rows(
    ledger: &Ledger,
    request: &Request,
    dataset: Dataset,
    out: &mut dyn Rows,
) -> Result<()> {
    match dataset {
        Dataset::Claims => claims::rows(ledger, request, out),
        Dataset::Events => events::rows(ledger, request, out),
        Dataset::Control => control::rows(ledger, request, out),
        Dataset::Panel => standing::panel_rows(ledger, request, out),
        Dataset::Snapshot => standing::snapshot_rows(ledger, request, out),
        Dataset::Ged => ged::rows(ledger, request, out),
        Dataset::Acled => acled::rows(ledger, request, out),
        Dataset::Polecat => polecat::rows(ledger, request, out),
    }
}
