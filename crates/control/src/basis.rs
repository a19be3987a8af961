//! How good the evidence is: independent sources counted, weights combined.

use std::collections::BTreeMap;

use dateline_coding::Interest;

use crate::evidence::Evidence;
use crate::status::EvidenceBasis;

/// What some pieces of evidence amount to together: the basis, and a confidence from 0 to 1.
pub(crate) fn amount(evidence: &[&Evidence<'_>]) -> Option<(EvidenceBasis, f64)> {
    if evidence.is_empty() {
        return None;
    }
    let groups = sources(evidence);
    let mut independent = 0;
    let mut against = false;
    let mut doubt = 1.0;
    for group in groups.values() {
        independent += usize::from(group.iter().any(|one| !one.self_serving()));
        against |= group.iter().any(|one| one.interest == Interest::Against);
        let word = group.iter().map(|one| one.weight * one.claim.confidence.clamp(0.0, 1.0));
        doubt *= 1.0 - word.fold(0.0, f64::max);
    }
    let basis = match independent {
        0 => EvidenceBasis::ClaimedOnly,
        1 if !against => EvidenceBasis::Reported,
        _ => EvidenceBasis::Corroborated,
    };
    Some((basis, 1.0 - doubt))
}

/// How many independent sources there are among them.
pub(crate) fn independent(evidence: &[&Evidence<'_>]) -> usize {
    let groups = sources(evidence);
    groups.values().filter(|group| group.iter().any(|one| !one.self_serving())).count()
}

/// Evidence by independent source. Two pieces are of one source where the innermost source is the
/// same or the words are, or two copies of one story speak for themselves; a report's own voice is no source beside one that it names.
fn sources<'e, 'c>(evidence: &[&'e Evidence<'c>]) -> BTreeMap<usize, Vec<&'e Evidence<'c>>> {
    let mut groups = Groups((0..evidence.len()).collect());
    let mut by_source: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_story: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_words: BTreeMap<&str, usize> = BTreeMap::new();
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, one) in evidence.iter().enumerate() {
        groups.join(*by_source.entry(&one.source).or_insert(index), index);
        if let (true, Some(story)) = (one.own_voice, &one.story) {
            groups.join(*by_story.entry(story).or_insert(index), index);
        }
        if !one.words.is_empty() {
            groups.join(*by_words.entry(&one.words).or_insert(index), index);
        }
        if !one.own_voice && !one.self_serving() {
            named.entry(&one.claim.report).or_insert(index);
        }
    }
    let mut found: BTreeMap<usize, Vec<&Evidence<'_>>> = BTreeMap::new();
    for (index, one) in evidence.iter().enumerate() {
        let root = match named.get(one.claim.report.as_str()) {
            Some(named) if one.own_voice => groups.root(*named),
            _ => groups.root(index),
        };
        found.entry(root).or_default().push(one);
    }
    found
}

/// Which pieces belong together: each points to an earlier one of its group, the first to itself.
struct Groups(Vec<usize>);

impl Groups {
    fn root(&self, mut index: usize) -> usize {
        while self.0[index] != index {
            index = self.0[index];
        }
        index
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
