//! Which claims count: filters on source, modality, confidence and precision, the same for every
//! question that is asked of a ledger.

use std::str::FromStr;

use dateline_coding::{Claim, Modality};
use dateline_ledger::fold_name;
use dateline_place::PlacePrecision;
use jiff::Unit;
use serde::Deserialize;

/// Which claims count. The default is all.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Evidence {
    /// Only those that this publisher, spokesman or actor says (by name, by actor id, or by a kind
    /// of source such as `monitor`).
    pub source: Option<String>,
    /// Only those of these modalities; empty is any.
    pub modality: Vec<Modality>,
    /// Only those at least so sure.
    pub min_confidence: Option<f64>,
    /// Only those whose place is known at least so finely.
    pub where_prec: Option<WherePrecision>,
    /// Only those whose days are known at least so finely.
    pub when_prec: Option<WhenPrecision>,
}

/// How finely a place is known, in UCDP's order: 1 exact, 2 near, 3 second-level division, 4
/// first-level division, 5 feature, 6 country, 7 unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct WherePrecision(u8);

/// How finely days are known, in UCDP's order: 1 a day, 2 two to six days, 3 a week, 4 up to a
/// month, 5 up to a year, 6 more or unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct WhenPrecision(u8);

impl Evidence {
    /// Whether all claims count.
    pub fn is_all(&self) -> bool {
        self.source.is_none()
            && self.modality.is_empty()
            && self.min_confidence.is_none()
            && self.where_prec.is_none()
            && self.when_prec.is_none()
    }

    /// Whether this claim counts.
    pub fn admits(&self, claim: &Claim) -> bool {
        (self.modality.is_empty() || self.modality.contains(&claim.modality))
            && self.min_confidence.is_none_or(|least| claim.confidence >= least)
            && self.where_prec.is_none_or(|finest| WherePrecision::of(claim) <= finest)
            && self.when_prec.is_none_or(|finest| WhenPrecision::of(claim) <= finest)
            && self.source.as_deref().is_none_or(|source| says(claim, source))
    }

    /// Drops the claims that do not count.
    pub fn sift(&self, claims: &mut Vec<Claim>) {
        if !self.is_all() {
            claims.retain(|claim| self.admits(claim));
        }
    }
}

/// Whether the source asked for stands anywhere in the claim's chain, or published it.
fn says(claim: &Claim, asked: &str) -> bool {
    let folded = fold_name(asked);
    let named = |name: &str| !folded.is_empty() && fold_name(name) == folded;
    claim.publisher.as_deref().is_some_and(named)
        || claim.according_to.iter().any(|source| {
            named(&source.name)
                || source.actor.as_deref() == Some(asked)
                || serde_json::to_value(source.kind).is_ok_and(|kind| kind == asked)
        })
}

impl WherePrecision {
    /// Of a claim: its first place's.
    pub fn of(claim: &Claim) -> WherePrecision {
        let place = claim.places.first().filter(|place| place.id.is_some());
        WherePrecision(match place.and_then(|place| place.precision) {
            Some(PlacePrecision::Exact) => 1,
            Some(PlacePrecision::Near) => 2,
            Some(PlacePrecision::Admin2) => 3,
            Some(PlacePrecision::Admin1) => 4,
            Some(PlacePrecision::Feature) => 5,
            Some(PlacePrecision::Country) => 6,
            None => 7,
        })
    }

    /// UCDP's number.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl WhenPrecision {
    /// Of a claim.
    pub fn of(claim: &Claim) -> WhenPrecision {
        let interval = &claim.when.interval;
        let days = (interval.first.zip(interval.last))
            .and_then(|(first, last)| first.until((Unit::Day, last)).ok())
            .map(|span| span.get_days() + 1);
        WhenPrecision(match days {
            Some(..=1) => 1,
            Some(2..=6) => 2,
            Some(7) => 3,
            Some(8..=31) => 4,
            Some(32..=366) => 5,
            _ => 6,
        })
    }

    /// UCDP's number.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl FromStr for WherePrecision {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let words = ["exact", "near", "admin2", "admin1", "feature", "country", "unknown"];
        rank(text, &words).map(WherePrecision)
    }
}

impl FromStr for WhenPrecision {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        rank(text, &["day", "days", "week", "month", "year", "unknown"]).map(WhenPrecision)
    }
}

impl TryFrom<String> for WherePrecision {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl TryFrom<String> for WhenPrecision {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// The place of a word in its list, or a number in its range.
fn rank(text: &str, words: &[&str]) -> Result<u8, String> {
    let text = text.trim();
    let word = words.iter().position(|word| *word == text).map(|at| at + 1);
    let number = text.parse().ok().filter(|number| (1..=words.len()).contains(number));
    let rank = word.or(number).and_then(|rank| u8::try_from(rank).ok());
    rank.ok_or_else(|| format!("one of {}, or 1 to {}", words.join(", "), words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precisions_are_words_or_numbers() {
        assert_eq!("admin2".parse(), Ok(WherePrecision(3)));
        assert_eq!("3".parse(), Ok(WherePrecision(3)));
        assert_eq!("month".parse(), Ok(WhenPrecision(4)));
        assert!("0".parse::<WhenPrecision>().is_err());
        assert!("town".parse::<WherePrecision>().is_err());
    }
}
