//! Settings: the weights and the spans of days that the rules use. The numbers stand in
//! `data/weights.toml` and here, and nowhere else.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use dateline_coding::{Claim, Interest, SourceKind};
use dateline_ledger::{Fate, Fates};
use jiff::civil::Date;
use serde::Deserialize;

/// What the rules may be told.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Days after which evidence is old: what it says is carried forward, and shown so.
    pub horizon: i32,
    /// The same for places of the countries of a war that has its own, by their ISO codes.
    pub horizons: BTreeMap<String, i32>,
    /// Days within which a state mention contradicts a change instead of following it.
    pub contradiction: i32,
    /// Days before a change for which its loser is taken to have held the place, where nothing
    /// else is known.
    pub presupposed: i32,
    /// What is known of publishers, by folded name; shared, since it is the same for every question.
    pub publishers: Arc<BTreeMap<String, Publisher>>,
    /// Reports that are copies or rewrites of one story, each with the id of its family.
    pub copies: BTreeMap<String, String>,
    /// Reports that were replaced, taken back or withdrawn: what they say no longer counts.
    pub fates: Fates,
    /// Weights by source and interest.
    pub weights: Weights,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            horizon: 120,
            horizons: BTreeMap::new(),
            contradiction: 14,
            presupposed: 30,
            publishers: Arc::default(),
            copies: BTreeMap::new(),
            fates: Fates::new(),
            weights: Weights::shipped().clone(),
        }
    }
}

impl Settings {
    /// Why a claim's report does not count, as known on a day; nothing where it counts.
    pub fn fate_of(&self, claim: &Claim, as_of: Option<Date>) -> Option<&Fate> {
        if self.fates.is_empty() {
            return None;
        }
        let fates = self.fates.get(&(claim.report.clone(), claim.published))?;
        // A person's word before a notice, the newest version before older ones.
        fates.iter().rev().find(|fate| fate.had_come(as_of))
    }

    /// Days after which evidence about a place of this country is old.
    pub fn horizon_of(&self, country: Option<&str>) -> i32 {
        country.and_then(|country| self.horizons.get(country)).copied().unwrap_or(self.horizon)
    }
}

/// What is known of a publisher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher {
    /// One name for all its spellings.
    pub name: String,
    /// What kind of source its own voice is.
    pub kind: SourceKind,
    /// Ids of the parties that it leans to.
    pub leans_to: Vec<String>,
}

/// What a word is worth, by who says it and what the sayer has at stake.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    against: BTreeMap<SourceKind, f64>,
    neutral: BTreeMap<SourceKind, f64>,
    unknown: BTreeMap<SourceKind, f64>,
    self_serving: BTreeMap<SourceKind, f64>,
    /// Factors on top.
    pub factors: Factors,
}

/// Factors on top of the weight by source and interest.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Factors {
    /// Presupposed, not said.
    pub inferred: f64,
    /// Recalled, not reported.
    pub background: f64,
    /// Headline, lead or wrap-up.
    pub summary: f64,
}

impl Weights {
    /// The table that the program carries.
    pub fn shipped() -> &'static Weights {
        static SHIPPED: OnceLock<Weights> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            // A test reads the same table; an unreadable one would weigh everything at nothing.
            Weights::from_toml(include_str!("../data/weights.toml")).unwrap_or_else(|_| Weights {
                against: BTreeMap::new(),
                neutral: BTreeMap::new(),
                unknown: BTreeMap::new(),
                self_serving: BTreeMap::new(),
                factors: Factors { inferred: 0.0, background: 0.0, summary: 0.0 },
            })
        })
    }

    /// A table of the same form.
    ///
    /// # Errors
    /// Where the text is no such table.
    pub fn from_toml(text: &str) -> Result<Weights, toml::de::Error> {
        toml::from_str(text)
    }

    /// The weight of a kind of source with a stake.
    pub fn of(&self, kind: SourceKind, interest: Interest) -> f64 {
        let table = match interest {
            Interest::Against => &self.against,
            Interest::Neutral => &self.neutral,
            Interest::Unknown => &self.unknown,
            Interest::SelfServing => &self.self_serving,
        };
        table.get(&kind).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_in_order() {
        let weights = Weights::from_toml(include_str!("../data/weights.toml")).unwrap();
        use SourceKind::*;
        for kind in [Belligerent, StateMedia, Agency, Media, Monitor, Official, Witness, Unnamed] {
            let of = |interest| weights.of(kind, interest);
            assert!(of(Interest::Against) >= of(Interest::Neutral));
            assert!(of(Interest::Neutral) >= of(Interest::Unknown));
            assert!(of(Interest::Unknown) >= of(Interest::SelfServing));
            assert!(of(Interest::SelfServing) > 0.0);
        }
    }
}
