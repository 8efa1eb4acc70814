//! What goes wrong between this host and its gateway, told to programs and to people.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::gateway::NoSession;

impl NoSession {
    /// The status for a browser, and a sentence that tells a person who set this up what to look at.
    pub fn told(&self) -> (StatusCode, String) {
        match self {
            Self::Unreachable(_) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "The gateway does not answer. Is it running?".to_owned(),
            ),
            Self::Refused { code, .. } if code == "server_key_refused" => (
                StatusCode::BAD_GATEWAY,
                "The gateway does not accept this app's server key.".to_owned(),
            ),
            Self::Refused { status, code } => (
                StatusCode::BAD_GATEWAY,
                format!("The gateway refused to make a session ({status}, {code})."),
            ),
            Self::Unreadable(_) => (
                StatusCode::BAD_GATEWAY,
                "The gateway's answer is not a session.".to_owned(),
            ),
        }
    }

    fn code(&self) -> &str {
        match self {
            Self::Unreachable(_) => "gateway_unreachable",
            Self::Refused { code, .. } if !code.is_empty() => code,
            Self::Refused { .. } | Self::Unreadable(_) => "gateway_answer",
        }
    }
}

/// As `application/problem+json` (RFC 9457), for the widget.
impl IntoResponse for NoSession {
    fn into_response(self) -> Response {
        let (status, title) = self.told();
        tracing::warn!("no session: {self}");
        problem(status, self.code(), &title)
    }
}

/// A problem document.
pub fn problem(status: StatusCode, code: &str, title: &str) -> Response {
    let body =
        json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "code": code });
    (
        status,
        [(CONTENT_TYPE, "application/problem+json")],
        body.to_string(),
    )
        .into_response()
}
