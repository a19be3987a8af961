//! The server: connections in, a router's answers out, until somebody ends it.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Uri};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};
use tower_service::Service;

use crate::app::App;
use crate::assets;
use crate::error::ServeError;
use crate::gate::Peer;
use crate::options::Options;
use crate::patience::Patient;
use crate::routes;

/// Connections at a time; others wait until one is closed.
const CONNECTIONS: usize = 512;
/// How long the head of a request may take.
const HEAD: Duration = Duration::from_secs(10);
/// Room for a request's head.
const HEAD_BYTES: usize = 32 << 10;
/// How often the ledger is looked at.
const LOOK: Duration = Duration::from_millis(500);
/// How long answers under way may take when the server is to end.
const LAST: Duration = Duration::from_secs(5);

/// A server that listens and does not answer yet.
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    app: Arc<App>,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Opens the ledger and listens.
    ///
    /// # Errors
    /// Where the ledger cannot be read, or nobody can listen there.
    pub fn open(options: Options) -> Result<Server, ServeError> {
        let address = options.listen;
        let app = Arc::new(App::open(options)?);
        let runtime = Builder::new_multi_thread().enable_io().enable_time().build()?;
        let listener = runtime
            .block_on(TcpListener::bind(address))
            .map_err(|reason| ServeError::Listen { address, reason })?;
        let address = listener.local_addr()?;
        Ok(Server { runtime, listener, app, address })
    }

    /// Answers until the process is told to end (Ctrl-C, or a signal to terminate).
    ///
    /// # Errors
    /// Where the system does not let it.
    pub fn run(self) -> Result<(), ServeError> {
        let Server { runtime, listener, app, .. } = self;
        runtime.block_on(answer(listener, app))?;
        // Work that nobody waits for any more does not keep the program.
        runtime.shutdown_timeout(Duration::from_secs(1));
        Ok(())
    }
}

/// Opens the ledger, says where the server listens, and answers until the process is told to end.
///
/// # Errors
/// Where the ledger cannot be read, or nobody can listen there.
pub fn serve(options: Options, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let server = Server::open(options)?;
    ready(server.address);
    server.run()
}

async fn answer(listener: TcpListener, app: Arc<App>) -> io::Result<()> {
    let router = routes::router(Arc::clone(&app));
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    tokio::spawn(keep_looking(app));
    let mut end = std::pin::pin!(told_to_end());
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { break };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                // Out of file handles, or a peer that was gone at once: neither ends the server.
                Err(_) => {
                    sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut end => break,
        };
        connect(stream, peer, router.clone(), &graceful, place);
    }
    drop(listener);
    let _ = timeout(LAST, graceful.shutdown()).await;
    Ok(())
}

fn connect(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    graceful: &GracefulShutdown,
    place: OwnedSemaphorePermit,
) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let mut router = router.clone();
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(Peer(peer));
            if let Some(uri) = as_api(request.uri()) {
                *request.uri_mut() = uri;
            }
            let Ok(response) = router.call(request).await;
            Ok::<_, Infallible>(response)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(Patient::new(stream)), service);
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        // What goes wrong on one connection is its own affair.
        let _ = connection.await;
        drop(place);
    });
}

/// Every page answers as JSON too: `/events.json?type=…` is `/api/v1/events?type=…`.
fn as_api(uri: &Uri) -> Option<Uri> {
    let page = uri.path().strip_suffix(".json")?;
    if page.starts_with("/api/") || assets::find(uri.path()).is_some() {
        return None;
    }
    let page = if page == "/index" { "/summary" } else { page };
    let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
    format!("/api/v1{page}{query}").parse().ok()
}

/// Draws the first map, then looks for what other programs enter.
async fn keep_looking(app: Arc<App>) {
    let view = Arc::clone(&app.views().public);
    let _ = app.work(move |app| view.atlas(&app.pool, None)).await;
    let mut clock = interval(LOOK);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        clock.tick().await;
        // A ledger that cannot be read just now may be readable at the next look.
        let _ = app.look().await;
    }
}

#[cfg(unix)]
async fn told_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn told_to_end() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_answer_as_json() {
        let api = |path: &str| as_api(&path.parse().unwrap()).map(|uri| uri.to_string());
        assert_eq!(api("/events.json?type=strike").as_deref(), Some("/api/v1/events?type=strike"));
        assert_eq!(api("/places/geonames:1.json").as_deref(), Some("/api/v1/places/geonames:1"));
        assert_eq!(api("/index.json").as_deref(), Some("/api/v1/summary"));
        assert_eq!(api("/events"), None);
        assert_eq!(api("/api/v1/openapi.json"), None);
    }
}
