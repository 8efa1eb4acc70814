use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::errors::ApiError;

/// The content type of every answer, to the letter.
pub const JSON: &str = "application/json; charset=utf-8";

/// An answer.
pub fn reply(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, JSON)], body.to_string()).into_response()
}

/// An answer with status 200.
pub fn ok(body: &Value) -> Response {
    reply(StatusCode::OK, body)
}

/// Reads a body. No body at all is an empty object.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    let body = if body.trim_ascii().is_empty() {
        b"{}"
    } else {
        body
    };
    serde_json::from_slice(body)
        .map_err(|error| ApiError::parameter(format!("Missing or incorrect parameters: {error}.")))
}
