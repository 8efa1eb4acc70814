//! What other windows say: our own start and return pages, and Ayrshare's linking page.

use connect_contract::{AttemptId, Ticket};
use connect_core::Signal;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent, Window};

use super::listener::Listener;
use super::{field, text_field, window};

/// The name under which our pages speak, in messages and on the channel.
const OURS: &str = "connect-accounts";

/// A message, with who sent it.
pub struct Incoming {
    /// The sender's origin, as the browser gave it.
    pub origin: String,
    /// The sender, if it is a window that can be answered.
    pub source: Option<Source>,
    /// What it says.
    pub said: Said,
}

/// What a message says. Anything else is dropped at the door.
pub enum Said {
    /// Our start page is there.
    Hello(AttemptId),
    /// Our start page, in an embed, asks for the ticket.
    TicketWanted(AttemptId),
    /// Our start page goes on to Ayrshare's page at this origin.
    Leaving(AttemptId, String),
    /// Our return page is there.
    Done(AttemptId),
    /// Ayrshare's linking page.
    Ayrshare(Signal),
}

/// The window that sent a message.
pub struct Source(Window);

impl Source {
    pub(super) fn is(&self, other: &Window) -> bool {
        let (own, other): (&JsValue, &JsValue) = (self.0.as_ref(), other.as_ref());
        own == other
    }

    /// Hands the ticket to our start page. The exact origin makes sure that nobody else can read it.
    pub fn hand_over(&self, gateway_origin: &str, attempt: &AttemptId, ticket: &Ticket) {
        self.post(
            gateway_origin,
            &[
                ("type", "ticket"),
                ("attempt", attempt.as_str()),
                ("ticket", &ticket.0),
            ],
        );
    }

    /// Tells our start page that there is no ticket, and what to tell support.
    pub fn refuse(&self, gateway_origin: &str, attempt: &AttemptId, code: &str, support_id: &str) {
        let fields = [
            ("type", "no-ticket"),
            ("attempt", attempt.as_str()),
            ("code", code),
            ("support_id", support_id),
        ];
        self.post(gateway_origin, &fields);
    }

    fn post(&self, origin: &str, fields: &[(&str, &str)]) {
        let message = Object::new();
        for (name, value) in [("source", OURS)].iter().chain(fields) {
            let _ = Reflect::set(
                &message,
                &JsValue::from_str(name),
                &JsValue::from_str(value),
            );
        }
        let _ = self.0.post_message(&message, origin);
    }
}

/// Hears messages until it is dropped.
#[must_use = "nobody hears once it is dropped"]
pub struct Messages {
    _listeners: Vec<Listener>,
    channel: Option<BroadcastChannel>,
}

impl Messages {
    /// Calls `on_message` for everything that makes sense, from windows and from our own pages' channel.
    ///
    /// The channel may be missing or denied; it is one signal among several.
    pub fn listen(on_message: impl Fn(Incoming) + Clone + 'static) -> Self {
        let mut listeners = Vec::new();
        if let Some(window) = window() {
            let on_message = on_message.clone();
            listeners.push(Listener::new(&window, "message", move |event| {
                hear(&event, &on_message)
            }));
        }
        let channel = BroadcastChannel::new(OURS).ok();
        if let Some(channel) = &channel {
            listeners.push(Listener::new(channel, "message", move |event| {
                hear(&event, &on_message)
            }));
        }
        Self {
            _listeners: listeners,
            channel,
        }
    }
}

impl Drop for Messages {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}

fn hear(event: &web_sys::Event, on_message: &impl Fn(Incoming)) {
    let Some(event) = event.dyn_ref::<MessageEvent>() else {
        return;
    };
    let Some(said) = read(&event.data()) else {
        return;
    };
    // A window of another origin allows no type check, so none is made: only its identity and postMessage are used.
    let source = event
        .source()
        .map(|source| Source(JsValue::from(source).unchecked_into()));
    on_message(Incoming {
        origin: event.origin(),
        source,
        said,
    });
}

fn read(data: &JsValue) -> Option<Said> {
    match text_field(data, "source")?.as_str() {
        OURS => {
            let attempt = AttemptId::new(text_field(data, "attempt")?);
            match text_field(data, "type")?.as_str() {
                "hello" => Some(Said::Hello(attempt)),
                "ticket-wanted" => Some(Said::TicketWanted(attempt)),
                "leaving" => Some(Said::Leaving(attempt, text_field(data, "to")?)),
                "done" => Some(Said::Done(attempt)),
                _ => None,
            }
        }
        // Ayrshare, *Link completion events*: version 1.
        "ayrshare" if field(data, "version")?.as_f64() == Some(1.0) => {
            let signal = match text_field(data, "event")?.as_str() {
                "connect:success" => Signal::Finished,
                "connect:error" => Signal::Refused(
                    field(data, "code")
                        .and_then(|code| code.as_f64())
                        .map(|code| code as u32),
                ),
                "connect:cancelled" => Signal::GaveUp,
                // "Done" was pressed on the page, or the person closed it after an outcome.
                "connect:closed" => Signal::Finished,
                _ => return None,
            };
            Some(Said::Ayrshare(signal))
        }
        _ => None,
    }
}
