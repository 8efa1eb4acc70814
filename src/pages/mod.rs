//! Compose components; no logic.

#[cfg(feature = "router")]
mod accounts;
#[cfg(feature = "router")]
mod enter;
#[cfg(feature = "router")]
mod help;
mod phase;
mod portal;
#[cfg(feature = "router")]
mod shell;

use phase::phase_view;
pub use portal::portal_page;
#[cfg(feature = "router")]
pub use {accounts::accounts_page, enter::enter_page, help::help_page, shell::Shell};
