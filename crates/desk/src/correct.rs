//! Corrections: what a person changes, planned and checked as a whole before any of it is entered.

use dateline_actor::Registry;
use dateline_coding::Claim;
use dateline_ledger::{Correction, Ledger, REJECTED, RETRACTED};
use dateline_place::Gazetteer;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::explain::{claims_with_id, event_of};
use crate::verdict::{self, Signed};
use crate::{DeskError, Result};

/// Enters what was planned, all of it or nothing.
///
/// # Errors
/// Where the ledger cannot be written.
pub fn correct(ledger: &mut Ledger, corrections: &[Correction]) -> Result<()> {
    Ok(ledger.correct_all(corrections)?)
}

/// The corrections that `FIELD=VALUE` of a claim, or of all claims of an event, comes to. All that is
/// asked for is checked; nothing is entered.
///
/// # Errors
/// Where nothing has this id, the field does not exist, or the value does not fit it.
pub fn plan(
    ledger: &Ledger,
    id: &str,
    set: &[(String, String)],
    why: &str,
    who: &str,
    on: Date,
) -> Result<Vec<Correction>> {
    if why.trim().is_empty() {
        return Err(DeskError::Usage("a correction needs its reason: --why TEXT".to_owned()));
    }
    let mut corrections = vec![];
    // Of an event itself only its members can be corrected; all else is derived from them.
    let signed = Signed { who, why, on };
    let (members, set): (Vec<_>, Vec<_>) =
        set.iter().partition(|(field, _)| ["split", "merge"].contains(&field.trim()));
    for (field, value) in members {
        let named: Vec<String> = value.split(',').map(|id| id.trim().to_owned()).collect();
        corrections.extend(match field.trim() {
            "split" => verdict::split(ledger, id, &named, signed)?,
            _ => {
                let all: Vec<String> = std::iter::once(id.to_owned()).chain(named).collect();
                verdict::merge(ledger, &all, signed)?
            }
        });
    }
    if set.is_empty() {
        return Ok(corrections);
    }
    let (reports, set): (Vec<_>, Vec<_>) =
        set.into_iter().partition(|(field, _)| field.trim() == RETRACTED);
    for (_, value) in reports {
        let after = match value.trim() {
            "true" => true,
            "false" => false,
            _ => return Err(DeskError::Usage(format!("{RETRACTED} is true or false"))),
        };
        let (_, report) = ledger.report(id)?.ok_or_else(|| {
            DeskError::NotFound(format!("no report has the id {id}; only reports are {RETRACTED}"))
        })?;
        corrections.push(Correction::of_report(&report, after, why, who, on));
    }
    if set.is_empty() {
        return Ok(corrections);
    }
    for mut claim in meant(ledger, id)? {
        let report = ledger.report(&claim.report)?;
        let (_, report) = report.ok_or_else(|| {
            DeskError::NotFound(format!("report {} is not in the ledger", claim.report))
        })?;
        for (field, value) in &set {
            for (field, after) in steps(&claim, field.trim(), value.trim())? {
                let correction = Correction {
                    claim: claim.claim.clone(),
                    report: report.clone(),
                    kind: claim.kind.clone(),
                    quote: claim.quote.text.clone(),
                    start: claim.quote.span.start,
                    before: Correction::current(&claim, &field),
                    field,
                    after,
                    why: why.to_owned(),
                    who: who.to_owned(),
                    on,
                };
                if let Some(corrected) = correction.apply(claim.clone())? {
                    claim = corrected;
                }
                corrections.push(correction);
            }
        }
    }
    Ok(corrections)
}

/// The claims that an id means: one claim, or all of an event.
fn meant(ledger: &Ledger, id: &str) -> Result<Vec<Claim>> {
    let found = claims_with_id(ledger, id)?;
    match found.len() {
        1 => return Ok(found),
        0 => {}
        several => {
            return Err(DeskError::NotFound(format!("{several} claims begin with {id}")));
        }
    }
    if let Some(anchor) = id.strip_prefix('e')
        && let Some(event) = event_of(ledger, anchor)?
    {
        let mut claims = vec![];
        for joined in &event.claims {
            claims.extend(claims_with_id(ledger, &joined.claim)?);
        }
        return Ok(claims);
    }
    Err(DeskError::NotFound(format!("no claim or event has the id {id}")))
}

/// An actor by its id or name, as of the claim's day; the report need not have its words.
fn actor(claim: &Claim, name: &str) -> Value {
    let registry = Registry::embedded();
    let day = claim.when.interval.last.or(claim.published);
    let known = registry.get(name).or_else(|| match registry.search(name).as_slice() {
        [one] => Some(*one),
        _ => None,
    });
    let at = claim.quote.span.start;
    match known {
        Some(entry) => json!({
            "id": entry.id, "name": registry.name_on(&entry.id, day).unwrap_or(&entry.name),
            "side": registry.party_of(&entry.id, day), "text": "", "start": at, "end": at,
        }),
        None => json!({
            "id": null, "name": name, "side": {"id": format!("name:{name}"), "name": name},
            "text": "", "start": at, "end": at,
        }),
    }
}

/// One `FIELD=VALUE` as changes of fields: a place or a party given by its id fills its whole record.
fn steps(claim: &Claim, field: &str, value: &str) -> Result<Vec<(String, Value)>> {
    let parsed = serde_json::from_str(value).unwrap_or_else(|_| json!(value));
    if field == REJECTED && !parsed.is_boolean() {
        return Err(DeskError::Usage("rejected is true or false".to_owned()));
    }
    let bare = parsed.as_str().filter(|_| !value.starts_with('{'));
    let leaf = field.rsplit('.').next().unwrap_or(field);
    if let ("where" | "where.0" | "where.0.id", Some(id)) = (field, bare) {
        let gazetteer = Gazetteer::embedded();
        let entry = (gazetteer.find(id).and_then(|found| gazetteer.entry(found)))
            .ok_or_else(|| DeskError::NotFound(format!("the gazetteer has no entry {id}")))?;
        if claim.places.is_empty() {
            return Err(DeskError::NotFound("the claim names no place to correct".to_owned()));
        }
        let at = entry.at();
        let fields = [
            ("id", json!(entry.id())),
            ("name", json!(entry.name())),
            ("country", json!(entry.country())),
            ("admin1", json!(entry.admin1_name())),
            ("lat", json!(at.map(|(lat, _)| lat))),
            ("lon", json!(at.map(|(_, lon)| lon))),
            ("kind", json!(entry.kind().as_str())),
            ("precision", json!(entry.kind().precision())),
        ];
        return Ok(fields.map(|(name, value)| (format!("where.0.{name}"), value)).into());
    }
    if let ("by" | "against" | "with", Some(name)) = (field, bare) {
        return Ok(vec![(field.to_owned(), json!([actor(claim, name)]))]);
    }
    if let ("holder" | "lost_by" | "besieged_by" | "side", Some(id)) = (leaf, bare) {
        let party = match Registry::embedded().get(id) {
            Some(entry) => json!({"id": entry.id, "name": entry.name}),
            None => json!({"id": format!("name:{id}"), "name": id}),
        };
        return Ok(vec![(field.to_owned(), party)]);
    }
    Ok(vec![(field.to_owned(), parsed)])
}
