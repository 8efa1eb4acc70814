use axum::extract::{Form, State};
use axum::response::Redirect;
use serde::Deserialize;

use super::api::{self, Wrong};
use crate::app::{Shared, lock};
use crate::faults::FaultRule;
use crate::world::AccountFields;

/// Every form of the control page goes back to the page.
type Back = Result<Redirect, Wrong>;

fn back() -> Back {
    Ok(Redirect::to("/"))
}

/// "Let it go wrong".
#[derive(Deserialize)]
pub struct FaultForm {
    route: String,
    fault: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    seconds: String,
    #[serde(default)]
    times: String,
}

/// `POST /control/fault`.
pub async fn fault(State(app): State<Shared>, Form(form): Form<FaultForm>) -> Back {
    let name = serde_json::from_value(form.fault.into())
        .map_err(|error| Wrong::value(error.to_string()))?;
    lock(&app.faults).add(FaultRule {
        route: form.route,
        fault: name,
        status: form.status.parse().ok(),
        code: None,
        seconds: form.seconds.parse().ok(),
        times: form.times.parse().ok(),
        title: None,
        after: false,
    });
    back()
}

/// `POST /control/clear`.
pub async fn clear(State(app): State<Shared>) -> Back {
    lock(&app.faults).clear();
    back()
}

/// "Link" and "Drop".
#[derive(Deserialize)]
pub struct LinkForm {
    title: String,
    platform: String,
}

/// `POST /control/link`.
pub async fn link(State(app): State<Shared>, Form(form): Form<LinkForm>) -> Back {
    api::make_link(&app, &form.title, &form.platform, AccountFields::new())?;
    back()
}

/// `POST /control/unlink`.
pub async fn unlink(State(app): State<Shared>, Form(form): Form<LinkForm>) -> Back {
    let details = "Dropped from the sandbox's control page.".to_owned();
    api::drop_link(&app, &form.title, &form.platform, details)?;
    back()
}

/// "Cross-Origin-Opener-Policy".
#[derive(Deserialize)]
pub struct CoopForm {
    network: String,
    value: String,
}

/// `POST /control/coop`.
pub async fn coop(State(app): State<Shared>, Form(form): Form<CoopForm>) -> Back {
    api::set_coop(&app, &form.network, &form.value)?;
    back()
}

/// "Life of a linking URL".
#[derive(Deserialize)]
pub struct LifeForm {
    seconds: u64,
}

/// `POST /control/link-life`.
pub async fn link_life(State(app): State<Shared>, Form(form): Form<LifeForm>) -> Back {
    app.change(|world| world.settings.link_life_seconds = Some(form.seconds));
    back()
}
