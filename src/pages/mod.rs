//! Compose components; no logic.

#[cfg(feature = "router")]
mod accounts;
#[cfg(feature = "help")]
mod doctor;
#[cfg(feature = "help")]
mod drawer;
#[cfg(feature = "router")]
mod enter;
#[cfg(feature = "help")]
mod help;
mod phase;
mod portal;
#[cfg(feature = "router")]
mod shell;

use phase::phase_view;
pub use portal::portal_page;
#[cfg(feature = "router")]
pub use {accounts::accounts_page, enter::enter_page, shell::Shell};
#[cfg(feature = "help")]
pub use {
    drawer::{Drawer, drawer_view},
    help::help_page,
};
