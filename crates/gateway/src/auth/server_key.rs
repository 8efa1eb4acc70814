use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use connect_contract::ProblemCode;
use secrecy::ExposeSecret;

use super::tokens::{Digest, SERVER_KEY_PREFIX};
use crate::error::Error;
use crate::state::App;

/// The host's server, proven by its key.
pub struct ServerCaller;

impl FromRequestParts<Arc<App>> for ServerCaller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        let given = bearer(&parts.headers).ok_or(ProblemCode::ServerKeyRefused)?;
        refuse_from_a_browser(&parts.headers, given)?;
        // Digests are compared, so the time it takes tells nothing about the key.
        if Digest::of(given) != Digest::of(app.settings.server_key.expose_secret()) {
            return Err(ProblemCode::ServerKeyRefused.into());
        }
        Ok(Self)
    }
}

/// The bearer token of a request.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// A server key in a browser is a leaked one: nothing is done for it, and the operator is told. (T9)
pub fn refuse_from_a_browser(headers: &HeaderMap, token: &str) -> Result<(), Error> {
    if token.starts_with(SERVER_KEY_PREFIX) && headers.contains_key(header::ORIGIN) {
        tracing::error!(
            incident = "server_key_in_browser",
            "a browser sent a server key: replace the key"
        );
        return Err(Error::new(ProblemCode::OriginNotAllowed)
            .titled("A server key must never be sent by a browser. Replace it."));
    }
    Ok(())
}
