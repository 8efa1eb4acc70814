use axum::Extension;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use url::Url;

use super::errors::ApiError;
use super::json::{ok, read};
use super::query::Query;
use super::scope::Scope;
use crate::app::Shared;
use crate::clock;
use crate::world::{ACTIONS, Hook};

/// The body of a registration or a removal.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Input {
    action: Option<String>,
    url: Option<String>,
    secret: Option<String>,
    source: Option<String>,
}

impl Input {
    fn action(&self) -> Result<String, ApiError> {
        match self.action.as_deref() {
            Some(action) if ACTIONS.contains(&action) => Ok(action.to_owned()),
            Some(other) => Err(ApiError::parameter(format!(
                "action: {other:?} is not one of {}.",
                ACTIONS.join(", ")
            ))),
            None => Err(ApiError::parameter("Missing action.")),
        }
    }
}

/// `POST /hook/webhook`: one address for each action and tag. Without a key it is the primary profile's,
/// which profiles without one of their own inherit.
pub async fn register(
    State(app): State<Shared>,
    Extension(scope): Extension<Scope>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let ref_id = scope.or_primary(&app)?.to_owned();
    let input: Input = read(&body)?;
    let action = input.action()?;
    let url = input
        .url
        .ok_or_else(|| ApiError::parameter("Missing url."))?;
    let scheme = Url::parse(&url)
        .map(|url| url.scheme().to_owned())
        .unwrap_or_default();
    if scheme != "https" && !(scheme == "http" && app.options.allow_http_webhooks) {
        return Err(ApiError::parameter(
            "The webhook url must be an https address.",
        ));
    }
    let hook = Hook {
        ref_id,
        action,
        url,
        secret: input.secret.filter(|secret| !secret.is_empty()),
        source: input.source,
        updated: clock::now(),
    };
    let answer =
        json!({"status": "success", "action": hook.action, "url": hook.url, "refId": hook.ref_id});
    app.change(|world| {
        world.hooks.retain(|old| {
            !(old.ref_id == hook.ref_id && old.action == hook.action && old.source == hook.source)
        });
        world.hooks.push(hook);
    });
    Ok(ok(&answer))
}

/// `GET /hook/webhook`: one key for each action.
pub async fn list(
    State(app): State<Shared>,
    Extension(scope): Extension<Scope>,
    RawQuery(raw): RawQuery,
) -> Result<Response, ApiError> {
    let ref_id = scope.or_primary(&app)?;
    let query = Query::read(raw.as_deref());
    let source = query.one("source");
    let hooks: Vec<Hook> = app.read(|world| {
        let mine = world.hooks.iter().filter(|hook| hook.ref_id == ref_id);
        mine.filter(|hook| source.is_none() || hook.source.as_deref() == source)
            .cloned()
            .collect()
    });
    let mut answer = Map::new();
    answer.insert("status".to_owned(), json!("success"));
    for hook in &hooks {
        answer.insert(hook.action.clone(), json!(hook.url));
    }
    if let Some(updated) = hooks.iter().map(|hook| hook.updated).max() {
        answer.insert("updated".to_owned(), json!(clock::iso(updated)));
    }
    Ok(ok(&Value::Object(answer)))
}

/// `DELETE /hook/webhook`.
pub async fn remove(
    State(app): State<Shared>,
    Extension(scope): Extension<Scope>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let ref_id = scope.or_primary(&app)?;
    let input: Input = read(&body)?;
    let action = input.action()?;
    app.change(|world| {
        let gone = |hook: &Hook| {
            hook.ref_id == ref_id
                && hook.action == action
                && (input.source.is_none() || hook.source == input.source)
        };
        world.hooks.retain(|hook| !gone(hook));
    });
    Ok(ok(&json!({"status": "success", "action": action})))
}
