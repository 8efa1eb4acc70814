use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::{LinkOrder, Shared, Unlinking, lock};
use crate::clock;
use crate::faults::FaultRule;
use crate::networks;
use crate::seed::invent;
use crate::world::{AccountFields, Coop, Source};

/// What a control endpoint answers: nothing, or what was wrong with the request.
type Answer = Result<StatusCode, Wrong>;

/// A request that makes no sense. 404 for a profile that does not exist, 400 for the rest.
pub struct Wrong(StatusCode, String);

impl Wrong {
    /// There is no profile of that title.
    pub fn no_profile(title: &str) -> Self {
        Self(
            StatusCode::NOT_FOUND,
            format!("no profile has the title {title:?}"),
        )
    }

    /// A value that is not one of those known.
    pub fn value(text: impl Into<String>) -> Self {
        Self(StatusCode::BAD_REQUEST, text.into())
    }
}

impl IntoResponse for Wrong {
    fn into_response(self) -> Response {
        (self.0, Json(json!({"error": self.1}))).into_response()
    }
}

/// `POST /_sandbox/faults`.
pub async fn add_fault(State(app): State<Shared>, Json(rule): Json<FaultRule>) -> StatusCode {
    lock(&app.faults).add(rule);
    StatusCode::NO_CONTENT
}

/// `GET /_sandbox/faults`.
pub async fn list_faults(State(app): State<Shared>) -> Json<Value> {
    Json(json!(lock(&app.faults).list()))
}

/// `DELETE /_sandbox/faults`.
pub async fn clear_faults(State(app): State<Shared>) -> StatusCode {
    lock(&app.faults).clear();
    StatusCode::NO_CONTENT
}

/// `GET /_sandbox/calls`, oldest first.
pub async fn calls(State(app): State<Shared>) -> Json<Value> {
    Json(lock(&app.calls).list().map(|call| json!(call)).collect())
}

/// `DELETE /_sandbox/calls`.
pub async fn clear_calls(State(app): State<Shared>) -> StatusCode {
    lock(&app.calls).clear();
    StatusCode::NO_CONTENT
}

/// `GET /_sandbox/deliveries`: webhooks that were sent, oldest first.
pub async fn deliveries(State(app): State<Shared>) -> Json<Value> {
    Json(json!(*lock(&app.deliveries)))
}

/// `GET /_sandbox/state`: everything, keys included; all of it is invented.
pub async fn state(State(app): State<Shared>) -> Json<Value> {
    Json(app.read(|world| json!(world)))
}

/// Body of `POST /_sandbox/system-unlink`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SystemUnlink {
    title: String,
    platform: String,
    #[serde(default)]
    details: Option<String>,
}

/// `POST /_sandbox/system-unlink`: Ayrshare drops a link that works no more.
pub async fn system_unlink(State(app): State<Shared>, Json(order): Json<SystemUnlink>) -> Answer {
    let details = order
        .details
        .unwrap_or_else(|| "The network ended the authorization.".to_owned());
    drop_link(&app, &order.title, &order.platform, details)
}

/// The same for the page.
pub fn drop_link(app: &Shared, title: &str, platform: &str, details: String) -> Answer {
    let ref_id = find(app, title)?;
    let order = Unlinking {
        ref_id: &ref_id,
        network: platform,
        source: Source::System,
        details: Some(details),
    };
    if app.unlink(order) {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Wrong::value(format!("{platform:?} is not linked")))
    }
}

/// Body of `POST /_sandbox/link`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkBody {
    title: String,
    platform: String,
    #[serde(default)]
    account: AccountFields,
}

/// `POST /_sandbox/link`: links without a person. Given fields replace those of the invented account.
pub async fn link(State(app): State<Shared>, Json(order): Json<LinkBody>) -> Answer {
    make_link(&app, &order.title, &order.platform, order.account)
}

/// The same for the page.
pub fn make_link(app: &Shared, title: &str, platform: &str, replaced: AccountFields) -> Answer {
    let ref_id = find(app, title)?;
    let network = networks::find(platform)
        .ok_or_else(|| Wrong::value(format!("{platform:?} is not a network")))?;
    let account = invent(network.id, replaced, &app.public_url).unwrap_or_default();
    let network = network.id;
    app.link(LinkOrder {
        ref_id: &ref_id,
        network,
        account,
        late: false,
        token: None,
        byok: false,
    });
    Ok(StatusCode::NO_CONTENT)
}

/// Body of `POST /_sandbox/refresh`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    title: String,
    #[serde(default = "fifteen")]
    days: i64,
}

const fn fifteen() -> i64 {
    15
}

/// `POST /_sandbox/refresh`: a LinkedIn link nears its end, and the webhook says so.
pub async fn refresh(State(app): State<Shared>, Json(order): Json<Refresh>) -> Answer {
    let ref_id = find(&app, &order.title)?;
    let known = app.remind(&ref_id, order.days.clamp(-3650, 3650));
    if known {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Wrong::value("linkedin is not linked"))
    }
}

/// Body of `PUT /_sandbox/coop`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoopBody {
    network: String,
    value: String,
}

/// `PUT /_sandbox/coop`.
pub async fn coop(State(app): State<Shared>, Json(order): Json<CoopBody>) -> Answer {
    set_coop(&app, &order.network, &order.value)
}

/// The same for the page.
pub fn set_coop(app: &Shared, network: &str, value: &str) -> Answer {
    let value = Coop::parse(value).map_err(Wrong::value)?;
    if network != "*" && networks::find(network).is_none() {
        return Err(Wrong::value(format!("{network:?} is not a network")));
    }
    app.change(|world| world.settings.set_coop(network, value));
    Ok(StatusCode::NO_CONTENT)
}

/// Body of `PUT /_sandbox/link-life`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkLife {
    seconds: u64,
}

/// `PUT /_sandbox/link-life`: for the links that are made from now on.
pub async fn link_life(State(app): State<Shared>, Json(life): Json<LinkLife>) -> StatusCode {
    app.change(|world| world.settings.link_life_seconds = Some(life.seconds));
    StatusCode::NO_CONTENT
}

/// Body of `PUT /_sandbox/rate-limit`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateLimit {
    max: u32,
}

/// `PUT /_sandbox/rate-limit`: calls of one profile in five minutes.
pub async fn rate_limit(State(app): State<Shared>, Json(limit): Json<RateLimit>) -> StatusCode {
    lock(&app.limits).max = limit.max;
    StatusCode::NO_CONTENT
}

fn find(app: &Shared, title: &str) -> Result<String, Wrong> {
    app.read(|world| world.by_title(title).map(|profile| profile.ref_id.clone()))
        .ok_or_else(|| Wrong::no_profile(title))
}

/// Now, for the page.
pub fn seconds_ago(at: clock::Millis) -> i64 {
    (clock::now() - at) / 1000
}
