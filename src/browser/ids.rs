//! Names that the browser makes.

use super::window;

/// A random UUID, version 4. Synchronous, so it can be made inside a click.
pub fn random_id() -> String {
    window()
        .and_then(|window| window.crypto().ok())
        .map(|crypto| crypto.random_uuid())
        .unwrap_or_default()
}

/// A name for the link window that no other page uses, not even this one before it was loaded again: WebKit gives no
/// window at all for a name that is taken elsewhere, and a tab that is duplicated takes everything it stored along.
pub fn window_name() -> String {
    ["connect-", &random_id()].concat()
}
