//! All places: the map of a day, all days at once, what differs between two days.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use dateline_control::difference;
use serde_json::{Value, json};

use crate::app::App;
use crate::atlas::{Atlas, Shown, number};
use crate::fault::Fault;
use crate::gate::Asker;
use crate::params::Params;
use crate::reply::Json;

/// Below this a map is drawn at once, in less time than handing it to somebody else would take.
const FEW: usize = 20_000;

pub async fn map(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    let params = Params::of(&uri, &["on", "as_of", "layer", "country"])?;
    let (on, as_of) = (params.day("on")?, params.day("as_of")?);
    let shown = Shown {
        claimed: params.word("layer", &["assessed", "claimed"])? == Some("claimed"),
        country: params.text("country").map(str::to_ascii_uppercase),
    };
    let draw = move |atlas: &Atlas| Ok(Json(atlas.map(on, &shown)));
    if let Some(atlas) = asker.view.drawn(as_of)
        && atlas.places.len() < FEW
    {
        return draw(&atlas);
    }
    let view = Arc::clone(&asker.view);
    app.work(move |app| draw(&*view.atlas(&app.pool, as_of)?)).await
}

pub async fn changes(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    let params = Params::of(&uri, &["as_of"])?;
    let as_of = params.day("as_of")?;
    let view = Arc::clone(&asker.view);
    app.work(move |app| Json::of(&view.atlas(&app.pool, as_of)?.changes())).await
}

pub async fn diff(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    let params = Params::of(&uri, &["from", "to", "as_of"])?;
    params.needed("from")?;
    params.needed("to")?;
    let (Some(from), Some(to)) = (params.day("from")?, params.day("to")?) else {
        return Err(Fault::bad("from and to are days"));
    };
    let as_of = params.day("as_of")?;
    let view = Arc::clone(&asker.view);
    app.work(move |app| {
        let atlas = view.atlas(&app.pool, as_of)?;
        let (first, last) = (number(from), number(to));
        let mut differences: Vec<Value> = vec![];
        for place in &atlas.places {
            let standing = |day| place.stand(day).map(|stand| (stand.status, &stand.holder));
            let unknown = (dateline_control::Status::Unknown, &None);
            if standing(first).unwrap_or(unknown) == standing(last).unwrap_or(unknown) {
                continue;
            }
            // Only of those that differ are the reasons wanted.
            let differs = app.pool.with(view.sequence, |desk| {
                if view.as_of(as_of).is_none()
                    && let Some(before) = desk.kept(&place.key, Some(from))?
                    && let Some(after) = desk.kept(&place.key, Some(to))?
                {
                    return Ok(difference(&before, after));
                }
                let standing = view.standing(desk, &place.key, as_of)?;
                let answers = standing.holdings().map(|it| (it.on(Some(from)), it.on(Some(to))));
                Ok(answers.and_then(|(from, to)| difference(&from, to)))
            })?;
            let Some(differs) = differs else { continue };
            let mut record = serde_json::to_value(differs).unwrap_or_default();
            if let Some(record) = record.as_object_mut() {
                record.insert("key".to_owned(), json!(place.key));
            }
            differences.push(record);
        }
        Json::of(&json!({"from": from, "to": to, "as_of": as_of, "total": differences.len(),
            "differences": differences}))
    })
    .await
}
