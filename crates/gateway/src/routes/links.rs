use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequestParts, Path, RawQuery, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use connect_contract::{
    Action, AttemptEnd, AttemptId, AttemptLog, AttemptQuestion, AttemptState, AttemptStateName,
    LinkAttempt, LiveEvent, LogSource, ProblemCode, RedeemLink, RedeemedLink, StartLink,
    StartedLink, Ticket,
};

use crate::attempts::{self, Seen, Way, brand_mark, check, ensure, is_attempt_id, note};
use crate::auth::{Caller, read_cookie, require_own_page, sends_from_elsewhere};
use crate::clock;
use crate::error::Error;
use crate::state::App;
use crate::store::attempts::AttemptRow;
use crate::web::Body;

/// `POST /links`.
pub async fn start(
    caller: Caller,
    State(app): State<Arc<App>>,
    Body(wanted): Body<StartLink>,
) -> Result<Response, Error> {
    let started = attempts::start(&app, &caller.session, &wanted.attempt, &wanted.network).await?;
    let answer = StartedLink {
        attempt: started.row.id,
        ticket: Ticket(started.ticket.reveal().to_owned()),
        expires_at: clock::format(started.row.expires_at),
    };
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// `GET /links/{attempt}`.
pub async fn show(
    caller: Caller,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<LinkAttempt>, Error> {
    caller.session.require(Action::Read)?;
    let row = find(&caller, &app, &id).await?;
    let by = because(query.as_deref().unwrap_or_default());
    note(&app, row.brand, &row.id, Seen::Asked { by }).await;
    let brand = app.brands.get(row.brand).await?;
    Ok(Json(check(&app, &brand, row, by).await?.into_contract()))
}

/// Why the page asks. Only its own words are taken over, so nothing that it sends gets into the log.
fn because(query: &str) -> LogSource {
    let word = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "because");
    LogSource::because(word.as_ref().map(|(_, word)| word.as_ref()))
}

/// `GET /links/{attempt}/log`.
pub async fn log(
    caller: Caller,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<Json<AttemptLog>, Error> {
    caller.session.require(Action::Read)?;
    let row = find(&caller, &app, &id).await?;
    attempts::read_log(&app, row).await.map(Json)
}

/// `GET /links/{attempt}/report`: the same log as text, for a person to send on.
pub async fn report(
    caller: Caller,
    state: State<Arc<App>>,
    id: Path<String>,
) -> Result<Json<String>, Error> {
    let Json(log) = log(caller, state, id).await?;
    Ok(Json(attempts::written(&log)))
}

/// `GET /links/{attempt}/end`, without a session: the return page may run where there is none. Ids have 122 random bits,
/// so nobody comes upon one by chance, and whoever has one is told a single word. Only the row is read: a call that
/// anybody can send must not make us ask Ayrshare.
pub async fn end(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<Json<AttemptEnd>, Error> {
    if !is_attempt_id(&id) {
        return Err(ProblemCode::NotFound.into());
    }
    let row = app.store.first_attempt_of_id(&id).await?;
    let row = row.ok_or(ProblemCode::NotFound)?;
    Ok(Json(AttemptEnd {
        state: AttemptStateName::from(&row.state),
    }))
}

/// `GET /links/{attempt}/question`, without a session, like [`end`].
pub async fn question(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<Json<AttemptQuestion>, Error> {
    attempts::question(&app, &id).await.map(Json)
}

/// `DELETE /links/{attempt}`. Stopping one that is over is harmless, and tells how it ended.
pub async fn stop(
    caller: Caller,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<Json<LinkAttempt>, Error> {
    caller.session.require(Action::Link)?;
    let row = find(&caller, &app, &id).await?;
    let brand = app.brands.get(row.brand).await?;
    // A success that Ayrshare has recorded by now still counts.
    let row = check(&app, &brand, row, LogSource::Page).await?;
    if row.state == AttemptState::Open
        && app
            .store
            .finish_attempt(&row, &AttemptState::Stopped, clock::now())
            .await?
    {
        note(&app, row.brand, &row.id, Seen::Stopped).await;
        app.live.publish(
            row.brand,
            LiveEvent::Link {
                attempt: row.id.clone(),
                network: row.network.clone(),
            },
        );
    }
    Ok(Json(find(&caller, &app, &id).await?.into_contract()))
}

/// `POST /links/redeem`, from the start page only.
pub async fn redeem(State(app): State<Arc<App>>, request: Request) -> Result<Response, Error> {
    let (mut parts, body) = request.into_parts();
    // The start page is ours, so a page of any other origin has no business here.
    if sends_from_elsewhere(&parts.headers, &app.own_origin) {
        return Err(ProblemCode::OriginNotAllowed.into());
    }
    let last_brand = read_cookie(&parts.headers, app.cookies.last_brand_name()).map(str::to_owned);
    let headers = parts.headers.clone();
    let wanted = json_of(&headers, body).await?;
    let (url, brand) = match &wanted {
        RedeemLink::Ticket {
            ticket,
            opener_origin,
        } => {
            let way = Way::Ticket {
                ticket: &ticket.0,
                opener_origin,
            };
            attempts::redeem(&app, way, last_brand.as_deref()).await?
        }
        RedeemLink::Attempt { attempt, network } => {
            // A bearer token has no place here: the start page has none. The cookie says whose attempt it is.
            parts.headers.remove(header::AUTHORIZATION);
            let caller = Caller::from_request_parts(&mut parts, &app).await?;
            let begun = ensure(
                &app,
                &caller.session,
                attempt,
                network,
                LogSource::StartPage,
            );
            let row = match begun.await {
                Ok(row) => row,
                Err(error) => {
                    let seen = Seen::redeem_refused(&error, app.own_origin.as_str());
                    note(&app, caller.session.brand, attempt, seen).await;
                    return Err(error);
                }
            };
            attempts::redeem(&app, Way::Portal(&row), last_brand.as_deref()).await?
        }
        RedeemLink::Confirmed { attempt, confirmed } => {
            // No secret entitles to this call, so it has to be our own script that makes it.
            require_own_page(&headers, &app.own_origin)?;
            if !confirmed {
                return Err(Error::invalid("confirmed has to be true."));
            }
            attempts::redeem(&app, Way::Confirmed(attempt), last_brand.as_deref()).await?
        }
    };
    let cookie = app.cookies.set_last_brand(&brand_mark(brand))?;
    Ok(([(header::SET_COOKIE, cookie)], Json(RedeemedLink { url })).into_response())
}

async fn json_of(headers: &HeaderMap, body: axum::body::Body) -> Result<RedeemLink, Error> {
    use axum::extract::FromRequest;
    let mut request = Request::new(body);
    *request.headers_mut() = headers.clone();
    Body::from_request(request, &())
        .await
        .map(|Body(wanted)| wanted)
}

/// An attempt of the caller's own brand; somebody else's is as good as none. (T10)
async fn find(caller: &Caller, app: &App, id: &str) -> Result<AttemptRow, Error> {
    let row = app
        .store
        .attempt(caller.session.brand, &AttemptId::new(id))
        .await?;
    row.filter(|row| caller.session.covers(&row.network))
        .ok_or_else(|| ProblemCode::NotFound.into())
}
