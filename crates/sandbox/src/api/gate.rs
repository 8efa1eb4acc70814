use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::errors::{ApiError, tell_limit};
use super::scope::Scope;
use crate::app::{Shared, Verdict, lock};
use crate::clock;
use crate::faults::{self, Fault, TitleFault};

/// The longest body that is read.
const BODY_LIMIT: usize = 1024 * 1024;

/// Every call passes here: it is written down, may go wrong on demand, and has to show its keys.
pub async fn gate(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, BODY_LIMIT).await else {
        return ApiError::new(400, None, "The body is too long.").into_response();
    };
    let scope = Scope::of(&app, &parts.headers, &body);
    let title = scope
        .as_ref()
        .ok()
        .and_then(|scope| app.read(|world| Some(world.profile(&scope.ref_id)?.title.clone())));
    let path = parts.uri.path().to_owned();
    let number = lock(&app.calls).came(parts.method.as_str(), &path, title.clone());

    let rule = lock(&app.faults).take(parts.method.as_str(), &path, title.as_deref());
    let call = Call {
        parts,
        body,
        scope,
        title,
    };
    let response = match rule {
        Some(rule) if rule.after => {
            let response = checked(&app, call, next).await;
            spoiled(&rule.fault(), async { response }).await
        }
        Some(rule) => spoiled(&rule.fault(), checked(&app, call, next)).await,
        None => checked(&app, call, next).await,
    };
    lock(&app.calls).answered(number, response.status().as_u16());
    response
}

struct Call {
    parts: Parts,
    body: Bytes,
    scope: Result<Scope, ApiError>,
    title: Option<String>,
}

/// The fault's answer, or the right one if the fault needs it.
async fn spoiled(fault: &Fault, right: impl Future<Output = Response>) -> Response {
    match faults::answer(fault).await {
        Some(response) => response,
        None if *fault == Fault::Truncated => faults::lose_half(right.await).await,
        None => right.await,
    }
}

/// Keys, limit, suspension, the title's own fault, and at last the call itself.
async fn checked(app: &Shared, call: Call, next: Next) -> Response {
    if !has_api_key(app, &call.parts.headers) {
        return ApiError::api_key().into_response();
    }
    let scope = match call.scope {
        Ok(scope) => scope,
        Err(error) => return error.into_response(),
    };
    let (max, verdict) = {
        let mut limits = lock(&app.limits);
        (limits.max, limits.count(&scope.ref_id, clock::now()))
    };
    let (mut response, count) = match verdict {
        Verdict::Over { count, suspends } => {
            if suspends {
                suspend(app, &scope.ref_id);
            }
            (ApiError::rate_limited().into_response(), count)
        }
        Verdict::Within(count) => {
            let spoiler = title_fault(&call.parts, call.title.as_deref());
            let is_suspended =
                is_suspended(app, &scope.ref_id) && !is_route(&call.parts, "DELETE", "/profiles");
            let mut request = Request::from_parts(call.parts, Body::from(call.body));
            request.extensions_mut().insert(scope);
            let right = async {
                if is_suspended {
                    ApiError::suspended().into_response()
                } else {
                    next.run(request).await
                }
            };
            (
                if let Some(fault) = spoiler {
                    spoiled(&fault, right).await
                } else {
                    right.await
                },
                count,
            )
        }
    };
    tell_limit(&mut response, max, count);
    response
}

/// A profile key used as the API key is refused like any other wrong key.
fn has_api_key(app: &Shared, headers: &HeaderMap) -> bool {
    headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .is_some_and(|key| key.trim() == app.options.api_key)
}

fn is_route(parts: &Parts, method: &str, path: &str) -> bool {
    parts.method.as_str() == method && parts.uri.path() == path
}

/// The sentinel in a title hits `GET /user` and the two calls that make a linking URL.
fn title_fault(parts: &Parts, title: Option<&str>) -> Option<Fault> {
    let hit = [
        ("GET", "/user"),
        ("POST", "/profiles/link-sessions"),
        ("POST", "/profiles/generateJWT"),
    ];
    if !hit
        .iter()
        .any(|(method, path)| is_route(parts, method, path))
    {
        return None;
    }
    match faults::of_title(title?)? {
        TitleFault::Call(fault) => Some(fault),
        TitleFault::LinkExpired | TitleFault::UnknownNetwork => None,
    }
}

fn is_suspended(app: &Shared, ref_id: &str) -> bool {
    app.read(|world| {
        world
            .profile(ref_id)
            .is_some_and(|profile| profile.is_suspended())
    })
}

fn suspend(app: &Shared, ref_id: &str) {
    app.change(|world| {
        if ref_id != world.primary.ref_id
            && let Some(profile) = world.profile_mut(ref_id)
        {
            profile.suspended = true;
        }
    });
}
