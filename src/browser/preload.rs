//! The answer that the HTML asked for before WebAssembly was there.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{text_field, window};

const KEY: &str = "connectAccountsPortal";

/// A status and a body.
pub struct Preloaded {
    /// HTTP status.
    pub status: u16,
    /// The body, as text.
    pub body: String,
}

/// Waits for it and takes it: a second call finds nothing. Nothing also if there was no answer.
pub async fn take() -> Option<Preloaded> {
    let window = window()?;
    let key = JsValue::from_str(KEY);
    let promise: js_sys::Promise = js_sys::Reflect::get(&window, &key).ok()?.dyn_into().ok()?;
    let _ = js_sys::Reflect::delete_property(&window, &key);
    let answer = JsFuture::from(promise).await.ok()?;
    let status = super::field(&answer, "status")?.as_f64()? as u16;
    Some(Preloaded {
        status,
        body: text_field(&answer, "body")?,
    })
}
