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

pub use help::HelpPage;
use phase::phase_view;
pub use portal::PortalPage;
#[cfg(feature = "router")]
pub use {accounts::AccountsPage, enter::EnterPage, shell::Shell};
