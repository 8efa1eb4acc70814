use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::json::reply;

/// A failure in Ayrshare's flat form: `{action?, status: "error", code?, message}`.
#[derive(Debug)]
pub struct ApiError {
    status: u16,
    action: Option<&'static str>,
    code: Option<u32>,
    message: String,
}

impl ApiError {
    /// A failure with its own words.
    pub fn new(status: u16, code: Option<u32>, message: impl Into<String>) -> Self {
        Self {
            status,
            action: None,
            code,
            message: message.into(),
        }
    }

    /// Names what failed, where Ayrshare does.
    pub fn of_action(self, action: &'static str) -> Self {
        Self {
            action: Some(action),
            ..self
        }
    }

    /// A parameter is missing or wrong.
    pub fn parameter(message: impl Into<String>) -> Self {
        Self::new(400, Some(101), message)
    }

    /// 102: the API key is missing or wrong.
    pub fn api_key() -> Self {
        Self::new(
            403,
            Some(102),
            "API Key not valid. Please verify the Authorization header: Bearer API_KEY.",
        )
        .of_action("authorization")
    }

    /// 146: the title is taken.
    pub fn title_taken() -> Self {
        Self::new(
            400,
            Some(146),
            "Profile title already exists. Please use a different title.",
        )
        .of_action("create")
    }

    /// 114: nothing has that id.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(404, Some(114), message)
    }

    /// The profile is suspended.
    pub fn suspended() -> Self {
        Self::new(
            403,
            None,
            "This profile is suspended. Please contact Ayrshare support.",
        )
    }

    /// 429. Which code goes with it is unknown.
    pub fn rate_limited() -> Self {
        Self::new(429, None, "Too many requests. Please slow down.")
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut body = Map::new();
        if let Some(action) = self.action {
            body.insert("action".to_owned(), json!(action));
        }
        body.insert("status".to_owned(), json!("error"));
        if let Some(code) = self.code {
            body.insert("code".to_owned(), json!(code));
        }
        body.insert("message".to_owned(), json!(self.message));
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        reply(status, &Value::Object(body))
    }
}

/// A path that does not exist.
pub async fn no_route() -> ApiError {
    ApiError::new(404, None, "This endpoint does not exist.")
}

/// A path that exists with another method.
pub async fn no_method() -> ApiError {
    ApiError::new(405, None, "This method is not allowed here.")
}

/// Writes the two headers that tell how near the limit is.
pub fn tell_limit(response: &mut Response, max: u32, count: u32) {
    let headers = response.headers_mut();
    headers.insert("x-ratelimit-max", HeaderValue::from(max));
    headers.insert("x-ratelimit-count", HeaderValue::from(count));
}
