//! Deaths of an event: low, best and high over its reports, by side.

use std::collections::BTreeMap;

use dateline_actor::Party;
use dateline_coding::{Claim, Count, Interest, Modality};
use jiff::civil::Date;
use serde::Serialize;

use crate::Settings;
use crate::evidence::source;

/// Which of several reports' figures is the best one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DeathPolicy {
    /// The lowest.
    Min,
    /// The one in the middle (of two, the lower).
    #[default]
    Median,
    /// The newest report's.
    Latest,
    /// As ACLED counts: the lowest, where "dozens" is 12 and "hundreds" 100.
    Acled,
    /// As UCDP counts: the most reliable source's, and among equals the lowest.
    Ucdp,
}

impl DeathPolicy {
    /// All policies.
    pub const ALL: [DeathPolicy; 5] = [
        DeathPolicy::Min,
        DeathPolicy::Median,
        DeathPolicy::Latest,
        DeathPolicy::Acled,
        DeathPolicy::Ucdp,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            DeathPolicy::Min => "min",
            DeathPolicy::Median => "median",
            DeathPolicy::Latest => "latest",
            DeathPolicy::Acled => "acled",
            DeathPolicy::Ucdp => "ucdp",
        }
    }
}

/// Low, best and high of one group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// At least.
    pub low: Option<u32>,
    /// By the policy; absent where only words such as "dozens" are given, or only a party counts
    /// its enemy's dead.
    pub best: Option<u32>,
    /// At most.
    pub high: Option<u32>,
}

/// People killed in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Deaths {
    /// All.
    #[serde(flatten)]
    pub all: Figures,
    /// Of those who acted.
    pub side_a: Figures,
    /// Of those acted against.
    pub side_b: Figures,
    /// Civilians.
    pub civilians: Figures,
    /// Not said who.
    pub unknown: Figures,
    /// How the best figure was chosen.
    pub policy: DeathPolicy,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    SideA,
    SideB,
    Civilians,
    Unknown,
}

/// One report's figure of one group.
#[derive(Clone, Copy)]
struct Told {
    published: Option<Date>,
    low: u32,
    best: Option<u32>,
    high: Option<u32>,
    /// A party about its enemy's dead.
    boast: bool,
    /// What the source's word is worth.
    weight: f64,
}

pub(super) fn deaths(
    claims: &[&Claim],
    by: &[Party],
    against: &[Party],
    policy: DeathPolicy,
    settings: &Settings,
) -> Option<Deaths> {
    // By report: what one report tells twice is one figure.
    let mut reports: BTreeMap<&str, BTreeMap<Group, Told>> = BTreeMap::new();
    let mut totals: BTreeMap<&str, Told> = BTreeMap::new();
    for claim in claims {
        let boast = claim.interest == Interest::SelfServing || claim.modality == Modality::Claimed;
        let weight = settings.weights.of(source(claim, settings).1, claim.interest);
        let killed = claim.counts.iter().filter(|c| c.what == "killed" && c.scope == "incident");
        for count in killed {
            let told = Told {
                published: claim.published,
                low: count.low.or(count.best).unwrap_or(0),
                best: count.best,
                high: count.high.or(count.best),
                boast,
                weight,
            };
            // "12 dead, three of them children": the three are among the twelve.
            let of = group(count, by, against);
            if count.of.is_none() {
                let report = reports.entry(&claim.report).or_default();
                let known = report.entry(of).or_insert(told);
                *known = larger(*known, told);
            }
        }
    }
    for (report, groups) in &mut reports {
        let total = total(groups);
        totals.extend(total.map(|total| (*report, total)));
    }
    if totals.is_empty() {
        return None;
    }
    let of = |group: Group| {
        let told: Vec<Told> = reports.values().filter_map(|g| g.get(&group)).copied().collect();
        figures(&told, policy)
    };
    Some(Deaths {
        all: figures(&totals.into_values().collect::<Vec<_>>(), policy),
        side_a: of(Group::SideA),
        side_b: of(Group::SideB),
        civilians: of(Group::Civilians),
        unknown: of(Group::Unknown),
        policy,
    })
}

/// What one report counts in all. A count of nobody in particular that is no smaller than all others
/// together is their total, and not one more group: what is left of it is said of nobody.
fn total(groups: &mut BTreeMap<Group, Told>) -> Option<Told> {
    let known = (groups.iter().filter(|(group, _)| **group != Group::Unknown))
        .map(|(_, told)| *told)
        .reduce(sum);
    let (Some(known), Some(all)) = (known, groups.get_mut(&Group::Unknown)) else {
        return groups.values().copied().reduce(sum);
    };
    if all.low < known.low {
        return Some(sum(known, *all));
    }
    let total = *all;
    let less = |all: Option<u32>, known: Option<u32>| Some(all?.saturating_sub(known?));
    all.low -= known.low;
    all.best = less(all.best, known.best);
    all.high = less(all.high, known.high);
    Some(total)
}

fn group(count: &Count, by: &[Party], against: &[Party]) -> Group {
    let is = |side: &[Party]| {
        count.side.as_ref().is_some_and(|party| side.iter().any(|other| other.id == party.id))
    };
    match count.who.as_str() {
        "civilians" | "children" | "women" => Group::Civilians,
        _ if is(by) => Group::SideA,
        _ if is(against) => Group::SideB,
        _ => Group::Unknown,
    }
}

fn larger(a: Told, b: Told) -> Told {
    if (b.best, b.low) > (a.best, a.low) { b } else { a }
}

fn sum(a: Told, b: Told) -> Told {
    let add = |a: Option<u32>, b: Option<u32>| Some(a?.saturating_add(b?));
    Told {
        published: a.published.max(b.published),
        low: a.low.saturating_add(b.low),
        best: add(a.best, b.best),
        high: add(a.high, b.high),
        boast: a.boast || b.boast,
        weight: a.weight.min(b.weight),
    }
}

/// The number that ACLED takes for a word: the ledger's least numbers are 24 for "dozens" and 200 for
/// "hundreds", where ACLED has 12 and 100.
fn in_acled(low: u32) -> u32 {
    match low {
        24 => 12,
        200 => 100,
        low => low,
    }
}

fn figures(told: &[Told], policy: DeathPolicy) -> Figures {
    if told.is_empty() {
        return Figures::default();
    }
    let words = |told: &Told| match policy {
        DeathPolicy::Acled => told.best.or_else(|| Some(in_acled(told.low))),
        _ => told.best,
    };
    let counted = told.iter().filter(|told| !told.boast);
    let most = counted.clone().filter(|told| told.best.is_some()).map(|told| told.weight);
    let most = most.fold(0.0, f64::max);
    let mut best: Vec<(Option<Date>, u32)> = counted
        .filter(|told| policy != DeathPolicy::Ucdp || told.weight >= most)
        .filter_map(|told| Some((told.published, words(told)?)))
        .collect();
    best.sort_unstable_by_key(|(published, best)| (*best, *published));
    let chosen = match policy {
        DeathPolicy::Min | DeathPolicy::Acled | DeathPolicy::Ucdp => best.first(),
        DeathPolicy::Median => best.get(best.len().saturating_sub(1) / 2),
        DeathPolicy::Latest => best.iter().max_by_key(|(published, best)| (*published, *best)),
    };
    Figures {
        low: match policy {
            DeathPolicy::Acled => told.iter().map(|t| t.best.unwrap_or(in_acled(t.low))).min(),
            _ => told.iter().map(|t| t.low).min(),
        },
        best: chosen.map(|(_, best)| *best),
        high: told.iter().map(|t| t.high).max().flatten(),
    }
}
