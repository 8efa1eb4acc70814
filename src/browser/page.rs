//! Whether the person is here, and whether the network is.

use connect_core::PageFocus;

use super::listener::Listener;
use super::window;

/// Something that happened to the page as a whole.
pub enum PageEvent {
    /// The person came back to it: focus, a tab switched to, a return from the history.
    Returned,
    /// The network is there.
    Online,
    /// The network is gone.
    Offline,
}

/// Whether the person looks at this page.
pub fn focus() -> PageFocus {
    let here = window()
        .and_then(|window| window.document())
        .is_some_and(|document| document.has_focus().unwrap_or(true));
    if here {
        PageFocus::Here
    } else {
        PageFocus::Elsewhere
    }
}

/// The browser's clock, in milliseconds: for the time between two moments of one page.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Whether the browser says that the network is there.
pub fn online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Names this tab. For the full page only: in a widget the title is the host's.
pub fn set_title(title: &str) {
    if let Some(document) = window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Tells what happens to the page until the answer is dropped.
pub fn watch(on_event: impl Fn(PageEvent) + Clone + 'static) -> Vec<Listener> {
    let Some(window) = window() else {
        return Vec::new();
    };
    let told = |name, make: fn() -> PageEvent| {
        let on_event = on_event.clone();
        Listener::new(&window, name, move |_| on_event(make()))
    };
    let mut listeners = vec![
        told("focus", || PageEvent::Returned),
        told("online", || PageEvent::Online),
        told("offline", || PageEvent::Offline),
    ];
    // Also sent after every load, which is no return.
    let returned = on_event.clone();
    listeners.push(Listener::new(&window, "pageshow", move |event| {
        if super::field(&event, "persisted").is_some_and(|persisted| persisted.is_truthy()) {
            returned(PageEvent::Returned);
        }
    }));
    if let Some(document) = window.document() {
        let on_event = on_event.clone();
        let visible = document.clone();
        listeners.push(Listener::new(&document, "visibilitychange", move |_| {
            if visible.visibility_state() == web_sys::VisibilityState::Visible {
                on_event(PageEvent::Returned);
            }
        }));
    }
    listeners
}

/// What stands in the field, or is chosen in the list, that this event is of.
pub fn entered(event: &web_sys::Event) -> Option<String> {
    super::text_field(&event.target()?.into(), "value")
}
