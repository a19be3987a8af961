//! Recoding: what a newer coding of a report gains, loses and changes against the one before.

use dateline_coding::Claim;
use dateline_ledger::Ledger;
use dateline_report::Report;
use serde::Serialize;
use serde_json::Value;

use crate::Result;

/// Fields in which two codings may differ without saying anything else of the world.
const TRIFLES: [&str; 3] = ["coder", "why", "confidence"];

/// What became of one claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Turn {
    /// `gained`, `lost` or `changed`.
    pub change: &'static str,
    /// The claim's id; of a changed one its id now.
    pub claim: String,
    /// The id that it had, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// Its report.
    pub report: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its place.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// Its words.
    pub quote: String,
    /// What changed, of a changed one: field, before, after.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Changed>,
}

/// A field that reads otherwise than before.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changed {
    /// The field.
    pub field: String,
    /// What it said.
    pub before: Value,
    /// What it says.
    pub after: Value,
}

/// Enters a newer coding of a report, or only tells what it would change.
///
/// # Errors
/// Where the ledger cannot be written.
pub fn recode(
    ledger: &mut Ledger,
    report: &Report,
    sha256: &str,
    claims: &[Claim],
    coder: &str,
    enter: bool,
) -> Result<Vec<Turn>> {
    let before = ledger.newest_claims(sha256)?;
    let turns = compare(&before, claims);
    if enter {
        ledger.recode(report, claims, coder)?;
    }
    Ok(turns)
}

/// Claims of one id are one claim; of the rest, a lost and a gained one of one type on one quotation
/// and one mention of a place are the same claim changed.
fn compare(before: &[Claim], after: &[Claim]) -> Vec<Turn> {
    let mut lost: Vec<&Claim> =
        before.iter().filter(|old| !after.iter().any(|new| new.claim == old.claim)).collect();
    let mut turns = vec![];
    for new in after {
        let same = before.iter().find(|old| old.claim == new.claim);
        let old = same.or_else(|| {
            let at = lost.iter().position(|old| is_heir(old, new))?;
            Some(lost.remove(at))
        });
        match old {
            None => turns.push(turn("gained", new)),
            Some(old) => {
                let fields = differences(old, new);
                if !fields.is_empty() {
                    let was = (old.claim != new.claim).then(|| old.claim.clone());
                    turns.push(Turn { fields, was, ..turn("changed", new) });
                }
            }
        }
    }
    turns.extend(lost.into_iter().map(|old| turn("lost", old)));
    turns
}

fn is_heir(old: &Claim, new: &Claim) -> bool {
    let words =
        |claim: &Claim| claim.places.first().map(|place| (place.span.start, place.text.clone()));
    let meet = |a: &Claim, b: &Claim| {
        a.quote.span.start < b.quote.span.end && b.quote.span.start < a.quote.span.end
    };
    old.kind == new.kind && meet(old, new) && words(old) == words(new)
}

fn turn(change: &'static str, claim: &Claim) -> Turn {
    Turn {
        change,
        claim: claim.claim.clone(),
        was: None,
        report: claim.report.clone(),
        kind: claim.kind.clone(),
        place: claim.places.first().map(|place| place.name.clone()),
        quote: claim.quote.text.clone(),
        fields: vec![],
    }
}

fn differences(old: &Claim, new: &Claim) -> Vec<Changed> {
    let record = |claim: &Claim| serde_json::to_value(claim).unwrap_or_default();
    let (old, new) = (record(old), record(new));
    let (Value::Object(old), Value::Object(new)) = (old, new) else { return vec![] };
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .filter(|name| *name != "claim" && !TRIFLES.contains(&name.as_str()))
        .filter(|name| old.get(*name) != new.get(*name))
        .map(|name| Changed {
            field: name.clone(),
            before: old.get(name).cloned().unwrap_or_default(),
            after: new.get(name).cloned().unwrap_or_default(),
        })
        .collect()
}
