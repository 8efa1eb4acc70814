use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::json;

use super::Fault;
use crate::api::{ApiError, JSON};

/// The answer that takes the place of the right one. `None` where the right one is needed: [`Fault::Slow`] and
/// [`Fault::Truncated`]. A hang never returns.
pub async fn answer(fault: &Fault) -> Option<Response> {
    match fault {
        Fault::Slow(wait) => {
            tokio::time::sleep(*wait).await;
            None
        }
        Fault::Truncated => None,
        Fault::Hang => std::future::pending().await,
        Fault::Status {
            status,
            code,
            message,
        } => Some(ApiError::new(*status, *code, message.clone()).into_response()),
        Fault::Html(status) => {
            let page = "<!doctype html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>";
            Some(plain(*status, "text/html; charset=utf-8", page.into()))
        }
        Fault::Malformed => Some(plain(
            200,
            JSON,
            r#"{"status":"success","activeSocialAccounts":["facebook","#.into(),
        )),
        Fault::Empty(status) => Some(plain(*status, JSON, Body::empty())),
        Fault::RateLimited => Some(ApiError::rate_limited().into_response()),
    }
}

/// Announces the whole of an answer and sends half of it.
pub async fn lose_half(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let whole = axum::body::to_bytes(body, usize::MAX)
        .await
        .unwrap_or_default();
    let whole = if whole.len() < 2 {
        Bytes::from(json!({"status": "success"}).to_string())
    } else {
        whole
    };
    let half = whole.slice(..whole.len() / 2);
    parts
        .headers
        .insert(header::CONTENT_LENGTH, whole.len().into());
    let chunks = stream::unfold(Some(half), |half| async move {
        match half {
            Some(half) => Some((Ok(half), None)),
            None => {
                // Lets the first half out before the connection goes.
                tokio::time::sleep(Duration::from_millis(20)).await;
                Some((Err(io::Error::other("cut off on demand")), None))
            }
        }
    });
    Response::from_parts(parts, Body::from_stream(chunks))
}

fn plain(status: u16, content_type: &'static str, body: Body) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    (status, [(header::CONTENT_TYPE, content_type)], body).into_response()
}
