//! Entry of the widget: `mount(element, options)` answers with a handle whose `unmount()` leaves nothing behind.

use connect_accounts::api::Api;
use connect_accounts::browser::host::HostOptions;
use connect_accounts::browser::words;
use connect_accounts::components::Child;
use connect_accounts::effects::Effects;
use connect_accounts::widget::widget;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

fn main() {}

/// A mounted widget.
#[wasm_bindgen]
pub struct Mounted(Option<Box<dyn std::any::Any>>);

#[wasm_bindgen]
impl Mounted {
    /// Takes the widget away: nodes, listeners, timers, calls, the stream.
    pub fn unmount(&mut self) {
        self.0 = None;
    }
}

/// Mounts the widget into `element`, a plain element inside the shadow root: leptos draws no changing node directly
/// in a shadow root.
///
/// # Errors
/// When `options` is not `{ gateway, fetchSession, element, words }`, or the words are of another build than this.
#[wasm_bindgen]
pub fn mount(element: HtmlElement, options: &JsValue) -> Result<Mounted, JsError> {
    let options = HostOptions::read(options)
        .ok_or_else(|| JsError::new("gateway, fetchSession, element and words are needed"))?;
    let text = words::of(options.words).ok_or_else(|| JsError::new("words of another build"))?;
    let _ = element.set_attribute("lang", text.tag());
    let _ = element.set_attribute("dir", text.direction());
    let api = Api::for_widget(&options.gateway, options.session);
    let effects = Effects::for_widget(api, options.gateway, options.element, text);
    let handle = mount_to(element, move || widget(effects, text).into_child());
    let handle: UnmountHandle<AnyViewState> = handle;
    Ok(Mounted(Some(Box::new(handle))))
}
