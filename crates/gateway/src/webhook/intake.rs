use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use connect_contract::{NetworkId, ProblemCode};
use serde_json::{Value, json};

use super::signature::is_signed;
use crate::attempts::ring_brand;
use crate::clock;
use crate::error::Error;
use crate::state::App;
use crate::web;

/// `POST /webhooks/ayrshare`.
pub async fn receive(State(app): State<Arc<App>>, request: Request) -> Result<Json<Value>, Error> {
    let headers = request.headers().clone();
    let body = web::read(request).await?;
    let is_ours = app
        .settings
        .webhook_secret
        .as_ref()
        .is_some_and(|secret| is_signed(&headers, &body, secret));
    if !is_ours {
        return Err(Error::new(ProblemCode::ServerKeyRefused).titled("The signature is not valid."));
    }
    let event: Value =
        serde_json::from_slice(&body).map_err(|_| Error::invalid("The body is not JSON."))?;
    take(&app, &event).await?;
    Ok(Json(json!({ "received": true })))
}

async fn take(app: &Arc<App>, event: &Value) -> Result<(), Error> {
    let text = |key: &str| {
        event
            .get(key)
            .and_then(Value::as_str)
            .filter(|text| (1..=500).contains(&text.len()))
    };
    // Other actions, and profiles that are not ours, are acknowledged and left alone.
    let (Some("social"), Some(ref_id)) = (text("action"), text("refId")) else {
        return Ok(());
    };
    let Some(brand) = app.store.find_brand_by_ref(ref_id).await? else {
        return Ok(());
    };
    let now = clock::now();
    let hook_id = text("hookId");
    if let Some(hook_id) = hook_id
        && app.store.was_delivered(hook_id).await?
    {
        return Ok(());
    }
    if let (Some("unlink"), Some(platform)) = (text("type"), text("platform")) {
        let network = NetworkId::new(platform);
        // Written down before it is acknowledged: the list of accounts will not tell why one is gone.
        match text("source") {
            Some("system") => app.store.remember_drop(brand, &network, now).await?,
            _ => app.store.forget_account(brand, &network).await?,
        }
    }
    ring_brand(app, brand);
    // Last: what fails before this is not acknowledged, and comes again. And a person waits for what was rung for.
    if let Some(hook_id) = hook_id {
        app.store.remember_delivery(hook_id, now).await?;
    }
    Ok(())
}
