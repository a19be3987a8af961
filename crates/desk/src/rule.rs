//! Bulk rules: "in this feed Al-Bab is that town". Laid down once, signed and reasoned, kept among the
//! ledger's settings, and applied to claims as reports are read and recoded.

use dateline_coding::Claim;
use dateline_ledger::{Ledger, Setting, fold_name};
use dateline_report::Report;
use serde::{Deserialize, Serialize};

use crate::naming;
use crate::verdict::Signed;
use crate::{DeskError, Result};

/// Before the number of a rule in the key of its setting.
const PREFIX: &str = "rule.";

/// A rule: in reports like this, these words mean that place or that actor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rule {
    /// The words, as reports write them.
    pub words: String,
    /// Gazetteer id of the place that they mean.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Registry id of the actor that they mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// Only in reports of this publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Only in reports whose address begins so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A rule in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Laid {
    /// Its number.
    pub rule: u64,
    /// What it says.
    #[serde(flatten)]
    pub says: Rule,
    /// Why.
    pub why: String,
    /// Who laid it down.
    pub who: String,
    /// On which day.
    pub on: jiff::civil::Date,
}

/// The rules in force, by number.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn rules(ledger: &Ledger) -> Result<Vec<Laid>> {
    let mut laid: Vec<Laid> = ledger.settings(PREFIX)?.iter().filter_map(laid).collect();
    laid.sort_by_key(|laid| laid.rule);
    Ok(laid)
}

fn laid(setting: &Setting) -> Option<Laid> {
    let rule = setting.key.strip_prefix(PREFIX)?.parse().ok()?;
    // A rule that was dropped says nothing.
    let says: Rule = serde_json::from_str(&setting.value).ok()?;
    let Setting { why, who, on, .. } = setting.clone();
    Some(Laid { rule, says, why, who, on })
}

/// Lays a rule down; its number.
///
/// # Errors
/// Where it says nothing, or the gazetteer or the registry lacks what it names.
pub fn lay_down(ledger: &mut Ledger, rule: &Rule, signed: Signed<'_>) -> Result<u64> {
    let usage = |message: &str| Err(DeskError::Usage(message.to_owned()));
    if fold_name(&rule.words).is_empty() {
        return usage("a rule is about words: which?");
    }
    if signed.why.trim().is_empty() {
        return usage("a rule needs its reason: --why TEXT");
    }
    match (&rule.place, &rule.actor) {
        (Some(place), None) if place.contains(':') => {
            naming::place(place)?;
        }
        (Some(_), None) => return usage("--where takes a place's id, such as geonames:170794"),
        (None, Some(actor)) => {
            if naming::actor(actor, None).id.is_none() {
                let message = format!("the registry has no actor {actor}");
                return Err(DeskError::NotFound(message));
            }
        }
        _ => return usage("a rule says either --where a place is or which --actor somebody is"),
    }
    let settings = ledger.settings(PREFIX)?;
    let numbers = settings.iter().filter_map(|setting| {
        setting.key.strip_prefix(PREFIX).and_then(|number| number.parse::<u64>().ok())
    });
    let number = numbers.max().unwrap_or(0) + 1;
    let value = serde_json::to_string(rule)
        .map_err(|error| DeskError::Input(format!("the rule cannot be written: {error}")))?;
    ledger.set(&format!("{PREFIX}{number}"), &value, signed.why, signed.who, signed.on)?;
    Ok(number)
}

/// Drops a rule: it is no longer applied. What it did stays until a recoding.
///
/// # Errors
/// Where there is no such rule.
pub fn drop_rule(ledger: &mut Ledger, number: u64, signed: Signed<'_>) -> Result<()> {
    if !rules(ledger)?.iter().any(|laid| laid.rule == number) {
        return Err(DeskError::NotFound(format!("the ledger has no rule {number}")));
    }
    ledger.set(&format!("{PREFIX}{number}"), "null", signed.why, signed.who, signed.on)?;
    Ok(())
}

/// Applies rules to the claims of a report. What a rule changed, the claim says among its reasons.
pub fn apply(rules: &[Laid], report: &Report, claims: &mut [Claim]) {
    for laid in rules.iter().filter(|laid| laid.says.admits(report)) {
        for claim in claims.iter_mut() {
            if laid.says.applies(claim) {
                claim.why.push(format!(
                    "rule {}: \"{}\" is {}, laid down by {} on {}: {}",
                    laid.rule,
                    laid.says.words,
                    laid.says
                        .place
                        .as_ref()
                        .or(laid.says.actor.as_ref())
                        .map_or("", String::as_str),
                    laid.who,
                    laid.on,
                    laid.why
                ));
            }
        }
    }
}

impl Rule {
    fn admits(&self, report: &Report) -> bool {
        let publisher = report.publisher.as_deref().map(fold_name);
        self.publisher.as_deref().is_none_or(|asked| publisher == Some(fold_name(asked)))
            && self
                .url
                .as_deref()
                .is_none_or(|start| report.url.as_deref().is_some_and(|url| url.starts_with(start)))
    }

    fn applies(&self, claim: &mut Claim) -> bool {
        let words = fold_name(&self.words);
        let mut applied = false;
        if let Some(id) = &self.place
            && let Ok(entry) = naming::place(id)
        {
            for place in &mut claim.places {
                if fold_name(&place.text) == words && place.id != entry.id {
                    let near = place.precision == Some(dateline_place::PlacePrecision::Near);
                    let precision = if near { place.precision } else { entry.precision };
                    let (text, span) = (place.text.clone(), place.span);
                    *place = dateline_place::Place { precision, text, span, ..entry.clone() };
                    applied = true;
                }
            }
        }
        if let Some(id) = &self.actor {
            let meant = naming::actor(id, claim.when.interval.last.or(claim.published));
            let mut sides = vec![];
            let actors = claim.by.iter_mut().chain(&mut claim.against).chain(&mut claim.with);
            for actor in actors.filter(|actor| fold_name(&actor.text) == words) {
                if actor.id == meant.id {
                    continue;
                }
                sides.extend(actor.side.clone());
                let (text, span) = (actor.text.clone(), actor.span);
                *actor = dateline_actor::Actor { text, span, ..meant.clone() };
                applied = true;
            }
            // What the actor took, its side holds.
            if let (Some(control), Some(side)) = (&mut claim.control, &meant.side) {
                let parties = [&mut control.holder, &mut control.lost_by, &mut control.besieged_by];
                for party in parties.into_iter().flatten().filter(|party| sides.contains(party)) {
                    party.clone_from(side);
                }
            }
        }
        applied
    }
}
