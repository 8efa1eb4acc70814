//! Names that the browser makes.

use super::window;

const TAB_KEY: &str = "connect-accounts-tab";

/// A random UUID, version 4. Synchronous, so it can be made inside a click.
pub fn random_id() -> String {
    window()
        .and_then(|window| window.crypto().ok())
        .map(|crypto| crypto.random_uuid())
        .unwrap_or_default()
}

/// A name for the link window that no other tab uses: WebKit gives no window for a name that is taken elsewhere.
///
/// Kept for the life of the tab, so that a reload finds its window again. Storage may be denied; then it is new each time.
pub fn window_name() -> String {
    let storage = window().and_then(|window| window.session_storage().ok().flatten());
    let known = storage
        .as_ref()
        .and_then(|storage| storage.get_item(TAB_KEY).ok().flatten());
    known.unwrap_or_else(|| {
        let name = format!("connect-{}", random_id());
        if let Some(storage) = storage {
            let _ = storage.set_item(TAB_KEY, &name);
        }
        name
    })
}
