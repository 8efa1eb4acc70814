//! Takes the address of this page to another browser.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{field, location, window};

/// Puts the address on the clipboard; `done` is called when it is there.
pub fn copy_address(done: impl FnOnce() + 'static) {
    let Some(window) = window() else { return };
    // Absent where the page is not served safely.
    if field(&window.navigator(), "clipboard").is_none() {
        return;
    }
    let copied = window
        .navigator()
        .clipboard()
        .write_text(&location::address());
    spawn_local(async move {
        if JsFuture::from(copied).await.is_ok() {
            done();
        }
    });
}

fn sharing() -> Option<Function> {
    field(&window()?.navigator(), "share")?.dyn_into().ok()
}

/// Whether the system has a way to share.
pub fn can_share() -> bool {
    sharing().is_some()
}

/// Offers the address to the system's other apps.
pub fn share_address() {
    let (Some(window), Some(share)) = (window(), sharing()) else {
        return;
    };
    let what = Object::new();
    let _ = Reflect::set(
        &what,
        &JsValue::from_str("url"),
        &JsValue::from_str(&location::address()),
    );
    // Leaving the system's dialog is no failure.
    let _ = share.call1(&window.navigator(), &what);
}
