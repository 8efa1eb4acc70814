//! The host page of a widget: where its session comes from, and how it is told what happened.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{field, text_field};

/// What the custom element passes to the widget.
pub struct HostOptions {
    /// The origin of the gateway.
    pub gateway: String,
    /// Asks the host for a session.
    pub session: HostSession,
    /// Tells the host what happens.
    pub ear: HostEar,
    /// The sentences of the reader's language.
    pub words: String,
}

/// The element's function that answers with a session of the host.
pub struct HostSession(js_sys::Function);

/// The element's function that dispatches an event and answers whether its default may happen.
pub struct HostEar(js_sys::Function);

impl HostOptions {
    /// Reads `{ gateway, fetchSession, tell, words }`.
    pub fn read(options: &JsValue) -> Option<Self> {
        Some(Self {
            gateway: text_field(options, "gateway")?,
            session: HostSession(field(options, "fetchSession")?.dyn_into().ok()?),
            ear: HostEar(field(options, "tell")?.dyn_into().ok()?),
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

impl HostEar {
    /// Tells an event. Whether the host lets its default happen.
    pub fn tell(&self, name: &str, detail: Detail) -> bool {
        let answer = self
            .0
            .call2(&JsValue::NULL, &JsValue::from_str(name), &detail.0);
        answer.is_ok_and(|answer| !answer.is_falsy())
    }
}

/// What is said with an event: plain data.
pub struct Detail(Object);

impl Detail {
    /// Nothing yet.
    pub fn new() -> Self {
        Self(Object::new())
    }

    /// A text.
    pub fn text(self, key: &str, text: &str) -> Self {
        self.set(key, &JsValue::from_str(text))
    }

    /// A part, or null.
    pub fn part(self, key: &str, part: Option<Self>) -> Self {
        let part = part.map_or(JsValue::NULL, |part| part.0.into());
        self.set(key, &part)
    }

    /// A list of parts.
    pub fn list(self, key: &str, parts: impl Iterator<Item = Self>) -> Self {
        let list = Array::new();
        for part in parts {
            list.push(&part.0);
        }
        self.set(key, &list)
    }

    fn set(self, key: &str, value: &JsValue) -> Self {
        // Fails only for an object that may not be changed.
        let _ = Reflect::set(&self.0, &JsValue::from_str(key), value);
        self
    }
}

impl Default for Detail {
    fn default() -> Self {
        Self::new()
    }
}
