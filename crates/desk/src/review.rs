//! The review queue: claims that somebody should look at, by doubt times consequence.
//!
//! Doubt is what the coder was unsure of, and what the claim leaves open. Consequence is how much would
//! read otherwise without the claim: the days of a town's history that rest on it, or the dead it counts.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use dateline_coding::{Claim, Modality};
use dateline_control::{Stretch, concerns_control};
use dateline_ledger::{Filter, Ledger, place_key};
use dateline_time::Basis;
use jiff::Unit;
use serde::Serialize;

use crate::courses::{CourseQuestion, Places};
use crate::gather::Gather;
use crate::lookup::{self, Found};
use crate::standing::{Reviewed, State, Verdict, reviewed};
use crate::{Evidence, Page, Paged, Reply, Result};

/// Which claims are to be reviewed.
#[derive(Clone, Debug, Default)]
pub struct ReviewQuestion {
    /// Who reviews: what they judged already is left out.
    pub who: Option<String>,
    /// Only claims that one other person has checked: the second check.
    pub second: bool,
    /// Show claims as they were coded, so that the second judges without knowing the first.
    pub blind: bool,
    /// Only claims in these states; empty is what is open: `machine`, and `disputed`.
    pub states: Vec<State>,
    /// Of this type or family.
    pub kind: Option<String>,
    /// At this place.
    pub place: Option<String>,
    /// Which claims count.
    pub evidence: Evidence,
    /// Which part of the queue.
    pub page: Page,
}

/// A claim in the queue.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// The claim's id.
    pub id: String,
    /// How far people have looked at it.
    pub state: State,
    /// Doubt times consequence.
    pub priority: f64,
    /// 0 to 1.
    pub doubt: f64,
    /// 0 to 1.
    pub consequence: f64,
    /// What is doubtful, and what hangs on it.
    pub reasons: Vec<String>,
    /// What reviewers did.
    pub verdicts: Vec<Verdict>,
    /// The claim as it reads (or as it was coded, in a blind check).
    pub claim: Claim,
}

/// The queue, most urgent first. Claims are read place by place, and only the page is held.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn queue(ledger: &Ledger, asked: &ReviewQuestion) -> Result<Reply<Paged<Item>>> {
    let places = Places::of(ledger, CourseQuestion::default());
    let reviewed = reviewed(ledger)?;
    let at = match &asked.place {
        None => None,
        Some(place) => match lookup::find(ledger, place, &asked.filter())? {
            Found::Told { key, .. } => Some(key),
            Found::Untold(_) => {
                return Ok(Reply::Told(asked.page.of(vec![], |_: &Item| String::new())?));
            }
            Found::Several(several) => return Ok(Reply::Several(several)),
        },
    };
    let mut line = Line { asked, reviewed: &reviewed, gather: Gather::new(&asked.page, None) };
    if let Some(after) = &asked.page.after {
        line.gather = Gather::new(&asked.page, Some(line.key_of(after, &places)?));
    }
    match &at {
        Some(key) => {
            let claims = ledger.claims(&asked.filter().at(key))?;
            let weights = weights(&places, &claims)?;
            for claim in claims {
                let days = weights.get(&claim.claim).copied();
                line.add(claim, days);
            }
        }
        None => line.add_all(ledger, &places)?,
    }
    let withdrawn = [State::Rejected, State::Disputed];
    if asked.second || asked.states.iter().any(|state| withdrawn.contains(state)) {
        let of_place = |claim: &Claim| {
            at.as_ref().is_none_or(|key| claim.places.iter().any(|place| place_key(place) == *key))
        };
        let rejected: Vec<Claim> = (reviewed.values())
            .filter(|one| !one.counts && of_place(&one.now) && asked.is_of_kind(&one.now))
            .map(|one| one.now.clone())
            .collect();
        let weights = weights(&places, &rejected)?;
        for claim in rejected {
            let days = weights.get(&claim.claim).copied();
            line.add(claim, days);
        }
    }
    Ok(Reply::Told(line.gather.paged(|item| item.id.clone())))
}

/// The queue in the making.
struct Line<'q> {
    asked: &'q ReviewQuestion,
    reviewed: &'q HashMap<String, Reviewed>,
    gather: Gather<Rank, Item>,
}

/// Most urgent first; of equals, by id and report.
type Rank = (Reverse<i64>, String, String);

impl<'q> Line<'q> {
    fn add(&mut self, claim: Claim, days: Option<f64>) {
        if let Some((rank, looked_at)) = self.rank(&claim, days) {
            let blind = self.asked.blind;
            self.gather.push(rank, || item(claim, looked_at, days, blind));
        }
    }

    /// Where a claim stands in the queue; nothing where it has no place in it.
    fn rank(&self, claim: &Claim, days: Option<f64>) -> Option<(Rank, Option<&'q Reviewed>)> {
        let looked_at = self.reviewed.get(&claim.claim);
        if !self.asked.evidence.admits(claim)
            || !self.asked.is_of_kind(claim)
            || !self.asked.wants(looked_at)
        {
            return None;
        }
        let urgent = urgency(claim, looked_at, days, &mut vec![], &mut vec![]).0;
        let rank = Reverse((rounded(urgent) * 1000.0).round() as i64);
        Some(((rank, claim.claim.clone(), claim.report.clone()), looked_at))
    }

    /// Where the claim stands that the page begins after.
    fn key_of(&self, after: &str, places: &Places<'_>) -> Result<Rank> {
        let mut claims =
            places.ledger().claims(&Filter { id: Some(after.to_owned()), ..Filter::default() })?;
        claims
            .extend(self.reviewed.get(after).filter(|one| !one.counts).map(|one| one.now.clone()));
        claims.retain(|claim| claim.claim == after);
        let weights = weights(places, &claims)?;
        let ranks = claims.iter().filter_map(|claim| {
            self.rank(claim, weights.get(&claim.claim).copied()).map(|(rank, _)| rank)
        });
        ranks.max().ok_or_else(|| Page::lost(after))
    }

    /// All claims: those on the control of one place with that place, the others as they come.
    fn add_all(&mut self, ledger: &Ledger, places: &Places<'_>) -> Result<()> {
        let mut elsewhere: HashMap<String, f64> = HashMap::new();
        let by_place = |claim: &Claim| concerns_control(&claim.kind) && claim.places.len() == 1;
        if self.asked.kind.as_deref().is_none_or(may_concern_control) {
            for key in ledger.place_keys()? {
                places.claims(&key, |claims, timeline| {
                    let mut days = HashMap::new();
                    if let Some((timeline, horizon)) = timeline {
                        share(&timeline, horizon, &mut days);
                    }
                    for claim in claims {
                        match days.get(&claim.claim).copied() {
                            days if by_place(&claim) => self.add(claim, days),
                            Some(days) => *elsewhere.entry(claim.claim).or_default() += days,
                            None => {}
                        }
                    }
                })?;
            }
        }
        ledger.for_each_claim(&self.asked.filter(), |claim| -> Result<()> {
            if !by_place(&claim) {
                let days = elsewhere.get(&claim.claim).copied();
                self.add(claim, days);
            }
            Ok(())
        })
    }
}

/// Whether claims of a type or family may be on control.
fn may_concern_control(kind: &str) -> bool {
    concerns_control(kind) || ["control", "battle"].contains(&kind)
}

impl ReviewQuestion {
    fn filter(&self) -> Filter {
        Filter { kinds: self.kind.iter().cloned().collect(), ..Filter::default() }
    }

    fn is_of_kind(&self, claim: &Claim) -> bool {
        self.kind.as_deref().is_none_or(|asked| {
            let rest = claim.kind.strip_prefix(asked);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    fn wants(&self, looked_at: Option<&Reviewed>) -> bool {
        let state = looked_at.map_or(State::Machine, Reviewed::state);
        let mine = self.who.as_ref().zip(looked_at);
        if mine.is_some_and(|(who, one)| one.views.contains_key(who) && state != State::Disputed) {
            return false;
        }
        match (self.states.is_empty(), self.second) {
            (_, true) => looked_at.is_some_and(|one| one.views.len() == 1),
            (true, false) => matches!(state, State::Machine | State::Disputed),
            (false, false) => self.states.contains(&state),
        }
    }
}

fn item(claim: Claim, looked_at: Option<&Reviewed>, days: Option<f64>, blind: bool) -> Item {
    let (mut reasons, mut said) = (vec![], vec![]);
    let (urgent, doubt, consequence) = urgency(&claim, looked_at, days, &mut reasons, &mut said);
    reasons.append(&mut said);
    let state = looked_at.map_or(State::Machine, Reviewed::state);
    if state == State::Disputed {
        reasons.insert(0, "reviewers disagree".to_owned());
    }
    let (claim, verdicts) = match looked_at {
        Some(one) if blind => (one.coded.clone(), vec![]),
        Some(one) => (claim, one.verdicts.clone()),
        None => (claim, vec![]),
    };
    Item {
        id: claim.claim.clone(),
        state,
        priority: rounded(urgent),
        doubt: rounded(doubt),
        consequence: rounded(consequence),
        reasons,
        verdicts,
        claim,
    }
}

/// How urgent a look at the claim is, with its doubt and its consequence.
fn urgency(
    claim: &Claim,
    looked_at: Option<&Reviewed>,
    days: Option<f64>,
    doubts: &mut Vec<String>,
    hangs: &mut Vec<String>,
) -> (f64, f64, f64) {
    let doubt = doubt(claim, doubts);
    let consequence = consequence(claim, days, hangs);
    let disputed = looked_at.is_some_and(|one| one.state() == State::Disputed);
    (if disputed { 1.0 } else { doubt * consequence }, doubt, consequence)
}

fn doubt(claim: &Claim, reasons: &mut Vec<String>) -> f64 {
    let mut doubt = 1.0 - claim.confidence.clamp(0.0, 1.0);
    let mut add = |points: f64, holds: bool, why: &str| {
        if holds {
            doubt += points;
            reasons.push(why.to_owned());
        }
    };
    let place = claim.places.first();
    add(0.2, place.is_some_and(|place| place.id.is_none()), "no gazetteer entry fits the place");
    let unknown = claim.by.iter().chain(&claim.against).any(|actor| actor.id.is_none());
    add(0.1, unknown, "an actor that the registry does not know");
    add(0.15, claim.modality == Modality::Possible, "hedged");
    let guessed = matches!(claim.when.interval.basis, Basis::Published | Basis::Inherited);
    add(0.1, guessed, "the day is not said in the sentence");
    add(0.15, claim.when.interval.last.is_none(), "no day at all");
    add(0.15, claim.inferred, "presupposed, not said");
    doubt.clamp(0.02, 1.0)
}

fn consequence(claim: &Claim, days: Option<f64>, reasons: &mut Vec<String>) -> f64 {
    /// A year of a town's history resting on one claim is as much as it gets.
    const YEAR: f64 = 365.0;
    let control = days.map_or(0.0, |days| {
        reasons.push(format!("{} days of its place's history rest on it", days.round()));
        ((1.0 + days).ln() / (1.0 + YEAR).ln()).min(1.0)
    });
    let killed = claim.counts.iter().filter(|count| count.what == "killed");
    let killed = killed.filter_map(|count| count.best.or(count.low)).max().unwrap_or(0);
    if killed > 0 {
        reasons.push(format!("counts {killed} dead"));
    }
    let dead = (f64::from(1 + killed).log10() / 3.0).min(1.0);
    let floor = if concerns_control(&claim.kind) { 0.2 } else { 0.1 };
    control.max(dead).max(floor)
}

/// Days of history that rest on each of some claims.
fn weights(places: &Places<'_>, claims: &[Claim]) -> Result<HashMap<String, f64>> {
    let mut days: HashMap<String, f64> = HashMap::new();
    let control = claims.iter().filter(|claim| concerns_control(&claim.kind));
    let keys: BTreeSet<String> = control.flat_map(|claim| &claim.places).map(place_key).collect();
    for key in keys {
        places.claims(&key, |_, timeline| {
            if let Some((timeline, horizon)) = timeline {
                share(&timeline, horizon, &mut days);
            }
        })?;
    }
    Ok(days)
}

/// The days of each stretch shared out among the claims that it rests on.
fn share(timeline: &[Stretch], horizon: i32, days: &mut HashMap<String, f64>) {
    for stretch in timeline {
        let length = stretch.to.map_or(f64::from(horizon), |to| {
            let span = stretch.from.until((Unit::Day, to));
            span.map_or(1.0, |span| f64::from(span.get_days() + 1))
        });
        let because = &stretch.answer.because;
        for reason in because {
            *days.entry(reason.claim.clone()).or_default() += length / because.len() as f64;
        }
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
