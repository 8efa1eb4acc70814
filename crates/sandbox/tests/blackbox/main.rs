//! The sandbox from outside: over HTTP, as the gateway and a browser see it.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod harness;

mod consent;
mod control;
mod faults;
mod jwt;
mod link_sessions;
mod linking_page;
mod profiles;
mod starting;
mod unlinking;
mod user;
mod webhooks;
