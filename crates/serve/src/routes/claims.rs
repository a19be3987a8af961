//! Claims, filtered, and one explained.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use dateline_coding::Claim;
use dateline_control::{Answer, concerns_control};
use dateline_desk::{Explained, Found, Page};
use dateline_ledger::{Filter, REJECTED, place_key};
use serde_json::{Value, json};

use super::events::evidence;
use super::last_part;
use super::work::told;
use crate::app::App;
use crate::fault::Fault;
use crate::gate::Asker;
use crate::params::Params;
use crate::pool::Desk;
use crate::reply::Json;
use crate::view::View;

pub async fn claims(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    let params = Params::of(
        &uri,
        &[
            "type",
            "place",
            "report",
            "from",
            "to",
            "modality",
            "min_confidence",
            "where_prec",
            "when_prec",
            "source",
            "limit",
            "after",
        ],
    )?;
    let evidence = evidence(&params)?;
    let place = params.text("place").map(str::to_owned);
    let filter = Filter {
        kinds: params.list("type"),
        report: params.text("report").map(str::to_owned),
        from: params.day("from")?,
        to: params.day("to")?,
        ..Filter::default()
    };
    let page = Page {
        limit: Some(params.limit(50, 500)?),
        after: params.text("after").map(str::to_owned),
    };
    app.ask(&asker.view, move |desk, view| {
        let mut claims = match &place {
            None => desk.ledger.claims(&filter)?,
            Some(place) => match dateline_desk::find(&desk.ledger, place, &filter)? {
                Found::Told { claims, .. } => claims,
                Found::Untold(_) => vec![],
                Found::Several(several) => return Err(Fault::ambiguous(place, several)),
            },
        };
        evidence.sift(&mut claims);
        claims.retain(|claim| view.shows(claim.published));
        claims.sort_by(|a, b| (&b.published, &a.claim).cmp(&(&a.published, &b.claim)));
        let paged = page.of(claims, |claim| claim.claim.clone())?;
        Ok(json!({"total": paged.total, "claims": paged.items, "next": paged.next}))
    })
    .await
}

pub async fn claim(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    Params::of(&uri, &[])?;
    let id = last_part(&uri)?;
    app.ask(&asker.view, move |desk, view| {
        let explained = dateline_desk::explain(&desk.ledger, &id)?;
        match explained {
            Explained::Claim { claim, context, title, event, .. } => {
                if !view.shows(claim.published) {
                    return Err(nothing(&id));
                }
                let control = outcome(desk, view, &claim)?;
                let corrections = told(desk, Some(&claim))?;
                let context = context.unwrap_or_default();
                let verdict = corrections.iter().rfind(|one| one["field"] == REJECTED);
                let rejected = verdict.is_some_and(|one| one["after"] == true);
                Ok(json!({"claim": claim, "title": title, "context": context,
                    "corrections": corrections, "event": event, "control": control,
                    "rejected": rejected}))
            }
            Explained::Several { claims } => Err(Fault::bad(format!(
                "{} claims begin with {id}",
                claims.iter().filter(|claim| view.shows(claim.published)).count()
            ))
            .hint("say more of the id")),
            _ => rejected(desk, view, &id)?.ok_or_else(|| nothing(&id)),
        }
    })
    .await
}

/// How the claim's place stood on its last day, by what may be shown.
fn outcome(desk: &mut Desk, view: &View, claim: &Claim) -> Result<Option<Answer>, Fault> {
    let (Some(place), Some(last)) = (claim.places.first(), claim.when.interval.last) else {
        return Ok(None);
    };
    if !concerns_control(&claim.kind) {
        return Ok(None);
    }
    let standing = view.standing(desk, &place_key(place), None)?;
    Ok(standing.holdings().map(|holdings| holdings.on(Some(last))))
}

/// A claim that somebody withdrew: it is still told of, with the reason.
fn rejected(desk: &mut Desk, view: &View, id: &str) -> Result<Option<Value>, Fault> {
    let corrections = desk.ledger.numbered_corrections()?;
    let Some((_, about)) = corrections.iter().find(|(_, one)| one.claim == id) else {
        return Ok(None);
    };
    let Some((report, _)) = desk.ledger.report(&about.report)? else { return Ok(None) };
    let claims: Vec<Claim> = desk.ledger.coded_claims(&report.id)?;
    let Some(claim) = claims.into_iter().find(|claim| claim.claim == id) else { return Ok(None) };
    if !view.shows(claim.published) {
        return Ok(None);
    }
    let corrections = told(desk, Some(&claim))?;
    Ok(Some(json!({"claim": claim, "title": report.title, "context": {"before": "", "after": ""},
        "corrections": corrections, "event": null, "control": null, "rejected": true})))
}

fn nothing(id: &str) -> Fault {
    Fault::not_found(format!("no claim has the id {id}")).hint("/api/v1/claims lists the ids")
}
