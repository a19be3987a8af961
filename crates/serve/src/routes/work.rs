//! People's work: corrections entered and undone, claims added. Nothing is overwritten; each is one more
//! entry of the ledger, signed and reasoned.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use dateline_coding::Claim;
use dateline_desk::{Act, Draft, Page, Signed, act, merge, split};
use dateline_ledger::{ACCEPTED, APART, Correction, REJECTED, TOGETHER};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::app::{App, today};
use crate::fault::Fault;
use crate::gate::{Asker, Written};
use crate::params::Params;
use crate::pool::Desk;
use crate::reply::Json;
use crate::view::View;

/// Longest reason, signature and value.
const LONGEST: usize = 4_000;

/// What somebody asks to have entered.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    action: Action,
    #[serde(default)]
    claim: Option<String>,
    #[serde(default)]
    set: Map<String, Value>,
    #[serde(default)]
    with: Option<String>,
    #[serde(default)]
    correction: Option<u64>,
    why: String,
    who: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Action {
    Accept,
    Reject,
    Edit,
    Merge,
    Split,
    Undo,
}

/// The body as what is asked for.
pub fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Fault> {
    serde_json::from_slice(body).map_err(|error| {
        Fault::bad(format!("the body is not what is expected here: {error}"))
            .hint("GET /api/v1/openapi.json has an example")
    })
}

/// Text that somebody wrote, with something in it and not too much.
fn said(text: &str, what: &str) -> Result<String, Fault> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Fault::bad(format!("{what} is missing"))),
        1..=LONGEST => Ok(text.to_owned()),
        _ => Err(Fault::too_large(format!("{what} is longer than {LONGEST} characters"))),
    }
}

/// Whether the asker may write, or why not.
pub fn may_write(asker: &Asker, app: &App) -> Result<(), Fault> {
    if asker.writes {
        return Ok(());
    }
    Err(Fault::forbidden("this server may not be written to from here").hint(
        match app.options.token {
            Some(_) => "send the token: Authorization: Bearer …",
            None => "write from the machine that it runs on, or start it with --token",
        },
    ))
}

pub async fn correct(
    State(app): State<Arc<App>>,
    asker: Asker,
    Written(body): Written,
) -> Result<Json, Fault> {
    may_write(&asker, &app)?;
    let asked: Asked = parse(&body)?;
    let (why, who) = (said(&asked.why, "why")?, said(&asked.who, "who")?);
    let view = Arc::clone(&asker.view);
    let id = app
        .work(move |app| {
            app.pool.with(view.sequence, |desk| {
                let (id, corrections) = plan(desk, &view, &asked, &why, &who)?;
                app.pool.write(|ledger| Ok(dateline_desk::correct(ledger, &corrections)?))?;
                Ok((id, corrections.len()))
            })
        })
        .await?;
    app.look().await?;
    let (id, count) = id;
    let view = Arc::clone(&app.views().all);
    app.ask(&view, move |desk, view| {
        let all = desk.ledger.numbered_corrections()?;
        let from = all.len().saturating_sub(count);
        let entered: Vec<Value> =
            all.iter().enumerate().skip(from).map(|(at, _)| record(&all, at)).collect();
        let claim = dateline_desk::claims_with_id(&desk.ledger, &id)?.pop();
        Ok(json!({"entered": entered, "sequence": view.sequence, "claim": claim}))
    })
    .await
}

/// The claim that is meant, and the corrections that the request comes to. All is checked before any of it
/// is entered.
fn plan(
    desk: &Desk,
    view: &View,
    asked: &Asked,
    why: &str,
    who: &str,
) -> Result<(String, Vec<Correction>), Fault> {
    if asked.action == Action::Undo {
        return undo(desk, asked, why, who);
    }
    let id = asked.claim.as_deref().ok_or_else(|| Fault::bad("claim is missing"))?;
    let with = || asked.with.clone().ok_or_else(|| Fault::bad("with is missing"));
    for id in asked.claim.iter().chain(&asked.with) {
        let claims = dateline_desk::claims_with_id(&desk.ledger, id)?;
        if !claims.iter().all(|claim| view.shows(claim.published)) {
            return Err(Fault::not_found(format!("no claim has the id {id}")));
        }
    }
    let (ledger, signed) = (&desk.ledger, Signed { who, why, on: today() });
    let corrections = match asked.action {
        Action::Accept => act(ledger, id, Act::Accept, signed)?,
        Action::Reject => act(ledger, id, Act::Reject, signed)?,
        Action::Edit => dateline_desk::plan(ledger, id, &fields(&asked.set)?, why, who, today())?,
        Action::Merge => merge(ledger, &[id.to_owned(), with()?], signed)?,
        // Out of the event named, or of the one that the claim is in.
        Action::Split | Action::Undo => {
            let event = asked.with.clone().unwrap_or_else(|| format!("e{id}"));
            split(ledger, &event, &[id.to_owned()], signed)?
        }
    };
    let id = corrections.first().map_or_else(|| id.to_owned(), |first| first.claim.clone());
    Ok((id, corrections))
}

/// Fields and values as the desk takes them.
fn fields(set: &Map<String, Value>) -> Result<Vec<(String, String)>, Fault> {
    if set.is_empty() {
        return Err(Fault::bad("set is missing").hint("{\"when.first\": \"2017-11-02\"}"));
    }
    let field = |(field, value): (&String, &Value)| {
        let value = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        if value.chars().count() > LONGEST || field.len() > 100 {
            return Err(Fault::too_large(format!("a value is longer than {LONGEST} characters")));
        }
        Ok((field.clone(), value))
    };
    set.iter().map(field).collect()
}

/// What sets a correction back: the field says again what it said before.
fn undo(
    desk: &Desk,
    asked: &Asked,
    why: &str,
    who: &str,
) -> Result<(String, Vec<Correction>), Fault> {
    let number = asked.correction.ok_or_else(|| Fault::bad("correction is missing"))?;
    let all = desk.ledger.numbered_corrections()?;
    let at = all.iter().position(|(id, _)| *id == number);
    let at =
        at.ok_or_else(|| Fault::not_found(format!("no correction has the number {number}")))?;
    if is_undone(&all, at) {
        return Err(Fault::bad(format!("correction {number} does not stand any more"))
            .hint("a later one of the same field is above it; undo that one"));
    }
    let Some((_, old)) = all.get(at) else {
        return Err(Fault::not_found(format!("no correction has the number {number}")));
    };
    if matches!(old.field.as_str(), TOGETHER | APART) {
        // Such a word stands at both claims, and is taken back at both.
        let signed = Signed { who: &old.who, why, on: today() };
        let mut corrections = act(&desk.ledger, &old.claim, Act::Undo, signed)?;
        for correction in &mut corrections {
            who.clone_into(&mut correction.who);
        }
        return Ok((old.claim.clone(), corrections));
    }
    let flag = matches!(old.field.as_str(), REJECTED | ACCEPTED);
    let back = match &old.before {
        _ if flag => json!(old.after != json!(true)),
        Some(before) => before.clone(),
        None => Value::Null,
    };
    let correction = Correction {
        before: Some(old.after.clone()),
        after: back,
        why: why.to_owned(),
        who: who.to_owned(),
        on: today(),
        ..old.clone()
    };
    Ok((old.claim.clone(), vec![correction]))
}

/// Whether a later correction says something else of the same field.
fn is_undone(all: &[(u64, Correction)], at: usize) -> bool {
    let Some((_, one)) = all.get(at) else { return false };
    all.iter().skip(at + 1).any(|(_, later)| {
        later.field == one.field && later.claim == one.claim && later.report == one.report
    })
}

/// A correction as it is told of.
fn record(all: &[(u64, Correction)], at: usize) -> Value {
    let Some((number, one)) = all.get(at) else { return Value::Null };
    json!({"id": number, "claim": one.claim, "type": one.kind, "quote": one.quote,
        "field": one.field, "before": one.before, "after": one.after, "why": one.why,
        "who": one.who, "on": one.on, "undone": is_undone(all, at)})
}

/// The corrections of a claim, or all, oldest first.
pub fn told(desk: &Desk, claim: Option<&Claim>) -> Result<Vec<Value>, Fault> {
    let all = desk.ledger.numbered_corrections()?;
    let about = |one: &Correction| claim.is_none_or(|claim| one.is_about(claim, &one.report));
    let told = (all.iter().enumerate()).filter(|(_, (_, one))| about(one));
    Ok(told.map(|(at, _)| record(&all, at)).collect())
}

pub async fn corrections(
    State(app): State<Arc<App>>,
    asker: Asker,
    uri: Uri,
) -> Result<Json, Fault> {
    let params = Params::of(&uri, &["claim", "limit", "after"])?;
    let claim = params.text("claim").map(str::to_owned);
    let page = Page {
        limit: Some(params.limit(50, 500)?),
        after: params.text("after").map(str::to_owned),
    };
    app.ask(&asker.view, move |desk, view| {
        let shown: BTreeSet<String> = match view.until {
            None => BTreeSet::new(),
            Some(_) => desk
                .ledger
                .claims(&Default::default())?
                .into_iter()
                .filter(|claim| view.shows(claim.published))
                .map(|claim| claim.claim)
                .collect(),
        };
        let mut list = told(desk, None)?;
        list.reverse();
        list.retain(|one| {
            let id = one["claim"].as_str().unwrap_or_default();
            claim.as_deref().is_none_or(|asked| id == asked)
                && (view.until.is_none() || shown.contains(id))
        });
        let paged = page.of(list, |one| one["id"].to_string())?;
        Ok(json!({"total": paged.total, "corrections": paged.items, "next": paged.next}))
    })
    .await
}

/// A claim that somebody finds in marked words of a report.
#[derive(Debug, Deserialize)]
struct Marked {
    report: String,
    start: u32,
    end: u32,
    why: String,
    who: String,
    /// What the words say, as `dateline claim add` takes it.
    #[serde(flatten)]
    says: Map<String, Value>,
}

pub async fn claim(
    State(app): State<Arc<App>>,
    asker: Asker,
    Written(body): Written,
) -> Result<Json, Fault> {
    may_write(&asker, &app)?;
    let asked: Marked = parse(&body)?;
    let (why, who) = (said(&asked.why, "why")?, said(&asked.who, "who")?);
    let view = Arc::clone(&asker.view);
    let id = app
        .work(move |app| {
            app.pool.with(view.sequence, |desk| {
                let draft = drafted(desk, &view, asked)?;
                let signed = Signed { who: &who, why: &why, on: today() };
                let correction = dateline_desk::draft(&desk.ledger, &draft, signed)?;
                let id = correction.claim.clone();
                app.pool.write(|ledger| Ok(dateline_desk::correct(ledger, &[correction])?))?;
                Ok(id)
            })
        })
        .await?;
    app.look().await?;
    let view = Arc::clone(&app.views().all);
    app.ask(&view, move |desk, view| {
        let claim = dateline_desk::claims_with_id(&desk.ledger, &id)?.pop();
        Ok(json!({"claim": claim, "sequence": view.sequence}))
    })
    .await
}

/// The draft, with the marked words of the report as its quotation.
fn drafted(desk: &Desk, view: &View, asked: Marked) -> Result<Draft, Fault> {
    let missing = || Fault::not_found(format!("no report has the id {}", asked.report));
    let (report, _) = desk.ledger.report(&asked.report)?.ok_or_else(missing)?;
    if !view.shows(report.published) {
        return Err(missing());
    }
    let (start, end) = (asked.start as usize, asked.end as usize);
    let quote: String = report.text.chars().skip(start).take(end.saturating_sub(start)).collect();
    if quote.trim().is_empty() || quote.chars().count() > LONGEST {
        return Err(Fault::bad("start and end do not mark words of the report")
            .hint("they count code points, and end is after start"));
    }
    let mut says = asked.says;
    // One place or actor may be said without a list around it.
    for name in ["where", "by", "against", "with", "counts", "according_to"] {
        if let Some(one @ Value::String(_)) = says.get(name).cloned() {
            says.insert(name.to_owned(), json!([one]));
        }
    }
    says.retain(|_, value| !value.is_null());
    says.insert("report".to_owned(), json!(report.id));
    says.insert("quote".to_owned(), json!(quote));
    says.insert("start".to_owned(), json!(asked.start));
    serde_json::from_value(Value::Object(says)).map_err(|error| {
        Fault::bad(format!("the claim is not what is expected here: {error}"))
            .hint("GET /api/v1/openapi.json has an example")
    })
}
