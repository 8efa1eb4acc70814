use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use connect_contract::ProblemCode;

use crate::error::Error;

const SECRET_NAMES: [&str; 8] = [
    "token",
    "access_token",
    "session_token",
    "authorization",
    "api_key",
    "server_key",
    "ticket",
    "code",
];

/// An address ends up in logs, histories and `Referer` headers, so nothing secret may be in one. (T3, T41)
pub async fn refuse_secrets_in_address(request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    if pairs.any(|(name, value)| {
        SECRET_NAMES
            .iter()
            .any(|secret| name.eq_ignore_ascii_case(secret))
            || looks_secret(&value)
    }) {
        return Error::from(ProblemCode::SecretInAddress).into_response();
    }
    next.run(request).await
}

fn looks_secret(value: &str) -> bool {
    ["cap_sk_", "cap_st_", "cap_sc_", "cap_pc_", "cap_lt_"]
        .iter()
        .any(|prefix| value.starts_with(prefix))
}
