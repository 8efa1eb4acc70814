#![doc = include_str!("../README.md")]

mod accounts;
mod app;
mod attempts;
mod auth;
mod ayrshare;
mod brands;
mod clock;
mod config;
mod csp;
mod error;
mod gateway;
mod live;
mod random;
mod routes;
mod sessions;
mod state;
mod static_files;
mod store;
mod vault;
mod web;
mod webhook;

pub use config::{Config, ConfigError};
pub use gateway::{Gateway, StartError};
pub use webhook::register::{RegisterError, register_webhook};
