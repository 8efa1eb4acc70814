//! The Connect Accounts Portal: a grid of social-network cards, green when linked.
//!
//! `docs/architecture.md` walks a click through these modules. The arrows go one way:
//! `browser, api → effects → components → pages → bin`.

pub mod api;
#[cfg(feature = "router")]
pub mod app;
pub mod browser;
pub mod components;
pub mod effects;
pub mod pages;
pub mod portal;
pub mod text;
pub mod widget;
