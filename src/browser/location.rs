//! Where this page is.

use super::window;

/// The origin of this document.
pub fn origin() -> String {
    window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// The address of this document, without what stands behind `#`.
pub fn address() -> String {
    let address = window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// Takes the one-time code out of the address: it is gone from the address bar and the history before anything else runs.
pub fn take_code() -> Option<String> {
    let window = window()?;
    let location = window.location();
    let hash = location.hash().ok()?;
    let code = hash
        .strip_prefix("#code=")
        .filter(|code| !code.is_empty())?
        .to_owned();
    let path = location.pathname().ok()?;
    let history = window.history().ok()?;
    history
        .replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path))
        .ok()?;
    Some(code)
}

/// Goes to an address of our own, without leaving this one in the history.
pub fn replace(path: &str) {
    if let Some(window) = window() {
        let _ = window.location().replace(path);
    }
}

/// Loads this document again.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// The same, but once: the place in the history that this document has remembers it. A page that is still the old one after
/// that says so instead.
pub fn reload_once() {
    const DONE: &str = "connect-accounts-reloaded";
    let Some(history) = window().and_then(|window| window.history().ok()) else {
        return;
    };
    let done = wasm_bindgen::JsValue::from_str(DONE);
    if history.state().is_ok_and(|state| state != done) && history.replace_state(&done, "").is_ok()
    {
        reload();
    }
}

/// What the browser calls itself.
pub fn user_agent() -> String {
    window()
        .and_then(|window| window.navigator().user_agent().ok())
        .unwrap_or_default()
}

/// Whether this is the address `path`.
pub fn is(path: &str) -> bool {
    window()
        .and_then(|window| window.location().pathname().ok())
        .is_some_and(|own| own == path)
}
