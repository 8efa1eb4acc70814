use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use connect_contract::ProblemCode;

use super::browser::{fetch_site, require_own_page, sends_from_elsewhere};
use super::cookie::read_cookie;
use super::server_key::{bearer, refuse_from_a_browser};
use super::{Digest, Origin, TokenKind};
use crate::clock;
use crate::error::Error;
use crate::sessions::Session;
use crate::state::App;
use crate::store::sessions::Lookup;

/// Somebody with a session: the widget by its token, or the portal page by its cookie.
pub struct Caller {
    /// What the caller may do, and for whom.
    pub session: Session,
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        let session = if parts.headers.contains_key(header::AUTHORIZATION) {
            by_token(&parts.headers, app).await?
        } else {
            by_cookie(&parts.method, &parts.headers, app).await?
        };
        Ok(Self {
            session: app.sessions.used(session).await?,
        })
    }
}

async fn by_token(headers: &HeaderMap, app: &App) -> Result<Session, Error> {
    let token = bearer(headers).ok_or(ProblemCode::SessionMissing)?;
    refuse_from_a_browser(headers, token)?;
    let session = look_up(app, TokenKind::Bearer, token).await?;
    require_listed_origin(headers, app, &session)?;
    Ok(session)
}

async fn by_cookie(method: &Method, headers: &HeaderMap, app: &App) -> Result<Session, Error> {
    let token =
        read_cookie(headers, app.cookies.session_name()).ok_or(ProblemCode::SessionMissing)?;
    if matches!(*method, Method::GET | Method::HEAD) {
        // A person who types the address of a call is nobody else's page.
        if fetch_site(headers) != Some("none") && sends_from_elsewhere(headers, &app.own_origin) {
            return Err(ProblemCode::CrossSiteRequest.into());
        }
    } else {
        require_own_page(headers, &app.own_origin)?;
    }
    look_up(app, TokenKind::Cookie, token).await
}

async fn look_up(app: &App, kind: TokenKind, token: &str) -> Result<Session, Error> {
    let digest = Digest::of_kind(kind, token).ok_or(ProblemCode::SessionMissing)?;
    match app
        .store
        .session_by_token(kind, &digest, clock::now())
        .await?
    {
        Lookup::Live(session) => Ok(*session),
        Lookup::Expired => Err(ProblemCode::SessionExpired.into()),
        Lookup::Missing => Err(ProblemCode::SessionMissing.into()),
    }
}

/// A browser always names the page that reads across origins. A call without `Origin` comes from no browser, or from our
/// own page: a same-origin GET sends none, and then Fetch Metadata says so. (T6)
fn require_listed_origin(headers: &HeaderMap, app: &App, session: &Session) -> Result<(), Error> {
    let is_allowed = match Origin::of_request(headers) {
        Some(Ok(origin)) => {
            origin == app.own_origin
                || (session.allows_origin(&origin) && app.lists_origin(&origin))
        }
        Some(Err(())) => false,
        None => fetch_site(headers).is_none_or(|site| site == "same-origin"),
    };
    if is_allowed {
        Ok(())
    } else {
        Err(ProblemCode::OriginNotAllowed.into())
    }
}
