//! Ayrshare's API, below `/api`.

mod errors;
mod gate;
mod hooks;
mod json;
mod jwt;
mod link_input;
mod link_sessions;
mod profile_list;
mod profiles;
mod query;
mod scope;
mod social;
mod user;

pub use errors::ApiError;
pub use json::JSON;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{delete, get, post};

use crate::app::Shared;

/// The routes with their older aliases, behind the gate that counts, checks keys and lets things go wrong.
pub fn router(app: Shared) -> Router<Shared> {
    let profiles = || {
        post(profiles::create)
            .get(profile_list::list)
            .patch(profiles::update)
            .put(profiles::update)
            .delete(profiles::remove)
    };
    let hooks = || post(hooks::register).get(hooks::list).delete(hooks::remove);
    Router::new()
        .route("/profiles", profiles())
        .route("/profiles/profile", profiles())
        .route("/profiles/create-profile", post(profiles::create))
        .route("/profiles/link-sessions", post(link_sessions::create))
        .route(
            "/profiles/link-sessions/{id}",
            get(link_sessions::status).delete(link_sessions::revoke),
        )
        .route("/profiles/generateJWT", post(jwt::generate))
        .route("/profiles/social", delete(social::unlink))
        .route("/user", get(user::details))
        .route("/hook/webhook", hooks())
        .route("/hook", hooks())
        .fallback(errors::no_route)
        .method_not_allowed_fallback(errors::no_method)
        .layer(from_fn_with_state(app, gate::gate))
}
