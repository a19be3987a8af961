//! Search: towns, actors and reports with one word.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use dateline_ledger::fold_name;
use serde_json::{Value, json};

use super::pickers::actors_named;
use super::reports::line_of;
use crate::app::App;
use crate::fault::Fault;
use crate::gate::Asker;
use crate::look::Found;
use crate::params::Params;
use crate::pool::Desk;
use crate::reply::Json;
use crate::view::View;

pub async fn search(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    let params = Params::of(&uri, &["q", "limit"])?;
    let words = params.needed("q")?.to_owned();
    let limit = params.limit(8, 50)?;
    let view = Arc::clone(&asker.view);
    app.work(move |app| {
        let atlas = view.atlas(&app.pool, None)?;
        app.pool.with(view.sequence, |desk| {
            let towns = towns(desk, &view, &atlas, &words, limit)?;
            let mut reports: Vec<Value> = vec![];
            for id in desk.ledger.search(&words, limit * 4)? {
                if let Some(line) = view.overview.report(&id)
                    && reports.len() < limit
                {
                    reports.push(line_of(desk, line, Some(&words))?);
                }
            }
            Json::of(&json!({"q": words, "towns": towns, "actors": actors_named(&words, limit),
                "reports": reports}))
        })
    })
    .await
}

/// Places told of that go by such a name: those that begin with it first, most told of first among them.
fn towns(
    desk: &Desk,
    view: &View,
    atlas: &crate::atlas::Atlas,
    words: &str,
    limit: usize,
) -> Result<Vec<Found>, Fault> {
    let folded = fold_name(words);
    if folded.is_empty() {
        return Ok(vec![]);
    }
    // What reports call it may be nothing like its usual name.
    let called = desk.ledger.places_named(words)?;
    let told = |key: &str| view.overview.places.get(key).map_or(0, |(_, claims)| *claims);
    let mut found: Vec<(u8, Found)> = (atlas.places.iter())
        .filter_map(|place| {
            let name = fold_name(&place.record.name);
            let rank = match () {
                () if name == folded || called.contains(&place.key) => 0,
                () if name.starts_with(&folded) => 1,
                () if name.contains(&folded) => 2,
                () => return None,
            };
            let (key, record) = (place.key.clone(), place.record.clone());
            Some((rank, Found { claims: told(&key), key, place: record }))
        })
        .collect();
    found.sort_by(|a, b| {
        (a.0, std::cmp::Reverse(a.1.claims), &a.1.key).cmp(&(
            b.0,
            std::cmp::Reverse(b.1.claims),
            &b.1.key,
        ))
    });
    found.truncate(limit);
    Ok(found.into_iter().map(|(_, found)| found).collect())
}
