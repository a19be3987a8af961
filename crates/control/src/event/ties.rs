//! Ties: what people say of claims that the scores get wrong. They outrank every score.

use std::collections::{BTreeMap, BTreeSet};

use super::Cluster;

/// Claims, by their ids, of which somebody says that they tell of one occurrence, or of two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    together: BTreeSet<(String, String)>,
    apart: BTreeSet<(String, String)>,
}

impl Ties {
    /// Says that two claims tell of one occurrence; takes back that they do not.
    pub fn join(&mut self, one: &str, other: &str) {
        let pair = pair(one, other);
        self.apart.remove(&pair);
        self.together.insert(pair);
    }

    /// Says that two claims tell of different occurrences; takes back that they do not.
    pub fn part(&mut self, one: &str, other: &str) {
        let pair = pair(one, other);
        self.together.remove(&pair);
        self.apart.insert(pair);
    }

    /// Takes back whatever was said of two claims.
    pub fn forget(&mut self, one: &str, other: &str) {
        let pair = pair(one, other);
        self.together.remove(&pair);
        self.apart.remove(&pair);
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.together.is_empty() && self.apart.is_empty()
    }

    /// Ids of the claims that are said to tell of one occurrence with another one.
    pub fn joined(&self) -> impl Iterator<Item = &str> {
        self.together.iter().flat_map(|(one, other)| [one.as_str(), other.as_str()])
    }

    pub(super) fn apart(&self, one: &str, other: &str) -> bool {
        !self.apart.is_empty() && self.apart.contains(&pair(one, other))
    }
}

fn pair(one: &str, other: &str) -> (String, String) {
    let (low, high) = if one <= other { (one, other) } else { (other, one) };
    (low.to_owned(), high.to_owned())
}

/// The clusters with those joined that have claims said to belong together, unless claims of both
/// are said not to.
pub(super) fn tied<'c>(clusters: Vec<Cluster<'c>>, ties: &Ties) -> Vec<Cluster<'c>> {
    if ties.together.is_empty() {
        return clusters;
    }
    let mut home: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, cluster) in clusters.iter().enumerate() {
        for (claim, ..) in &cluster.members {
            home.entry(&claim.claim).or_insert(index);
        }
    }
    let mut clusters: Vec<Option<Cluster<'c>>> = clusters.into_iter().map(Some).collect();
    for (one, other) in &ties.together {
        let (Some(&a), Some(&b)) = (home.get(one.as_str()), home.get(other.as_str())) else {
            continue;
        };
        let (into, from) = (a.min(b), a.max(b));
        if into == from {
            continue;
        }
        let (Some(kept), Some(moved)) = (&clusters[into], &clusters[from]) else { continue };
        let contradicted = (kept.members.iter())
            .any(|(x, ..)| moved.members.iter().any(|(y, ..)| ties.apart(&x.claim, &y.claim)));
        if contradicted {
            continue;
        }
        let Some(mut moved) = clusters[from].take() else { continue };
        let (with, joined) = if into == a { (one, other) } else { (other, one) };
        let partner = (clusters[into].iter().flat_map(|cluster| &cluster.members))
            .find(|(claim, ..)| claim.claim == *with)
            .map(|(claim, ..)| claim.claim.as_str());
        for (claim, fits, score, why) in &mut moved.members {
            home.insert(&claim.claim, into);
            if claim.claim == *joined {
                (*fits, *score) = (partner, 1.0);
                *why = vec!["joined by a person".to_owned()];
            }
        }
        if let Some(kept) = &mut clusters[into] {
            kept.members.append(&mut moved.members);
            kept.gone.append(&mut moved.gone);
        }
    }
    clusters.into_iter().flatten().collect()
}
