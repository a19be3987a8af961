//! Corrections: a person's signed, dated, reasoned change to one field of one claim.
//!
//! A correction is bound to the report and the quotation, so that it survives a recoding that gives
//! the claim another id.

use dateline_coding::Claim;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{LedgerError, Result};

/// The field that withdraws a claim: `rejected=true`.
pub const REJECTED: &str = "rejected";
/// The field of a reviewer's assent: `true` to the claim as it reads, `"as coded"` to the claim as it
/// was before anybody changed it, `false` to take the assent back.
pub const ACCEPTED: &str = "accepted";
/// The field of a claim that a person adds: its value is the whole claim.
pub const ADDED: &str = "added";
/// The field that says that two claims tell of one occurrence; its value points to the other one.
pub const TOGETHER: &str = "together";
/// The field that says that two claims tell of different occurrences.
pub const APART: &str = "apart";

/// The field by which a person withdraws a whole report, or takes that back: `true` or `false`. Such a
/// correction names no claim.
pub const RETRACTED: &str = "retracted";

/// Fields that say something of a claim or report and change nothing in it.
const ABOUT: [&str; 5] = [ACCEPTED, ADDED, TOGETHER, APART, RETRACTED];

/// One correction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// Id of the claim when it was corrected.
    pub claim: String,
    /// SHA-256 of its report.
    pub report: String,
    /// Type of the claim when it was corrected.
    #[serde(rename = "type")]
    pub kind: String,
    /// The claim's quotation.
    pub quote: String,
    /// Where the quotation starts, in code points.
    pub start: u32,
    /// The field, such as `when.first` or `where.0.id`; [`REJECTED`] withdraws the claim.
    pub field: String,
    /// What it said; absent where there was nothing.
    pub before: Option<Value>,
    /// What it should say.
    pub after: Value,
    /// The reason.
    pub why: String,
    /// Who corrects.
    pub who: String,
    /// On which day.
    pub on: Date,
}

impl Correction {
    /// The withdrawal of a whole report, by its SHA-256; `after` false takes it back.
    pub fn of_report(report: &str, after: bool, why: &str, who: &str, on: Date) -> Correction {
        Correction {
            claim: String::new(),
            report: report.to_owned(),
            kind: String::new(),
            quote: String::new(),
            start: 0,
            field: RETRACTED.to_owned(),
            before: Some(Value::Bool(!after)),
            after: Value::Bool(after),
            why: why.to_owned(),
            who: who.to_owned(),
            on,
        }
    }

    /// Whether the correction is about this claim, by its id or by what it quotes.
    pub fn is_about(&self, claim: &Claim, report_sha256: &str) -> bool {
        self.claim == claim.claim
            || (self.report == report_sha256
                && self.kind == claim.kind
                && self.start == claim.quote.span.start
                && self.quote == claim.quote.text)
    }

    /// The claim as corrected; `None` where the correction withdraws it.
    ///
    /// # Errors
    /// Where claims have no such field, or the value does not fit it.
    pub fn apply(&self, claim: Claim) -> Result<Option<Claim>> {
        if self.field == REJECTED {
            return Ok(if self.after == Value::Bool(true) { None } else { Some(claim) });
        }
        if ABOUT.contains(&self.field.as_str()) {
            return Ok(Some(claim));
        }
        let mut record = serde_json::to_value(&claim)
            .map_err(|error| LedgerError::Correction(error.to_string()))?;
        let slot = slot(&mut record, &self.field).ok_or_else(|| {
            LedgerError::Correction(format!("a claim has no field \"{}\" to correct", self.field))
        })?;
        *slot = self.after.clone();
        serde_json::from_value(record).map(Some).map_err(|error| {
            LedgerError::Correction(format!("{} = {}: {error}", self.field, self.after))
        })
    }

    /// What the field says in a claim.
    pub fn current(claim: &Claim, field: &str) -> Option<Value> {
        let mut record = serde_json::to_value(claim).ok()?;
        slot(&mut record, field).cloned()
    }
}

/// The value at a dotted path; names are object keys, numbers list indices.
fn slot<'v>(record: &'v mut Value, field: &str) -> Option<&'v mut Value> {
    const FIXED: [&str; 4] = ["claim", "report", "quote", "coder"];
    let mut slot = record;
    for (depth, step) in field.split('.').enumerate() {
        // Identity and evidence of a claim are not a matter of opinion.
        if depth == 0 && FIXED.contains(&step) {
            return None;
        }
        slot = match slot {
            Value::Object(fields) => fields.get_mut(step)?,
            Value::Array(items) => items.get_mut(step.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(slot)
}
