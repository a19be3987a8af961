//! How far people have looked at a claim: the verdicts of its reviewers, replayed from its corrections.

use std::collections::{BTreeMap, HashMap};

use dateline_coding::Claim;
use dateline_ledger::{ACCEPTED, ADDED, APART, Bound, Ledger, REJECTED, TOGETHER, place_key};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use crate::Result;

/// How far people have looked at a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nobody has.
    Machine,
    /// One person has, and keeps it, as it was or corrected.
    Checked,
    /// Two have, and agree.
    SecondChecked,
    /// Two have, and do not agree.
    Disputed,
    /// It was withdrawn.
    Rejected,
}

/// One thing that a reviewer did.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// Who.
    pub who: String,
    /// On which day.
    pub on: Date,
    /// `accept`, `reject`, `edit`, `add`, `undo`.
    pub did: &'static str,
    /// The field edited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Why.
    pub why: String,
}

/// The fields on which reviewers may agree or not.
pub const JUDGED: [&str; 9] =
    ["kept", "type", "modality", "where", "when", "by", "against", "holder", "counts"];

/// A claim with what people did about it.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// As it was coded, or added.
    pub coded: Claim,
    /// As it reads now.
    pub now: Claim,
    /// Whether it counts.
    pub counts: bool,
    /// What reviewers did, oldest first.
    pub verdicts: Vec<Verdict>,
    /// What each reviewer takes it to say, field by field ([`JUDGED`]).
    pub views: BTreeMap<String, BTreeMap<&'static str, String>>,
}

impl Reviewed {
    /// How far people have looked at it.
    pub fn state(&self) -> State {
        let mut views = self.views.values();
        let Some(first) = views.next() else {
            return if self.counts { State::Machine } else { State::Rejected };
        };
        // A claim that counts although its reviewer threw it out, or the other way round.
        let kept = first.get("kept").map(String::as_str) == Some("yes");
        match (self.views.len(), views.all(|view| view == first), self.counts) {
            (_, false, _) => State::Disputed,
            (_, true, counts) if counts != kept => State::Disputed,
            (_, true, false) => State::Rejected,
            (1, true, true) => State::Checked,
            (_, true, true) => State::SecondChecked,
        }
    }
}

/// Every claim that somebody looked at, by its id.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn reviewed(ledger: &Ledger) -> Result<HashMap<String, Reviewed>> {
    let mut by_claim: HashMap<String, Vec<Bound>> = HashMap::new();
    for bound in ledger.bound_corrections()? {
        if let Some(id) = bound.now.clone() {
            by_claim.entry(id).or_default().push(bound);
        }
    }
    let mut all = HashMap::new();
    for (id, bound) in by_claim {
        let Some(report) = bound.first().map(|one| one.correction.report.clone()) else { continue };
        let coded = ledger.coded_claim(&id, &report)?;
        if let Some(reviewed) = coded.and_then(|coded| replay(coded, &bound)) {
            all.insert(id, reviewed);
        }
    }
    Ok(all)
}

fn replay(coded: Claim, bound: &[Bound]) -> Option<Reviewed> {
    let (mut now, mut counts) = (coded.clone(), true);
    let mut verdicts = vec![];
    let mut views: BTreeMap<String, BTreeMap<&'static str, String>> = BTreeMap::new();
    for one in bound {
        let correction = &one.correction;
        let yes = correction.after == Value::Bool(true);
        let did = match correction.field.as_str() {
            REJECTED => {
                counts = !yes;
                if yes { "reject" } else { "undo" }
            }
            ACCEPTED => match correction.after == Value::Bool(false) {
                true => "undo",
                false => "accept",
            },
            ADDED => "add",
            TOGETHER | APART => continue,
            _ => {
                if let Ok(Some(corrected)) = correction.apply(now.clone()) {
                    now = corrected;
                }
                "edit"
            }
        };
        match did {
            "undo" => {
                views.remove(&correction.who);
            }
            "accept" if !yes => {
                views.insert(correction.who.clone(), view(&coded, true));
            }
            _ => {
                views.insert(correction.who.clone(), view(&now, counts));
            }
        }
        verdicts.push(Verdict {
            who: correction.who.clone(),
            on: correction.on,
            did,
            field: (did == "edit").then(|| correction.field.clone()),
            why: correction.why.clone(),
        });
    }
    (!verdicts.is_empty()).then_some(Reviewed { coded, now, counts, verdicts, views })
}

/// What a claim says, field by field, in words that can be compared.
fn view(claim: &Claim, counts: bool) -> BTreeMap<&'static str, String> {
    let word = |value: Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let parties = |actors: &[dateline_actor::Actor]| {
        let mut ids: Vec<&str> = actors
            .iter()
            .map(|actor| match (&actor.side, &actor.id) {
                (Some(side), _) => side.id.as_str(),
                (None, Some(id)) => id,
                (None, None) => actor.name.as_str(),
            })
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids.join(" ")
    };
    let interval = &claim.when.interval;
    let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let holder = (claim.control.as_ref())
        .and_then(|control| control.holder.as_ref())
        .map_or_else(|| "-".to_owned(), |party| party.id.clone());
    let mut people: Vec<String> = (claim.counts.iter())
        .map(|count| format!("{} {} {:?}", count.what, count.who, count.best.or(count.low)))
        .collect();
    people.sort();
    let mut view: BTreeMap<&'static str, String> = JUDGED
        .into_iter()
        .zip([
            if counts { "yes" } else { "no" }.to_owned(),
            claim.kind.clone(),
            word(json!(claim.modality)),
            claim.places.first().map(place_key).unwrap_or_default(),
            format!("{} {}", day(interval.first), day(interval.last)),
            parties(&claim.by),
            parties(&claim.against),
            holder,
            people.join(", "),
        ])
        .collect();
    // Whoever throws a claim out says nothing of what it should read.
    if !counts {
        view.retain(|field, _| *field == "kept");
    }
    view
}
