use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use connect_contract::{
    Action, CreateSession, CreatedSession, ExchangeCode, NetworkId, ProblemCode,
};

use crate::auth::{Digest, NewToken, Origin, ServerCaller, TokenKind, require_own_page};
use crate::clock::{self, Millis, SECOND};
use crate::error::Error;
use crate::random;
use crate::sessions::{LONGEST, Session};
use crate::state::App;
use crate::web::{Body, check_text};

const CODE_LIFE: Millis = 60 * SECOND;
const DEFAULT_TTL: u32 = 900;
const MOST_ORIGINS: usize = 20;

/// `POST /sessions`.
pub async fn create(
    _: ServerCaller,
    State(app): State<Arc<App>>,
    Body(wanted): Body<CreateSession>,
) -> Result<Response, Error> {
    let (networks, actions, ttl) = check(&app, &wanted)?;
    let brand = app
        .brands
        .for_user(&wanted.user_id, wanted.display_name.as_deref())
        .await?;
    let now = clock::now();
    let session = Session {
        id: format!("cap_se_{}", random::base62(22)?),
        brand: brand.id,
        networks,
        actions,
        origins: wanted.allowed_origins,
        ttl,
        expires_at: now + ttl,
        ends_at: now + LONGEST,
    };
    let (bearer, code) = (
        NewToken::make(TokenKind::Bearer)?,
        NewToken::make(TokenKind::Code)?,
    );
    app.store
        .insert_session(&session, &bearer.digest, &code.digest, now, now + CODE_LIFE)
        .await?;
    let created = CreatedSession {
        token: bearer.reveal().to_owned(),
        session_id: session.id,
        expires_at: clock::format(session.expires_at),
        server_time: clock::format(now),
        portal_url: app.address(&format!("/enter#code={}", code.reveal())),
    };
    Ok((StatusCode::CREATED, Json(created)).into_response())
}

/// `POST /sessions/exchange`.
pub async fn exchange(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Body(given): Body<ExchangeCode>,
) -> Result<Response, Error> {
    require_own_page(&headers, &app.own_origin)?;
    let code = Digest::of_kind(TokenKind::Code, &given.code).ok_or(ProblemCode::CodeUsed)?;
    let cookie = NewToken::make(TokenKind::Cookie)?;
    if !app
        .store
        .exchange_code(&code, &cookie.digest, clock::now())
        .await?
    {
        return Err(ProblemCode::CodeUsed.into());
    }
    let cookie = app.cookies.set_session(cookie.reveal())?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// `DELETE /sessions/{id}`.
pub async fn end(
    _: ServerCaller,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    app.sessions.end(&id).await?;
    Ok(StatusCode::NO_CONTENT)
}

type Limits = (Option<Vec<NetworkId>>, Vec<Action>, Millis);

fn check(app: &App, wanted: &CreateSession) -> Result<Limits, Error> {
    check_text("user_id", &wanted.user_id, 255)?;
    if let Some(name) = &wanted.display_name {
        check_text("display_name", name, 255)?;
    }
    if let Some(networks) = &wanted.networks {
        let unknown = networks
            .iter()
            .any(|network| network.well_known().is_none());
        if networks.is_empty() || unknown {
            return Err(Error::invalid(
                "networks has to name at least one network, and only such as can be linked.",
            ));
        }
    }
    let actions = wanted
        .actions
        .clone()
        .unwrap_or_else(|| vec![Action::Read, Action::Link, Action::Unlink]);
    if !actions.contains(&Action::Read) {
        return Err(Error::invalid(
            "actions has to contain read: every other action needs it.",
        ));
    }
    if wanted.allowed_origins.len() > MOST_ORIGINS {
        return Err(Error::invalid("allowed_origins has too many entries."));
    }
    for origin in &wanted.allowed_origins {
        if !Origin::parse(origin).is_some_and(|origin| app.lists_origin(&origin)) {
            return Err(Error::new(ProblemCode::OriginNotAllowed)
                .titled("allowed_origins has an entry that is not on the gateway's own list of allowed_origins."));
        }
    }
    let ttl = wanted.ttl_seconds.unwrap_or(DEFAULT_TTL);
    if !(60..=3600).contains(&ttl) {
        return Err(Error::invalid("ttl_seconds has to be between 60 and 3600."));
    }
    Ok((wanted.networks.clone(), actions, Millis::from(ttl) * SECOND))
}
