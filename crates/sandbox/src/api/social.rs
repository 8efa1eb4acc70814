use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use super::errors::ApiError;
use super::json::{ok, read};
use super::scope::Scope;
use crate::app::{Shared, Unlinking};
use crate::networks;
use crate::world::Source;

/// The body.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Input {
    platform: Option<String>,
}

/// `DELETE /profiles/social`. Without a key it unlinks from the primary profile, as Ayrshare does.
/// The answer is the same whether the network was linked or not.
pub async fn unlink(
    State(app): State<Shared>,
    Extension(scope): Extension<Scope>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let ref_id = scope.or_primary(&app)?;
    let input: Input = read(&body)?;
    let platform = input
        .platform
        .ok_or_else(|| ApiError::parameter("Missing platform."))?;
    // Ids are case-sensitive, and the `x` of link sessions is not taken here.
    let known = platform != "x" && networks::find(&platform).is_some();
    let documented = !matches!(platform.as_str(), "pinterest" | "snapchat");
    if !known || !(documented || app.options.guesses.unlink_takes_every_network) {
        return Err(ApiError::parameter(format!(
            "{platform:?} is not a platform that can be unlinked."
        )));
    }
    app.unlink(Unlinking {
        ref_id,
        network: &platform,
        source: Source::User,
        details: None,
    });
    Ok(ok(
        &json!({"status": "success", "platform": platform, "refId": ref_id}),
    ))
}
