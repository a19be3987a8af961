//! What people say of claims that the clustering gets wrong: that two tell of one occurrence, or of two.

use std::collections::HashMap;

use dateline_control::{EventSettings, Ties};
use dateline_ledger::{APART, Ledger, TOGETHER};

use crate::Result;

/// The settings of the clustering, with what people said in this ledger.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn thresholds(ledger: &Ledger, mut settings: EventSettings) -> Result<EventSettings> {
    settings.ties = ties(ledger)?;
    Ok(settings)
}

/// What people said, of the claims as they are called now. Each verdict stands at both claims, so that
/// both ends are found again after a recoding.
fn ties(ledger: &Ledger) -> Result<Ties> {
    let mut ties = Ties::default();
    let any = |field: &str| field == TOGETHER || field == APART;
    if !ledger.corrections()?.values().flatten().any(|correction| any(&correction.field)) {
        return Ok(ties);
    }
    let bound = ledger.bound_corrections()?;
    let mut now: HashMap<(&str, &str), &str> = HashMap::new();
    for one in &bound {
        if let Some(id) = &one.now {
            now.insert((&one.correction.report, &one.correction.claim), id);
        }
    }
    for one in bound.iter().filter(|one| any(&one.correction.field)) {
        let after = &one.correction.after;
        let (Some(report), Some(claim)) = (after["report"].as_str(), after["claim"].as_str())
        else {
            continue;
        };
        if let (Some(this), Some(other)) = (&one.now, now.get(&(report, claim))) {
            match (after.get("undone").is_some(), one.correction.field == TOGETHER) {
                (true, _) => ties.forget(this, other),
                (false, true) => ties.join(this, other),
                (false, false) => ties.part(this, other),
            }
        }
    }
    Ok(ties)
}
