//! The host page of a widget: where its session comes from, and how it is told what happened.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

use super::{field, text_field};

/// What the custom element passes to the widget.
pub struct HostOptions {
    /// The origin of the gateway.
    pub gateway: String,
    /// Asks the host for a session.
    pub session: HostSession,
    /// The element that the host sees.
    pub element: HostElement,
    /// The sentences of the reader's language.
    pub words: String,
}

/// The element's function that answers with a session of the host.
pub struct HostSession(js_sys::Function);

/// The `<connect-accounts>` element.
#[derive(Clone)]
pub struct HostElement(HtmlElement);

impl HostOptions {
    /// Reads `{ gateway, fetchSession, element, words }`.
    pub fn read(options: &JsValue) -> Option<Self> {
        Some(Self {
            gateway: text_field(options, "gateway")?,
            session: HostSession(field(options, "fetchSession")?.dyn_into().ok()?),
            element: HostElement(field(options, "element")?.dyn_into().ok()?),
            words: text_field(options, "words")?,
        })
    }
}

/// What page and widget pass to the help.
#[cfg(feature = "help")]
pub struct HelpOptions {
    /// The origin of the gateway; empty in the page, which is at it.
    pub gateway: String,
    /// Asks the host for a session. The page has none: it has a cookie.
    pub session: Option<HostSession>,
    /// The sentences of the reader's language.
    pub words: String,
    /// What the help says besides.
    pub help: String,
}

#[cfg(feature = "help")]
impl HelpOptions {
    /// Reads `{ gateway, fetchSession, words, help }`.
    pub fn read(options: &JsValue) -> Option<Self> {
        let session = field(options, "fetchSession").and_then(|session| session.dyn_into().ok());
        Some(Self {
            gateway: text_field(options, "gateway")?,
            session: session.map(HostSession),
            words: text_field(options, "words")?,
            help: text_field(options, "help")?,
        })
    }
}

impl HostSession {
    /// The host's token: another one than the one that was refused. Nothing if the host refuses, fails or answers
    /// something else. The element remembers it and asks the host only when it has to.
    pub async fn token(&self, refused: Option<&str>) -> Option<String> {
        let refused = refused.map_or(JsValue::UNDEFINED, JsValue::from_str);
        let answer = self.0.call1(&JsValue::NULL, &refused).ok()?;
        let session = JsFuture::from(js_sys::Promise::resolve(&answer))
            .await
            .ok()?;
        text_field(&session, "token")
    }
}

impl HostElement {
    /// Dispatches a bubbling custom event with plain text details.
    pub fn tell(&self, name: &str, details: &[(&str, &str)]) {
        let detail = js_sys::Object::new();
        for (key, value) in details {
            let _ =
                js_sys::Reflect::set(&detail, &JsValue::from_str(key), &JsValue::from_str(value));
        }
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(&detail);
        if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
            let _ = self.0.dispatch_event(&event);
        }
    }
}
