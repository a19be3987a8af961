//! How many independent sources stand behind a row.

use std::collections::{BTreeMap, BTreeSet};

use dateline_coding::{Claim, Interest, Modality};
use dateline_control::Settings;
use dateline_ledger::fold_name;

/// How many independent sources these claims have: innermost sources, not articles. Copies of one
/// story are one, a report's own voice is none beside a source that it names, and a party about its
/// own success is none at all (`docs/control.md`, rule 12).
pub(crate) fn independent(claims: &[&Claim], settings: &Settings) -> usize {
    let mut named: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut own_voice: BTreeMap<&str, String> = BTreeMap::new();
    for claim in claims {
        if claim.modality == Modality::Claimed || claim.interest == Interest::SelfServing {
            continue;
        }
        let publisher = claim.publisher.as_deref().unwrap_or_default();
        let publisher = one_name(publisher, settings);
        match claim.according_to.first() {
            Some(source) => {
                let name = match &source.actor {
                    Some(actor) => actor.clone(),
                    None => one_name(&source.name, settings),
                };
                named.entry(&claim.report).or_default().insert(name);
            }
            None => {
                let voice = match settings.copies.get(&claim.report) {
                    Some(story) => format!("story {story}"),
                    None if publisher.is_empty() => format!("report {}", claim.report),
                    None => publisher,
                };
                own_voice.insert(&claim.report, voice);
            }
        }
    }
    let mut all: BTreeSet<String> = named.values().flatten().cloned().collect();
    let alone = own_voice.into_iter().filter(|(report, _)| !named.contains_key(report));
    all.extend(alone.map(|(_, voice)| voice));
    all.len()
}

/// One name for all spellings of a publisher.
fn one_name(name: &str, settings: &Settings) -> String {
    let folded = fold_name(name);
    match settings.publishers.get(&folded) {
        Some(known) => fold_name(&known.name),
        None => folded,
    }
}
