use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::json;

use super::errors::ApiError;
use super::json::{ok, read};
use super::link_input::LinkInput;
use super::link_sessions::keep;
use super::scope::{KeySource, Scope};
use crate::app::Shared;
use crate::clock;
use crate::ids;
use crate::world::{LinkSession, Mode, TokenKind};

/// `POST /profiles/generateJWT`: deprecated, and still answers. `privateKey` is not read.
///
/// A wrong key or domain makes a URL whose page answers 401, unless `verify` asks for the truth at once.
pub async fn generate(
    State(app): State<Shared>,
    Extension(scope): Extension<Scope>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ApiError> {
    if scope.key == KeySource::Absent {
        return Err(ApiError::parameter("Missing profileKey.").of_action("JWT"));
    }
    let input: LinkInput = read(&body)?;
    let right_domain = match (&app.options.domain, &input.domain) {
        (Some(wanted), Some(given)) => wanted == given,
        _ => true,
    };
    let sound = scope.key != KeySource::WrongInBody && right_domain;
    if input.verify && !sound {
        let message = "Error generating JWT. Check the parameters: profileKey, domain.";
        return Err(
            ApiError::new(app.options.guesses.jwt_failed_status, Some(189), message)
                .of_action("JWT"),
        );
    }
    // `mode` is a word of link sessions; here it would be ignored.
    let input = LinkInput {
        mode: None,
        ..input
    };
    input.check_max_pack(app.options.max_pack, app.options.guesses.max_pack_status)?;
    let session = LinkSession {
        id: ids::link_session_id(),
        token: ids::link_token(),
        kind: TokenKind::Jwt,
        ref_id: scope.ref_id,
        sound,
        mode: Mode::Grid,
        network: None,
        allowed: input.allowed()?,
        // Completion events came with link sessions.
        origin: None,
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
    let minutes = input.life_minutes()?;
    let session = keep(&app, session, minutes)?;
    let title = app.read(|world| {
        world
            .profile(&session.ref_id)
            .map(|profile| profile.title.clone())
    });
    let mut url = format!("{}/social-accounts?jwt={}", app.public_url, session.token);
    if let Some(domain) = &input.domain {
        let domain: String = url::form_urlencoded::byte_serialize(domain.as_bytes()).collect();
        url = format!("{url}&domain={domain}");
    }
    let mut answer =
        json!({"status": "success", "title": title, "token": session.token, "url": url});
    if input.email.is_some() {
        answer["emailSent"] = json!(true);
    }
    if let Some(minutes) = minutes {
        answer["expiresIn"] = json!(format!("{minutes}m"));
    }
    Ok(ok(&answer))
}
