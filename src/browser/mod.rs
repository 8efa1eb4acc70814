//! The one folder that touches the browser. What is opened here is owned by a value that closes it when dropped, and no
//! `JsValue` leaves.

pub mod card;
#[cfg(feature = "help")]
pub mod checks;
#[cfg(feature = "help")]
pub mod drawer;
#[cfg(feature = "router")]
pub mod help;
pub mod host;
pub mod ids;
pub mod json;
pub mod leaving;
pub mod listener;
pub mod location;
pub mod messages;
pub mod page;
pub mod popup;
pub mod preload;
pub mod share;
pub mod stream;
pub mod surroundings;
pub mod tab_channel;
pub mod tab_lock;
pub mod timer;
pub mod words;

use wasm_bindgen::{JsCast, JsValue};

pub(crate) fn window() -> Option<web_sys::Window> {
    js_sys::global().dyn_into().ok()
}

/// A field of a value that somebody else made, so it may be anything.
fn field(value: &JsValue, name: &str) -> Option<JsValue> {
    if !value.is_object() {
        return None;
    }
    js_sys::Reflect::get(value, &JsValue::from_str(name))
        .ok()
        .filter(|found| !found.is_undefined() && !found.is_null())
}

fn text_field(value: &JsValue, name: &str) -> Option<String> {
    field(value, name)?.as_string()
}
