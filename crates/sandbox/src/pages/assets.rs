use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::app::Shared;

const STYLE: &str = include_str!("../../assets/sandbox.css");
const SCRIPT: &str = include_str!("../../assets/linking.js");
const OPENER: &str = include_str!("../../assets/opener.js");

/// Style and script, in files of their own: the pages allow nothing inline.
pub fn router() -> Router<Shared> {
    Router::new()
        .route(
            "/assets/sandbox.css",
            get(|| file("text/css; charset=utf-8", STYLE)),
        )
        .route(
            "/assets/linking.js",
            get(|| file("text/javascript; charset=utf-8", SCRIPT)),
        )
        .route(
            "/assets/opener.js",
            get(|| file("text/javascript; charset=utf-8", OPENER)),
        )
}

async fn file(content_type: &'static str, text: &'static str) -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, content_type),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        text,
    )
}
