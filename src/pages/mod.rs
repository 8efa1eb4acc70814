//! Compose components; no logic.

#[cfg(feature = "router")]
mod accounts;
#[cfg(feature = "router")]
mod enter;
mod help;
mod phase;
mod portal;
#[cfg(feature = "router")]
mod shell;

pub use help::help_page;
use phase::phase_view;
pub use portal::portal_page;
#[cfg(feature = "router")]
pub use {accounts::accounts_page, enter::enter_page, shell::Shell};
