//! The scoreboard of sources, and the feed of changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use dateline_actor::Registry;
use dateline_desk::{Score, ScoreQuestion};
use dateline_ledger::{Change, What};
use serde_json::{Value, json};

use crate::app::App;
use crate::fault::Fault;
use crate::gate::Asker;
use crate::params::Params;
use crate::reply::Json;
use crate::view::View;

pub async fn sources(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    let params = Params::of(&uri, &["window", "at_least"])?;
    let usual = ScoreQuestion::default();
    let asked = ScoreQuestion {
        window: params
            .parsed("window", "a number of days")?
            .unwrap_or(usual.window)
            .clamp(1, 3_650),
        at_least: params.parsed("at_least", "a number")?.unwrap_or(usual.at_least),
        fates: false,
    };
    app.ask(&asker.view, move |desk, view| {
        if view.until.is_some() {
            let hint = "it counts reports under embargo; ask with the token";
            return Err(
                Fault::forbidden("the scoreboard is not public under an embargo").hint(hint)
            );
        }
        let mut claims: BTreeMap<String, usize> = BTreeMap::new();
        for claim in desk.ledger.claims(&Default::default())? {
            let says = claim.according_to.first().map(|source| source.name.clone());
            *claims.entry(says.or(claim.publisher).unwrap_or_default()).or_default() += 1;
        }
        let scores = dateline_desk::sources(&desk.ledger, asked)?;
        let sources: Vec<Value> = scores.iter().map(|score| line(score, &claims)).collect();
        Ok(json!({"total": sources.len(), "sources": sources}))
    })
    .await
}

fn line(score: &Score, claims: &BTreeMap<String, usize>) -> Value {
    let party = score.actor.as_deref().map(|actor| Registry::embedded().party_of(actor, None));
    let all = claims.get(&score.source).copied().unwrap_or_default().max(score.claims);
    json!({"name": score.source, "actor": score.actor, "party": party, "kind": score.kind,
        "publisher": score.role == "publisher", "claims": all, "control": score.claims,
        "borne_out": score.borne_out, "contradicted": score.contradicted,
        "unsettled": score.unsettled, "share": score.share, "days": score.days,
        "self_serving": score.self_serving})
}

pub async fn changes(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    let params = Params::of(&uri, &["since", "limit"])?;
    let since = params.text("since").unwrap_or("0").to_owned();
    let limit = params.limit(100, 1_000)?;
    app.ask(&asker.view, move |desk, view| {
        let mut changes = dateline_desk::changes(&desk.ledger, &since, limit)?;
        let more = changes.len() == limit;
        // What is hidden is passed over, so that the feed goes on behind it.
        let last = changes.last().map(|change| change.id.clone());
        changes.retain(|change| shown(change, view));
        Ok(json!({"since": since, "last": last, "sequence": view.sequence, "changes": changes,
            "more": more}))
    })
    .await
}

/// Whether a change is of a report that may be shown.
fn shown(change: &Change, view: &View) -> bool {
    match &change.what {
        What::Report { report, .. } | What::Claim { report, .. } | What::Gone { report, .. } => {
            view.overview.report(report).is_some()
        }
        What::Correction { record, .. } => {
            view.until.is_none()
                || record.as_ref().is_some_and(|record| view.shows(record.published))
        }
        What::Setting(_) => true,
    }
}
