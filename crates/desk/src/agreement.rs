//! Agreement between reviewers: Cohen's κ, per field, for every two of them.

use std::collections::{BTreeMap, BTreeSet};

use dateline_ledger::Ledger;
use serde::Serialize;

use crate::Result;
use crate::standing::{JUDGED, reviewed};

/// How two reviewers agree on one field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// The two.
    pub reviewers: [String; 2],
    /// The field.
    pub field: &'static str,
    /// Claims that both judged in this field.
    pub claims: usize,
    /// On how many of them they say the same.
    pub agreed: usize,
    /// The share of that.
    pub share: f64,
    /// Cohen's κ: the share beyond what chance would give. Absent where chance alone gives all.
    pub kappa: Option<f64>,
}

/// Agreement of every two reviewers who looked at the same claims.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn agreement(ledger: &Ledger) -> Result<Vec<Agreement>> {
    let reviewed = reviewed(ledger)?;
    let names: BTreeSet<&str> =
        reviewed.values().flat_map(|one| one.views.keys()).map(String::as_str).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let mut found = vec![];
    for (index, one) in names.iter().enumerate() {
        for other in names.iter().skip(index + 1) {
            for field in JUDGED {
                let pairs: Vec<(&str, &str)> = (reviewed.values())
                    .filter_map(|claim| {
                        let of = |who: &str| claim.views.get(who)?.get(field).map(String::as_str);
                        of(one).zip(of(other))
                    })
                    .collect();
                if pairs.is_empty() {
                    continue;
                }
                let agreed = pairs.iter().filter(|(a, b)| a == b).count();
                found.push(Agreement {
                    reviewers: [(*one).to_owned(), (*other).to_owned()],
                    field,
                    claims: pairs.len(),
                    agreed,
                    share: rounded(agreed as f64 / pairs.len() as f64),
                    kappa: kappa(&pairs).map(rounded),
                });
            }
        }
    }
    Ok(found)
}

/// Cohen's κ (1960) of nominal labels.
fn kappa(pairs: &[(&str, &str)]) -> Option<f64> {
    let total = pairs.len() as f64;
    let mut labels: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for (a, b) in pairs {
        labels.entry(a).or_default().0 += 1.0;
        labels.entry(b).or_default().1 += 1.0;
    }
    let observed = pairs.iter().filter(|(a, b)| a == b).count() as f64 / total;
    let chance: f64 = labels.values().map(|(a, b)| a / total * (b / total)).sum();
    (chance < 1.0).then(|| (observed - chance) / (1.0 - chance))
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::kappa;

    #[test]
    fn kappa_is_cohens() {
        // The textbook's table: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no gives 0.4.
        let mut pairs = vec![("y", "y"); 20];
        pairs.extend(vec![("y", "n"); 5]);
        pairs.extend(vec![("n", "y"); 10]);
        pairs.extend(vec![("n", "n"); 15]);
        assert!((kappa(&pairs).unwrap() - 0.4).abs() < 1e-9);
        assert_eq!(kappa(&[("y", "y")]), None);
    }
}
