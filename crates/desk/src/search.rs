//! Full-text search over the reports, with the same filters as other questions.

use dateline_ledger::{Filter, Hit, Ledger, Search};

use crate::{Evidence, Page, Paged, Result};

/// What is searched for.
#[derive(Clone, Debug, Default)]
pub struct SearchQuestion {
    /// Words, publisher and days.
    pub search: Search,
    /// Only reports with a claim of this type or family.
    pub kind: Option<String>,
    /// Only reports with a claim that counts.
    pub evidence: Evidence,
    /// Which part of the list.
    pub page: Page,
}

/// The reports found, best match first.
///
/// # Errors
/// Where the ledger cannot be read, or the page begins after a report that is not in the list.
pub fn search(ledger: &Ledger, asked: &SearchQuestion) -> Result<Paged<Hit>> {
    let mut found = ledger.search_reports(&asked.search)?;
    if asked.kind.is_some() || !asked.evidence.is_all() {
        let mut telling = vec![];
        for (row, report) in found {
            let filter = Filter {
                report: Some(report.clone()),
                kinds: asked.kind.iter().cloned().collect(),
                ..Filter::default()
            };
            if ledger.claims(&filter)?.iter().any(|claim| asked.evidence.admits(claim)) {
                telling.push((row, report));
            }
        }
        found = telling;
    }
    let page = asked.page.of(found, |(_, report)| report.clone())?;
    let mut items = vec![];
    for (row, _) in page.items {
        items.extend(ledger.hit(row, &asked.search)?);
    }
    Ok(Paged { items, total: page.total, next: page.next })
}
