use std::time::Duration;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};

use super::errors::ApiError;
use super::json::{ok, read};
use super::link_input::LinkInput;
use super::scope::Scope;
use crate::app::{Shared, ends_after};
use crate::clock;
use crate::faults::{self, TitleFault};
use crate::ids;
use crate::world::{LinkSession, Liveness, Mode, TokenKind};

/// `POST /profiles/link-sessions`. The key is taken from the header only.
pub async fn create(
    State(app): State<Shared>,
    Extension(scope): Extension<Scope>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ApiError> {
    let ref_id = scope.header_key()?.to_owned();
    let input: LinkInput = read(&body)?;
    let mode = match input.mode.as_deref() {
        None | Some("grid") => Mode::Grid,
        Some("connect") => Mode::Connect,
        Some(other) => {
            return Err(ApiError::parameter(format!(
                "mode: {other:?} is not grid or connect."
            )));
        }
    };
    input.check_max_pack(app.options.max_pack, app.options.guesses.max_pack_status)?;
    let session = LinkSession {
        id: ids::link_session_id(),
        token: ids::link_token(),
        kind: TokenKind::Session,
        ref_id,
        sound: true,
        mode,
        network: if mode == Mode::Connect {
            input.direct_network()?
        } else {
            None
        },
        allowed: input.allowed()?,
        origin: input.origin()?,
        redirect: input.redirect()?,
        logout: input.logout,
        x_keys: input.x_keys(&headers)?,
        keep_open: false,
        created: clock::now(),
        expires: 0,
        revoked: None,
        opened: None,
        completions: Vec::new(),
        outcome: None,
    };
    let session = keep(&app, session, input.life_minutes()?)?;
    Ok(ok(&answer(&app, &session, input.email.is_some())))
}

/// Gives a session its life and remembers it.
pub fn keep(
    app: &Shared,
    mut session: LinkSession,
    minutes: Option<u64>,
) -> Result<LinkSession, ApiError> {
    let life = minutes.map_or_else(
        || app.link_life(),
        |minutes| Duration::from_secs(minutes * 60),
    );
    let title = app
        .read(|world| {
            world
                .profile(&session.ref_id)
                .map(|profile| profile.title.clone())
        })
        .ok_or_else(|| ApiError::not_found("Profile not found."))?;
    let is_stillborn = faults::of_title(&title) == Some(TitleFault::LinkExpired);
    session.expires = if is_stillborn {
        session.created
    } else {
        ends_after(life)
    };
    app.change(|world| world.sessions.push(session.clone()));
    Ok(session)
}

fn answer(app: &Shared, session: &LinkSession, emailed: bool) -> Value {
    let mut answer = json!({
        "status": "success",
        "sessionId": session.id,
        "expiresAt": clock::iso(session.expires),
    });
    // The widget gets the token by itself, every other page a URL with the token inside.
    if session.mode == Mode::Connect && session.network.is_none() {
        answer["token"] = json!(session.token);
        return answer;
    }
    answer["url"] = json!(format!(
        "{}/social-accounts?session={}",
        app.public_url, session.token
    ));
    answer["emailSent"] = json!(emailed);
    answer["title"] = json!(title_of(app, session));
    answer
}

fn title_of(app: &Shared, session: &LinkSession) -> String {
    app.read(|world| {
        world
            .profile(&session.ref_id)
            .map(|profile| profile.title.clone())
    })
    .unwrap_or_default()
}

/// `GET /profiles/link-sessions/{id}`. The JSON of this answer is a guess.
pub async fn status(
    State(app): State<Shared>,
    Extension(scope): Extension<Scope>,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let session = find(&app, scope.header_key()?, &id)?;
    let now = clock::now();
    let liveness = session.liveness(now);
    let mut networks: Vec<&str> = Vec::new();
    for completion in session.completed(now) {
        if !networks.contains(&completion.network.as_str()) {
            networks.push(&completion.network);
        }
    }
    let word = match liveness {
        Liveness::Alive => "active",
        Liveness::Expired => "expired",
        Liveness::Revoked => "revoked",
    };
    let mut answer = json!({
        "status": "success",
        "sessionId": session.id,
        "title": title_of(&app, &session),
        "sessionStatus": word,
        "valid": liveness == Liveness::Alive,
        "revoked": liveness == Liveness::Revoked,
        "opened": session.opened.is_some(),
        "createdAt": clock::iso(session.created),
        "expiresAt": clock::iso(session.expires),
        "completedNetworks": networks,
    });
    let moments = [
        ("openedAt", session.opened),
        ("revokedAt", session.revoked),
        (
            "completedAt",
            session
                .completed(now)
                .next()
                .map(|completion| completion.at),
        ),
        (
            "lastCompletedAt",
            session
                .completed(now)
                .last()
                .map(|completion| completion.at),
        ),
    ];
    for (key, moment) in moments {
        if let Some(moment) = moment {
            answer[key] = json!(clock::iso_millis(moment));
        }
    }
    Ok(ok(&answer))
}

/// `DELETE /profiles/link-sessions/{id}`. The JSON of this answer is a guess.
pub async fn revoke(
    State(app): State<Shared>,
    Extension(scope): Extension<Scope>,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let session = find(&app, scope.header_key()?, &id)?;
    let now = clock::now();
    let guesses = &app.options.guesses;
    match session.liveness(now) {
        Liveness::Revoked => {
            return Err(ApiError::new(
                guesses.link_revoked_status,
                Some(501),
                "This link session was revoked.",
            ));
        }
        Liveness::Expired => {
            return Err(ApiError::new(
                guesses.link_expired_status,
                Some(503),
                "This link session has expired.",
            ));
        }
        Liveness::Alive => (),
    }
    app.change(|world| {
        if let Some(session) = world.session_by_token_mut(&session.token) {
            session.revoked = Some(now);
        }
    });
    Ok(ok(&json!({"status": "success", "sessionId": session.id})))
}

/// A session of another profile is as good as none.
fn find(app: &Shared, ref_id: &str, id: &str) -> Result<LinkSession, ApiError> {
    let mine = |session: &&LinkSession| {
        session.id == id && session.ref_id == ref_id && session.kind == TokenKind::Session
    };
    app.read(|world| world.sessions.iter().find(mine).cloned())
        .ok_or_else(|| {
            ApiError::new(
                app.options.guesses.link_not_found_status,
                Some(502),
                "Link session not found.",
            )
        })
}
