//! What is wrong with a request, or with us: one JSON object that says so and what to do.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use dateline_desk::{Candidate, DeskError};
use dateline_export::ExportError;
use dateline_ledger::LedgerError;
use serde::Serialize;
use serde_json::json;

use crate::look::Found;
use crate::reply::json_response;

/// Why a request has no answer.
#[derive(Debug)]
pub struct Fault {
    status: StatusCode,
    code: &'static str,
    message: String,
    hint: Option<String>,
    candidates: Vec<Found>,
}

#[derive(Serialize)]
struct Told<'f> {
    status: u16,
    code: &'static str,
    message: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'f str>,
}

impl Fault {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Fault {
        Fault { status, code, message: message.into(), hint: None, candidates: vec![] }
    }

    /// What to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Fault {
        self.hint = Some(hint.into());
        self
    }

    pub fn bad(message: impl Into<String>) -> Fault {
        Fault::new(StatusCode::BAD_REQUEST, "bad_request", message)
    }

    pub fn not_found(message: impl Into<String>) -> Fault {
        Fault::new(StatusCode::NOT_FOUND, "not_found", message)
    }

    pub fn forbidden(message: impl Into<String>) -> Fault {
        Fault::new(StatusCode::FORBIDDEN, "forbidden", message)
    }

    pub fn misdirected(message: impl Into<String>) -> Fault {
        Fault::new(StatusCode::MISDIRECTED_REQUEST, "forbidden", message)
    }

    pub fn method() -> Fault {
        Fault::new(StatusCode::METHOD_NOT_ALLOWED, "unsupported", "this is asked with GET only")
    }

    pub fn media_type() -> Fault {
        Fault::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported",
            "the body must be JSON, sent as content-type: application/json",
        )
    }

    pub fn too_large(message: impl Into<String>) -> Fault {
        Fault::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", message)
    }

    pub fn uri_too_long() -> Fault {
        Fault::new(StatusCode::URI_TOO_LONG, "too_large", "the address is too long")
    }

    pub fn slow() -> Fault {
        Fault::new(StatusCode::REQUEST_TIMEOUT, "bad_request", "the request did not come in time")
    }

    pub fn busy() -> Fault {
        Fault::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "the server is busy with other questions",
        )
        .hint("ask again in some seconds")
    }

    pub fn internal(message: impl Into<String>) -> Fault {
        Fault::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", message)
    }

    /// A name that may mean several places.
    pub fn ambiguous(name: &str, candidates: Vec<Candidate>) -> Fault {
        let message = format!("\"{name}\" may be any of {} places", candidates.len());
        Fault {
            candidates: candidates.into_iter().map(Found::from).collect(),
            ..Fault::new(StatusCode::MULTIPLE_CHOICES, "ambiguous", message)
                .hint("ask for one of them by its key, or as \"Name, CC\"")
        }
    }
}

impl From<LedgerError> for Fault {
    fn from(error: LedgerError) -> Fault {
        match error {
            LedgerError::Correction(message) => Fault::bad(message),
            LedgerError::ReadOnly(_) => {
                Fault::forbidden("the ledger is read-only here; nothing was written")
            }
            LedgerError::Busy(_) => Fault::busy(),
            // Where files lie on the server is nobody's business elsewhere.
            _ => Fault::internal("the ledger cannot be read; the server's own output says why"),
        }
    }
}

impl From<DeskError> for Fault {
    fn from(error: DeskError) -> Fault {
        match error {
            DeskError::Ledger(error) => error.into(),
            DeskError::NotFound(message) => Fault::not_found(message),
            other => Fault::bad(other.to_string()),
        }
    }
}

impl From<ExportError> for Fault {
    fn from(error: ExportError) -> Fault {
        match error {
            ExportError::Ledger(error) => error.into(),
            ExportError::Desk(error) => error.into(),
            ExportError::Usage(message) => Fault::bad(message),
            ExportError::Io(_) | ExportError::Format(_) => {
                Fault::internal("the file could not be written")
            }
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let told = Told {
            status: self.status.as_u16(),
            code: self.code,
            message: &self.message,
            hint: self.hint.as_deref(),
        };
        let body = match self.candidates.is_empty() {
            true => json!({ "error": told }),
            false => json!({ "error": told, "candidates": self.candidates }),
        };
        let mut response = json_response(body.to_string().into_bytes());
        *response.status_mut() = self.status;
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            let headers = response.headers_mut();
            headers.insert("retry-after", axum::http::HeaderValue::from_static("5"));
        }
        response
    }
}
