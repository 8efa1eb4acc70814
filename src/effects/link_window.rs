//! The one window in which accounts are linked.

use connect_contract::{AttemptId, NetworkId};

use crate::browser::messages::Source;
use crate::browser::popup::{self, Opened, Popup};

/// The window, its name, and which attempt it serves.
pub struct LinkWindow {
    name: String,
    /// Grows when the next window must not be this one.
    generation: u32,
    serving: Option<Serving>,
}

struct Serving {
    attempt: AttemptId,
    network: NetworkId,
    popup: Option<Popup>,
    /// The origin of the page that our start page said it goes on to.
    linking_origin: Option<String>,
}

/// What came of asking for a window.
pub enum Outcome {
    /// There is one.
    Window,
    /// The browser gave none.
    Unknown,
    /// The frame may not open windows.
    Forbidden,
}

impl LinkWindow {
    /// Nothing is open yet.
    pub fn new(name: String) -> Self {
        Self {
            name,
            generation: 0,
            serving: None,
        }
    }

    /// The name that the next window has.
    pub fn name(&self) -> String {
        if self.generation == 0 {
            self.name.clone()
        } else {
            format!("{}-{}", self.name, self.generation)
        }
    }

    /// Opens `url` for an attempt. For another network the same window goes there; for the same network the old window
    /// is closed and a new one made, because a new one comes to the front and an old one often does not.
    pub fn open(
        &mut self,
        url: &str,
        attempt: &AttemptId,
        network: &NetworkId,
        gone: impl Fn() + 'static,
    ) -> Outcome {
        if let Some(old) = self.serving.take()
            && old.network == *network
            && let Some(popup) = &old.popup
        {
            popup.close();
            self.generation += 1;
        }
        let (popup, outcome) = match popup::open(url, &self.name()) {
            Opened::Window(mut popup) => {
                popup.watch(gone);
                (Some(popup), Outcome::Window)
            }
            Opened::Unknown => (None, Outcome::Unknown),
            Opened::Forbidden => (None, Outcome::Forbidden),
        };
        self.serving = Some(Serving {
            attempt: attempt.clone(),
            network: network.clone(),
            popup,
            linking_origin: None,
        });
        outcome
    }

    /// Asks for the window to come to the front.
    pub fn focus(&self, attempt: &AttemptId) {
        if let Some(popup) = self.of(attempt).and_then(|serving| serving.popup.as_ref()) {
            popup.focus();
        }
    }

    /// Closes the window, if it still serves this attempt. Closing takes its time and the window may be about to close
    /// itself, so what is opened next must not be this one: it would be gone at once.
    pub fn close(&mut self, attempt: &AttemptId) {
        if self.of(attempt).is_none() {
            return;
        }
        self.generation += 1;
        if let Some(popup) = self.serving.take().and_then(|serving| serving.popup) {
            popup.close();
        }
    }

    /// Remembers where the window was sent.
    pub fn left_for(&mut self, attempt: &AttemptId, origin: String) {
        if let Some(serving) = self
            .serving
            .as_mut()
            .filter(|serving| serving.attempt == *attempt)
        {
            serving.linking_origin = Some(origin);
        }
    }

    /// The attempt that a message of Ayrshare's page is about, if it comes from where our window was sent, and from our
    /// window or from one that can no longer be told (cut off, or opened by a link).
    pub fn speaks_for(&self, origin: &str, source: Option<&Source>) -> Option<AttemptId> {
        let serving = self.serving.as_ref()?;
        if serving.linking_origin.as_deref() != Some(origin) {
            return None;
        }
        let own = match (&serving.popup, source) {
            (Some(popup), Some(source)) if popup.is_reachable() => popup.sent(source),
            _ => true,
        };
        own.then(|| serving.attempt.clone())
    }

    fn of(&self, attempt: &AttemptId) -> Option<&Serving> {
        self.serving
            .as_ref()
            .filter(|serving| serving.attempt == *attempt)
    }
}
