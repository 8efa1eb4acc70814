use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use serde_json::{Value, json};

use super::errors::ApiError;
use super::json::ok;
use super::query::Query;
use super::scope::Scope;
use crate::app::Shared;
use crate::clock::{self, Millis};
use crate::faults::{self, TitleFault};

const HOUR: Millis = 60 * 60 * 1000;

/// `GET /user`: what is linked, as of now. `activeSocialAccounts` is left out when nothing is.
pub async fn details(
    State(app): State<Shared>,
    Extension(scope): Extension<Scope>,
    RawQuery(raw): RawQuery,
) -> Result<Response, ApiError> {
    let query = Query::read(raw.as_deref());
    let instagram = ["instagramDetails", "instagramQuota"]
        .iter()
        .any(|key| query.flag(key) == Some(true));
    let now = clock::now();
    let profile = app
        .read(|world| world.profile(&scope.ref_id).cloned())
        .ok_or_else(|| ApiError::not_found("Profile not found."))?;
    let (mut active, mut names): (Vec<Value>, Vec<Value>) = profile
        .active(now)
        .map(|(platform, link)| {
            (
                json!(platform),
                Value::Object(app.display_name(link, instagram)),
            )
        })
        .unzip();
    if faults::of_title(&profile.title) == Some(TitleFault::UnknownNetwork) {
        active.push(json!("zorbnet"));
        names.push(json!({
            "created": clock::iso(profile.created),
            "displayName": "Somebody on a network of tomorrow",
            "id": "zorb-1",
            "platform": "zorbnet",
            "profileUrl": "https://zorbnet.example/somebody",
            "somethingNew": {"nested": [1, 2, 3]},
        }));
    }
    let mut answer = json!({
        "displayNames": names,
        "ayrlinkUrl": format!("{}/ayrlink/{}", app.public_url, profile.ref_id),
        "created": {
            "_seconds": profile.created / 1000,
            "_nanoseconds": profile.created % 1000 * 1_000_000,
            "utc": clock::iso(profile.created),
        },
        "lastApiCall": clock::iso(now),
        "lastUpdated": clock::iso(now),
        "nextUpdate": clock::iso(now + HOUR),
        "messagingEnabled": profile.messaging_active.unwrap_or(false),
        "messagingConversationMonthlyCount": 0,
        "monthlyApiCalls": 0,
        "monthlyApiCallsQuota": 100_000,
        "monthlyPostCount": 0,
        "monthlyPostQuota": 1_000,
        "refId": profile.ref_id,
        "title": profile.title,
    });
    if !active.is_empty() {
        answer["activeSocialAccounts"] = Value::Array(active);
    }
    if let Some(email) = &profile.email {
        answer["email"] = json!(email);
    }
    Ok(ok(&answer))
}
