//! Events: claims about one occurrence. Derived, explainable, the same whatever the order of the
//! claims.

use std::collections::{BTreeMap, BTreeSet};

use dateline_actor::Party;
use dateline_coding::{Claim, Context, Modality};
use dateline_ledger::place_key;
use jiff::civil::Date;
use serde::Serialize;

use crate::Settings;
use crate::answer::PlaceRecord;
use crate::day::{Day, number};
use crate::evidence::{parties, source};

mod counting;
mod deaths;
mod pair;
mod ties;

use counting::Counted;
pub use counting::Counting;
pub use deaths::{DeathPolicy, Deaths, Figures};
use pair::score;
pub use ties::Ties;

/// Thresholds of the clustering.
#[derive(Clone, Debug)]
pub struct EventSettings {
    /// Days by which dates may differ where one of them is only the day of a report.
    pub days: i32,
    /// Score from which a claim joins an event.
    pub threshold: f64,
    /// Which of several reports' figures is the best one.
    pub deaths: DeathPolicy,
    /// What people say of claims that the scores get wrong.
    pub ties: Ties,
    /// How occurrences are counted.
    pub counting: Counting,
    /// The day as of which reports count that were replaced or taken back later.
    pub as_of: Option<Date>,
}

impl Default for EventSettings {
    fn default() -> Self {
        EventSettings {
            days: 1,
            threshold: 0.5,
            deaths: DeathPolicy::Median,
            ties: Ties::default(),
            counting: Counting::default(),
            as_of: None,
        }
    }
}

/// A claim of an event, with what joined it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Joined {
    /// The claim's id.
    pub claim: String,
    /// The report that it stands in.
    pub report: String,
    /// The report's publisher.
    pub publisher: Option<String>,
    /// The claim's type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether it says that it happened.
    pub modality: Modality,
    /// Its words.
    pub quote: String,
    /// The claim of the event that it fits best; none for the first.
    pub with: Option<String>,
    /// How well it fits.
    pub score: f64,
    /// Why.
    pub why: Vec<String>,
}

/// Claims about one occurrence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Event {
    /// Id: the one of its first claim, with an `e` before it.
    pub event: String,
    /// The type that most of the claims say.
    #[serde(rename = "type")]
    pub kind: String,
    /// Where.
    #[serde(rename = "where")]
    pub places: Vec<PlaceRecord>,
    /// First day.
    pub first: Option<Date>,
    /// Last day.
    pub last: Option<Date>,
    /// The parties that act.
    pub by: Vec<Party>,
    /// The parties acted against.
    pub against: Vec<Party>,
    /// Whether anybody but a party about its own success says so.
    pub modality: Modality,
    /// How many independent sources say so.
    pub sources: usize,
    /// People killed; absent where nobody counts them.
    pub deaths: Option<Deaths>,
    /// The claims.
    pub claims: Vec<Joined>,
    /// Claims that fit and do not count, since their reports were replaced, taken back or withdrawn.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub set_aside: Vec<Joined>,
    /// What a way of counting made of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The events that the claims tell of, by first day and id.
pub fn events<'c>(
    claims: impl IntoIterator<Item = &'c Claim>,
    settings: &Settings,
    thresholds: &EventSettings,
) -> Vec<Event> {
    let mut claims: Vec<&Claim> = claims.into_iter().filter(|claim| tells(claim)).collect();
    claims.sort_by(|a, b| order(a).cmp(&order(b)));
    claims.dedup_by(|a, b| a.claim == b.claim && a.report == b.report);
    // Only claims of one family at one place can meet.
    let mut buckets: BTreeMap<(&str, String), Bucket<'_>> = BTreeMap::new();
    for claim in claims {
        let place = claim.places.first().map(place_key).unwrap_or_default();
        let bucket = buckets.entry((pair::family(&claim.kind), place)).or_default();
        match settings.fate_of(claim, thresholds.as_of) {
            None => bucket.0.push(claim),
            Some(fate) => bucket.1.push((claim, fate.to_string())),
        }
    }
    let clusters = buckets
        .into_values()
        .flat_map(|(claims, gone)| {
            let mut clusters = cluster(&claims, thresholds);
            // What no longer counts forms no event; it is shown beside the one that it tells of.
            for (claim, fate) in gone {
                if let Some((index, with, score, _)) = best(&clusters, claim, thresholds) {
                    clusters[index].gone.push((claim, Some(with), score, vec![fate]));
                }
            }
            clusters
        })
        .collect();
    let counted = ties::tied(clusters, &thresholds.ties)
        .into_iter()
        .filter(|cluster| cluster.members.iter().any(|(claim, ..)| happened(claim)))
        .map(|cluster| cluster.event(settings, thresholds));
    let mut events: Vec<Event> = match thresholds.counting {
        Counting::Told => counted.map(|counted| counted.event).collect(),
        Counting::Acled => {
            let mut counted: Vec<Counted> = counted.collect();
            counted.sort_by(|a, b| {
                (a.event.first, &a.event.event).cmp(&(b.event.first, &b.event.event))
            });
            counting::acled(counted)
        }
    };
    events.sort_by(|a, b| (a.first, &a.event).cmp(&(b.first, &b.event)));
    events
}

/// Whether a claim tells of an occurrence, or denies one. Plans and states are none.
fn tells(claim: &Claim) -> bool {
    let said = happened(claim) || claim.modality == Modality::Denied;
    said && claim.kind != "control.hold" && claim.context != Context::Aggregate
}

fn happened(claim: &Claim) -> bool {
    matches!(claim.modality, Modality::Asserted | Modality::Claimed | Modality::Attempted)
}

/// The days that a claim gives; one without days stands apart.
fn days(claim: &Claim) -> Option<(Day, Day)> {
    let (first, last) = (claim.when.interval.first, claim.when.interval.last);
    Some((number(first.or(last)?), number(last.or(first)?)))
}

/// See [`order`].
type Order<'c> = (bool, i32, Option<(Day, Day)>, Option<Date>, &'c str, &'c str);

/// What happened comes before what denies it, fine dates before coarse ones, then by day.
fn order(claim: &Claim) -> Order<'_> {
    const WEEK: i32 = 7;
    let days = days(claim);
    let coarse = days.map_or(i32::MAX, |(first, last)| (last - first) / WEEK);
    (!happened(claim), coarse, days, claim.published, &claim.claim, &claim.report)
}

/// Claims of one family at one place: those that count, and those that no longer do, with the reason.
type Bucket<'c> = (Vec<&'c Claim>, Vec<(&'c Claim, String)>);

/// A claim with the claim that it fits best, how well, and why.
type Member<'c> = (&'c Claim, Option<&'c str>, f64, Vec<String>);

/// Claims being gathered, with the best fit of each.
struct Cluster<'c> {
    members: Vec<Member<'c>>,
    /// Claims that no longer count.
    gone: Vec<Member<'c>>,
}

/// Each claim, in order, joins the event that it fits best, or begins one.
fn cluster<'c>(claims: &[&'c Claim], thresholds: &EventSettings) -> Vec<Cluster<'c>> {
    let mut clusters: Vec<Cluster<'c>> = vec![];
    for claim in claims {
        match best(&clusters, claim, thresholds) {
            Some((index, with, score, why)) => {
                clusters[index].members.push((claim, Some(with), score, why));
            }
            None => {
                clusters.push(Cluster { members: vec![(claim, None, 1.0, vec![])], gone: vec![] });
            }
        }
    }
    clusters
}

fn joined((claim, with, score, why): Member<'_>) -> Joined {
    Joined {
        claim: claim.claim.clone(),
        report: claim.report.clone(),
        publisher: claim.publisher.clone(),
        kind: claim.kind.clone(),
        modality: claim.modality,
        quote: claim.quote.text.clone(),
        with: with.map(str::to_owned),
        score: (score * 1000.0).round() / 1000.0,
        why,
    }
}

/// The event that a claim fits best, with the claim that it fits, how well, and why.
fn best<'c>(
    clusters: &[Cluster<'c>],
    claim: &Claim,
    thresholds: &EventSettings,
) -> Option<(usize, &'c str, f64, Vec<String>)> {
    let mut best: Option<(usize, &str, f64, Vec<String>)> = None;
    for (index, cluster) in clusters.iter().enumerate() {
        // It must not contradict any claim of the event, and fit one well.
        let scores: Option<Vec<_>> = (cluster.members.iter())
            .map(|(member, ..)| {
                if thresholds.ties.apart(&member.claim, &claim.claim) {
                    return None;
                }
                score(member, claim, thresholds).map(|fit| (member.claim.as_str(), fit))
            })
            .collect();
        let fit = scores
            .into_iter()
            .flatten()
            .max_by(|a, b| a.1.0.total_cmp(&b.1.0).then_with(|| b.0.cmp(a.0)));
        if let Some((with, (score, why))) = fit
            && score >= thresholds.threshold
            && best.as_ref().is_none_or(|(_, _, known, _)| score > *known)
        {
            best = Some((index, with, score, why));
        }
    }
    best
}

impl Cluster<'_> {
    fn event(self, settings: &Settings, thresholds: &EventSettings) -> Counted {
        let telling: Vec<&Claim> =
            self.members.iter().map(|(claim, ..)| *claim).filter(|claim| happened(claim)).collect();
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for claim in &telling {
            *kinds.entry(claim.kind.as_str()).or_default() += 1;
        }
        let kind = kinds.iter().max_by_key(|(kind, count)| (**count, std::cmp::Reverse(**kind)));
        // The finest dates: a coarse one contains them.
        let finest = (telling.iter().filter_map(|claim| days(claim).map(|d| (d, claim))))
            .min_by_key(|((first, last), claim)| (last - first, *last, claim.claim.clone()));
        let side = |of: fn(&Claim) -> Vec<Party>| -> Vec<Party> {
            let all: BTreeSet<Party> = telling.iter().flat_map(|claim| of(claim)).collect();
            let mut all: Vec<Party> = all.into_iter().collect();
            all.dedup_by(|a, b| a.id == b.id);
            all
        };
        let by = side(|claim| match claim.control.as_ref().and_then(|c| c.holder.clone()) {
            Some(holder) if claim.by.is_empty() => vec![holder],
            _ => parties(&claim.by),
        });
        let against = side(|claim| match claim.control.as_ref().and_then(|c| c.lost_by.clone()) {
            Some(loser) if claim.against.is_empty() => vec![loser],
            _ => parties(&claim.against),
        });
        let sources: BTreeSet<String> = telling
            .iter()
            .map(|claim| match (source(claim, settings), settings.copies.get(&claim.report)) {
                ((_, _, true), Some(story)) => format!("story {story}"),
                ((source, ..), _) => source,
            })
            .collect();
        let modality = telling.iter().map(|claim| claim.modality).min().unwrap_or(Modality::Denied);
        let place =
            telling.iter().find_map(|claim| (!claim.places.is_empty()).then_some(&claim.places));
        let anchor = telling.iter().map(|claim| claim.claim.as_str()).min().unwrap_or_default();
        let holder = telling.iter().find_map(|claim| claim.control.as_ref()?.holder.as_ref());
        let holder = holder.map(|party| party.id.clone());
        let lasting = finest.is_some_and(|(_, claim)| {
            claim.when.interval.bound == dateline_time::Bound::Throughout
        });
        let event = Event {
            event: format!("e{anchor}"),
            kind: kind.map(|(kind, _)| (*kind).to_owned()).unwrap_or_default(),
            places: place.into_iter().flatten().map(PlaceRecord::from).collect(),
            first: finest
                .and_then(|(_, claim)| claim.when.interval.first.or(claim.when.interval.last)),
            last: finest
                .and_then(|(_, claim)| claim.when.interval.last.or(claim.when.interval.first)),
            deaths: deaths::deaths(&telling, &by, &against, thresholds.deaths, settings),
            by,
            against,
            modality,
            sources: sources.len(),
            claims: self.members.into_iter().map(joined).collect(),
            set_aside: self.gone.into_iter().map(joined).collect(),
            note: None,
        };
        Counted { event, holder, lasting }
    }
}
