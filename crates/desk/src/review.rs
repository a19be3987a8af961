//! The review queue: claims that somebody should look at, by doubt times consequence.
//!
//! Doubt is what the coder was unsure of, and what the claim leaves open. Consequence is how much would
//! read otherwise without the claim: the days of a town's history that rest on it, or the dead it counts.

use std::collections::{BTreeMap, HashMap};

use dateline_coding::{Claim, Modality};
use dateline_control::{Holdings, concerns_control};
use dateline_ledger::{Filter, Ledger};
use dateline_time::Basis;
use jiff::Unit;
use serde::Serialize;

use crate::lookup::{self, Found};
use crate::standing::{Reviewed, State, Verdict, reviewed};
use crate::{Evidence, Page, Paged, Reply, Result, rules};

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

/// The queue, most urgent first.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn queue(ledger: &Ledger, asked: &ReviewQuestion) -> Result<Reply<Paged<Item>>> {
    let filter = Filter { kinds: asked.kind.iter().cloned().collect(), ..Filter::default() };
    let mut claims = match &asked.place {
        None => ledger.claims(&filter)?,
        Some(place) => match lookup::find(ledger, place, &filter)? {
            Found::Told { claims, .. } => claims,
            Found::Untold(_) => vec![],
            Found::Several(several) => return Ok(Reply::Several(several)),
        },
    };
    asked.evidence.sift(&mut claims);
    let reviewed = reviewed(ledger)?;
    let withdrawn = [State::Rejected, State::Disputed];
    if asked.second || asked.states.iter().any(|state| withdrawn.contains(state)) {
        let known: Vec<&str> = claims.iter().map(|claim| claim.claim.as_str()).collect();
        let mut rejected: Vec<Claim> = (reviewed.values())
            .filter(|one| !one.counts && !known.contains(&one.now.claim.as_str()))
            .map(|one| one.now.clone())
            .collect();
        asked.evidence.sift(&mut rejected);
        claims.append(&mut rejected);
    }
    let weights = weights(ledger, &claims)?;
    let mut items: Vec<Item> = (claims.into_iter())
        .filter_map(|claim| {
            let looked_at = reviewed.get(&claim.claim);
            asked.wants(looked_at).then(|| item(claim, looked_at, &weights, asked.blind))
        })
        .collect();
    items.sort_by(|a, b| b.priority.total_cmp(&a.priority).then_with(|| a.id.cmp(&b.id)));
    Ok(Reply::Told(asked.page.of(items, |item| item.id.clone())?))
}

impl ReviewQuestion {
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

fn item(
    claim: Claim,
    looked_at: Option<&Reviewed>,
    weights: &HashMap<String, f64>,
    blind: bool,
) -> Item {
    let mut reasons = vec![];
    let doubt = doubt(&claim, &mut reasons);
    let consequence = consequence(&claim, weights.get(&claim.claim).copied(), &mut reasons);
    let state = looked_at.map_or(State::Machine, Reviewed::state);
    if state == State::Disputed {
        reasons.insert(0, "reviewers disagree".to_owned());
    }
    let urgent = if state == State::Disputed { 1.0 } else { doubt * consequence };
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

/// Days of history that rest on each claim: those of a stretch shared out among the claims that it
/// rests on.
fn weights(ledger: &Ledger, claims: &[Claim]) -> Result<HashMap<String, f64>> {
    let mut weights: HashMap<String, f64> = HashMap::new();
    if !claims.iter().any(|claim| concerns_control(&claim.kind)) {
        return Ok(weights);
    }
    let control = ledger.claims(&Filter::control())?;
    let settings = rules::settings(ledger, &control)?;
    let mut days: BTreeMap<String, f64> = BTreeMap::new();
    for holdings in Holdings::all(&control, None, &settings).values() {
        for stretch in holdings.timeline() {
            let open = f64::from(settings.horizon);
            let length = stretch.to.map_or(open, |to| {
                let span = stretch.from.until((Unit::Day, to));
                span.map_or(1.0, |span| f64::from(span.get_days() + 1))
            });
            let because = &stretch.answer.because;
            for reason in because {
                *days.entry(reason.claim.clone()).or_default() += length / because.len() as f64;
            }
        }
    }
    weights.extend(days);
    Ok(weights)
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
