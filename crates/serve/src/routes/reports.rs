//! Reports: a list to search, and one to read, with what else says so and who says otherwise.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use dateline_actor::Registry;
use dateline_coding::{Claim, Modality};
use dateline_desk::Page;
use dateline_ledger::{Filter, ReportLine, fold_name, place_key};
use jiff::Unit;
use serde_json::{Value, json};

use super::last_part;
use super::place::copy;
use super::work::told;
use crate::app::App;
use crate::fault::Fault;
use crate::gate::Asker;
use crate::params::Params;
use crate::pool::Desk;
use crate::reply::Json;
use crate::view::View;

/// Reports that a search looks at, best first.
const FOUND: usize = 1_000;
/// Characters before and after what was searched for.
const AROUND: usize = 70;
/// Others that are named beside a claim.
const OTHERS: usize = 12;
/// Places of a report beside whose claims others are held.
const PLACES: usize = 40;

pub async fn reports(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    let params = Params::of(&uri, &["q", "publisher", "from", "to", "limit", "after"])?;
    let words = params.text("q").map(str::to_owned);
    let publisher = params.text("publisher").map(fold_name);
    let (from, to) = (params.day("from")?, params.day("to")?);
    let page = Page {
        limit: Some(params.limit(50, 200)?),
        after: params.text("after").map(str::to_owned),
    };
    app.ask(&asker.view, move |desk, view| {
        let mut lines: Vec<&ReportLine> = match &words {
            Some(words) => {
                let found = desk.ledger.search(words, FOUND)?;
                found.iter().filter_map(|id| view.overview.report(id)).collect()
            }
            None => {
                let mut lines: Vec<&ReportLine> = view.overview.reports.iter().collect();
                lines.sort_by(|a, b| (b.published, &a.id).cmp(&(a.published, &b.id)));
                lines
            }
        };
        lines.retain(|line| {
            let named = |publisher: &String| {
                line.publisher.as_deref().is_some_and(|name| fold_name(name) == *publisher)
            };
            publisher.as_ref().is_none_or(named)
                && from.is_none_or(|from| line.published.is_some_and(|day| day >= from))
                && to.is_none_or(|to| line.published.is_some_and(|day| day <= to))
        });
        let mut publishers: BTreeMap<Option<&str>, usize> = BTreeMap::new();
        for line in &lines {
            *publishers.entry(line.publisher.as_deref()).or_default() += 1;
        }
        let mut publishers: Vec<_> = publishers.into_iter().collect();
        publishers.sort_by_key(|(name, reports)| (std::cmp::Reverse(*reports), *name));
        let publishers: Vec<Value> = (publishers.into_iter())
            .map(|(publisher, reports)| json!({"publisher": publisher, "reports": reports}))
            .collect();
        let paged = page.of(lines, |line| line.id.clone())?;
        let shown = |line: &&ReportLine| line_of(desk, line, words.as_deref());
        let reports: Vec<Value> = paged.items.iter().map(shown).collect::<Result<_, _>>()?;
        Ok(json!({"total": paged.total, "reports": reports, "next": paged.next,
            "publishers": publishers}))
    })
    .await
}

/// A report in a list, with the words around what was searched for.
pub fn line_of(desk: &Desk, line: &ReportLine, words: Option<&str>) -> Result<Value, Fault> {
    let mut snippet = vec![];
    // About as many as there are spaces, without counting them.
    let about = line.bytes.div_ceil(6);
    if let Some(words) = words
        && let Some((report, _)) = desk.ledger.report(&line.id)?
    {
        snippet = snippet_of(&report.text, words);
    }
    Ok(json!({"id": line.id, "title": line.title, "publisher": line.publisher,
        "published": line.published, "url": line.url, "language": line.language,
        "claims": line.claims, "words": about, "snippet": snippet}))
}

/// Words of a text around the first that was searched for, told apart.
fn snippet_of(text: &str, words: &str) -> Vec<Value> {
    let wanted: Vec<String> = words.split_whitespace().map(fold_name).collect();
    let wanted: Vec<&String> = wanted.iter().filter(|word| !word.is_empty()).collect();
    let is_wanted = |word: &str| {
        let folded = fold_name(word);
        !folded.is_empty() && wanted.contains(&&folded)
    };
    let mut at = None;
    let mut start = 0;
    for (end, char) in text.char_indices().chain([(text.len(), ' ')]) {
        if char.is_alphanumeric() {
            continue;
        }
        if text.get(start..end).is_some_and(is_wanted) {
            at = Some((start, end));
            break;
        }
        start = end + char.len_utf8();
    }
    let Some((start, end)) = at else { return vec![] };
    let part = |range| text.get(range).unwrap_or_default();
    let before: String = part(0..start).chars().rev().take(AROUND).collect();
    let before: String = before.chars().rev().collect();
    let after: String = part(end..text.len()).chars().take(2 * AROUND).collect();
    vec![
        json!({"text": before, "match": false}),
        json!({"text": part(start..end), "match": true}),
        json!({"text": after, "match": false}),
    ]
}

pub async fn report(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    Params::of(&uri, &[])?;
    let id = last_part(&uri)?;
    app.ask(&asker.view, move |desk, view| {
        let nothing = || {
            Fault::not_found(format!("no report has the id {id}"))
                .hint("/api/v1/reports lists the ids")
        };
        let (report, sha256) = desk.ledger.report(&id)?.ok_or_else(nothing)?;
        if !view.shows(report.published) {
            return Err(nothing());
        }
        let filter = Filter { report: Some(report.id.clone()), ..Filter::default() };
        let mut claims = desk.ledger.claims(&filter)?;
        claims.sort_by_key(|claim| (claim.quote.span.start, claim.quote.span.end));
        let mut rejected = desk.ledger.coded_claims(&report.id)?;
        rejected.retain(|one| !claims.iter().any(|claim| claim.claim == one.claim));
        let mut corrections = vec![];
        for claim in claims.iter().chain(&rejected) {
            corrections.extend(told(desk, Some(claim))?);
        }
        let copies = copies(desk, view, &report.id)?;
        let elsewhere = elsewhere(desk, view, &claims)?;
        let publisher = report.publisher.as_deref().map(publisher);
        let mut fates = desk.ledger.fates([report.id.as_str()])?;
        let mut fates = fates.remove(&(report.id.clone(), report.published)).unwrap_or_default();
        fates.retain(|fate| fate.had_come(view.until));
        let mut versions = desk.ledger.versions(&report.id)?;
        versions.retain(|version| view.shows(version.published));
        Ok(json!({
            "report": {"id": report.id, "sha256": sha256, "title": report.title,
                "publisher": report.publisher, "published": report.published, "url": report.url,
                "language": report.language, "text": report.text},
            "publisher": publisher,
            "claims": claims,
            "rejected": rejected,
            "corrections": corrections,
            "elsewhere": elsewhere,
            "copies": copies,
            "fates": fates,
            "versions": versions,
        }))
    })
    .await
}

/// What is known of a publisher.
fn publisher(name: &str) -> Value {
    let registry = Registry::embedded();
    let source = registry.sources().by_publisher(name);
    let leans: Vec<_> = source
        .iter()
        .flat_map(|source| source.leans_to.iter().chain(&source.party))
        .map(|id| registry.party_of(id, None))
        .collect();
    json!({"name": name, "kind": source.map(|source| source.kind), "leans_to": leans})
}

/// Copies or rewrites of the same story, among the reports of the days around it.
fn copies(desk: &Desk, view: &View, id: &str) -> Result<Vec<Value>, Fault> {
    const DAYS: i32 = 14;
    let Some(line) = view.overview.report(id) else { return Ok(vec![]) };
    let near = |other: &&ReportLine| match (line.published, other.published) {
        (Some(a), Some(b)) => (a.until((Unit::Day, b))).is_ok_and(|it| it.get_days().abs() <= DAYS),
        _ => true,
    };
    let around: Vec<&str> = view
        .overview
        .reports
        .iter()
        .filter(near)
        .map(|line| line.id.as_str())
        .take(5_000)
        .collect();
    let copies = desk.ledger.copies(around)?;
    let Some(story) = copies.get(id) else { return Ok(vec![]) };
    (copies.iter())
        .filter(|(other, family)| *family == story && *other != id)
        .filter_map(|(other, _)| view.overview.report(other))
        .map(|line| line_of(desk, line, None))
        .collect()
}

/// Beside each claim, what other reports say of the same and to the contrary.
fn elsewhere(desk: &Desk, view: &View, claims: &[Claim]) -> Result<Vec<Value>, Fault> {
    let mut around: BTreeMap<String, Vec<Claim>> = BTreeMap::new();
    for place in claims.iter().flat_map(|claim| &claim.places) {
        let key = place_key(place);
        if around.len() < PLACES && !around.contains_key(&key) {
            let others = desk.ledger.claims(&Filter::place(&*key))?;
            around.insert(key, others);
        }
    }
    let mut list = vec![];
    for claim in claims {
        let keys = claim.places.iter().map(place_key);
        let (mut same, mut otherwise) = (vec![], vec![]);
        for other in keys.filter_map(|key| around.get(&key)).flatten() {
            if other.report == claim.report || !view.shows(other.published) {
                continue;
            }
            match beside(claim, other, desk.settings.contradiction) {
                Some(true) if same.len() < OTHERS => same.push(copy(other)),
                Some(false) if otherwise.len() < OTHERS => otherwise.push(copy(other)),
                _ => {}
            }
        }
        if !same.is_empty() || !otherwise.is_empty() {
            list.push(json!({"claim": claim.claim, "same": same, "otherwise": otherwise}));
        }
    }
    Ok(list)
}

/// Whether another claim at the same place says the same (`true`) or otherwise (`false`) about days so
/// near; nothing where it speaks of something else.
fn beside(claim: &Claim, other: &Claim, days: i32) -> Option<bool> {
    let day = |claim: &Claim| claim.when.interval.last.or(claim.published);
    let apart = day(claim)?.until((Unit::Day, day(other)?)).ok()?.get_days().abs();
    let happened = |claim: &Claim| {
        matches!(claim.modality, Modality::Asserted | Modality::Claimed | Modality::Attempted)
    };
    let denies = claim.modality == Modality::Denied || other.modality == Modality::Denied;
    if claim.kind == other.kind && happened(claim) != happened(other) && denies && apart <= days {
        return Some(false);
    }
    if !happened(claim) || !happened(other) {
        return None;
    }
    let holder = |claim: &Claim| {
        claim.control.as_ref().and_then(|control| control.holder.as_ref()).map(|it| it.id.clone())
    };
    match (holder(claim), holder(other)) {
        (Some(a), Some(b)) if apart <= days => Some(a == b),
        (None, None) if claim.kind == other.kind && apart <= 2 => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_show_the_words() {
        let parts = snippet_of("Troops entered the town — Árda — on Monday.", "arda");
        assert_eq!(parts[1]["text"], "Árda");
        assert_eq!(parts[2]["text"], " — on Monday.");
        assert!(snippet_of("Troops", "arda").is_empty());
        assert!(snippet_of("", "").is_empty());
    }
}
