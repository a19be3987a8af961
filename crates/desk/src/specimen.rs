//! A reviewed report as an entry of the corpus: the text with the claims that people expect of it, in the
//! format of `corpus/README.md`. What a person set right once becomes a test for every coder to come.

use std::collections::BTreeSet;
use std::fmt::Write;

use dateline_actor::{Actor, Party};
use dateline_coding::{Claim, Extent};
use dateline_ledger::{Filter, Ledger};
use serde::Serialize;

use crate::standing::reviewed;
use crate::verdict::{one, withdrawn};
use crate::{DeskError, Result};

/// An entry of the corpus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Specimen {
    /// The file's text.
    pub file: String,
    /// Claims that stand in it.
    pub claims: usize,
    /// Claims left out, since their quotation stands in the text twice, or runs over lines.
    pub left_out: usize,
    /// Whether every claim of the report was reviewed, so that nothing else may come out.
    pub complete: bool,
}

/// The report of a claim as an entry of the corpus. `war` is the folder that it goes to.
///
/// # Errors
/// Where no claim has this id, or its report has no headline or no text that the format can hold.
pub fn specimen(ledger: &Ledger, id: &str, war: &str) -> Result<Specimen> {
    let claim = match one(ledger, id) {
        Ok(claim) => claim,
        Err(missing) => withdrawn(ledger, id)?.ok_or(missing)?,
    };
    let missing = || DeskError::NotFound(format!("report {} is not in the ledger", claim.report));
    let (report, _) = ledger.report(&claim.report)?.ok_or_else(missing)?;
    let text = report.text.trim_matches('\n');
    if text.lines().any(|line| line.starts_with("## ")) {
        let message = "the text has a line that begins with ##; the format cannot hold it";
        return Err(DeskError::Input(message.to_owned()));
    }
    let claims = ledger.claims(&Filter { report: Some(report.id.clone()), ..Filter::default() })?;
    let looked_at = reviewed(ledger)?;
    let complete = claims.iter().all(|claim| looked_at.contains_key(&claim.claim));
    // What somebody threw out must not come again: of these families nothing else may come out.
    let rejected: BTreeSet<&str> = (looked_at.values())
        .filter(|one| !one.counts && one.now.report == report.id)
        .filter_map(|one| one.now.kind.split('.').next())
        .collect();
    let mut file = String::from("---\n");
    if let Some(day) = report.published {
        let _ = writeln!(file, "published: {day}");
    }
    if let Some(publisher) = &report.publisher {
        let _ = writeln!(file, "publisher: {}", plain(publisher));
    }
    let _ = writeln!(file, "war: {}\nwritten: after", plain(war));
    if complete {
        file.push_str("complete: all\n");
    } else if !rejected.is_empty() {
        let families: Vec<&str> = rejected.into_iter().collect();
        let _ = writeln!(file, "complete: {}", families.join(", "));
    }
    let title = report.title.as_deref().map(plain).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| "Untitled".to_owned());
    let _ = writeln!(file, "---\n# {title}\n\n{text}\n\n## Claims");
    let mut left_out = 0;
    let mut in_order: Vec<&Claim> = claims.iter().collect();
    in_order.sort_by_key(|claim| (claim.quote.span.start, &claim.kind, &claim.claim));
    for claim in &in_order {
        let quote = claim.quote.text.trim();
        if quote.contains('\n') || text.matches(quote).count() != 1 {
            left_out += 1;
            continue;
        }
        file.push('\n');
        write(&mut file, claim, quote);
    }
    Ok(Specimen { file, claims: claims.len() - left_out, left_out, complete })
}

fn write(file: &mut String, claim: &Claim, quote: &str) {
    let _ = writeln!(file, "{}", claim.kind);
    let mut field = |name: &str, value: String| {
        let _ = writeln!(file, "  {name}: {value}");
    };
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    field("quote", quote.to_owned());
    for (name, actors) in [("by", &claim.by), ("against", &claim.against), ("with", &claim.with)] {
        if !actors.is_empty() {
            let names: Vec<String> =
                actors.iter().map(|actor: &Actor| plain(&actor.name)).collect();
            field(name, names.join("; "));
        }
    }
    let places: Option<Vec<String>> = (claim.places.iter())
        .map(|place| Some(format!("{}, {}", plain(&place.name), place.country.as_deref()?)))
        .collect();
    if let Some(places) = places.filter(|places| !places.is_empty()) {
        field("where", places.join("; "));
    }
    let interval = &claim.when.interval;
    let bound = word(serde_json::to_value(interval.bound).unwrap_or_default());
    let basis = word(serde_json::to_value(interval.basis).unwrap_or_default());
    let when = match (interval.first, interval.last) {
        (Some(first), Some(last)) if first == last => format!("{first} {bound} {basis}"),
        (Some(first), Some(last)) => format!("{first}..{last} {bound} {basis}"),
        _ => "-".to_owned(),
    };
    field("when", when);
    if let Some(control) = &claim.control {
        let mut pairs = vec![];
        let mut party = |name: &str, party: &Option<Party>| {
            if let Some(party) = party {
                pairs.push(format!("{name}={}", plain(&party.name)));
            }
        };
        party("holder", &control.holder);
        party("lost_by", &control.lost_by);
        party("besieged_by", &control.besieged_by);
        pairs.push(format!(
            "status={}",
            word(serde_json::to_value(control.status).unwrap_or_default())
        ));
        let extent = if control.extent == Extent::Part { "part" } else { "whole" };
        pairs.push(format!("extent={extent}"));
        field("control", pairs.join("; "));
    }
    field("modality", word(serde_json::to_value(claim.modality).unwrap_or_default()));
    let sources: Vec<String> = (claim.according_to.iter())
        .map(|source| {
            let kind = word(serde_json::to_value(source.kind).unwrap_or_default());
            format!("{} [{kind}]", plain(&source.name))
        })
        .collect();
    if !sources.is_empty() {
        field("according_to", sources.join("; "));
    }
    let counts: Vec<String> = (claim.counts.iter())
        .filter_map(|count| {
            let number = match (count.low, count.best, count.high) {
                (Some(_), Some(best), _) => best.to_string(),
                (Some(low), None, _) => format!("{low}+"),
                (None, _, Some(high)) => format!("-{high}"),
                _ => return None,
            };
            let scope = if count.scope == "incident" { "" } else { count.scope.as_str() };
            Some(format!("{} {number} {} {scope}", count.what, count.who).trim_end().to_owned())
        })
        .collect();
    if !counts.is_empty() {
        field("counts", counts.join("; "));
    }
}

/// On one line, without what the format reads as its own signs.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(';', ",")
}
