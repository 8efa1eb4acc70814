//! What the tabs of an origin say to each other.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use super::listener::Listener;

/// A channel between tabs. Dropping it closes it.
#[must_use = "nobody hears once it is dropped"]
pub struct TabChannel {
    channel: BroadcastChannel,
    _listener: Listener,
}

impl TabChannel {
    /// Calls `on_text` for every text that another tab says. Nothing where channels are missing or denied.
    pub fn open(name: &str, on_text: impl Fn(String) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listener = Listener::new(&channel, "message", move |event| {
            let text = event.dyn_ref::<MessageEvent>();
            if let Some(text) = text.and_then(|event| event.data().as_string()) {
                on_text(text);
            }
        });
        Some(Self {
            channel,
            _listener: listener,
        })
    }

    /// Says it to all others.
    pub fn say(&self, text: &str) {
        // Fails only for a page that is on its way out.
        let _ = self.channel.post_message(&JsValue::from_str(text));
    }
}

impl Drop for TabChannel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
