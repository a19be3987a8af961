//! Binding: which claim a correction is about, after a recoding gave it another id, or none.
//!
//! A correction names a claim. Where the newest coding has that claim, that is it. Else the claim as it
//! was is compared with those that now stand on the same words; the one that fits best is meant, and
//! where none fits, or two fit equally, the correction is orphaned: kept, listed, and not applied.

use std::collections::{BTreeMap, HashMap};

use dateline_coding::Claim;
use dateline_report::Span;
use serde::Serialize;

use crate::engine::values;
use crate::key::place_key;
use crate::{ADDED, Correction, Ledger, RETRACTED, Result};

/// A correction with the claim that it is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bound {
    /// The correction.
    #[serde(flatten)]
    pub correction: Correction,
    /// The claim's id in the newest coding; absent where the correction is orphaned.
    pub now: Option<String>,
    /// Why it is orphaned, or why it cannot be applied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trouble: Option<String>,
}

impl Ledger {
    /// All corrections with the claims that they are about, report by report, oldest first.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn bound_corrections(&self) -> Result<Vec<Bound>> {
        let mut bound = vec![];
        for (sha256, mut list) in self.corrections()? {
            // A whole report's withdrawal is about none of its claims.
            list.retain(|correction| correction.field != RETRACTED);
            let claims = self.current_and_added(&sha256, &list)?;
            let mut claims: HashMap<String, Claim> =
                claims.into_iter().map(|claim| (claim.claim.clone(), claim)).collect();
            let now = self.bind(&claims.values().collect::<Vec<_>>(), &list)?;
            for correction in list {
                let id = now.get(&correction.claim).cloned().flatten();
                let trouble = match id.as_ref().and_then(|id| claims.get(id)) {
                    None => Some("no claim of the newest coding stands on these words".to_owned()),
                    Some(claim) => match correction.apply(claim.clone()) {
                        Err(error) => Some(error.to_string()),
                        Ok(corrected) => {
                            if let (Some(id), Some(corrected)) = (&id, corrected) {
                                claims.insert(id.clone(), corrected);
                            }
                            None
                        }
                    },
                };
                bound.push(Bound { correction, now: id, trouble });
            }
        }
        Ok(bound)
    }

    /// For each claim that corrections of one report name, the claim that is now meant.
    pub(crate) fn bind(
        &self,
        claims: &[&Claim],
        corrections: &[Correction],
    ) -> Result<BTreeMap<String, Option<String>>> {
        let mut bound: BTreeMap<String, Option<String>> = BTreeMap::new();
        for correction in corrections {
            let id = &correction.claim;
            if bound.contains_key(id) || correction.field == RETRACTED {
                continue;
            }
            let claims = claims.iter().copied();
            let now = match claims.clone().any(|claim| claim.claim == *id) {
                true => Some(id.clone()),
                false => match self.once(id, &correction.report)? {
                    Some(before) => best(claims.map(|claim| (claim, fit(&before, claim)))),
                    None => best(claims.map(|claim| {
                        let same = correction.is_about(claim, &correction.report);
                        (claim, same.then_some(0))
                    })),
                },
            };
            bound.insert(id.clone(), now);
        }
        Ok(bound)
    }

    /// The claims of a report's newest coding, uncorrected, and those that people added.
    pub(crate) fn current_and_added(
        &self,
        sha256: &str,
        corrections: &[Correction],
    ) -> Result<Vec<Claim>> {
        let mut claims = self.of_report(sha256)?;
        for correction in corrections.iter().filter(|correction| correction.field == ADDED) {
            // One that cannot be read counts as lost; `verify` names it.
            if let Ok(claim) = serde_json::from_value::<Claim>(correction.after.clone())
                && !claims.iter().any(|known| known.claim == claim.claim)
            {
                claims.push(claim);
            }
        }
        Ok(claims)
    }

    /// A claim as it was coded, or added by a person, before any correction.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn coded_claim(&self, id: &str, sha256: &str) -> Result<Option<Claim>> {
        if let Some(claim) = self.once(id, sha256)? {
            return Ok(Some(claim));
        }
        let list = self.corrections()?.remove(sha256).unwrap_or_default();
        let added = list.into_iter().filter(|one| one.field == ADDED && one.claim == id);
        Ok(added.filter_map(|one| serde_json::from_value(one.after).ok()).next_back())
    }

    /// A claim of any coding, the newest that has it.
    fn once(&self, id: &str, sha256: &str) -> Result<Option<Claim>> {
        let record: Option<String> = self.engine.row(
            "SELECT record FROM claims JOIN reports ON reports.seq = claims.report
             WHERE claims.id = ? AND reports.sha256 = ? ORDER BY claims.seq DESC LIMIT 1",
            values![id, sha256],
            |row| row.get(0),
        )?;
        Ok(record.and_then(|record| serde_json::from_str(&record).ok()))
    }
}

/// The one that fits best; none where two fit equally.
fn best<'c>(fits: impl Iterator<Item = (&'c Claim, Option<u32>)>) -> Option<String> {
    let mut fits: Vec<(u32, &str)> =
        fits.filter_map(|(claim, fit)| Some((fit?, claim.claim.as_str()))).collect();
    fits.sort_unstable_by_key(|fit| std::cmp::Reverse(fit.0));
    match fits.as_slice() {
        [one] => Some(one.1.to_owned()),
        [first, second, ..] if first.0 > second.0 => Some(first.1.to_owned()),
        _ => None,
    }
}

/// How well a claim stands where another one stood; `None` where it cannot be the same.
fn fit(before: &Claim, now: &Claim) -> Option<u32> {
    let family = |claim: &Claim| claim.kind.split('.').next().map(str::to_owned);
    if family(before) != family(now) || !overlap(before.quote.span, now.quote.span) {
        return None;
    }
    let mut fit = 0;
    let (place, other) = (before.places.first(), now.places.first());
    match (place, other) {
        (Some(place), Some(other)) => {
            let key = place_key(place) == place_key(other);
            let words = place.text == other.text && place.span == other.span;
            if !key && !words {
                return None;
            }
            fit += 4 * u32::from(key) + 4 * u32::from(words);
        }
        (None, None) => {}
        _ => return None,
    }
    fit += 8 * u32::from(before.kind == now.kind);
    fit += 2 * u32::from(before.quote == now.quote);
    let ids = |claim: &Claim| claim.by.iter().map(|a| a.name.clone()).collect::<Vec<_>>();
    fit += u32::from(ids(before) == ids(now));
    Some(fit)
}

/// Whether two spans have at least half of what they cover in common.
fn overlap(a: Span, b: Span) -> bool {
    let common = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let all = a.end.max(b.end).saturating_sub(a.start.min(b.start));
    all > 0 && common * 2 >= all
}
