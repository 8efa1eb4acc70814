//! The OpenAPI 3.1 document of the API, made from the types of this crate.
//!
//! The functions below are never called: each describes one call, so that the document and the types cannot part.
#![expect(dead_code, reason = "the functions only carry the descriptions")]

use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use crate::{
    AttemptEnd, AttemptId, AttemptLog, AttemptQuestion, CreateSession, CreatedSession,
    ExchangeCode, Impact, LinkAttempt, LiveEvent, NetworkId, Portal, Problem, RedeemLink,
    RedeemedLink, StartLink, StartedLink,
};

/// The document, as pretty JSON.
///
/// # Errors
/// Never in practice: the document is made of plain values.
pub fn document() -> Result<String, Box<dyn std::error::Error>> {
    Ok(Document::openapi().to_pretty_json()?)
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Connect Accounts backend API",
        version = "1",
        description = "What the Connect Accounts Portal and widget ask of a backend. Failures are problems (RFC 9457) with a stable code."
    ),
    servers((url = "/api/v1")),
    paths(
        create_session, exchange_code, end_session, portal, start_link, link_attempt, attempt_log, attempt_report, attempt_end, attempt_question, stop_link, redeem_link, impact,
        unlink, keep, events
    ),
    components(schemas(LiveEvent)),
    modifiers(&Security)
)]
struct Document;

struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_with(Default::default);
        let bearer = |text: &str| {
            SecurityScheme::Http(
                HttpBuilder::new()
                    .scheme(HttpAuthScheme::Bearer)
                    .description(Some(text))
                    .build(),
            )
        };
        components.add_security_scheme(
            "server_key",
            bearer("The host's server key. Never sent by a browser."),
        );
        components.add_security_scheme("session_token", bearer("The widget's session token."));
        components.add_security_scheme(
            "session_cookie",
            SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
                "__Host-connect_session",
                "The portal page's cookie. A state-changing call also needs the header x-connect-accounts.",
            ))),
        );
    }
}

/// Mints a session for one user of the host.
#[utoipa::path(post, path = "/sessions", tag = "sessions", security(("server_key" = [])), request_body = CreateSession,
    responses((status = 201, body = CreatedSession), (status = "default", body = Problem, content_type = "application/problem+json")))]
fn create_session() {}

/// Turns the one-time code of a portal address into the portal's cookie.
#[utoipa::path(post, path = "/sessions/exchange", tag = "sessions", security(()), request_body = ExchangeCode,
    responses((status = 204, description = "The cookie is set."), (status = "default", body = Problem, content_type = "application/problem+json")))]
fn exchange_code() {}

/// Ends a session at once, its streams included.
#[utoipa::path(delete, path = "/sessions/{id}", tag = "sessions", security(("server_key" = [])), params(("id" = String, Path)),
    responses((status = 204, description = "It is over."), (status = "default", body = Problem, content_type = "application/problem+json")))]
fn end_session() {}

/// The brand, every network with its standing, and what this session may do.
#[utoipa::path(get, path = "/portal", tag = "portal", security(("session_token" = []), ("session_cookie" = [])),
    responses((status = 200, body = Portal), (status = "default", body = Problem, content_type = "application/problem+json")))]
fn portal() {}

/// Starts a link attempt. The same attempt may be sent again.
#[utoipa::path(post, path = "/links", tag = "links", security(("session_token" = []), ("session_cookie" = [])), request_body = StartLink,
    responses((status = 201, body = StartedLink), (status = "default", body = Problem, content_type = "application/problem+json")))]
fn start_link() {}

/// Where an attempt stands. Asks Ayrshare while it is open.
#[utoipa::path(get, path = "/links/{attempt}", tag = "links", security(("session_token" = []), ("session_cookie" = [])),
    params(("attempt" = AttemptId, Path), ("because" = Option<String>, Query,
        description = "Why the page asks, for the attempt's log: message, done, window, focus, stream, poll, person or resume. Any other word counts as other, and so does none.")),
    responses((status = 200, body = LinkAttempt), (status = "default", body = Problem, content_type = "application/problem+json")))]
fn link_attempt() {}

/// What was seen of an attempt, when, and by which signal: for a report to support. No secrets, no names of accounts.
#[utoipa::path(get, path = "/links/{attempt}/log", tag = "links", security(("session_token" = []), ("session_cookie" = [])), params(("attempt" = AttemptId, Path)),
    responses((status = 200, body = AttemptLog), (status = "default", body = Problem, content_type = "application/problem+json")))]
fn attempt_log() {}

/// The same as lines of text, for a person to copy and send to support.
#[utoipa::path(get, path = "/links/{attempt}/report", tag = "links", security(("session_token" = []), ("session_cookie" = [])), params(("attempt" = AttemptId, Path)),
    responses((status = 200, body = String), (status = "default", body = Problem, content_type = "application/problem+json")))]
fn attempt_report() {}

/// How an attempt ended, in one word and without a session: for the return page. It never asks Ayrshare.
#[utoipa::path(get, path = "/links/{attempt}/end", tag = "links", security(()), params(("attempt" = AttemptId, Path)),
    responses((status = 200, body = AttemptEnd), (status = "default", body = Problem, content_type = "application/problem+json")))]
fn attempt_end() {}

/// What a start page without an opener has to ask a person, without a session. Only for an attempt of a widget with which
/// nobody was sent on yet; every other one is not found, or over. It never asks Ayrshare.
#[utoipa::path(get, path = "/links/{attempt}/question", tag = "links", security(()), params(("attempt" = AttemptId, Path)),
    responses((status = 200, body = AttemptQuestion), (status = "default", body = Problem, content_type = "application/problem+json")))]
fn attempt_question() {}

/// Stops an attempt. A success that Ayrshare recorded before still counts.
#[utoipa::path(delete, path = "/links/{attempt}", tag = "links", security(("session_token" = []), ("session_cookie" = [])), params(("attempt" = AttemptId, Path)),
    responses((status = 200, body = LinkAttempt), (status = "default", body = Problem, content_type = "application/problem+json")))]
fn stop_link() {}

/// For the start page only: where to go next. With `confirmed`, once, within three minutes after the attempt began, and with
/// the header x-connect-accounts.
#[utoipa::path(post, path = "/links/redeem", tag = "links", security((), ("session_cookie" = [])), request_body = RedeemLink,
    responses((status = 200, body = RedeemedLink), (status = "default", body = Problem, content_type = "application/problem+json")))]
fn redeem_link() {}

/// What an unlink would touch.
#[utoipa::path(get, path = "/accounts/{network}/impact", tag = "accounts", security(("session_token" = []), ("session_cookie" = [])), params(("network" = NetworkId, Path)),
    responses((status = 200, body = Impact), (status = "default", body = Problem, content_type = "application/problem+json")))]
fn impact() {}

/// Unlinks. Idempotent; the header names the account that the person saw, so that a stale dialog cannot remove a newer one.
#[utoipa::path(delete, path = "/accounts/{network}", tag = "accounts", security(("session_token" = []), ("session_cookie" = [])),
    params(("network" = NetworkId, Path), ("x-connect-confirm" = String, Header, description = "The account's id, percent-encoded.")),
    responses((status = 204, description = "Nothing is linked there now."), (status = "default", body = Problem, content_type = "application/problem+json")))]
fn unlink() {}

/// A person keeps an account that nobody linked with this product. Idempotent; the header names the account that the person saw.
#[utoipa::path(post, path = "/accounts/{network}/keep", tag = "accounts", security(("session_token" = []), ("session_cookie" = [])),
    params(("network" = NetworkId, Path), ("x-connect-confirm" = String, Header, description = "The account's id, percent-encoded.")),
    responses((status = 204, description = "It is kept."), (status = "default", body = Problem, content_type = "application/problem+json")))]
fn keep() {}

/// The live stream: server-sent events whose data is a LiveEvent. Read it with fetch: a token has no place in an address.
#[utoipa::path(get, path = "/events", tag = "portal", security(("session_token" = []), ("session_cookie" = [])),
    responses((status = 200, body = LiveEvent, content_type = "text/event-stream"), (status = "default", body = Problem, content_type = "application/problem+json")))]
fn events() {}
