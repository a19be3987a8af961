//! The audit of a data set: of one that was imported into the ledger, or of a file that is opened here.
//! No path of the server's is ever read: a file comes in the request, is kept in memory, and is in no
//! ledger.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::Uri;
use dateline_desk::Page;
use dateline_desk::audit::{AuditQuestion, Finding, Outcome};
use dateline_desk::import::{ColumnMap, Row, Scheme, read};
use dateline_ledger::fold_name;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::time::timeout;

use super::work::{may_write, parse};
use crate::app::App;
use crate::audits::{Audited, Opened};
use crate::fault::Fault;
use crate::gate::{Asker, PATIENCE};
use crate::look::key_of;
use crate::params::Params;
use crate::reply::Json;
use crate::view::View;

/// Longest file, with what JSON adds to it. Longer ones are for the command line.
const LONGEST: usize = 32 << 20;
/// Faults of rows that are told; the rest is counted.
const TOLD: usize = 20;
/// Sentences under a finding; the event or the town has them all.
const SENTENCES: usize = 8;

/// The body of a file.
pub struct File(Vec<u8>);

impl<S: Sync> FromRequest<S> for File {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &S) -> Result<File, Fault> {
        match timeout(PATIENCE, to_bytes(request.into_body(), LONGEST)).await {
            Err(_) => Err(Fault::slow()),
            Ok(Err(_)) => Err(Fault::too_large(format!(
                "the file is longer than {} MB, or broke off",
                LONGEST >> 20
            ))
            .hint("audit it from a terminal: dateline audit FILE --as …")),
            Ok(Ok(bytes)) => Ok(File(bytes.into())),
        }
    }
}

/// A file to be audited.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// Whose columns.
    #[serde(rename = "as")]
    scheme: Known,
    /// The file's own name, for people.
    name: String,
    /// What is in it: CSV.
    rows: String,
    /// The map of its columns, as TOML.
    #[serde(default)]
    columns: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Known {
    Ged,
    Acled,
    Viina,
    Table,
}

/// What is under an embargo is counted in every finding.
fn seen_whole(view: &View) -> Result<(), Fault> {
    match view.until {
        None => Ok(()),
        Some(_) => Err(Fault::forbidden("audits are not public under an embargo")
            .hint("they count reports under embargo; ask with the token")),
    }
}

pub async fn audits(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    Params::of(&uri, &[])?;
    seen_whole(&asker.view)?;
    let (writes, view) = (asker.writes, asker.view);
    app.work(move |app| {
        app.pool.with(view.sequence, |desk| {
            let audits = app.audits.list(desk, writes)?;
            Json::of(&json!({"total": audits.len(), "audits": audits}))
        })
    })
    .await
}

pub async fn open(
    State(app): State<Arc<App>>,
    asker: Asker,
    File(body): File,
) -> Result<Json, Fault> {
    seen_whole(&asker.view)?;
    may_write(&asker, &app)?;
    app.work(move |app| {
        let asked: Asked = parse(&body)?;
        let digest = Sha256::digest(&body);
        drop(body);
        let (told, troubles) = opened(app, asked, &digest)?;
        let some: Vec<Value> = (troubles.iter().take(TOLD))
            .map(|trouble| json!({"line": trouble.line, "message": trouble.message}))
            .collect();
        Json::of(&json!({"audit": told, "unread": troubles.len(), "troubles": some}))
    })
    .await
}

type Troubles = Vec<dateline_desk::import::Trouble>;

fn opened(app: &App, asked: Asked, digest: &[u8]) -> Result<(Audited, Troubles), Fault> {
    let scheme = match (asked.scheme, &asked.columns) {
        (Known::Ged, None) => Scheme::Ged,
        (Known::Acled, None) => Scheme::Acled,
        (Known::Viina, None) => Scheme::Viina,
        (Known::Table, Some(map)) => Scheme::Table(Box::new(ColumnMap::parse(map)?)),
        (Known::Table, None) => {
            return Err(Fault::bad("columns is missing").hint("docs/import.md has the map"));
        }
        (_, Some(_)) => return Err(Fault::bad("columns is for \"as\": \"table\"")),
    };
    let (mut rows, troubles) = read(&scheme, asked.rows.as_bytes())?;
    for row in &mut rows {
        // What a finding tells of a row is in its fields.
        row.text = String::new();
    }
    let days = |of: fn(&Row) -> Option<jiff::civil::Date>| rows.iter().filter_map(of);
    let countries: BTreeSet<String> =
        rows.iter().filter_map(|row| row.place.as_ref()?.country.clone()).collect();
    let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = asked.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let told = Audited {
        of: format!("file:{hash}"),
        name: name.chars().take(120).collect(),
        publisher: None,
        rows: rows.len(),
        first: days(|row| row.first).min(),
        last: days(|row| row.last).max(),
        countries: countries.into_iter().collect(),
        imported: false,
    };
    let deadly = asked.scheme == Known::Ged;
    let opened = app.audits.open(Opened { told, rows, deadly });
    Ok((opened.told.clone(), troubles))
}

const OUTCOMES: [(&str, Outcome); 4] = [
    ("matched", Outcome::Matched),
    ("contradicted", Outcome::Contradicted),
    ("missed_by_us", Outcome::MissedByUs),
    ("missed_by_them", Outcome::MissedByThem),
];

pub async fn audit(State(app): State<Arc<App>>, asker: Asker, uri: Uri) -> Result<Json, Fault> {
    seen_whole(&asker.view)?;
    let params =
        Params::of(&uri, &["of", "days", "km", "finding", "q", "from", "to", "limit", "after"])?;
    let of = params.needed("of")?.to_owned();
    let usual = AuditQuestion::default();
    let days: i32 = params.parsed("days", "a number of days")?.unwrap_or(usual.days);
    let km: f64 = params.parsed("km", "a distance in kilometres")?.unwrap_or(usual.km);
    if !(0..=366).contains(&days) || !(0.0..=1_000.0).contains(&km) {
        return Err(Fault::bad("days is 0 to 366, km is 0 to 1000"));
    }
    let wanted: Vec<Outcome> = (params.list("finding").iter())
        .map(|word| {
            let known = OUTCOMES.iter().find(|(name, _)| name == word);
            known.map(|(_, outcome)| *outcome).ok_or_else(|| {
                let words: Vec<&str> = OUTCOMES.iter().map(|(name, _)| *name).collect();
                Fault::bad(format!("finding={word}: no such finding"))
                    .hint(format!("there is: {}", words.join(", ")))
            })
        })
        .collect::<Result<_, _>>()?;
    let words = params.text("q").map(fold_name).filter(|words| !words.is_empty());
    let (from, to) = (params.day("from")?, params.day("to")?);
    let page = Page {
        limit: Some(params.limit(100, 1_000)?),
        after: params.text("after").map(str::to_owned),
    };
    let view = asker.view;
    app.work(move |app| {
        let audit = app.audits.findings(&app.pool, view.sequence, &of, (days, km))?;
        let found = audit.findings.iter().enumerate().filter(|(_, finding)| {
            let (first, last) = days_of(finding);
            (wanted.is_empty() || wanted.contains(&finding.outcome))
                && words.as_ref().is_none_or(|words| tells(finding, words))
                && from.is_none_or(|from| last.is_some_and(|day| day >= from))
                && to.is_none_or(|to| first.is_some_and(|day| day <= to))
        });
        // A finding has no name of its own; its number stands for as long as the ledger does not grow.
        let paged = page.of(found.collect(), |(at, _)| at.to_string())?;
        let findings: Vec<Value> =
            paged.items.iter().map(|(at, finding)| told(*at, finding)).collect();
        Json::of(&json!({"of": of, "days": days, "km": km, "summary": audit.summary,
            "total": paged.total, "findings": findings, "next": paged.next}))
    })
    .await
}

/// The days that a finding is about.
fn days_of(finding: &Finding) -> (Option<jiff::civil::Date>, Option<jiff::civil::Date>) {
    match (&finding.row, &finding.ours) {
        (Some(row), _) => (row.first, row.last),
        (None, Some(ours)) => (ours.first, ours.last.or(ours.first)),
        (None, None) => (None, None),
    }
}

/// Whether a finding has the words, in its place, its parties or its sentences.
fn tells(finding: &Finding, words: &str) -> bool {
    let row = finding.row.iter().flat_map(|row| {
        let place = row.place.iter().flat_map(|place| [&place.name, &place.text]);
        place.chain(&row.side_a).chain(&row.side_b).chain(&row.words).chain([&row.id])
    });
    let ours = finding.ours.iter().flat_map(|ours| {
        (ours.place.iter().map(|place| &place.name)).chain(&ours.by).chain(&ours.against)
    });
    let said = finding.sentences.iter().map(|sentence| &sentence.quote);
    row.chain(ours).chain(said).any(|text| fold_name(text).contains(words))
}

fn told(at: usize, finding: &Finding) -> Value {
    let mut value = json!(finding);
    if let Some(fields) = value.as_object_mut() {
        fields.insert("finding".to_owned(), json!(at));
        for name in ["score", "heard"] {
            fields.entry(name).or_insert(Value::Null);
        }
        if let Some(Value::Array(sentences)) = fields.get_mut("sentences") {
            let all = sentences.len();
            sentences.truncate(SENTENCES);
            fields.insert("sentences_in_all".to_owned(), json!(all));
        }
        let key = (finding.ours.as_ref()).and_then(|ours| ours.place.as_ref()).map(key_of);
        let theirs = || finding.row.as_ref()?.place.as_ref().map(dateline_ledger::place_key);
        fields.insert("key".to_owned(), json!(key.or_else(theirs)));
    }
    value
}
