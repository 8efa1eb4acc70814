use axum::extract::{RawQuery, State};
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::errors::ApiError;
use super::json::ok;
use super::query::Query;
use crate::app::{Shared, lock};
use crate::clock::{self, Millis};
use crate::world::Profile;

/// The longest page, and the length of one when the caller does not say.
const PAGE: usize = 5_000;
/// What `nextUpdate` promises, whatever the cache of this sandbox is set to.
const NEXT_UPDATE: Millis = 5 * 60 * 1000;

/// `GET /profiles`. The primary profile is not listed, and no key ever.
pub async fn list(
    State(app): State<Shared>,
    RawQuery(raw): RawQuery,
) -> Result<Response, ApiError> {
    let query = Query::read(raw.as_deref());
    if let Some(days) = query.one("actionLog").filter(|days| *days != "false") {
        return action_log(&app, days);
    }
    let include = query.many("include");
    if !include.is_empty() && query.one("refId").is_none() {
        return Err(ApiError::parameter("include needs refId."));
    }
    let limit = match query.one("limit") {
        None => PAGE,
        Some(limit) => match limit.parse() {
            Ok(limit @ 1..=PAGE) => limit,
            _ => {
                return Err(ApiError::parameter(format!(
                    "limit is a number from 1 to {PAGE}."
                )));
            }
        },
    };
    let (updated, profiles) = snapshot(&app);
    let now = clock::now();
    let fitting: Vec<&Profile> = profiles
        .iter()
        .filter(|profile| fits(profile, &query, now))
        .collect();
    let start = match query.one("cursor") {
        None => 0,
        Some(cursor) => fitting
            .iter()
            .position(|profile| profile.ref_id == cursor)
            .ok_or_else(|| ApiError::parameter("Unknown cursor."))?,
    };
    let page: Vec<Value> = fitting[start..]
        .iter()
        .take(limit)
        .map(|profile| describe(profile, &include, now))
        .collect();
    let next = fitting
        .get(start + page.len())
        .map(|profile| &profile.ref_id);
    let mut pagination = json!({"hasMore": next.is_some(), "limit": limit});
    if let Some(next) = next {
        pagination["nextCursor"] = json!(next);
    }
    Ok(ok(&json!({
        "count": page.len(),
        "profiles": page,
        "lastUpdated": clock::iso(updated),
        "nextUpdate": clock::iso(updated + NEXT_UPDATE),
        "pagination": pagination,
    })))
}

/// The profiles as they are, or as they were when the kept answer was made.
fn snapshot(app: &Shared) -> (Millis, Vec<Profile>) {
    let now = clock::now();
    let life = Millis::try_from(app.options.list_cache.as_millis()).unwrap_or(Millis::MAX);
    let mut cache = lock(&app.list_cache);
    match &*cache {
        Some((since, profiles)) if now - since < life => (*since, profiles.clone()),
        _ => {
            let profiles = app.read(|world| world.profiles.clone());
            *cache = (life > 0).then(|| (now, profiles.clone()));
            (now, profiles)
        }
    }
}

fn fits(profile: &Profile, query: &Query, now: Millis) -> bool {
    let links = |id: &str| profile.active(now).any(|(platform, _)| platform == id);
    let byok = || profile.links.get("twitter").is_some_and(|link| link.byok);
    query
        .one("title")
        .is_none_or(|title| profile.title == title)
        && query
            .one("refId")
            .is_none_or(|ref_id| profile.ref_id == ref_id)
        && query
            .flag("hasActiveSocialAccounts")
            .is_none_or(|some| some == profile.active(now).next().is_some())
        && query
            .many("includesActiveSocialAccounts")
            .into_iter()
            .all(links)
        && query
            .flag("isByokLinked")
            .is_none_or(|wanted| wanted == byok())
        && (query.many("profileKeys").is_empty()
            || query
                .many("profileKeys")
                .contains(&profile.profile_key.as_str()))
}

fn describe(profile: &Profile, include: &[&str], now: Millis) -> Value {
    let suspended = profile.is_suspended();
    let mut body = Map::new();
    let mut set = |key: &str, value: Value| body.insert(key.to_owned(), value);
    set(
        "status",
        json!(if suspended { "suspended" } else { "active" }),
    );
    set("title", json!(profile.title));
    set("refId", json!(profile.ref_id));
    set(
        "created",
        json!({"_seconds": profile.created / 1000, "_nanoseconds": profile.created % 1000 * 1_000_000}),
    );
    set("createdUTC", json!(clock::iso(profile.created)));
    if let Some(title) = &profile.display_title {
        set("displayTitle", json!(title));
    }
    if suspended {
        set("suspended", json!(true));
    }
    let active: Vec<&str> = profile.active(now).map(|(platform, _)| platform).collect();
    if !active.is_empty() {
        set("activeSocialAccounts", json!(active));
    }
    // The JSON of these is unknown; the sandbox fills the two that it has something to say about.
    if include.contains(&"unlinkHistory") {
        let unlinks = profile.unlinks.iter().map(|unlinked| {
            json!({"platform": unlinked.platform, "source": unlinked.source.word(), "details": unlinked.details, "created": clock::iso(unlinked.at)})
        });
        set("unlinkHistory", unlinks.collect());
    }
    if include.contains(&"linkingErrors") {
        let errors = profile.linking_errors.iter();
        set(
            "linkingErrors",
            errors.map(|error| json!({"platform": error.platform, "code": error.code, "created": clock::iso(error.at)})).collect(),
        );
    }
    Value::Object(body)
}

fn action_log(app: &Shared, days: &str) -> Result<Response, ApiError> {
    let days: Millis = match days {
        "true" => 60,
        days => days
            .parse()
            .ok()
            .filter(|days| (1..=365).contains(days))
            .ok_or_else(|| ApiError::parameter("actionLog is true or a number from 1 to 365."))?,
    };
    let since = clock::now() - days * 24 * 60 * 60 * 1000;
    let (log, count): (Vec<Value>, usize) = app.read(|world| {
        let recent = world.actions.iter().filter(|action| action.created >= since);
        let lines = recent.map(|action| {
            json!({"action": action.action, "refId": action.ref_id, "title": action.title, "created": clock::iso(action.created)})
        });
        (lines.collect(), world.profiles.len())
    });
    Ok(ok(&json!({
        "profiles": {"actionLog": log},
        "userProfilesReport": [{"reported": clock::iso(clock::now()), "userProfileCount": count}],
    })))
}
