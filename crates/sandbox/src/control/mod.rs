//! What makes the sandbox do on demand what the real thing does by itself: for tests as JSON, for people as a page.

mod api;
mod forms;
mod page;

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};

use crate::app::Shared;

/// The control endpoints below `/_sandbox`, and the page at `/` with its forms.
pub fn router() -> Router<Shared> {
    Router::new()
        .route(
            "/_sandbox/faults",
            post(api::add_fault)
                .delete(api::clear_faults)
                .get(api::list_faults),
        )
        .route("/_sandbox/calls", get(api::calls).delete(api::clear_calls))
        .route("/_sandbox/deliveries", get(api::deliveries))
        .route("/_sandbox/state", get(api::state))
        .route("/_sandbox/system-unlink", post(api::system_unlink))
        .route("/_sandbox/link", post(api::link))
        .route("/_sandbox/refresh", post(api::refresh))
        .route("/_sandbox/coop", put(api::coop))
        .route("/_sandbox/link-life", put(api::link_life))
        .route("/_sandbox/rate-limit", put(api::rate_limit))
        .route("/", get(page::page))
        .route("/control/fault", post(forms::fault))
        .route("/control/clear", post(forms::clear))
        .route("/control/link", post(forms::link))
        .route("/control/unlink", post(forms::unlink))
        .route("/control/coop", post(forms::coop))
        .route("/control/link-life", post(forms::link_life))
        .layer(from_fn(own_pages_only))
}

/// A page of somebody else, open in the same browser, must not work the controls.
async fn own_pages_only(request: Request, next: Next) -> Response {
    let site = request
        .headers()
        .get("sec-fetch-site")
        .map(|site| site.as_bytes().to_vec());
    let foreign = site.is_some_and(|site| site != b"same-origin" && site != b"none");
    if foreign && !request.method().is_safe() {
        return (
            StatusCode::FORBIDDEN,
            "Only the sandbox's own page and command lines work its controls.\n",
        )
            .into_response();
    }
    crate::pages::for_pages(request, next).await
}
