//! `dateline correct`: adds a correction; nothing is overwritten.

use anyhow::{Context, Result};
use clap::Args;
use dateline_actor::Registry;
use dateline_coding::Claim;
use dateline_ledger::{Access, Correction, Ledger, REJECTED};
use dateline_place::Gazetteer;
use serde_json::{Value, json};

use crate::args::{FormatArg, LedgerArg};
use crate::commands::explain;
use crate::output::{Out, Status, Usage, say};

/// Adds a correction; nothing is overwritten
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline correct c7f0a1 --set when.first=2017-11-02 --why \"the statement was dated the 2nd\" --ledger war.db
  dateline correct c7f0a1 --set where=geonames:173576 --why \"the town in Aleppo province\" --ledger war.db
  dateline correct c7f0a1 --set control.holder=sy.government --why \"its militia\" --ledger war.db
  dateline correct c7f0a1 --set rejected=true --why \"a film, no war\" --ledger war.db

FIELD is a path into the claim's record (when.first, where.0.id, modality, control.extent, …);
VALUE is JSON, or a bare word. An event's id corrects all its claims.")]
pub struct Correct {
    /// Id of the claim or event that is wrong
    #[arg(value_name = "ID")]
    id: String,

    /// What it should say (may be given several times)
    #[arg(long, value_name = "FIELD=VALUE", required = true)]
    set: Vec<String>,

    /// Why
    #[arg(long, value_name = "TEXT")]
    why: String,

    /// Who corrects [default: the user's name]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,

    #[command(flatten)]
    ledger: LedgerArg,

    #[command(flatten)]
    format: FormatArg,
}

impl Correct {
    pub fn run(self, out: &mut Out) -> Result<Status> {
        if self.why.trim().is_empty() {
            return Err(Usage("a correction needs its reason: --why TEXT".to_owned()).into());
        }
        let mut ledger = Ledger::open(&self.ledger.ledger, Access::Write)?;
        let claims = self.claims(&ledger)?;
        let Some(claims) = claims else { return Ok(Status::Incomplete) };
        let who = self.by.clone().or_else(user).unwrap_or_else(|| "unsigned".to_owned());
        let on = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let table = self.format.table(out);
        // All that is asked for is checked before any of it is entered.
        let mut corrections = vec![];
        for claim in &claims {
            let report = ledger
                .report(&claim.report)?
                .with_context(|| format!("report {} is not in the ledger", claim.report))?
                .1;
            let mut claim = claim.clone();
            for set in &self.set {
                let Some((field, value)) = set.split_once('=') else {
                    return Err(Usage(format!("--set {set}: expected FIELD=VALUE")).into());
                };
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
                        why: self.why.clone(),
                        who: who.clone(),
                        on,
                    };
                    if let Some(corrected) = correction.apply(claim.clone())? {
                        claim = corrected;
                    }
                    corrections.push(correction);
                }
            }
        }
        for correction in &corrections {
            ledger.correct(correction)?;
            if table {
                out.line(format_args!(
                    "{}: {} = {} (was {})",
                    correction.claim,
                    correction.field,
                    correction.after,
                    correction.before.as_ref().unwrap_or(&Value::Null)
                ))?;
            } else {
                out.json(correction)?;
            }
        }
        Ok(Status::Done)
    }

    /// The claims meant; `None`, and a word on stderr, where there are none or too many.
    fn claims(&self, ledger: &Ledger) -> Result<Option<Vec<Claim>>> {
        let found = explain::claims(ledger, &self.id)?;
        match found.len() {
            1 => return Ok(Some(found)),
            0 => {}
            several => {
                say(format_args!("dateline: {several} claims begin with {}", self.id));
                return Ok(None);
            }
        }
        if let Some(id) = self.id.strip_prefix('e')
            && let Some(event) = explain::event_of(ledger, id)?
        {
            let mut claims = vec![];
            for joined in &event.claims {
                claims.extend(explain::claims(ledger, &joined.claim)?);
            }
            return Ok(Some(claims));
        }
        say(format_args!("dateline: no claim or event has the id {}", self.id));
        Ok(None)
    }
}

/// One `--set` as changes of fields: a place or a party given by its id fills its whole record.
fn steps(claim: &Claim, field: &str, value: &str) -> Result<Vec<(String, Value)>> {
    let parsed = serde_json::from_str(value).unwrap_or_else(|_| json!(value));
    if field == REJECTED && !parsed.is_boolean() {
        return Err(Usage("rejected is true or false".to_owned()).into());
    }
    let bare = parsed.as_str().filter(|_| !value.starts_with('{'));
    let leaf = field.rsplit('.').next().unwrap_or(field);
    if let ("where" | "where.0" | "where.0.id", Some(id)) = (field, bare) {
        let gazetteer = Gazetteer::embedded();
        let entry = gazetteer
            .find(id)
            .and_then(|found| gazetteer.entry(found))
            .with_context(|| format!("the gazetteer has no entry {id}"))?;
        if claim.places.is_empty() {
            anyhow::bail!("the claim names no place to correct");
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
    if let ("holder" | "lost_by" | "besieged_by" | "side", Some(id)) = (leaf, bare) {
        let party = match Registry::embedded().get(id) {
            Some(entry) => json!({"id": entry.id, "name": entry.name}),
            None => json!({"id": format!("name:{id}"), "name": id}),
        };
        return Ok(vec![(field.to_owned(), party)]);
    }
    Ok(vec![(field.to_owned(), parsed)])
}

fn user() -> Option<String> {
    let name = ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok());
    name.filter(|name| !name.trim().is_empty())
}
