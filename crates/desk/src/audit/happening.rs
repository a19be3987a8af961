//! Rows of events against the ledger's events.

use std::collections::{BTreeMap, HashMap, HashSet};

use dateline_actor::Party;
use dateline_coding::{Claim, Modality};
use dateline_control::{Event, EventSettings, Settings};
use dateline_ledger::{Ledger, fold_name};

use super::{AuditQuestion, Finding, Heard, Ours, Outcome, Scope, number, sentences};
use crate::import::{Row, Said};
use crate::{Result, naming, ties};

/// Days of the longest event that is looked for day by day; it is found by its last one.
const LONGEST: i32 = 31;

/// From this score on, a row and an event are the same.
const SAME: f64 = 0.5;

pub(super) fn audit(
    ledger: &Ledger,
    claims: &[Claim],
    settings: &Settings,
    rows: &[Row],
    asked: AuditQuestion,
    heard: &Heard<'_>,
    scope: &Scope,
) -> Result<Vec<Finding>> {
    if !scope.events {
        return Ok(vec![]);
    }
    let thresholds = ties::thresholds(ledger, EventSettings::default())?;
    let mut events = dateline_control::events(claims, settings, &thresholds);
    events.retain(|event| event.modality != Modality::Denied);
    let by_id: HashMap<&str, &Claim> =
        claims.iter().map(|claim| (claim.claim.as_str(), claim)).collect();
    let mut by_day: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    for (index, event) in events.iter().enumerate() {
        if let Some(day) = event.last.or(event.first) {
            by_day.entry(number(day)).or_default().push(index);
        }
    }
    let kinds: Vec<Option<&str>> = (rows.iter())
        .map(|row| match &row.says {
            Said::Event { kind } => Some(kind.as_str()),
            _ => None,
        })
        .collect();
    // All pairs that fit, the best first: each row gets an event of its own where there is one.
    let mut pairs: Vec<(f64, usize, usize, Vec<String>)> = vec![];
    for (at, row) in rows.iter().enumerate() {
        let (Some(kind), Some(first), Some(last)) = (kinds[at], row.first, row.last) else {
            continue;
        };
        let days = number(first) - asked.days..=number(last) + asked.days + LONGEST;
        for index in by_day.range(days).flat_map(|(_, events)| events) {
            if let Some((score, why)) = fit(row, kind, &events[*index], asked) {
                pairs.push((score, at, *index, why));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut chosen: HashMap<usize, (f64, usize, Vec<String>)> = HashMap::new();
    let mut taken: HashSet<usize> = HashSet::new();
    for (score, at, index, why) in &pairs {
        if !chosen.contains_key(at) && !taken.contains(index) {
            chosen.insert(*at, (*score, *index, why.clone()));
            taken.insert(*index);
        }
    }
    /// Two rows may be of one event where both are of its place and its days.
    const ALSO: f64 = 0.7;
    for (score, at, index, why) in pairs.into_iter().filter(|pair| pair.0 >= ALSO) {
        chosen.entry(at).or_insert_with(|| {
            let mut why = why;
            why.push("another row has this event too".to_owned());
            (score, index, why)
        });
    }
    let mut findings = vec![];
    for (at, row) in rows.iter().enumerate().filter(|(at, _)| kinds[*at].is_some()) {
        findings.push(match chosen.get(&at) {
            Some((score, index, why)) => {
                let event = &events[*index];
                let against = contradictions(row, event);
                let outcome = match against.is_empty() {
                    true => Outcome::Matched,
                    false => Outcome::Contradicted,
                };
                Finding {
                    outcome,
                    row: Some(row.clone()),
                    ours: Some(ours(event)),
                    score: Some((score.min(1.0) * 1000.0).round() / 1000.0),
                    why: against.into_iter().chain(why.iter().cloned()).collect(),
                    heard: None,
                    sentences: sentences(ids(event), &by_id),
                }
            }
            None => Finding {
                outcome: Outcome::MissedByUs,
                row: Some(row.clone()),
                ours: None,
                score: None,
                why: vec![],
                heard: Some(heard.around(row)),
                sentences: vec![],
            },
        });
    }
    for (index, event) in events.iter().enumerate() {
        let deadly = event.deaths.is_some_and(|deaths| deaths.all.low.unwrap_or(0) > 0);
        let country = event.places.first().and_then(|place| place.country.as_deref());
        let told = |kind: &str| kinds.iter().flatten().any(|known| alike(known, kind));
        if taken.contains(&index)
            || (asked.deadly && !deadly)
            || !told(&event.kind)
            || !scope.has(country, event.first, event.last)
        {
            continue;
        }
        findings.push(Finding {
            outcome: Outcome::MissedByThem,
            row: None,
            ours: Some(ours(event)),
            score: None,
            why: vec![],
            heard: None,
            sentences: sentences(ids(event), &by_id),
        });
    }
    Ok(findings)
}

fn ids(event: &Event) -> impl Iterator<Item = &str> {
    event.claims.iter().map(|joined| joined.claim.as_str())
}

fn ours(event: &Event) -> Ours {
    let names = |parties: &[Party]| parties.iter().map(|party| party.name.clone()).collect();
    Ours {
        id: event.event.clone(),
        says: event.kind.clone(),
        first: event.first,
        last: event.last,
        place: event.places.first().cloned(),
        by: names(&event.by),
        against: names(&event.against),
        deaths: event.deaths.map(|deaths| deaths.all),
    }
}

/// Types that data sets do not tell apart: violence is violence, however it was dealt out.
fn group(kind: &str) -> &str {
    match kind.split('.').next().unwrap_or(kind) {
        "battle" | "strike" | "bombing" | "civilians" | "harm" | "mines" | "control" => "violence",
        other => other,
    }
}

fn alike(a: &str, b: &str) -> bool {
    group(a) == group(b)
}

/// How well a row and an event fit, with the reasons; `None` where they cannot be the same.
fn fit(row: &Row, kind: &str, event: &Event, asked: AuditQuestion) -> Option<(f64, Vec<String>)> {
    if !alike(kind, &event.kind) {
        return None;
    }
    let (mut score, mut why) = (0.0, vec![]);
    let mut add = |points: f64, reason: String| {
        score += points;
        why.push(reason);
    };
    let place = event.places.first()?;
    let theirs = row.place.as_ref()?;
    let apart = (row.at.or(theirs.lat.zip(theirs.lon)).zip(place.lat.zip(place.lon)))
        .map(|(a, b)| naming::distance(a, b));
    let named = fold_name(&theirs.name) == fold_name(&place.name);
    match apart {
        _ if theirs.id.is_some() && theirs.id == place.id => add(0.4, "same place".to_owned()),
        Some(km) if km <= asked.km => add(0.3, format!("places {km:.0} km apart")),
        None if named => add(0.3, "places of one name".to_owned()),
        _ => {
            let within = place.admin1.as_deref().is_some_and(|admin1| {
                let (inner, outer) = (fold_name(admin1), fold_name(&theirs.name));
                !inner.is_empty() && outer.starts_with(&inner)
            });
            if !within || theirs.id.is_some() {
                return None;
            }
            add(0.15, "the place lies in their province".to_owned());
        }
    }
    let (first, last) = (number(row.first?), number(row.last?));
    let (begins, ends) = (event.first.or(event.last)?, event.last.or(event.first)?);
    // A row that sums up a season is no day's event.
    let (theirs_long, ours_long) = (last - first, number(ends) - number(begins));
    if theirs_long > LONGEST && ours_long * 2 < theirs_long {
        return None;
    }
    match first.max(number(begins)) - last.min(number(ends)) {
        gap if gap <= 0 => add(0.3, "same days".to_owned()),
        gap if gap <= asked.days => add(0.15, format!("{gap} days apart")),
        _ => return None,
    }
    if kind == event.kind {
        add(0.1, "same type".to_owned());
    }
    if let Some(shared) = parties(row, event).0 {
        add(0.15, format!("both name {shared}"));
    }
    if let (Some(theirs), Some(ours)) = (theirs_dead(row), ours_dead(event))
        && theirs.0 <= ours.1
        && ours.0 <= theirs.1
    {
        add(0.15, "counts of the dead agree".to_owned());
    }
    (score >= SAME).then_some((score, why))
}

/// What the reports say otherwise than the row.
fn contradictions(row: &Row, event: &Event) -> Vec<String> {
    let mut found = vec![];
    if let (Some(theirs), Some(ours)) = (theirs_dead(row), ours_dead(event))
        && (theirs.0 > ours.1 || ours.0 > theirs.1)
    {
        found.push(format!("dead: they have {}, the reports {}", range(theirs), range(ours)));
    }
    if let (None, Some((theirs, ours))) = parties(row, event) {
        found.push(format!("sides: they name {theirs}, the reports {ours}"));
    }
    found
}

fn range((low, high): (u32, u32)) -> String {
    match (low == high, high) {
        (true, _) => low.to_string(),
        (false, u32::MAX) => format!("{low} or more"),
        (false, _) => format!("{low} to {high}"),
    }
}

fn theirs_dead(row: &Row) -> Option<(u32, u32)> {
    let low = row.deaths.low.or(row.deaths.best)?;
    let high = row.deaths.high.or(row.deaths.best)?;
    Some((low, high.max(low)))
}

fn ours_dead(event: &Event) -> Option<(u32, u32)> {
    let all = event.deaths?.all;
    // A report that gives no highest figure ("at least 12") leaves it open.
    Some((all.low?, all.high.or(all.best).unwrap_or(u32::MAX)))
}

/// A party that both name; or, where both name parties that the registry knows and none is the same,
/// whom each names.
fn parties(row: &Row, event: &Event) -> (Option<String>, Option<(String, String)>) {
    let day = row.last;
    let theirs: Vec<Party> = (row.side_a.iter().chain(&row.side_b))
        .map(|name| naming::party(name, day))
        .filter(|party| !party.id.starts_with("name:"))
        .collect();
    let ours: Vec<&Party> = (event.by.iter().chain(&event.against))
        .filter(|party| !party.id.starts_with("name:"))
        .collect();
    let shared = theirs.iter().find(|party| ours.iter().any(|other| other.id == party.id));
    if let Some(shared) = shared {
        return (Some(shared.name.clone()), None);
    }
    if theirs.is_empty() || ours.is_empty() {
        return (None, None);
    }
    let names = |all: Vec<&str>| all.join(" and ");
    let theirs = names(theirs.iter().map(|party| party.name.as_str()).collect());
    let ours = names(ours.iter().map(|party| party.name.as_str()).collect());
    (None, Some((theirs, ours)))
}
