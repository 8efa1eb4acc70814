//! The same host in React, as a build of `react/` left it: files of a folder, and what only this server knows.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path as Asked, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::routes::App;

/// Its page.
pub async fn page(State(app): State<Arc<App>>) -> Response {
    answer(&app, "index.html").await
}

/// What its script has to know.
pub async fn config(State(app): State<Arc<App>>) -> Json<Value> {
    Json(json!({ "gateway": app.gateway.origin, "brand": app.brand }))
}

/// Any other file.
pub async fn file(State(app): State<Arc<App>>, Asked(path): Asked<String>) -> Response {
    answer(&app, &path).await
}

async fn answer(app: &App, path: &str) -> Response {
    let file = app.react_app.as_deref().and_then(|all| within(all, path));
    let Some(file) = file else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Ok(content) = tokio::fs::read(file).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // Vite names what is in `assets` by its content.
    let cache = match path.starts_with("assets/") {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    };
    let headers = [(CONTENT_TYPE, content_type(path)), (CACHE_CONTROL, cache)];
    (headers, content).into_response()
}

/// The file, if the path goes only down.
fn within(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = Path::new(path);
    path.components()
        .all(|part| matches!(part, Component::Normal(_)))
        .then(|| folder.join(path))
}

/// Browsers run a script and WebAssembly by their type alone.
fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_folder() {
        let folder = Path::new("/app");
        assert_eq!(within(folder, "a/b.js"), Some(PathBuf::from("/app/a/b.js")));
        for path in ["../secret", "a/../../secret", "/etc/passwd"] {
            assert_eq!(within(folder, path), None, "{path}");
        }
    }
}
