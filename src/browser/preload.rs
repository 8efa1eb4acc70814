//! The answer that the HTML asked for before WebAssembly was there.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::window;

const KEY: &str = "connectAccountsPortal";

/// Waits for it and takes it: a second call finds nothing. Nothing also if there was no answer.
pub async fn take() -> Option<Response> {
    let window = window()?;
    let key = JsValue::from_str(KEY);
    let promise: js_sys::Promise = js_sys::Reflect::get(&window, &key).ok()?.dyn_into().ok()?;
    let _ = js_sys::Reflect::delete_property(&window, &key);
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}
