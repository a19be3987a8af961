//! The review queue, as the desk orders it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use dateline_desk::{Item, Page, Reply, ReviewQuestion, State as Looked};
use serde_json::{Value, json};

use super::events::evidence;
use crate::app::App;
use crate::fault::Fault;
use crate::gate::Asker;
use crate::params::Params;
use crate::reply::Json;

const STATES: [(&str, Looked); 5] = [
    ("machine", Looked::Machine),
    ("checked", Looked::Checked),
    ("second-checked", Looked::SecondChecked),
    ("disputed", Looked::Disputed),
    ("rejected", Looked::Rejected),
];

pub async fn review(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    let params = Params::of(
        &uri,
        &[
            "state",
            "who",
            "second",
            "blind",
            "type",
            "place",
            "modality",
            "min_confidence",
            "where_prec",
            "when_prec",
            "source",
            "limit",
            "after",
        ],
    )?;
    let state = |word: String| {
        let found = STATES.iter().find(|(name, _)| *name == word).map(|(_, state)| *state);
        found.ok_or_else(|| {
            let words: Vec<&str> = STATES.iter().map(|(name, _)| *name).collect();
            Fault::bad(format!("state={word}: no such state"))
                .hint(format!("there is: {}", words.join(", ")))
        })
    };
    let yes = |name: &str| Ok::<_, Fault>(params.word(name, &["true", "false"])? == Some("true"));
    let question = ReviewQuestion {
        who: params.text("who").map(str::to_owned),
        second: yes("second")?,
        blind: yes("blind")?,
        states: params.list("state").into_iter().map(state).collect::<Result<_, _>>()?,
        kind: params.text("type").map(str::to_owned),
        place: params.text("place").map(str::to_owned),
        evidence: evidence(&params)?,
        page: Page::default(),
    };
    let page = Page {
        limit: Some(params.limit(50, 500)?),
        after: params.text("after").map(str::to_owned),
    };
    app.ask(&asker.view, move |desk, view| {
        let mut items = match dateline_desk::queue(&desk.ledger, &question)? {
            Reply::Told(paged) | Reply::Untold(paged) => paged.items,
            Reply::Several(several) => {
                return Err(Fault::ambiguous(question.place.as_deref().unwrap_or(""), several));
            }
        };
        items.retain(|item| view.shows(item.claim.published));
        let paged = page.of(items, |item| item.id.clone())?;
        let told = |item: &Item| -> Value {
            let title = view.overview.report(&item.claim.report).map(|line| &line.title);
            json!({"claim": item.claim, "title": title, "doubt": item.doubt,
                "consequence": item.consequence, "priority": item.priority, "why": item.reasons,
                "state": item.state, "verdicts": item.verdicts})
        };
        let items: Vec<Value> = paged.items.iter().map(told).collect();
        Ok(json!({"total": paged.total, "items": items, "next": paged.next}))
    })
    .await
}
