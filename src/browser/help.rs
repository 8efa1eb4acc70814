//! The help, which is a program of its own: the page's HTML loads it.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use super::window;

const LOADER: &str = "connectAccountsHelp";

/// Shows the help in `place`: one topic, or all of them.
pub fn show(place: &Element, topic: Option<&str>) {
    call(place, &topic.map_or(JsValue::UNDEFINED, JsValue::from_str));
}

/// Takes it away.
pub fn hide() {
    call(&JsValue::UNDEFINED, &JsValue::UNDEFINED);
}

fn call(place: &JsValue, topic: &JsValue) {
    let loader = window().and_then(|window| {
        let loader = Reflect::get(&window, &JsValue::from_str(LOADER)).ok()?;
        loader.dyn_into::<Function>().ok()
    });
    if let Some(loader) = loader {
        let _ = loader.call2(&JsValue::NULL, place, topic);
    }
}
