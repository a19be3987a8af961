//! What is in the ledger, and how thickly it is told of.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::app::App;
use crate::fault::Fault;
use crate::gate::Asker;
use crate::look::{country_name, country_of};
use crate::params::Params;
use crate::reply::Json;

/// What stays on every map and picture.
const STATEMENT: &str = "Shows what was reported, not what is known";

pub async fn summary(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    Params::of(&uri, &[])?;
    let writes = asker.writes;
    let view = Arc::clone(&asker.view);
    app.work(move |app| {
        let atlas = view.atlas(&app.pool, None)?;
        let settings = app.pool.with(view.sequence, |desk| Ok(desk.settings.clone()))?;
        let overview = &view.overview;
        let mut countries: BTreeMap<&str, usize> = BTreeMap::new();
        for country in atlas.places.iter().filter_map(|place| place.record.country.as_deref()) {
            *countries.entry(country).or_default() += 1;
        }
        let country = |(code, places): (&str, usize)| {
            json!({"country": code, "name": country_name(code), "places": places})
        };
        let embargo = app.options.embargo.zip(view.until);
        let (first, last) = overview.published();
        Json::of(&json!({
            "version": env!("CARGO_PKG_VERSION"),
            "ledger": {"name": app.pool.at().name(), "sequence": view.sequence},
            "reports": view.summary.reports,
            "claims": view.summary.claims,
            "superseded": view.summary.superseded,
            "corrections": view.summary.corrections,
            "places": atlas.places.len(),
            "first": atlas.days.0,
            "last": atlas.days.1,
            "published": {"first": first, "last": last},
            "settings": {"horizon": settings.horizon, "contradiction": settings.contradiction,
                "presupposed": settings.presupposed},
            "embargo": embargo.map(|(days, until)| json!({"days": days, "until": until})),
            "writing": {"allowed": writes, "token": app.options.token.is_some(), "who": user(writes)},
            "parties": atlas.parties,
            "countries": countries.into_iter().map(country).collect::<Vec<_>>(),
            "weeks": overview.weeks(|_| true),
            "statement": STATEMENT,
            "credits": ["Natural Earth", "GeoNames CC BY 4.0"],
        }))
    })
    .await
}

/// A name to sign with, for who sits at this machine.
fn user(writes: bool) -> Option<String> {
    let name = ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok());
    name.filter(|name| writes && !name.trim().is_empty())
}

pub async fn health(asker: Asker, uri: Uri) -> Result<Json, Fault> {
    Params::of(&uri, &[])?;
    Json::of(&json!({"ok": true, "sequence": asker.view.sequence}))
}

/// What a publisher published.
#[derive(Default)]
struct Published {
    reports: usize,
    first: Option<Date>,
    last: Option<Date>,
}

pub async fn coverage(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    let params = Params::of(&uri, &["place", "country"])?;
    let place = params.text("place").map(str::to_owned);
    let country = params.text("country").map(str::to_ascii_uppercase);
    app.ask(&asker.view, move |desk, view| {
        let key = match &place {
            None => None,
            Some(place) => Some(super::place::key(desk, view, place)?.0),
        };
        let overview = &view.overview;
        let admits = |one: &str| {
            key.as_deref().is_none_or(|key| one == key)
                && country.as_ref().is_none_or(|asked| country_of(one).as_ref() == Some(asked))
        };
        let weeks = overview.weeks(admits);
        let told: BTreeSet<usize> = (overview.places.iter())
            .filter(|(one, _)| admits(one))
            .flat_map(|(_, (reports, _))| reports.iter().copied())
            .collect();
        let everything = key.is_none() && country.is_none();
        let mut publishers: BTreeMap<Option<&str>, Published> = BTreeMap::new();
        let mut undated = 0;
        for (number, line) in overview.reports.iter().enumerate() {
            if !everything && !told.contains(&number) {
                continue;
            }
            let published = publishers.entry(line.publisher.as_deref()).or_default();
            published.reports += 1;
            published.first = published.first.into_iter().chain(line.published).min();
            published.last = published.last.into_iter().chain(line.published).max();
            undated += usize::from(line.published.is_none());
        }
        let mut publishers: Vec<_> = publishers.into_iter().collect();
        publishers.sort_by_key(|(name, told)| (std::cmp::Reverse(told.reports), *name));
        let publishers: Vec<Value> = (publishers.into_iter())
            .map(|(publisher, told)| {
                json!({"publisher": publisher, "reports": told.reports, "first": told.first,
                    "last": told.last})
            })
            .collect();
        let mut countries: Vec<_> = (overview.countries().into_iter())
            .filter(|(code, _)| country.as_ref().is_none_or(|asked| asked == code))
            .collect();
        countries.sort_by_key(|(code, (_, claims))| (std::cmp::Reverse(*claims), code.clone()));
        let countries: Vec<Value> = (countries.iter())
            .map(|(code, (reports, claims))| {
                json!({"country": code, "name": country_name(code), "reports": reports.len(),
                    "claims": claims})
            })
            .collect();
        Ok(json!({"weeks": weeks, "countries": countries, "publishers": publishers,
            "undated": undated}))
    })
    .await
}
