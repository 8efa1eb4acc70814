//! The outermost layer: gives each request its support id, writes the problem of a failed one, and logs.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use connect_contract::{Problem, ProblemCode};

use crate::error::Error;
use crate::random;
use crate::state::App;

const PROBLEM_TYPE: &str = "application/problem+json";

/// Runs a request and reports on it.
pub async fn report(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let support_id = random::base62(12).unwrap_or_default();
    let (method, path, begun) = (
        request.method().clone(),
        request.uri().path().to_owned(),
        Instant::now(),
    );
    let mut response = next.run(request).await;
    let error = response
        .extensions_mut()
        .remove::<Error>()
        .or_else(|| unnamed(&response));
    let status = response.status().as_u16();
    let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    if let Some(error) = error {
        let (code, cause) = (
            error.code.as_str(),
            error.cause.as_deref().unwrap_or_default(),
        );
        if status >= 500 {
            tracing::error!(support_id, %method, path, status, millis, code, cause, "failed");
        } else {
            tracing::info!(support_id, %method, path, status, millis, code, cause, "refused");
        }
        write(&mut response, &app, error, &support_id);
    } else {
        tracing::debug!(support_id, %method, path, status, millis, "answered");
    }
    if let Ok(value) = HeaderValue::try_from(support_id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// A failure that some layer of the server answered without a problem.
fn unnamed(response: &Response) -> Option<Error> {
    let code = match response.status() {
        StatusCode::NOT_FOUND => ProblemCode::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => ProblemCode::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => ProblemCode::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ProblemCode::UnsupportedMediaType,
        status if status.is_client_error() => ProblemCode::InvalidRequest,
        status if status.is_server_error() => ProblemCode::Internal,
        _ => return None,
    };
    Some(Error::new(code))
}

fn write(response: &mut Response, app: &App, error: Error, support_id: &str) {
    let mut problem = Problem::new(error.code, support_id);
    problem.retry_after = error.retry_after;
    if let Some(title) = error.title {
        problem.title = title;
    }
    if matches!(
        error.code,
        ProblemCode::SessionMissing | ProblemCode::SessionExpired | ProblemCode::CodeUsed
    ) {
        problem.sign_in_url.clone_from(&app.settings.sign_in_url);
    }
    if let Ok(status) = StatusCode::from_u16(problem.status) {
        *response.status_mut() = status;
    }
    let body = serde_json::to_string(&problem).unwrap_or_default();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_TYPE));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = problem.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if problem.status == 401 {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    *response.body_mut() = Body::from(body);
}
