//! The routes: one question each, asked of the desk or of what is kept in memory.

mod audit;
mod claims;
mod events;
mod export;
mod map;
mod overview;
mod pickers;
mod place;
mod reports;
mod review;
mod search;
mod sources;
mod work;

use std::sync::Arc;

use axum::Router;
use axum::http::Uri;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::fault::Fault;
use crate::params::decoded;
use crate::{assets, gate};

/// All routes, behind the gate.
pub fn router(app: Arc<App>) -> Router {
    let api = Router::new()
        .route("/summary", get(overview::summary))
        .route("/health", get(overview::health))
        .route("/coverage", get(overview::coverage))
        .route("/map", get(map::map))
        .route("/map/changes", get(map::changes))
        .route("/diff", get(map::diff))
        .route("/who", get(place::who))
        .route("/timeline", get(place::timeline))
        .route("/places/{key}", get(place::page))
        .route("/events", get(events::events))
        .route("/events/{id}", get(events::event))
        .route("/claims", get(claims::claims))
        .route("/claims/{id}", get(claims::claim))
        .route("/claims/new", post(work::claim))
        .route("/reports", get(reports::reports))
        .route("/reports/{id}", get(reports::report))
        .route("/search", get(search::search))
        .route("/sources", get(sources::sources))
        .route("/changes", get(sources::changes))
        .route("/audits", get(audit::audits))
        .route("/audit", get(audit::audit).post(audit::open))
        .route("/export", get(export::export))
        .route("/gazetteer", get(pickers::gazetteer))
        .route("/actors", get(pickers::actors))
        .route("/types", get(pickers::types))
        .route("/labels", get(pickers::labels))
        .route("/review", get(review::review))
        .route("/corrections", get(work::corrections).post(work::correct))
        .route("/openapi.json", get(description))
        .method_not_allowed_fallback(method)
        .layer(from_fn_with_state(Arc::clone(&app), gate::answered));
    Router::new()
        .nest("/api/v1", api)
        .fallback(assets::page)
        .layer(from_fn_with_state(Arc::clone(&app), gate::admit))
        .layer(from_fn(gate::sealed))
        .with_state(app)
}

async fn method() -> Fault {
    Fault::method()
}

async fn description() -> Response {
    crate::reply::json_response(crate::OPENAPI.as_bytes().to_vec()).into_response()
}

/// The last part of an address, as it was before it was written for an address. (A `+` in a path is a plus.)
fn last_part(uri: &Uri) -> Result<String, Fault> {
    let part = uri.path().rsplit('/').next().unwrap_or_default();
    let part = decoded(&part.replace('+', "%2B"))?;
    match part.chars().count() {
        0 => Err(Fault::bad("the address says no id")),
        1..=1_000 => Ok(part),
        _ => Err(Fault::uri_too_long()),
    }
}
