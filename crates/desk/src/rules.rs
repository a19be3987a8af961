//! The settings of the rules of control, with what the registry knows of publishers.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use dateline_actor::{Registry, SourceKind as Kind};
use dateline_coding::{Claim, SourceKind};
use dateline_control::{Publisher, Settings};
use dateline_ledger::{Ledger, fold_name};

use crate::Result;
use crate::horizon::horizons;

/// The settings in force, with what the ledger knows of the reports that the claims stand in.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn settings(ledger: &Ledger, claims: &[Claim]) -> Result<Settings> {
    let copies = ledger.copies(claims.iter().map(|claim| claim.report.as_str()))?;
    let fates = ledger.fates(claims.iter().map(|claim| claim.report.as_str()))?;
    let mut settings = Settings { copies, fates, publishers: publishers(), ..Settings::default() };
    for (country, horizon) in horizons(ledger)? {
        match country {
            None => settings.horizon = horizon.days,
            Some(country) => {
                settings.horizons.insert(country, horizon.days);
            }
        }
    }
    Ok(settings)
}

/// What the registry knows of publishers, gathered once.
pub(crate) fn publishers() -> Arc<BTreeMap<String, Publisher>> {
    static PUBLISHERS: OnceLock<Arc<BTreeMap<String, Publisher>>> = OnceLock::new();
    Arc::clone(PUBLISHERS.get_or_init(|| Arc::new(gathered(Registry::embedded()))))
}

fn gathered(registry: &Registry) -> BTreeMap<String, Publisher> {
    let mut publishers: BTreeMap<String, Publisher> = BTreeMap::new();
    for source in registry.sources().all() {
        // A lean is to an actor; what counts is the side that it fights for.
        let mut leans_to: Vec<String> =
            source.leans_to.iter().chain(&source.party).cloned().collect();
        let sides = leans_to.iter().map(|id| registry.party_of(id, None).id).collect::<Vec<_>>();
        leans_to.extend(sides);
        leans_to.sort();
        leans_to.dedup();
        let kind = match source.kind {
            Kind::Agency => SourceKind::Agency,
            Kind::Media => SourceKind::Media,
            Kind::StateMedia => SourceKind::StateMedia,
            Kind::Monitor => SourceKind::Monitor,
            Kind::Official => SourceKind::Official,
            Kind::Belligerent => SourceKind::Belligerent,
            Kind::Witness => SourceKind::Witness,
        };
        let publisher = Publisher { name: source.name.clone(), kind, leans_to };
        for name in std::iter::once(&source.name).chain(&source.names).chain(&source.domains) {
            publishers.entry(fold_name(name)).or_insert_with(|| publisher.clone());
        }
    }
    publishers
}
