//! A browser with its pop-up blocker on, and everything behind the page on ports of its own, for one test.
//!
//! Nothing here patches the page. What goes wrong, goes wrong because the sandbox was asked for it, or because a server
//! is stopped or the line between the browser and the gateway has a fault.

mod ax_tree;
mod axe;
mod browser;
mod driver;
mod engine;
mod figure;
mod gallery;
mod kept;
mod line;
mod port;
mod running;
mod setting;
mod shelf;
mod stack;
mod view;

pub use browser::{Browser, Screen};
pub use cases::case;
pub use engine::Engine;
pub use figure::Figure;
pub use gallery::Gallery;
pub use kept::{Comparison, Kept};
pub use line::{Fault, Line, Order};
pub use setting::Setting;
pub use stack::Stack;
pub use view::{Role, View};

/// How long anything may take before a test gives up waiting for it.
pub const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

/// HTTP clients want to be told whose cryptography to use. Whatever a story begins with says it; the second time changes
/// nothing.
fn choose_cryptography() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
