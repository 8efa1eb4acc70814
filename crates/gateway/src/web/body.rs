use std::time::Duration;

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use connect_contract::ProblemCode;
use serde::de::DeserializeOwned;

use crate::error::Error;

/// The largest body that is read.
pub const LARGEST_BODY: usize = 64 * 1024;
/// A caller who drips its body is not waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// A JSON body. The content type is required: a form or a plain-text post of another site cannot set it. (T32)
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        if !is_json(request.headers()) {
            return Err(ProblemCode::UnsupportedMediaType.into());
        }
        let bytes = read(request).await?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| Error::invalid(explain(&error)))
    }
}

/// The bytes of a body, within the limits.
pub async fn read(request: Request) -> Result<Bytes, Error> {
    let reading = to_bytes(request.into_body(), LARGEST_BODY);
    match tokio::time::timeout(PATIENCE, reading).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(ProblemCode::TooLarge.into()),
        Err(_) => Err(Error::invalid("The body did not arrive in time.")),
    }
}

/// A text of `least..=most` characters without control characters.
pub fn check_text(name: &str, text: &str, most: usize) -> Result<(), Error> {
    let length = text.chars().count();
    if length == 0 || length > most || text.trim().is_empty() || text.chars().any(char::is_control)
    {
        return Err(Error::invalid(format!(
            "{name} has to have 1 to {most} characters, none of them a control character."
        )));
    }
    Ok(())
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// Names of fields help the developer; values are never repeated, they may be secret.
fn explain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let field = ["unknown field", "missing field", "duplicate field"]
        .iter()
        .any(|start| text.starts_with(start));
    if field && text.len() < 300 {
        format!("The body is not what the contract says: {text}.")
    } else {
        format!(
            "The body is not what the contract says, near line {} column {}.",
            error.line(),
            error.column()
        )
    }
}
