//! The gate: which requests are let in, as whom, and what every answer carries. Invariants: nothing is
//! written for a page of another site, and a name that somebody else points at this machine gets nothing
//! (DNS rebinding).

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::app::App;
use crate::cache::Kept;
use crate::fault::Fault;
use crate::reply::{LONG_TO_PACK, WORTH_PACKING, pack};
use crate::view::View;

/// Longest address.
const LONGEST_URI: usize = 8 << 10;
/// Longest body of a correction.
const LONGEST_BODY: usize = 256 << 10;
/// How long a body may take to come, and an answer to be made.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Scripts, styles and data from this server only, nothing inline; workers also from the page's own
/// blobs, as the map library makes them.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; \
    child-src blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Newest entry of the ledger that an answer rests on.
const SEQUENCE: HeaderName = HeaderName::from_static("x-dateline-sequence");

/// Where a request comes from.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// Who asks.
#[derive(Clone)]
pub struct Asker {
    /// The ledger as the asker may see it.
    pub view: Arc<View>,
    /// Whether the asker may write.
    pub writes: bool,
}

impl<S: Sync> FromRequestParts<S> for Asker {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asker, Fault> {
        let asker = parts.extensions.get::<Asker>().cloned();
        asker.ok_or_else(|| Fault::internal("the request came past the gate"))
    }
}

/// The body of a request that writes.
pub struct Written(pub Vec<u8>);

impl<S: Sync> axum::extract::FromRequest<S> for Written {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &S) -> Result<Written, Fault> {
        match timeout(PATIENCE, to_bytes(request.into_body(), LONGEST_BODY)).await {
            Err(_) => Err(Fault::slow()),
            Ok(Err(_)) => Err(Fault::too_large(format!(
                "the body is longer than {} kB, or broke off",
                LONGEST_BODY >> 10
            ))),
            Ok(Ok(bytes)) => Ok(Written(bytes.into())),
        }
    }
}

/// Security headers, on whatever is answered.
pub async fn sealed(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Lets a request in, or not.
pub async fn admit(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    match admitted(&app, &mut request) {
        Err(fault) => fault.into_response(),
        Ok(asker) => {
            request.extensions_mut().insert(asker);
            next.run(request).await
        }
    }
}

fn admitted(app: &App, request: &mut Request) -> Result<Asker, Fault> {
    if request.uri().path_and_query().is_some_and(|it| it.as_str().len() > LONGEST_URI) {
        return Err(Fault::uri_too_long());
    }
    let headers = request.headers();
    let host = host_of(headers)?;
    if !is_ours(host, &app.options.hosts) {
        let name = name_of(host);
        return Err(Fault::misdirected(format!("this server does not go by the name {name}"))
            .hint(format!("if it should: dateline serve --host {name}")));
    }
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0.ip());
    let trusted = app.options.token.as_deref().is_some_and(|token| bears(headers, token));
    // A request that a proxy passes on comes from this machine, but not from its user.
    let passed_on = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];
    let local = peer.is_some_and(is_loopback)
        && is_local_name(name_of(host))
        && !passed_on.iter().any(|name| headers.contains_key(*name));
    if *request.method() != Method::GET && *request.method() != Method::HEAD {
        may_come_from(headers, host)?;
    }
    let views = app.views();
    let sees_all = trusted || app.options.embargo.is_none();
    let view = if sees_all { Arc::clone(&views.all) } else { Arc::clone(&views.public) };
    Ok(Asker { view, writes: trusted || local })
}

fn host_of(headers: &HeaderMap) -> Result<&str, Fault> {
    let mut hosts = headers.get_all(header::HOST).iter();
    match (hosts.next().map(HeaderValue::to_str), hosts.next()) {
        (Some(Ok(host)), None) if !host.is_empty() => Ok(host),
        _ => Err(Fault::bad("the request says no host, or several")),
    }
}

/// The host without its port.
fn name_of(host: &str) -> &str {
    if let Some(rest) = host.strip_prefix('[') {
        return rest.split(']').next().unwrap_or(rest);
    }
    host.split(':').next().unwrap_or(host)
}

/// An address cannot be made to point elsewhere; a name can, so only known ones will do.
fn is_ours(host: &str, names: &[String]) -> bool {
    let name = name_of(host);
    name.parse::<IpAddr>().is_ok()
        || is_local_name(name)
        || names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn is_local_name(name: &str) -> bool {
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(is_loopback)
}

fn is_loopback(ip: IpAddr) -> bool {
    ip.to_canonical().is_loopback()
}

/// Whether the request carries the token. Hashes are compared, so that the time tells nothing.
fn bears(headers: &HeaderMap, token: &str) -> bool {
    let said = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let said = said.and_then(|said| said.split_once(' '));
    said.is_some_and(|(scheme, said)| {
        scheme.eq_ignore_ascii_case("bearer")
            && Sha256::digest(said.trim().as_bytes()) == Sha256::digest(token.as_bytes())
    })
}

/// Only this server's own page, or no page at all, may write.
fn may_come_from(headers: &HeaderMap, host: &str) -> Result<(), Fault> {
    let foreign = || {
        Fault::forbidden("a page of another site asks for this; nothing was written")
            .hint("open the server's own page, or send the request without a browser")
    };
    if let Some(origin) = headers.get(header::ORIGIN) {
        let origin = origin.to_str().unwrap_or_default();
        let same = origin.split_once("://").is_some_and(|(scheme, from)| {
            matches!(scheme, "http" | "https") && from.eq_ignore_ascii_case(host)
        });
        if !same {
            return Err(foreign());
        }
    }
    let site = headers.get("sec-fetch-site").map(|site| site.as_bytes());
    if site.is_some_and(|site| site != b"same-origin" && site != b"none") {
        return Err(foreign());
    }
    // A form cannot send JSON, so a browser asks us first, and is told no.
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default();
    if !kind.trim().eq_ignore_ascii_case("application/json") {
        return Err(Fault::media_type());
    }
    Ok(())
}

/// Answers what was answered before, keeps what is answered now, and packs it.
pub async fn answered(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let Some(asker) = request.extensions().get::<Asker>().cloned() else {
        return Fault::internal("the request came past the gate").into_response();
    };
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads {
        let done = timeout(PATIENCE, next.run(request)).await;
        let mut response = done.unwrap_or_else(|_| Fault::busy().into_response());
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return response;
    }
    if request.uri().path().ends_with("/audits") {
        // Tells of files that were opened since, of which the ledger knows nothing.
        let mut response = next.run(request).await;
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return response;
    }
    let view = &asker.view;
    let mut known = request.headers().get_all(header::IF_NONE_MATCH).iter();
    if known.any(|tags| has_tag(tags, &view.tag)) {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        mark(response.headers_mut(), view);
        return response;
    }
    let packs = accepts_gzip(request.headers());
    let uri = request.uri();
    if uri.path().ends_with("/export") {
        // Sent while it is written, at the asker's pace.
        return next.run(request).await;
    }
    let address = uri.path_and_query().map_or_else(|| uri.path().to_owned(), ToString::to_string);
    // Whether writing is allowed is part of one answer, and depends on who asks.
    let address = if asker.writes { format!("w {address}") } else { format!("r {address}") };
    let kept = match view.answers.get(&address) {
        Some(kept) => kept,
        None => {
            let response = match timeout(PATIENCE, next.run(request)).await {
                Ok(response) => response,
                Err(_) => return Fault::busy().into_response(),
            };
            if response.status() != StatusCode::OK {
                return response;
            }
            let (parts, body) = response.into_parts();
            let Ok(plain) = to_bytes(body, usize::MAX).await else {
                return Fault::internal("the answer broke off").into_response();
            };
            let octets = HeaderValue::from_static("application/octet-stream");
            let kind = parts.headers.get(header::CONTENT_TYPE).cloned().unwrap_or(octets);
            let kept = Kept { kind, plain, packed: None };
            view.answers.keep(address.clone(), kept.clone());
            kept
        }
    };
    let _ = app;
    deliver(view, address, kept, packs).await
}

async fn deliver(view: &View, address: String, mut kept: Kept, packs: bool) -> Response {
    let packs = packs && kept.plain.len() >= WORTH_PACKING;
    if packs && kept.packed.is_none() {
        let plain = kept.plain.clone();
        kept.packed = match plain.len() < LONG_TO_PACK {
            true => pack(&plain),
            false => spawn_blocking(move || pack(&plain)).await.unwrap_or_default(),
        };
        view.answers.keep(address, kept.clone());
    }
    let packed = kept.packed.filter(|_| packs);
    let encoded = packed.is_some();
    let mut response = Response::new(Body::from(packed.unwrap_or(kept.plain)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, kept.kind);
    if encoded {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    mark(headers, view);
    response
}

fn mark(headers: &mut HeaderMap, view: &View) {
    headers.insert(header::ETAG, view.tag.clone());
    // Always asked again, which costs a 304 while the ledger has not grown.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, authorization"));
    headers.insert(SEQUENCE, HeaderValue::from(view.sequence));
}

fn has_tag(tags: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(tags), Ok(tag)) = (tags.to_str(), tag.to_str()) else { return false };
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    tags.split(',').any(|one| bare(one) == bare(tag))
}

/// Whether the asker can unpack gzip.
pub fn accepts_gzip(headers: &HeaderMap) -> bool {
    let all = headers.get_all(header::ACCEPT_ENCODING).iter();
    all.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).any(|one| {
        let (name, q) = one.split_once(';').unwrap_or((one, ""));
        let refused = matches!(q.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_can_be_pointed_here_are_refused() {
        for host in ["127.0.0.1:8017", "[::1]:8017", "localhost", "LocalHost:1", "192.168.1.7"] {
            assert!(is_ours(host, &[]), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80"] {
            assert!(!is_ours(host, &[]), "{host}");
        }
        assert!(is_ours("map.example.org:443", &["map.example.org".to_owned()]));
        assert!(!is_local_name("192.168.1.7"));
    }

    #[test]
    fn only_our_own_page_writes() {
        let ask = |origin: Option<&str>, site: Option<&str>, kind: &str| {
            let mut headers = HeaderMap::new();
            let mut put = |name: &'static str, value: &str| {
                headers.insert(name, HeaderValue::from_str(value).unwrap());
            };
            put("content-type", kind);
            origin.into_iter().for_each(|origin| put("origin", origin));
            site.into_iter().for_each(|site| put("sec-fetch-site", site));
            may_come_from(&headers, "127.0.0.1:8017").is_ok()
        };
        assert!(ask(None, None, "application/json"));
        assert!(ask(Some("http://127.0.0.1:8017"), Some("same-origin"), "application/json"));
        assert!(!ask(Some("http://127.0.0.1:9999"), None, "application/json"));
        assert!(!ask(Some("https://evil.example"), None, "application/json"));
        assert!(!ask(Some("null"), None, "application/json"));
        assert!(!ask(None, Some("cross-site"), "application/json"));
        assert!(!ask(None, None, "text/plain"));
        assert!(!ask(None, None, "application/x-www-form-urlencoded"));
    }

    #[test]
    fn gzip_where_it_is_wanted() {
        let accepts = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            accepts_gzip(&headers)
        };
        assert!(accepts("br, gzip;q=0.8"));
        assert!(!accepts("br, gzip;q=0"));
        assert!(!accepts("identity"));
    }
}
