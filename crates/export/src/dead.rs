//! The dead of an event in the terms of collections that want whole numbers.
//!
//! The ledger keeps "dozens" as words with a least number and no best one. UCDP and ACLED write a
//! number all the same; how it comes about is here, and in the codebook.

use dateline_coding::{Claim, Interest, Modality};
use dateline_control::{Deaths, Figures};

/// Low, best and high, with the four groups that make up the best figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numbers {
    pub low: u32,
    pub best: u32,
    pub high: u32,
    pub side_a: u32,
    pub side_b: u32,
    pub civilians: u32,
    pub unknown: u32,
}

/// Whole numbers such that `low <= best <= high` and the four groups add up to `best`, as in GED.
///
/// Where only words are given ("dozens"), the least number that they allow is the best one. What no
/// group has of the total is `unknown`; where the groups together say more than the total, they
/// are the total.
pub(crate) fn numbers(deaths: &Deaths) -> Numbers {
    let figure = |figures: &Figures| figures.best.or(figures.low).unwrap_or(0);
    let (side_a, side_b) = (figure(&deaths.side_a), figure(&deaths.side_b));
    let civilians = figure(&deaths.civilians);
    let known = side_a.saturating_add(side_b).saturating_add(civilians);
    let best = figure(&deaths.all).max(known);
    Numbers {
        low: deaths.all.low.unwrap_or(best).min(best),
        best,
        high: deaths.all.high.unwrap_or(best).max(best),
        side_a,
        side_b,
        civilians,
        unknown: best - known,
    }
}

/// Whether only a party tells of these dead, and of its own success.
pub(crate) fn is_boast<'c>(claims: impl Iterator<Item = &'c Claim>) -> bool {
    let mut counted = claims.filter(|claim| {
        claim.counts.iter().any(|count| count.what == "killed" && count.scope == "incident")
    });
    counted
        .all(|claim| claim.interest == Interest::SelfServing || claim.modality == Modality::Claimed)
}

/// ACLED's number for the dead: the lowest of the figures that reports give; "dozens" is 12 and
/// "hundreds" 100 by its rules, where the ledger's least numbers are 24 and 200. No word of any dead
/// is 0 there.
pub(crate) fn acled(deaths: Option<&Deaths>) -> u32 {
    let Some(deaths) = deaths else { return 0 };
    let Figures { low, best, .. } = deaths.all;
    match (low.unwrap_or(0), best) {
        (24, None) => 12,
        (200, None) => 100,
        (low, _) => low,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deaths(all: Figures) -> Deaths {
        let none = Figures::default();
        Deaths {
            all,
            side_a: none,
            side_b: none,
            civilians: none,
            unknown: none,
            policy: Default::default(),
        }
    }

    fn figures(low: u32, best: Option<u32>, high: Option<u32>) -> Figures {
        Figures { low: Some(low), best, high }
    }

    #[test]
    fn groups_add_up() {
        let mut twelve = deaths(figures(10, Some(12), None));
        twelve.civilians = figures(5, Some(5), Some(5));
        let found = numbers(&twelve);
        assert_eq!((found.low, found.best, found.high), (10, 12, 12));
        assert_eq!((found.civilians, found.unknown), (5, 7));
        twelve.side_b = figures(20, Some(20), Some(20));
        let found = numbers(&twelve);
        assert_eq!((found.best, found.unknown), (25, 0));
    }

    #[test]
    fn words_become_numbers_by_each_scheme() {
        let dozens = deaths(figures(24, None, None));
        assert_eq!(numbers(&dozens).best, 24);
        assert_eq!(acled(Some(&dozens)), 12);
        assert_eq!(acled(Some(&deaths(figures(24, Some(24), None)))), 24);
        assert_eq!(acled(None), 0);
    }
}
