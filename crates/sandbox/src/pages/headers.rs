use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::Shared;
use crate::networks;

/// No frame may show these pages, as no network lets its sign-in be framed.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    base-uri 'none'; frame-ancestors 'none'";
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// What every page sends.
pub async fn for_pages(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What the consent pages of a network send besides, on redirects too.
pub async fn opener_policy(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let network = request
        .uri()
        .path()
        .split('/')
        .nth(2)
        .and_then(networks::find);
    let policy =
        network.and_then(|network| app.read(|world| world.settings.coop_of(network)).header());
    let mut response = next.run(request).await;
    if let Some(policy) = policy {
        response
            .headers_mut()
            .insert(OPENER_POLICY, HeaderValue::from_static(policy));
    }
    response
}
