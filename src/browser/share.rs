//! Takes the address of this page to another browser.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{field, location, window};

/// Puts a text on the clipboard; `done` is told whether it is there. A browser may say no, WebKit to all that is not
/// asked for in the press itself.
pub fn copy(text: &str, done: Box<dyn FnOnce(bool)>) {
    let navigator = window().map(|window| window.navigator());
    // The clipboard is absent where the page is not served safely.
    let copied = navigator
        .filter(|navigator| field(navigator, "clipboard").is_some())
        .map(|navigator| navigator.clipboard().write_text(text));
    spawn_local(async move {
        done(match copied {
            Some(copied) => JsFuture::from(copied).await.is_ok(),
            None => false,
        });
    });
}

/// Puts the address of this page on the clipboard.
pub fn copy_address(done: Box<dyn FnOnce(bool)>) {
    copy(&location::address(), done);
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
