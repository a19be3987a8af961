//! Rows of who held a place against the ledger's holdings.

use std::collections::{BTreeSet, HashMap};

use dateline_coding::Claim;
use dateline_control::{Answer, EvidenceBasis, Holdings, Settings, Status};
use dateline_ledger::place_key;

use super::{Finding, Heard, Ours, Outcome, Scope, sentences};
use crate::import::{Row, Said};
use crate::naming;

pub(super) fn audit(
    claims: &[Claim],
    settings: &Settings,
    rows: &[Row],
    heard: &Heard<'_>,
    scope: &Scope,
) -> Vec<Finding> {
    if !scope.control {
        return vec![];
    }
    let all = Holdings::all(claims, None, settings);
    let by_id: HashMap<&str, &Claim> =
        claims.iter().map(|claim| (claim.claim.as_str(), claim)).collect();
    let mut findings = vec![];
    let mut named: BTreeSet<String> = BTreeSet::new();
    for row in rows {
        let Said::Control { holder } = &row.says else { continue };
        let Some(place) = &row.place else { continue };
        let key = place_key(place);
        named.insert(key.clone());
        let answer = all.get(&key).map(|holdings| holdings.on(row.last));
        let told = answer.filter(|answer| answer.status != Status::Unknown);
        let told = told.map(|answer| (doubt(&answer), answer));
        findings.push(match told {
            None => Finding {
                outcome: Outcome::MissedByUs,
                row: Some(row.clone()),
                ours: None,
                score: None,
                why: vec![],
                heard: Some(heard.around(row)),
                sentences: vec![],
            },
            // Old word and mere presence say nothing against a row.
            Some((Some(doubt), answer)) => Finding {
                outcome: Outcome::MissedByUs,
                row: Some(row.clone()),
                why: vec![doubt],
                score: None,
                heard: Some(heard.around(row)),
                sentences: sentences(reasons(&answer), &by_id),
                ours: Some(ours(&answer)),
            },
            Some((None, answer)) => {
                let against = contradiction(holder.as_deref(), row, &answer);
                Finding {
                    outcome: match against {
                        None => Outcome::Matched,
                        Some(_) => Outcome::Contradicted,
                    },
                    row: Some(row.clone()),
                    why: against.into_iter().collect(),
                    score: None,
                    heard: None,
                    sentences: sentences(reasons(&answer), &by_id),
                    ours: Some(ours(&answer)),
                }
            }
        });
    }
    let Some((from, to)) = scope.days else { return findings };
    for (key, holdings) in &all {
        let country = holdings.place().country.as_deref();
        if named.contains(key) || !scope.has(country, Some(from), Some(to)) {
            continue;
        }
        let changes = holdings.timeline();
        let within = changes.iter().find(|stretch| stretch.from >= from && stretch.from <= to);
        let Some(stretch) = within.filter(|stretch| stretch.answer.status != Status::Unknown)
        else {
            continue;
        };
        findings.push(Finding {
            outcome: Outcome::MissedByThem,
            row: None,
            why: vec!["no row is about this place".to_owned()],
            score: None,
            heard: None,
            sentences: sentences(reasons(&stretch.answer), &by_id),
            ours: Some(ours(&stretch.answer)),
        });
    }
    findings
}

/// Why an answer does not say who held the place on that very day.
fn doubt(answer: &Answer) -> Option<String> {
    if answer.status == Status::Presence {
        return Some("the reports say who was there, and not who held it".to_owned());
    }
    let old = answer.basis == Some(EvidenceBasis::CarriedForward);
    old.then(|| format!("the newest report of it is {} days old", answer.age.unwrap_or_default()))
}

fn reasons(answer: &Answer) -> impl Iterator<Item = &str> {
    answer.because.iter().map(|reason| reason.claim.as_str())
}

fn ours(answer: &Answer) -> Ours {
    let status = serde_json::to_value(answer.status).unwrap_or_default();
    Ours {
        id: answer.id.clone(),
        says: status.as_str().unwrap_or_default().to_owned(),
        first: answer.since.and_then(|since| since.first.or(since.last)),
        last: answer.on,
        place: Some(answer.place.clone()),
        by: answer.holder.iter().map(|party| party.name.clone()).collect(),
        against: answer.others.iter().map(|party| party.name.clone()).collect(),
        deaths: None,
    }
}

/// What speaks against the row; fighting inside and a part for each are both what `contested` means.
fn contradiction(holder: Option<&str>, row: &Row, answer: &Answer) -> Option<String> {
    let open = matches!(answer.status, Status::Contested | Status::Divided);
    let ours = answer.holder.as_ref();
    let held_by = |name: &str| format!("the reports have it held by {name}");
    match holder {
        None if open => None,
        None => Some(ours.map_or_else(
            || "the reports have nobody fight for it".to_owned(),
            |party| held_by(&party.name),
        )),
        Some(name) => {
            let theirs = naming::party(name, row.last);
            match ours {
                Some(party) if party.id == theirs.id => None,
                Some(party) => Some(format!("they have {}, {}", theirs.name, held_by(&party.name))),
                None if open => {
                    Some(format!("they have {}, the reports have it contested", theirs.name))
                }
                None => Some(format!("they have {}, the reports nobody", theirs.name)),
            }
        }
    }
}
