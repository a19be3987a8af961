//! Replies: bytes of a kind, packed for who can unpack them.

use std::io::Write;

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;

use crate::fault::Fault;

/// Below this a packet holds it anyway.
pub const WORTH_PACKING: usize = 1_400;

/// Above this packing would keep other requests waiting.
pub const LONG_TO_PACK: usize = 1 << 18;

/// A JSON body.
#[derive(Debug)]
pub struct Json(pub Vec<u8>);

impl Json {
    pub fn of(value: &impl Serialize) -> Result<Json, Fault> {
        serde_json::to_vec(value)
            .map(Json)
            .map_err(|error| Fault::internal(format!("the answer cannot be written: {error}")))
    }
}

impl IntoResponse for Json {
    fn into_response(self) -> Response {
        json_response(self.0)
    }
}

pub fn json_response(body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response
}

/// Packed with gzip; nothing where that fails.
pub fn pack(bytes: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::new(3));
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok().map(Bytes::from)
}
