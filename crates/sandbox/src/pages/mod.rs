//! What a person sees: the hosted linking page, and the consent pages of the networks.

mod assets;
mod avatar;
mod consent;
mod finish;
mod headers;
mod layout;
mod linking;
mod paste;
mod problem;
mod visit;

pub use headers::for_pages;
pub use layout::page;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};

use crate::app::Shared;

/// The routes of the pages.
pub fn router(app: Shared) -> Router<Shared> {
    let networks = Router::new()
        .route(
            "/networks/{network}/sign-in",
            get(consent::sign_in).post(consent::signed_in),
        )
        .route(
            "/networks/{network}/choose",
            get(consent::choose).post(consent::chosen),
        )
        .route(
            "/networks/{network}/allow",
            get(consent::allow).post(consent::allowed),
        )
        .route("/networks/{network}/keys", post(paste::x_keys))
        .route("/networks/{network}/password", post(paste::app_password))
        .route("/networks/{network}/bot", post(paste::bot_added))
        .route("/networks/astray", get(consent::astray))
        .layer(from_fn_with_state(app, headers::opener_policy));
    Router::new()
        .route("/social-accounts", get(linking::linking))
        .route("/social-accounts/unlink", post(linking::unlink))
        .route("/social-accounts/done", get(linking::done))
        .merge(networks)
        .layer(from_fn(for_pages))
        .route("/avatars/{file}", get(avatar::avatar))
        .merge(assets::router())
}
