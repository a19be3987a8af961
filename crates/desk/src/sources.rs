//! The scoreboard of sources: of what each spokesman and publisher said of the control of places, how
//! much was borne out by others, how much was contradicted, how much never settled, and after how many
//! days.
//!
//! A word is settled by others only: not by its own source, not by a copy of its story, and not by a
//! party about its own success. Borne out: another says within the window that the same party holds
//! the place, or took it, or lost it to somebody later. Contradicted: another says within the window
//! that somebody else holds it, or denies it.

use std::collections::BTreeMap;

use dateline_coding::{Claim, Extent, Interest, Modality, SourceKind};
use dateline_control::Settings;
use dateline_ledger::{Filter, Ledger, fold_name, place_key};
use jiff::Unit;
use jiff::civil::Date;
use serde::Serialize;

use crate::{Result, rules};

/// Days by which a word may be dated before what it confirms.
const BEFORE: i32 = 2;

/// What became of a source's words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    /// The source, as it is named most often.
    pub source: String,
    /// `spokesman` (named in reports) or `publisher` (in its own voice).
    pub role: &'static str,
    /// What kind of source it is.
    pub kind: Option<SourceKind>,
    /// Registry id, where it is an actor.
    pub actor: Option<String>,
    /// Claims on control, of which the three below are parts.
    pub claims: usize,
    /// Said by others too.
    pub borne_out: usize,
    /// Others say otherwise.
    pub contradicted: usize,
    /// Nobody else says within the window.
    pub unsettled: usize,
    /// Share of what was settled that was borne out; absent where nothing was.
    pub share: Option<f64>,
    /// Days until a claim was borne out: the one in the middle.
    pub days: Option<i32>,
    /// How many of the claims were about the source's own success.
    pub self_serving: usize,
    /// The claims, with what became of each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fates: Vec<Fate>,
}

/// What became of one claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fate {
    /// Its id.
    pub claim: String,
    /// `borne_out`, `contradicted` or `unsettled`.
    pub outcome: &'static str,
    /// The claim that settled it.
    pub by: Option<String>,
    /// After so many days.
    pub days: Option<i32>,
    /// Its words.
    pub quote: String,
}

/// Which scores are asked for.
#[derive(Clone, Copy, Debug)]
pub struct ScoreQuestion {
    /// Days within which others must say so.
    pub window: i32,
    /// Sources with fewer claims are left out.
    pub at_least: usize,
    /// Whether to list every claim.
    pub fates: bool,
}

impl Default for ScoreQuestion {
    fn default() -> Self {
        ScoreQuestion { window: 30, at_least: 1, fates: false }
    }
}

/// The scoreboard, those with most claims first.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn sources(ledger: &Ledger, asked: ScoreQuestion) -> Result<Vec<Score>> {
    let filter = Filter { kinds: vec!["control".to_owned()], ..Filter::default() };
    let claims = ledger.claims(&filter)?;
    let settings = rules::settings(ledger, &claims)?;
    let mut places: BTreeMap<String, Vec<Word<'_>>> = BTreeMap::new();
    for claim in &claims {
        if let (Some(place), Some(word)) = (claim.places.first(), Word::of(claim, &settings)) {
            places.entry(place_key(place)).or_default().push(word);
        }
    }
    let mut scores: BTreeMap<String, Gathered<'_>> = BTreeMap::new();
    for words in places.values_mut() {
        words.sort_by_key(|word| (word.day, &word.claim.claim));
        for word in words.iter().filter(|word| !word.denied) {
            // Sorted by day, so only what lies in the window is looked at.
            let from = word.day_number - BEFORE;
            let first = words.partition_point(|other| other.day_number < from);
            let settled = words[first..]
                .iter()
                .take_while(|other| other.day_number <= word.day_number + asked.window)
                .filter(|other| word.may_be_settled_by(other))
                .find_map(|other| Some((other.settles(word)?, other)));
            let settled = settled.map(|(borne_out, other)| {
                let days = (other.day_number - word.day_number).max(0);
                (borne_out, other.claim.claim.clone(), days)
            });
            let gathered = scores.entry(word.source.clone()).or_default();
            gathered.words.push((word.clone(), settled));
        }
    }
    let mut scores: Vec<Score> = (scores.into_values())
        .map(|gathered| gathered.score(asked.fates))
        .filter(|score| score.claims >= asked.at_least)
        .collect();
    scores.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.source.cmp(&b.source)));
    Ok(scores)
}

/// What a claim says of who holds a place.
#[derive(Clone, Debug, PartialEq)]
enum Says {
    /// A party holds all of it.
    Holds { party: String, change: bool, from: Option<String> },
    /// A party no longer holds it.
    Left { party: String },
}

/// One source's word on one place.
#[derive(Clone, Debug)]
struct Word<'c> {
    claim: &'c Claim,
    says: Says,
    denied: bool,
    day: Date,
    day_number: i32,
    source: String,
    story: Option<String>,
}

impl<'c> Word<'c> {
    fn of(claim: &'c Claim, settings: &Settings) -> Option<Word<'c>> {
        let control = claim.control.as_ref()?;
        if claim.inferred || control.extent == Extent::Part {
            return None;
        }
        let denied = match claim.modality {
            Modality::Asserted | Modality::Claimed => false,
            Modality::Denied => true,
            _ => return None,
        };
        let id = |party: &Option<dateline_actor::Party>| party.as_ref().map(|p| p.id.clone());
        let says = match claim.kind.as_str() {
            "control.gain" | "control.transfer" => {
                let from = id(&control.lost_by);
                Says::Holds { party: id(&control.holder)?, change: true, from }
            }
            "control.hold" => {
                Says::Holds { party: id(&control.holder)?, change: false, from: None }
            }
            "control.loss" => match id(&control.holder) {
                Some(party) => Says::Holds { party, change: true, from: id(&control.lost_by) },
                None => Says::Left { party: id(&control.lost_by)? },
            },
            _ => return None,
        };
        let day = claim.when.interval.last?;
        let source = match claim.according_to.first() {
            Some(source) => match &source.actor {
                Some(actor) => format!("actor {actor}"),
                None => format!("name {}", fold_name(&source.name)),
            },
            None => {
                let publisher = fold_name(claim.publisher.as_deref()?);
                let known = settings.publishers.get(&publisher);
                format!(
                    "publisher {}",
                    known.map_or(publisher.clone(), |known| fold_name(&known.name))
                )
            }
        };
        let epoch = jiff::civil::date(1970, 1, 1);
        Some(Word {
            claim,
            says,
            denied,
            day,
            day_number: epoch.until((Unit::Day, day)).map_or(0, |span| span.get_days()),
            source,
            story: settings.copies.get(&claim.report).cloned(),
        })
    }

    fn may_be_settled_by(&self, other: &Word<'_>) -> bool {
        other.claim.claim != self.claim.claim
            && other.source != self.source
            && !(self.story.is_some() && self.story == other.story)
            && !(self.claim.report == other.claim.report && other.claim.according_to.is_empty())
            && other.claim.interest != Interest::SelfServing
    }

    /// Whether this word bears the other one out, contradicts it, or leaves it open.
    fn settles(&self, word: &Word<'_>) -> Option<bool> {
        if self.denied {
            return (self.says == word.says).then_some(false);
        }
        let later = self.day_number > word.day_number;
        match (&word.says, &self.says) {
            (Says::Holds { party, .. }, Says::Holds { party: other, change, from }) => {
                match (party == other, change) {
                    (true, _) => Some(true),
                    // Whoever took it from them says that they had it.
                    (false, true) if from.as_ref() == Some(party) => Some(true),
                    (false, true) if later => None,
                    (false, _) => Some(false),
                }
            }
            (Says::Holds { party, .. }, Says::Left { party: other }) => {
                (party == other && later).then_some(true)
            }
            (Says::Left { party }, Says::Holds { party: other, change, .. }) => {
                match (party == other, change) {
                    (false, _) => Some(true),
                    (true, true) if later => None,
                    (true, _) => Some(false),
                }
            }
            (Says::Left { party }, Says::Left { party: other }) => (party == other).then_some(true),
        }
    }
}

/// Whether it was borne out, by which claim, after how many days.
type Settled = Option<(bool, String, i32)>;

#[derive(Default)]
struct Gathered<'c> {
    words: Vec<(Word<'c>, Settled)>,
}

impl Gathered<'_> {
    fn score(mut self, list: bool) -> Score {
        self.words.sort_by(|a, b| (a.0.day, &a.0.claim.claim).cmp(&(b.0.day, &b.0.claim.claim)));
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        for (word, _) in &self.words {
            let name = match word.claim.according_to.first() {
                Some(source) => source.name.as_str(),
                None => word.claim.publisher.as_deref().unwrap_or_default(),
            };
            *names.entry(name).or_default() += 1;
        }
        let name = names.iter().max_by_key(|(name, count)| (**count, std::cmp::Reverse(**name)));
        let count = |outcome: fn(&Settled) -> bool| {
            self.words.iter().filter(|(_, settled)| outcome(settled)).count()
        };
        let borne_out = count(|settled| matches!(settled, Some((true, ..))));
        let contradicted = count(|settled| matches!(settled, Some((false, ..))));
        let mut days: Vec<i32> = (self.words.iter())
            .filter_map(|(_, settled)| settled.as_ref().filter(|s| s.0).map(|s| s.2))
            .collect();
        days.sort_unstable();
        let settled = borne_out + contradicted;
        let spoken = self.words.first().and_then(|(word, _)| word.claim.according_to.first());
        let fates = self.words.iter().map(|(word, settled)| Fate {
            claim: word.claim.claim.clone(),
            outcome: match settled {
                Some((true, ..)) => "borne_out",
                Some((false, ..)) => "contradicted",
                None => "unsettled",
            },
            by: settled.as_ref().map(|settled| settled.1.clone()),
            days: settled.as_ref().map(|settled| settled.2),
            quote: word.claim.quote.text.clone(),
        });
        Score {
            source: name.map(|(name, _)| (*name).to_owned()).unwrap_or_default(),
            role: if spoken.is_some() { "spokesman" } else { "publisher" },
            kind: spoken.map(|source| source.kind),
            actor: spoken.and_then(|source| source.actor.clone()),
            claims: self.words.len(),
            borne_out,
            contradicted,
            unsettled: self.words.len() - settled,
            share: (settled > 0)
                .then(|| (borne_out as f64 / settled as f64 * 1000.0).round() / 1000.0),
            days: days.get(days.len().saturating_sub(1) / 2).copied(),
            self_serving: (self.words.iter())
                .filter(|(word, _)| word.claim.interest == Interest::SelfServing)
                .count(),
            fates: if list { fates.collect() } else { vec![] },
        }
    }
}
