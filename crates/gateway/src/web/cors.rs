use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use connect_contract::{API_BASE, ProblemCode};

use crate::auth::Origin;
use crate::error::Error;
use crate::state::App;

/// Lets pages of the listed origins read the API. Never with credentials: the cookie is for our own page only. (T6)
pub async fn cors(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with(API_BASE) {
        return next.run(request).await;
    }
    let origin = Origin::of_request(request.headers());
    let listed = origin
        .and_then(Result::ok)
        .filter(|origin| app.lists_origin(origin));
    let is_preflight = request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = match (is_preflight, &listed) {
        (true, Some(_)) => preflight(),
        (true, None) => Error::from(ProblemCode::OriginNotAllowed).into_response(),
        (false, _) => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    if let Some(value) = listed.and_then(|origin| HeaderValue::from_str(origin.as_str()).ok()) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, value);
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("date, retry-after, x-request-id"),
        );
    }
    response
}

fn preflight() -> Response {
    let headers = HeaderMap::from_iter([
        (
            header::ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static("GET, POST, DELETE"),
        ),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static(
                "authorization, content-type, last-event-id, x-connect-accounts, x-connect-confirm",
            ),
        ),
        (
            header::ACCESS_CONTROL_MAX_AGE,
            HeaderValue::from_static("600"),
        ),
    ]);
    (StatusCode::NO_CONTENT, headers).into_response()
}
