use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use super::errors::ApiError;
use super::json::{ok, read};
use super::scope::{KeySource, Scope};
use crate::app::{Shared, lock};
use crate::clock;
use crate::networks;
use crate::world::{Profile, World};

/// The fields of a profile that a caller can write. Absent means unchanged.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ProfileInput {
    title: Option<String>,
    display_title: Option<String>,
    messaging_active: Option<bool>,
    hide_top_header: Option<bool>,
    hide_title: Option<bool>,
    hide_logo: Option<bool>,
    top_header: Option<String>,
    sub_header: Option<String>,
    disable_social: Option<Vec<String>>,
    team: Option<bool>,
    email: Option<String>,
    tags: Option<Vec<String>>,
    x_account_activity_active: Option<bool>,
}

/// `POST /profiles`. The key is in this answer only.
pub async fn create(State(app): State<Shared>, body: Bytes) -> Result<Response, ApiError> {
    let input: ProfileInput = read(&body)?;
    let title = input.title.clone().unwrap_or_default();
    if title.trim().is_empty() {
        return Err(ApiError::parameter("Missing title."));
    }
    if input.team == Some(true) && input.email.is_none() {
        return Err(ApiError::parameter("A team profile needs an email."));
    }
    check(&app, &input)?;
    let profile = app.change(|world| {
        free_title(world, &title, None)?;
        let mut profile = Profile::new(title, clock::now());
        write(&mut profile, input);
        world.add(profile.clone());
        Ok::<_, ApiError>(profile)
    })?;
    let mut answer = json!({
        "status": "success",
        "title": profile.title,
        "refId": profile.ref_id,
        "profileKey": profile.profile_key,
    });
    if let Some(active) = profile.messaging_active {
        answer["messagingActive"] = json!(active);
    }
    Ok(ok(&answer))
}

/// `PATCH /profiles`, and the older `PUT /profiles/profile`.
pub async fn update(
    State(app): State<Shared>,
    Extension(scope): Extension<Scope>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let ref_id = scope.some_key(&app)?.to_owned();
    let input: ProfileInput = read(&body)?;
    check(&app, &input)?;
    app.change(|world| {
        if let Some(title) = &input.title {
            free_title(world, title, Some(&ref_id))?;
        }
        let profile = world
            .profile_mut(&ref_id)
            .ok_or_else(|| ApiError::not_found("Profile not found."))?;
        write(profile, input);
        Ok::<_, ApiError>(())
    })?;
    Ok(ok(&json!({"status": "success", "refId": ref_id})))
}

/// The body of a deletion without a key.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ByTitle {
    title: Option<String>,
}

/// `DELETE /profiles`: by key, or by exact title when no key is given.
pub async fn remove(
    State(app): State<Shared>,
    Extension(scope): Extension<Scope>,
    body: Bytes,
) -> Result<Response, ApiError> {
    if !lock(&app.limits).may_delete(clock::now()) {
        return Err(ApiError::rate_limited());
    }
    let ref_id = if scope.key == KeySource::Absent {
        let title = read::<ByTitle>(&body)?
            .title
            .ok_or_else(|| ApiError::parameter("Missing Profile-Key or title."))?;
        app.read(|world| {
            world
                .profiles
                .iter()
                .find(|profile| profile.title == title)
                .map(|profile| profile.ref_id.clone())
        })
        .ok_or_else(|| ApiError::not_found("Profile not found."))?
    } else {
        scope.some_key(&app)?.to_owned()
    };
    app.change(|world| world.remove(&ref_id))
        .ok_or_else(|| ApiError::not_found("Profile not found."))?;
    Ok(ok(&json!({"status": "success", "refId": ref_id})))
}

fn check(app: &Shared, input: &ProfileInput) -> Result<(), ApiError> {
    let limit = app.options.guesses.title_limit;
    if input
        .title
        .as_ref()
        .is_some_and(|title| title.chars().count() > limit)
    {
        return Err(ApiError::parameter(format!(
            "The title is longer than {limit} characters."
        )));
    }
    let networks = input.disable_social.iter().flatten();
    match networks.into_iter().find(|id| networks::find(id).is_none()) {
        Some(unknown) => Err(ApiError::parameter(format!(
            "disableSocial: {unknown:?} is not a network."
        ))),
        None => Ok(()),
    }
}

/// A title may be used once in an account; the profile itself may keep its own.
fn free_title(world: &World, title: &str, of: Option<&str>) -> Result<(), ApiError> {
    match world.by_title(title) {
        Some(other) if of != Some(other.ref_id.as_str()) => Err(ApiError::title_taken()),
        _ => Ok(()),
    }
}

fn write(profile: &mut Profile, input: ProfileInput) {
    fn set<T>(field: &mut T, value: Option<T>) {
        if let Some(value) = value {
            *field = value;
        }
    }
    set(&mut profile.title, input.title);
    set(&mut profile.hide_top_header, input.hide_top_header);
    set(&mut profile.hide_title, input.hide_title);
    set(&mut profile.hide_logo, input.hide_logo);
    set(&mut profile.disable_social, input.disable_social);
    set(&mut profile.team, input.team);
    set(&mut profile.tags, input.tags);
    profile.display_title = input.display_title.or(profile.display_title.take());
    profile.messaging_active = input.messaging_active.or(profile.messaging_active);
    profile.top_header = input.top_header.or(profile.top_header.take());
    profile.sub_header = input.sub_header.or(profile.sub_header.take());
    profile.email = input.email.or(profile.email.take());
    profile.x_account_activity_active = input
        .x_account_activity_active
        .or(profile.x_account_activity_active);
}
