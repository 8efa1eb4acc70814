//! What an answer of the backend says: its text, or why it is none.

use connect_core::{Failure, retry_after};
use gloo_net::http::Response;

use super::WIDGET;
use crate::browser::stream::Body;
use crate::browser::{json, location};

/// No answer of the gateway is longer than that, in bytes. What is comes from somebody else and may have no end.
const LONGEST: usize = 1 << 20;

/// The body of an answer, if it is JSON, and a short one. What is not is never read.
pub async fn text(response: &Response) -> String {
    let kind = response.headers().get("content-type").unwrap_or_default();
    let is_json = ["application/json", "application/problem+json"]
        .iter()
        .any(|json| kind.starts_with(json));
    let body = response.body().filter(|_| is_json);
    match body.and_then(|body| Body::new(&body)) {
        Some(body) => body.text(LONGEST).await.unwrap_or_default(),
        None => String::new(),
    }
}

/// What an answer of failure means. A page that is not spoken to any more is loaded again by it, once.
pub fn refusal(response: &Response, body: &str) -> Failure {
    // A widget's page is the host's.
    if !WIDGET && response.status() == 426 {
        location::reload_once();
    }
    let headers = response.headers();
    let wait = headers.get("retry-after").and_then(|wait| {
        // A date is by the sender's clock; the one here may be a day off.
        let now = headers
            .get("date")
            .map(|now| js_sys::Date::parse(&now))
            .filter(|now| !now.is_nan())
            .unwrap_or_else(js_sys::Date::now);
        retry_after(&wait, now, js_sys::Date::parse)
    });
    Failure::of_answer(response.status(), json::read(body), wait)
}
