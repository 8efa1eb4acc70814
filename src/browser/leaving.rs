//! When the page is put away: left, kept for the way back, or frozen in the background.

use super::listener::Listener;
use super::window;

/// Calls `on_leave` whenever the page is put away, until the answer is dropped. That it is back tells `page::watch`.
pub fn watch(on_leave: impl Fn() + Clone + 'static) -> Vec<Listener> {
    let Some(window) = window() else {
        return Vec::new();
    };
    let frozen = on_leave.clone();
    let mut listeners = vec![Listener::new(&window, "pagehide", move |_| on_leave())];
    if let Some(document) = window.document() {
        listeners.push(Listener::new(&document, "freeze", move |_| frozen()));
    }
    listeners
}
