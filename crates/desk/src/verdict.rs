//! What a reviewer does to claims and events: accept, reject, merge, split, undo. Each is planned as
//! corrections, checked, and entered by [`crate::correct`].

use dateline_coding::Claim;
use dateline_ledger::{ACCEPTED, ADDED, APART, Bound, Correction, Ledger, REJECTED, TOGETHER};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::explain::{claims_with_id, event_of};
use crate::{DeskError, Result};

/// Who does it, why, and on which day.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    /// Who.
    pub who: &'a str,
    /// Why.
    pub why: &'a str,
    /// On which day.
    pub on: Date,
}

/// What is done to one claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// It is right as it reads.
    Accept,
    /// It is right as it was coded, whatever others made of it.
    AcceptAsCoded,
    /// It is no claim.
    Reject,
    /// The reviewer's last act about it is taken back.
    Undo,
}

/// The corrections that an act about a claim, or about all claims of an event, comes to.
///
/// # Errors
/// Where no claim or event has this id, or no reason is given for a rejection.
pub fn act(ledger: &Ledger, id: &str, act: Act, signed: Signed<'_>) -> Result<Vec<Correction>> {
    if act == Act::Reject && signed.why.trim().is_empty() {
        return Err(DeskError::Usage("a rejection needs its reason: --why TEXT".to_owned()));
    }
    if act == Act::Undo {
        return undo(ledger, id, signed);
    }
    let (field, after) = match act {
        Act::Accept => (ACCEPTED, json!(true)),
        Act::AcceptAsCoded => (ACCEPTED, json!("as coded")),
        Act::Reject | Act::Undo => (REJECTED, json!(true)),
    };
    let (claims, counts) = match claims_of(ledger, id) {
        Ok(claims) => (claims, true),
        Err(missing) => (vec![withdrawn(ledger, id)?.ok_or(missing)?], false),
    };
    let mut corrections = vec![];
    for claim in &claims {
        if !counts && field == ACCEPTED {
            // Whoever accepts what another withdrew brings it back; the two disagree, and the queue
            // says so.
            corrections.push(correction(ledger, claim, REJECTED, json!(false), signed)?);
        }
        corrections.push(correction(ledger, claim, field, after.clone(), signed)?);
    }
    Ok(corrections)
}

/// The corrections that make one event of several events or claims.
///
/// # Errors
/// Where fewer than two are named, or one is not in the ledger.
pub fn merge(ledger: &Ledger, ids: &[String], signed: Signed<'_>) -> Result<Vec<Correction>> {
    let groups: Vec<Vec<Claim>> =
        ids.iter().map(|id| claims_of(ledger, id)).collect::<Result<_>>()?;
    let [first, rest @ ..] = groups.as_slice() else { return Err(too_few("merged")) };
    if rest.is_empty() {
        return Err(too_few("merged"));
    }
    let mut corrections = vec![];
    for other in rest {
        if let (Some(one), Some(other)) = (first.first(), other.first()) {
            tie(ledger, one, other, TOGETHER, signed, &mut corrections)?;
        }
    }
    Ok(corrections)
}

/// The corrections that take claims out of their event: they stay together, the others stay too.
///
/// # Errors
/// Where the event is not in the ledger, or the claims are not some of its own.
pub fn split(
    ledger: &Ledger,
    event: &str,
    claims: &[String],
    signed: Signed<'_>,
) -> Result<Vec<Correction>> {
    let all = claims_of(ledger, event)?;
    let mut out = vec![];
    for id in claims {
        let found: Vec<&Claim> =
            all.iter().filter(|claim| claim.claim.starts_with(id.as_str())).collect();
        match found.as_slice() {
            [claim] => out.push(*claim),
            [] => {
                return Err(DeskError::NotFound(format!("event {event} has no claim {id}")));
            }
            several => {
                let several = several.len();
                let message = format!("{several} claims of {event} begin with {id}");
                return Err(DeskError::NotFound(message));
            }
        }
    }
    let stay: Vec<&Claim> =
        all.iter().filter(|claim| !out.iter().any(|one| one.claim == claim.claim)).collect();
    if out.is_empty() || stay.is_empty() {
        return Err(DeskError::Usage(
            "name some of the event's claims to split off, and not all of them".to_owned(),
        ));
    }
    let mut corrections = vec![];
    for one in &out {
        for other in &stay {
            tie(ledger, one, other, APART, signed, &mut corrections)?;
        }
    }
    Ok(corrections)
}

/// What the reviewer last did about a claim, the other way round: all that was entered with one reason
/// on one day goes together.
fn undo(ledger: &Ledger, id: &str, signed: Signed<'_>) -> Result<Vec<Correction>> {
    let mut about: Vec<Bound> = ledger.bound_corrections()?;
    let mut ids: Vec<String> = (about.iter())
        .filter_map(|one| one.now.clone())
        .filter(|now| now.starts_with(id))
        .collect();
    ids.sort();
    ids.dedup();
    let [id] = ids.as_slice() else {
        return Err(DeskError::NotFound(format!("nobody did anything about a claim {id}")));
    };
    about.retain(|one| {
        one.now.as_ref() == Some(id)
            && one.correction.who == signed.who
            && one.correction.field != ADDED
    });
    let Some(last) = about.last().map(|one| one.correction.clone()) else {
        let message = format!("{} did nothing about claim {id} that could be undone", signed.who);
        return Err(DeskError::NotFound(message));
    };
    let batch = about.iter().rev().map(|one| &one.correction);
    let mut undone: Vec<Correction> = vec![];
    for done in batch.take_while(|one| (&one.why, one.on) == (&last.why, last.on)) {
        let back = Correction {
            before: Some(done.after.clone()),
            why: signed.why.to_owned(),
            on: signed.on,
            ..done.clone()
        };
        match done.field.as_str() {
            ACCEPTED | REJECTED => undone.push(Correction { after: json!(false), ..back }),
            TOGETHER | APART => undone.extend(untie(back)),
            _ => undone.push(Correction { after: done.before.clone().unwrap_or_default(), ..back }),
        }
    }
    // With the edits goes the judgement that they were.
    let edited = undone.iter().find(|one| ![ACCEPTED, REJECTED].contains(&one.field.as_str()));
    if let Some(one) =
        edited.filter(|one| ![TOGETHER, APART].contains(&one.field.as_str())).cloned()
    {
        undone.push(Correction {
            field: ACCEPTED.to_owned(),
            before: None,
            after: json!(false),
            ..one
        });
    }
    Ok(undone)
}

/// A verdict on two claims is taken back at both.
fn untie(back: Correction) -> Vec<Correction> {
    let mut there = back.before.clone().unwrap_or_default();
    let text = |name: &str| there[name].as_str().unwrap_or_default().to_owned();
    let mut other = Correction {
        claim: text("claim"),
        report: text("report"),
        kind: text("type"),
        quote: text("quote"),
        start: there["start"].as_u64().and_then(|start| start.try_into().ok()).unwrap_or_default(),
        before: None,
        ..back.clone()
    };
    let mut here = json!({
        "claim": back.claim, "report": back.report, "type": back.kind,
        "quote": back.quote, "start": back.start,
    });
    here["undone"] = json!(true);
    there["undone"] = json!(true);
    other.after = here;
    vec![Correction { after: there, ..back }, other]
}

fn too_few(what: &str) -> DeskError {
    DeskError::Usage(format!("name at least two events or claims to be {what}"))
}

/// The claim with this id that somebody withdrew.
///
/// # Errors
/// Where the ledger cannot be read.
pub(crate) fn withdrawn(ledger: &Ledger, id: &str) -> Result<Option<Claim>> {
    let mut ids: Vec<(String, String)> = (ledger.bound_corrections()?.into_iter())
        .filter(|bound| bound.correction.field == REJECTED)
        .filter_map(|bound| Some((bound.now?, bound.correction.report)))
        .filter(|(now, _)| now.starts_with(id))
        .collect();
    ids.sort();
    ids.dedup();
    match ids.as_slice() {
        [(id, report)] => Ok(ledger.coded_claim(id, report)?),
        _ => Ok(None),
    }
}

/// The claim with this id.
pub(crate) fn one(ledger: &Ledger, id: &str) -> Result<Claim> {
    let mut found = claims_with_id(ledger, id)?;
    match (found.len(), found.pop()) {
        (1, Some(claim)) => Ok(claim),
        (0, _) | (_, None) => Err(DeskError::NotFound(format!("no claim has the id {id}"))),
        (several, _) => Err(DeskError::NotFound(format!("{several} claims begin with {id}"))),
    }
}

/// The claims of an event, its first one first; of a claim's id, the claim.
pub(crate) fn claims_of(ledger: &Ledger, id: &str) -> Result<Vec<Claim>> {
    let found = claims_with_id(ledger, id)?;
    if found.len() == 1 {
        return Ok(found);
    }
    if let Some(anchor) = id.strip_prefix('e')
        && let Some(event) = event_of(ledger, anchor)?
    {
        let claims = event.claims.iter().map(|joined| one(ledger, &joined.claim));
        return claims.collect();
    }
    Err(DeskError::NotFound(format!("no event or claim has the id {id}")))
}

/// A verdict on two claims stands at both, each pointing to the other.
fn tie(
    ledger: &Ledger,
    one: &Claim,
    other: &Claim,
    field: &str,
    signed: Signed<'_>,
    into: &mut Vec<Correction>,
) -> Result<()> {
    for (this, that) in [(one, other), (other, one)] {
        let report = sha256(ledger, that)?;
        let pointer = json!({
            "claim": that.claim, "report": report, "type": that.kind,
            "quote": that.quote.text, "start": that.quote.span.start,
        });
        into.push(correction(ledger, this, field, pointer, signed)?);
    }
    Ok(())
}

pub(crate) fn sha256(ledger: &Ledger, claim: &Claim) -> Result<String> {
    let report = ledger.report(&claim.report)?;
    let missing = || DeskError::NotFound(format!("report {} is not in the ledger", claim.report));
    report.map(|(_, sha256)| sha256).ok_or_else(missing)
}

fn correction(
    ledger: &Ledger,
    claim: &Claim,
    field: &str,
    after: Value,
    signed: Signed<'_>,
) -> Result<Correction> {
    Ok(Correction {
        claim: claim.claim.clone(),
        report: sha256(ledger, claim)?,
        kind: claim.kind.clone(),
        quote: claim.quote.text.clone(),
        start: claim.quote.span.start,
        field: field.to_owned(),
        before: None,
        after,
        why: signed.why.to_owned(),
        who: signed.who.to_owned(),
        on: signed.on,
    })
}
