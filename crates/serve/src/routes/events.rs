//! Events, filtered, a page at a time, with counts by week.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use dateline_coding::Modality;
use dateline_control::{DeathPolicy, Event, EventSettings};
use dateline_desk::{EventQuestion, Evidence, Page, Reply};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use super::last_part;
use crate::app::App;
use crate::fault::Fault;
use crate::gate::Asker;
use crate::look::key_of;
use crate::overview::monday;
use crate::params::Params;
use crate::reply::Json;

/// Items of a page, where nothing is said, and at most.
const USUAL: usize = 50;
const MOST: usize = 500;

/// Which claims count, as the address says.
pub fn evidence(params: &Params) -> Result<Evidence, Fault> {
    let modality = |word: String| -> Result<Modality, Fault> {
        serde_json::from_value(json!(word)).map_err(|_| {
            Fault::bad(format!("modality={word}: no such modality"))
                .hint("there is: asserted, claimed, denied, planned, possible, attempted")
        })
    };
    Ok(Evidence {
        source: params.text("source").map(str::to_owned),
        modality: params.list("modality").into_iter().map(modality).collect::<Result<_, _>>()?,
        min_confidence: params.parsed("min_confidence", "a number from 0 to 1")?,
        where_prec: params
            .parsed("where_prec", "exact, near, admin2, admin1, feature or country")?,
        when_prec: params.parsed("when_prec", "day, days, week, month or year")?,
    })
}

/// An event with the keys of its places.
#[derive(Serialize)]
struct Shown<'e> {
    #[serde(flatten)]
    event: &'e Event,
    keys: Vec<String>,
}

impl Shown<'_> {
    fn of(event: &Event) -> Shown<'_> {
        Shown { keys: event.places.iter().map(key_of).collect(), event }
    }
}

#[derive(Default)]
struct Week {
    events: usize,
    deaths: u64,
}

pub async fn events(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    let params = Params::of(
        &uri,
        &[
            "type",
            "place",
            "actor",
            "from",
            "to",
            "modality",
            "min_confidence",
            "where_prec",
            "when_prec",
            "source",
            "deaths",
            "order",
            "limit",
            "after",
            "as_of",
        ],
    )?;
    let kinds = params.list("type");
    let deaths = params.word("deaths", &DeathPolicy::ALL.map(DeathPolicy::name))?;
    let deaths = DeathPolicy::ALL.into_iter().find(|policy| Some(policy.name()) == deaths);
    let deaths = deaths.unwrap_or_default();
    let question = EventQuestion {
        place: params.text("place").map(str::to_owned),
        actor: params.text("actor").map(str::to_owned),
        from: params.day("from")?,
        to: params.day("to")?,
        as_of: params.day("as_of")?,
        thresholds: EventSettings { deaths, ..EventSettings::default() },
        evidence: evidence(&params)?,
        ..EventQuestion::default()
    };
    let newest_first = params.word("order", &["asc", "desc"])? != Some("asc");
    let page = Page {
        limit: Some(params.limit(USUAL, MOST)?),
        after: params.text("after").map(str::to_owned),
    };
    app.ask(&asker.view, move |desk, view| {
        let question = EventQuestion { as_of: view.as_of(question.as_of), ..question };
        let mut events = match dateline_desk::events(&desk.ledger, &question)? {
            Reply::Told(paged) | Reply::Untold(paged) => paged.items,
            Reply::Several(several) => {
                return Err(Fault::ambiguous(question.place.as_deref().unwrap_or(""), several));
            }
        };
        if !kinds.is_empty() {
            let family = |kind: &str| kinds.iter().any(|asked| is_of(kind, asked));
            events.retain(|event| {
                family(&event.kind) || event.claims.iter().any(|claim| family(&claim.kind))
            });
        }
        if newest_first {
            events.reverse();
        }
        let weeks = weeks(&events, view);
        let mut types: BTreeMap<&str, usize> = BTreeMap::new();
        for event in &events {
            *types.entry(&event.kind).or_default() += 1;
        }
        let types: Vec<Value> = (types.into_iter())
            .map(|(kind, events)| json!({"type": kind, "events": events}))
            .collect();
        let paged = page.of(events, |event| event.event.clone())?;
        let shown: Vec<Shown<'_>> = paged.items.iter().map(Shown::of).collect();
        Ok(json!({"total": paged.total, "events": shown, "next": paged.next, "weeks": weeks,
            "types": types}))
    })
    .await
}

/// Whether a type is the one asked for, or of the family asked for.
pub fn is_of(kind: &str, asked: &str) -> bool {
    kind.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Events and their dead by week, beside the reports of the week: where nobody writes, nothing is seen.
fn weeks(events: &[Event], view: &crate::view::View) -> Vec<Value> {
    let mut weeks: BTreeMap<Date, Week> = BTreeMap::new();
    for event in events {
        let Some(day) = event.first.or(event.last) else { continue };
        let week = weeks.entry(monday(day)).or_default();
        week.events += 1;
        let dead = event.deaths.as_ref().and_then(|deaths| deaths.all.best.or(deaths.all.low));
        week.deaths += u64::from(dead.unwrap_or_default());
    }
    let reports: BTreeMap<Date, usize> =
        view.overview.weeks(|_| true).iter().map(|week| (week.week, week.reports)).collect();
    let told = |(week, told): (Date, Week)| {
        json!({"week": week, "events": told.events, "deaths": told.deaths,
            "reports": reports.get(&week).copied().unwrap_or_default()})
    };
    weeks.into_iter().map(told).collect()
}

pub async fn event(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    Params::of(&uri, &[])?;
    let id = last_part(&uri)?;
    app.ask(&asker.view, move |desk, view| {
        let nothing = || {
            Fault::not_found(format!("no event has the id {id}"))
                .hint("an event's id is that of its first claim with an e before it")
        };
        let anchor = id.strip_prefix('e').ok_or_else(nothing)?;
        let mut event = dateline_desk::event_of(&desk.ledger, anchor)?.ok_or_else(nothing)?;
        if let Some(until) = view.until {
            // Gathered anew from what may be shown.
            let place = event.places.first().map(key_of);
            let question = EventQuestion { place, as_of: Some(until), ..EventQuestion::default() };
            let (Reply::Told(shown) | Reply::Untold(shown)) =
                dateline_desk::events(&desk.ledger, &question)?
            else {
                return Err(nothing());
            };
            let has = |event: &Event| event.claims.iter().any(|claim| claim.claim == anchor);
            event = shown.items.into_iter().find(has).ok_or_else(nothing)?;
        }
        serde_json::to_value(Shown::of(&event)).map_err(|error| Fault::internal(error.to_string()))
    })
    .await
}
