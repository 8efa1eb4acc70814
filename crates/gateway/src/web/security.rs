use std::any::Any;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::csp::Csp;
use crate::error::Error;
use crate::state::App;
use crate::static_files::Framed;

/// Adds what every answer carries. No `Cross-Origin-Opener-Policy` anywhere: it would cut the pop-up off its opener.
pub async fn secure(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    // The header knows no list of origins; the policy of what may be framed does. (T17)
    let is_framed = response.extensions().get::<Framed>().is_some();
    let headers = response.headers_mut();
    let mut add = |name: HeaderName, value: &'static str| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    add(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    add(header::REFERRER_POLICY, "no-referrer");
    if !is_framed {
        add(header::X_FRAME_OPTIONS, "DENY");
    }
    add(header::CONTENT_SECURITY_POLICY, Csp::NOTHING);
    add(
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    add(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=()",
    );
    add(header::CACHE_CONTROL, "no-store");
    if app.public_url.scheme() == "https" {
        add(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

/// A handler that panicked costs its caller one answer and nobody else anything. (F60)
pub fn panic_answer(_: Box<dyn Any + Send + 'static>) -> Response {
    Error::internal("a handler panicked").into_response()
}
