//! One place: who held it on a day, through all the days, and the page with everything about it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use dateline_actor::Registry;
use dateline_coding::Claim;
use dateline_control::{Answer, Holdings, PlaceRecord, Reason, Stretch};
use dateline_desk::Found;
use dateline_ledger::{Filter, fold_name};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use super::last_part;
use crate::app::App;
use crate::atlas::day_of;
use crate::fault::Fault;
use crate::gate::Asker;
use crate::params::Params;
use crate::pool::Desk;
use crate::reply::Json;
use crate::standing::Standing;
use crate::view::View;

/// The key of the place that somebody asks about, and the place where nobody tells of it.
pub fn key(
    desk: &mut Desk,
    view: &View,
    asked: &str,
) -> Result<(String, Option<PlaceRecord>), Fault> {
    if view.drawn(None).is_some_and(|atlas| atlas.place(asked).is_some()) {
        return Ok((asked.to_owned(), None));
    }
    match dateline_desk::find(&desk.ledger, asked, &Filter::control())? {
        Found::Told { key, .. } if view.overview.places.contains_key(&key) => Ok((key, None)),
        // Under an embargo, what is told of later is not told of.
        Found::Told { key, place, .. } => Ok((key, Some(place))),
        Found::Untold(place) => Ok((crate::look::key_of(&place), Some(place))),
        Found::Several(several) => Err(Fault::ambiguous(asked, several)),
    }
}

pub async fn who(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    let params = Params::of(&uri, &["place", "on", "as_of"])?;
    let asked = params.needed("place")?.to_owned();
    let (on, as_of) = (params.day("on")?, params.day("as_of")?);
    if let Some(standing) = asker.view.ready(&asked, as_of)
        && let Some(holdings) = standing.holdings()
    {
        return Json::of(&holdings.on(on));
    }
    app.ask(&asker.view, move |desk, view| {
        let (key, untold) = key(desk, view, &asked)?;
        if view.as_of(as_of).is_none()
            && let Some(answer) = desk.kept(&key, on)?
        {
            return Ok(answer);
        }
        let standing = view.standing(desk, &key, as_of)?;
        Ok(match (standing.holdings(), untold) {
            (Some(holdings), _) => holdings.on(on),
            (None, place) => {
                Answer::unknown(place.unwrap_or_else(|| record(&standing, &key)), on, as_of)
            }
        })
    })
    .await
}

/// The place of claims of which none is dated early enough.
fn record(standing: &Standing, key: &str) -> PlaceRecord {
    let places = standing.claims().iter().flat_map(|claim| &claim.places);
    let mut places = places.filter(|place| dateline_ledger::place_key(place) == key);
    let nowhere = || PlaceRecord {
        id: None,
        name: key.to_owned(),
        country: None,
        admin1: None,
        lat: None,
        lon: None,
        kind: "unknown".to_owned(),
        precision: None,
        within: None,
    };
    places.next().map_or_else(nowhere, PlaceRecord::from)
}

pub async fn timeline(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    let params = Params::of(&uri, &["place", "as_of"])?;
    let asked = params.needed("place")?.to_owned();
    let as_of = params.day("as_of")?;
    app.ask(&asker.view, move |desk, view| {
        let (key, untold) = key(desk, view, &asked)?;
        let standing = view.standing(desk, &key, as_of)?;
        let stretches = standing.holdings().map(Holdings::timeline).unwrap_or_default();
        let place = match standing.holdings() {
            Some(holdings) => holdings.place().clone(),
            None => untold.unwrap_or_else(|| record(&standing, &key)),
        };
        Ok(json!({"key": key, "place": place, "as_of": as_of, "stretches": stretches}))
    })
    .await
}

/// A piece of a ribbon.
#[derive(Clone, Serialize)]
struct Piece {
    from: Date,
    to: Option<Date>,
    #[serde(flatten)]
    standing: Value,
}

/// A claim with what came of it.
#[derive(Serialize)]
struct Weighed<'c> {
    #[serde(flatten)]
    claim: &'c Claim,
    title: Option<&'c str>,
    role: &'static str,
    weight: Option<f64>,
    reason: Option<String>,
    copies: Vec<Value>,
}

pub async fn page(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    let params = Params::of(&uri, &["on", "as_of"])?;
    let asked = last_part(&uri)?;
    let (on, as_of) = (params.day("on")?, params.day("as_of")?);
    app.ask(&asker.view, move |desk, view| {
        let (key, untold) = key(desk, view, &asked)?;
        let standing = view.standing(desk, &key, as_of)?;
        let mut claims = desk.ledger.claims(&Filter::place(&*key))?;
        let limit = view.as_of(as_of);
        claims.retain(|claim| {
            limit.is_none_or(|limit| claim.published.is_some_and(|day| day <= limit))
        });
        let answer = match standing.holdings() {
            Some(holdings) => holdings.on(on),
            None => Answer::unknown(untold.unwrap_or_else(|| record(&standing, &key)), on, as_of),
        };
        let sources = standing.holdings().zip(answer.on).map_or(0, |(it, day)| it.sources(day));
        let backers: Vec<Value> = (answer.holder.iter())
            .flat_map(|holder| {
                let backers = Registry::embedded().backers(&holder.id, answer.on);
                backers.into_iter().map(
                    |one| json!({"party": holder.id, "backer": {"id": one.id, "name": one.name}}),
                )
            })
            .collect();
        let copies = desk.ledger.copies(claims.iter().map(|claim| claim.report.as_str()))?;
        let also: Vec<Value> = view
            .overview
            .places
            .iter()
            .filter(|(other, _)| is_beside(other, &key))
            .map(|(other, (_, claims))| {
                let standing = view.standing(desk, other, as_of)?;
                let place = standing.holdings().map(|it| it.place().clone());
                let place = place.unwrap_or_else(|| record(&standing, other));
                Ok(json!({"key": other, "place": place, "claims": claims}))
            })
            .collect::<Result<_, Fault>>()?;
        Ok(json!({
            "key": key,
            "title": dateline_desk::title(&answer.place),
            "place": answer.place,
            "sources": sources,
            "backers": backers,
            "ribbon": standing.holdings().map_or_else(
                || json!({"assessed": [], "claimed": []}),
                |holdings| json!({"assessed": assessed(holdings), "claimed": claimed(holdings)}),
            ),
            "claims": weighed(&claims, &standing, &answer, &copies, view),
            "also": also,
            "answer": answer,
        }))
    })
    .await
}

/// A facility of the place, or a point near it.
fn is_beside(other: &str, key: &str) -> bool {
    other.strip_prefix("near ").is_some_and(|place| place == key)
        || other.rsplit_once(" in ").is_some_and(|(_, place)| place == key)
}

fn assessed(holdings: &Holdings<'_>) -> Vec<Piece> {
    let piece = |stretch: &Stretch| Piece {
        from: stretch.from,
        to: stretch.to,
        standing: standing(&stretch.answer, None),
    };
    holdings.timeline().iter().map(piece).collect()
}

/// What the parties claim, and what is assessed where none claims otherwise.
fn claimed(holdings: &Holdings<'_>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = vec![];
    let same = |a: &Value, b: &Value| {
        ["status", "holder", "others"].iter().all(|field| a.get(field) == b.get(field))
    };
    for phase in holdings.phases() {
        let Some(day) = day_of(phase.from) else { continue };
        let answer = holdings.on(Some(day));
        let stands = standing(&answer, phase.claimed.is_some().then_some(()));
        if pieces.last().is_some_and(|last| same(&last.standing, &stands)) {
            continue;
        }
        if let Some(last) = pieces.last_mut() {
            last.to = day.yesterday().ok();
        }
        pieces.push(Piece { from: day, to: None, standing: stands });
    }
    pieces
}

fn standing(answer: &Answer, claimed: Option<()>) -> Value {
    let ids = |reasons: &[Reason]| -> Vec<String> {
        reasons.iter().map(|reason| reason.claim.clone()).collect()
    };
    match answer.claimed.as_ref().filter(|_| claimed.is_some()) {
        Some(claimed) => json!({"status": claimed.status, "holder": claimed.holder, "others": [],
            "basis": "claimed_only", "confidence": answer.confidence,
            "last_evidence": answer.last_evidence, "claims": ids(&claimed.because)}),
        None => json!({"status": answer.status, "holder": answer.holder, "others": answer.others,
            "basis": answer.basis, "confidence": answer.confidence,
            "last_evidence": answer.last_evidence, "claims": ids(&answer.because)}),
    }
}

/// The place's claims with what came of each; copies of one story are folded into its strongest.
fn weighed<'c>(
    claims: &'c [Claim],
    standing: &Standing,
    answer: &Answer,
    copies: &BTreeMap<String, String>,
    view: &'c View,
) -> Vec<Weighed<'c>> {
    let all = standing.holdings().map(Holdings::weighed).unwrap_or_default();
    let all: BTreeMap<&str, &Reason> =
        all.iter().map(|reason| (reason.claim.as_str(), reason)).collect();
    let because: BTreeSet<&str> = answer.because.iter().map(|it| it.claim.as_str()).collect();
    let beside = answer.claimed.iter().flat_map(|claimed| &claimed.because);
    let beside: BTreeSet<&str> = beside.map(|it| it.claim.as_str()).collect();
    let aside: BTreeMap<&str, &Reason> =
        answer.set_aside.iter().map(|it| (it.claim.as_str(), it)).collect();
    let mut list: Vec<Weighed<'c>> = (claims.iter())
        .map(|claim| {
            let id = claim.claim.as_str();
            let (role, reason) = match () {
                () if because.contains(id) => ("because", all.get(id).copied()),
                () if beside.contains(id) => ("claimed", all.get(id).copied()),
                () if aside.contains_key(id) => ("set_aside", aside.get(id).copied()),
                () => ("other", all.get(id).copied()),
            };
            let line = view.overview.report(&claim.report);
            Weighed {
                claim,
                title: line.and_then(|line| line.title.as_deref()),
                role,
                weight: reason.map(|reason| reason.weight),
                reason: reason.map(|reason| reason.why.clone()),
                copies: vec![],
            }
        })
        .collect();
    let rank =
        |role: &str| ["because", "claimed", "set_aside", "other"].iter().position(|it| *it == role);
    list.sort_by(|a, b| {
        let newest = |one: &Weighed<'_>| (one.claim.when.interval.last, one.claim.published);
        (rank(a.role).cmp(&rank(b.role)))
            .then_with(|| b.weight.unwrap_or_default().total_cmp(&a.weight.unwrap_or_default()))
            .then_with(|| newest(b).cmp(&newest(a)))
            .then_with(|| a.claim.claim.cmp(&b.claim.claim))
    });
    fold(list, copies)
}

/// Folds what says the same in another copy of the story, or in the same words, into the first of them.
fn fold<'c>(list: Vec<Weighed<'c>>, copies: &BTreeMap<String, String>) -> Vec<Weighed<'c>> {
    let mut folded: Vec<Weighed<'c>> = vec![];
    let mut first: BTreeMap<(String, String, Option<String>), usize> = BTreeMap::new();
    for one in list {
        let claim = one.claim;
        let holder = claim.control.as_ref().and_then(|control| control.holder.as_ref());
        let holder = holder.map(|party| party.id.clone());
        let words = fold_name(&claim.quote.text);
        let story = copies.get(&claim.report).cloned();
        let keys = [
            story.map(|story| (story, claim.kind.clone(), holder.clone())),
            Some((words, claim.kind.clone(), holder)),
        ];
        let known = keys.iter().flatten().find_map(|key| first.get(key)).copied();
        match known.and_then(|at| folded.get_mut(at)).filter(|at| at.claim.report != claim.report) {
            Some(at) => at.copies.push(copy(claim)),
            None => {
                for key in keys.into_iter().flatten() {
                    first.entry(key).or_insert(folded.len());
                }
                folded.push(one);
            }
        }
    }
    folded
}

/// A claim in few words.
pub fn copy(claim: &Claim) -> Value {
    json!({"claim": claim.claim, "report": claim.report, "publisher": claim.publisher,
        "published": claim.published, "quote": claim.quote.text})
}
