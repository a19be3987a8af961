//! Exports: what `dateline export` writes, as a download, sent while it is written.

use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, HttpBody};
use axum::extract::State;
use axum::http::Uri;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::Response;
use bytes::Bytes;
use dateline_control::{DeathPolicy, EventSettings};
use dateline_export::{AskedActor, Dataset, ExportError, Format, Request, Shape, Step, Subject};
use hyper::body::Frame;
use tokio::sync::{mpsc, oneshot};

use super::events::evidence;
use crate::app::App;
use crate::fault::Fault;
use crate::gate::Asker;
use crate::params::Params;
use crate::pool::Desk;

/// Bytes that are sent at a time, and how many such are waiting at most.
const CHUNK: usize = 64 << 10;
const WAITING: usize = 8;

/// What to write.
struct Asked {
    request: Request,
    format: Format,
    datasets: Vec<Dataset>,
}

pub async fn export(
    State(app): State<Arc<App>>,
    asker: Asker,
    uri: Uri,
) -> Result<Response, Fault> {
    let params = Params::of(
        &uri,
        &[
            "to",
            "of",
            "shape",
            "step",
            "on",
            "type",
            "place",
            "actor",
            "from",
            "until",
            "as_of",
            "modality",
            "min_confidence",
            "where_prec",
            "when_prec",
            "source",
            "deaths",
        ],
    )?;
    let mut asked = asked(&params)?;
    let place = params.text("place").map(str::to_owned);
    let view = Arc::clone(&asker.view);
    asked.request.embargo = view.until;
    let name = file_name(&asked);
    // What is wrong with the question is answered before anything is sent.
    let (sender, receiver) = mpsc::channel(WAITING);
    let (begun, beginning) = oneshot::channel();
    let (told, fault) = oneshot::channel();
    let at_work = Arc::clone(&app);
    tokio::spawn(async move {
        let mut begun = Some(begun);
        let result = at_work
            .work(move |app| {
                app.pool.with(view.sequence, |desk| {
                    if let Some(place) = place {
                        asked.request.place = Some(super::place::key(desk, &view, &place)?.0);
                    }
                    let mut pipe = Pipe { sender, begun: begun.take(), waiting: vec![] };
                    match write(desk, &asked, &mut pipe) {
                        // Who has gone away is told nothing.
                        Ok(()) => drop(pipe.send()),
                        Err(fault) => pipe.fail(fault),
                    }
                    Ok(())
                })
            })
            .await;
        // Where the place is unknown or the turn did not come, nothing was begun: that is answered below.
        if let Err(fault) = result {
            drop(told.send(fault));
        }
    });
    let first = match beginning.await {
        Ok(first) => first?,
        Err(_) => return Err(fault.await.unwrap_or_else(|_| Fault::busy())),
    };
    let mut response = Response::new(Body::new(Sent { first: Some(first), receiver }));
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static(kind(&name));
    headers.insert(CONTENT_TYPE, kind);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    headers
        .insert(CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    Ok(response)
}

fn asked(params: &Params) -> Result<Asked, Fault> {
    let format: Format = word(params, "to")?.ok_or_else(|| {
        let words: Vec<&str> = Format::ALL.iter().map(|format| format.as_str()).collect();
        Fault::bad("to is missing").hint(format!("one of {}", words.join(", ")))
    })?;
    let on = params.day("on")?;
    let shape: Option<Shape> = word(params, "shape")?;
    let shape = shape.unwrap_or(if on.is_some() { Shape::Snapshots } else { Shape::Intervals });
    let said: Option<Subject> = word(params, "of")?;
    let several = format == Format::Gpkg && said.is_none() && on.is_none();
    let subjects: Vec<Subject> = match said {
        Some(subject) => vec![subject],
        None if several => Subject::ALL.to_vec(),
        None if on.is_some() => vec![format.only_subject().unwrap_or(Subject::Control)],
        None => vec![format.usual_subject()],
    };
    let datasets = subjects.into_iter().map(|subject| format.dataset(subject, shape));
    let datasets: Vec<Dataset> = datasets.collect::<Result<_, _>>().map_err(Fault::from)?;
    let deaths = params.word("deaths", &DeathPolicy::ALL.map(DeathPolicy::name))?;
    let deaths = DeathPolicy::ALL.into_iter().find(|policy| Some(policy.name()) == deaths);
    let deaths = deaths.unwrap_or_default();
    let request = Request {
        kinds: params.list("type"),
        from: params.day("from")?,
        to: params.day("until")?,
        actor: params.text("actor").map(AskedActor::named),
        evidence: evidence(params)?,
        as_of: params.day("as_of")?,
        events: EventSettings { deaths, ..EventSettings::default() },
        step: word::<Step>(params, "step")?,
        on,
        ..Request::default()
    };
    Ok(Asked { request, format, datasets })
}

fn word<T: std::str::FromStr<Err = ExportError>>(
    params: &Params,
    name: &str,
) -> Result<Option<T>, Fault> {
    let parse = |text: &str| text.parse().map_err(Fault::from);
    params.text(name).map(parse).transpose()
}

fn file_name(asked: &Asked) -> String {
    let what = match asked.datasets.as_slice() {
        [one] => one.as_str(),
        _ => "all",
    };
    format!("dateline-{what}.{}", asked.format.ending())
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "csv" => "text/csv; charset=utf-8",
        "tsv" => "text/tab-separated-values; charset=utf-8",
        "jsonl" => "application/x-ndjson",
        "geojson" => "application/geo+json",
        "gpkg" => "application/geopackage+sqlite3",
        "kml" => "application/vnd.google-earth.kml+xml",
        "parquet" => "application/vnd.apache.parquet",
        _ => "application/octet-stream",
    }
}

fn write(desk: &Desk, asked: &Asked, pipe: &mut Pipe) -> Result<(), Fault> {
    let Asked { request, format, datasets } = asked;
    let broken = |_| Fault::internal("the file could not be written");
    if let (false, [dataset]) = (*format == Format::Gpkg, datasets.as_slice()) {
        dateline_export::to_stream(&desk.ledger, request, *format, *dataset, pipe)
            .map_err(Fault::from)?;
        return Ok(());
    }
    // A GeoPackage is a database, written to and fro; it is sent when it is whole.
    let folder = tempfile::tempdir().map_err(broken)?;
    let path = folder.path().join("export.gpkg");
    dateline_export::to_file(&desk.ledger, request, *format, datasets, &path)
        .map_err(Fault::from)?;
    let mut file = std::fs::File::open(&path).map_err(broken)?;
    io::copy(&mut file, pipe).map_err(broken)?;
    Ok(())
}

type Begun = oneshot::Sender<Result<Bytes, Fault>>;

/// The writer's end: chunks of bytes, at the pace at which they are taken.
struct Pipe {
    sender: mpsc::Sender<io::Result<Bytes>>,
    /// Until the first chunk there is still time to say what is wrong.
    begun: Option<Begun>,
    waiting: Vec<u8>,
}

impl Pipe {
    fn send(&mut self) -> io::Result<()> {
        let chunk = Bytes::from(std::mem::take(&mut self.waiting));
        let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
        match self.begun.take() {
            Some(begun) => begun.send(Ok(chunk)).map_err(|_| gone()),
            None => self.sender.blocking_send(Ok(chunk)).map_err(|_| gone()),
        }
    }

    /// Says what is wrong, where nothing was sent yet; else the connection breaks off, so that nobody takes
    /// a part for the whole.
    fn fail(&mut self, fault: Fault) {
        self.waiting.clear();
        match self.begun.take() {
            Some(begun) => drop(begun.send(Err(fault))),
            None => drop(self.sender.blocking_send(Err(io::ErrorKind::InvalidData.into()))),
        }
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= CHUNK {
            self.send()?;
        }
        Ok(bytes.len())
    }

    /// Writers flush as they like; what is sent is whole chunks, and the rest at the end.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The body's end.
struct Sent {
    first: Option<Bytes>,
    receiver: mpsc::Receiver<io::Result<Bytes>>,
}

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        self.receiver.poll_recv(context).map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }
}
