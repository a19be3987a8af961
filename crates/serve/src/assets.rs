//! The page, embedded: every file packed with gzip when the program was built. Without Node at that time
//! there is no page, and a plain one says so.

use std::io::Read;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use flate2::read::GzDecoder;

use crate::fault::Fault;
use crate::gate::accepts_gzip;

/// One file of the page.
pub struct Asset {
    /// Its path, from the root.
    path: &'static str,
    kind: &'static str,
    packed: &'static [u8],
    /// Hash of its content.
    tag: &'static str,
    /// Its name changes with its content.
    hashed: bool,
}

// `ASSETS`, sorted by path, and `MISSING`, the reason why there are none.
include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The file with this path.
pub fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.binary_search_by(|asset| asset.path.cmp(path)).ok().and_then(|at| ASSETS.get(at))
}

/// Whatever is no question of the API: a file, else the page, whose own script reads the address.
pub async fn page(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Fault::method().into_response();
    }
    let path = request.uri().path();
    if let Some(asset) = find(path) {
        return asset.response(request.headers());
    }
    if path.starts_with("/api/") {
        return Fault::not_found("the API has no such address")
            .hint("GET /api/v1/openapi.json lists what it has")
            .into_response();
    }
    if !is_page(path) {
        return Fault::not_found("there is no such page").into_response();
    }
    match find("/index.html") {
        Some(index) if matches!(path, "/" | "/map") => {
            let mut response = index.response(request.headers());
            response.headers_mut().extend(ahead());
            response
        }
        Some(index) => index.response(request.headers()),
        None => missing(),
    }
}

/// What the map asks for as soon as its script runs, said with the page, so that the browser fetches it while it still
/// makes room for the script.
fn ahead() -> impl Iterator<Item = (HeaderName, HeaderValue)> {
    let ground = ASSETS.iter().map(|asset| asset.path).find(|path| path.contains("/basemap-world"));
    let asked = ["/api/v1/summary", "/api/v1/map/changes"].into_iter().chain(ground);
    let links = asked.map(|path| format!("<{path}>; rel=preload; as=fetch; crossorigin"));
    links.filter_map(|link| Some((header::LINK, HeaderValue::from_str(&link).ok()?)))
}

/// Whether an address is one of the page's own. They have no ending, and whatever has one is a file that
/// is not there; but the id of a report or a place may have any characters, dots among them.
fn is_page(path: &str) -> bool {
    if path.contains("//") || path.contains('\\') {
        return false;
    }
    let mut parts = path.trim_start_matches('/').split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("reports" | "places"), Some(id), None) => !id.is_empty() && id != "." && id != "..",
        _ => !path.rsplit('/').next().unwrap_or_default().contains('.'),
    }
}

impl Asset {
    fn response(&self, headers: &HeaderMap) -> Response {
        let tag = HeaderValue::from_static(self.tag);
        let known = headers.get_all(header::IF_NONE_MATCH).iter();
        let fresh = known.filter_map(|tags| tags.to_str().ok()).any(|tags| tags.contains(self.tag));
        let mut response = match fresh {
            true => StatusCode::NOT_MODIFIED.into_response(),
            false if accepts_gzip(headers) => {
                let mut response = Response::new(Body::from(Bytes::from_static(self.packed)));
                let gzip = HeaderValue::from_static("gzip");
                response.headers_mut().insert(header::CONTENT_ENCODING, gzip);
                response
            }
            false => {
                let mut plain = vec![];
                if GzDecoder::new(self.packed).read_to_end(&mut plain).is_err() {
                    return Fault::internal("the file is damaged").into_response();
                }
                Response::new(Body::from(plain))
            }
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        headers.insert(header::ETAG, tag);
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        let keep = match self.hashed {
            true => "public, max-age=31536000, immutable",
            false => "no-cache",
        };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
        response
    }
}

/// The plain page of a program that was built without Node.
fn missing() -> Response {
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Dateline</title>\n\
         <h1>Dateline</h1>\n<p>The page is not in this build: {MISSING}\n\
         <p>Install Node 20 or newer, then build again: <code>cargo build --release</code>.\n\
         <p>The API is here all the same: <a href=\"/api/v1/summary\">summary</a>, \
         <a href=\"/api/v1/map\">map</a>, <a href=\"/api/v1/events\">events</a>, \
         <a href=\"/api/v1/reports\">reports</a>, \
         <a href=\"/api/v1/openapi.json\">all there is</a>.\n</html>\n"
    );
    let mut response = Response::new(Body::from(page));
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, html);
    response
}

#[cfg(test)]
mod tests {
    use super::{ASSETS, ahead, find, is_page};

    #[test]
    fn what_is_said_ahead_is_there() {
        let links: Vec<String> =
            ahead().filter_map(|(_, link)| Some(link.to_str().ok()?.to_owned())).collect();
        assert_eq!(links.len(), 2 + usize::from(!ASSETS.is_empty()), "{links:?}");
        for link in links {
            let path = link.trim_start_matches('<').split('>').next().unwrap_or_default();
            assert!(path.starts_with("/api/v1/") || find(path).is_some(), "{link}");
        }
    }

    #[test]
    fn ids_may_have_dots_and_files_that_are_not_there_are_no_page() {
        for path in [
            "/",
            "/reports",
            "/reports/stories-2017.html",
            "/reports/..%2F..%2Fetc%2Fpasswd",
            "/places/name%20st.%20petersburg,%20RU",
            "/audit",
        ] {
            assert!(is_page(path), "{path}");
        }
        for path in [
            "/wp-login.php",
            "/assets/none.js",
            "/reports/../x.txt",
            "/reports/a/b.html",
            "//evil.example/x",
            "/reports/..",
        ] {
            assert!(!is_page(path), "{path}");
        }
    }
}
