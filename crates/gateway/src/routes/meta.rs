//! What is not about anybody's accounts.

use std::sync::{Arc, OnceLock};

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use connect_contract::ProblemCode;

use crate::error::Error;
use crate::state::App;

/// `GET /healthz`: the process answers.
pub async fn health() -> &'static str {
    "ok"
}

/// `GET /readyz`: it can do its work. Ayrshare is not asked: while it is down the gateway still says so properly.
pub async fn ready(State(app): State<Arc<App>>) -> Result<&'static str, Error> {
    app.store.probe_writing().await?;
    Ok("ready")
}

/// `GET /api/v1/openapi.json`.
pub async fn openapi() -> Result<Response, Error> {
    static DOCUMENT: OnceLock<String> = OnceLock::new();
    if DOCUMENT.get().is_none() {
        let document = connect_contract::openapi::document()
            .map_err(|_| Error::internal("the OpenAPI document"))?;
        let _ = DOCUMENT.set(document);
    }
    let document = DOCUMENT.get().map(String::as_str).unwrap_or_default();
    Ok((
        StatusCode::OK,
        [(header::CONTENT_TYPE, "application/json")],
        document,
    )
        .into_response())
}

/// Everything under the API that is not there.
pub async fn no_such_call() -> Error {
    ProblemCode::NotFound.into()
}

/// A path that is there, with another method.
pub async fn no_such_method() -> Error {
    ProblemCode::MethodNotAllowed.into()
}
