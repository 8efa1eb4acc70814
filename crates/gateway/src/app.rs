//! Which address leads where, and what every request goes through on its way.

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{delete, get, post};
use connect_contract::API_BASE;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;

use crate::routes::{accounts, events, links, meta, portal, qr, sessions};
use crate::state::App;
use crate::{static_files, web, webhook};

/// The whole service.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .nest(API_BASE, api())
        .route("/webhooks/ayrshare", post(webhook::receive))
        .route("/healthz", get(meta::health))
        .route("/readyz", get(meta::ready))
        .route("/qr.svg", get(qr::draw))
        .merge(pages())
        .fallback(static_files::asset)
        .method_not_allowed_fallback(meta::no_such_method)
        .layer(RequestBodyLimitLayer::new(web::LARGEST_BODY))
        .layer(from_fn(web::refuse_secrets_in_address))
        .layer(CatchPanicLayer::custom(web::panic_answer))
        .layer(from_fn_with_state(Arc::clone(&app), web::cors))
        .layer(from_fn_with_state(Arc::clone(&app), web::secure))
        .layer(from_fn_with_state(Arc::clone(&app), web::report))
        .with_state(app)
}

fn api() -> Router<Arc<App>> {
    Router::new()
        .route("/openapi.json", get(meta::openapi))
        .route("/sessions", post(sessions::create))
        .route("/sessions/exchange", post(sessions::exchange))
        .route("/sessions/{id}", delete(sessions::end))
        .route("/portal", get(portal::show))
        .route("/links", post(links::start))
        .route("/links/redeem", post(links::redeem))
        .route("/links/{attempt}", get(links::show).delete(links::stop))
        .route("/links/{attempt}/log", get(links::log))
        .route("/links/{attempt}/report", get(links::report))
        .route("/links/{attempt}/end", get(links::end))
        .route("/links/{attempt}/question", get(links::question))
        .route("/accounts/{network}/impact", get(accounts::impact))
        .route("/accounts/{network}/keep", post(accounts::keep))
        .route("/accounts/{network}", delete(accounts::unlink))
        .route("/events", get(events::stream))
        .fallback(meta::no_such_call)
}

fn pages() -> Router<Arc<App>> {
    let page = || get(static_files::spa);
    Router::new()
        .route("/", page())
        .route("/index.html", page())
        .route("/accounts", page())
        .route("/portal", page())
        .route("/help", page())
        .route("/help/{topic}", page())
        .route("/enter", page())
        .route("/done.html", get(static_files::done))
        .route("/embed", get(static_files::embed))
        .route("/embed.html", get(static_files::embed))
}
