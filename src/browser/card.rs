//! Where the focus goes in a portal. Each call is about the portal of its event: a page may have several.

use futures_util::future::LocalBoxFuture;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlElement};

/// Brings the card at this place of the grid, counted from 1, into view and gives it the focus.
pub fn focus(event: &Event, place: usize) {
    let button = [".grid > :nth-child(", &place.to_string(), ") button"].concat();
    give_focus(event, ".content", button, false);
}

/// Gives the focus back to the card if what was pressed in it goes away with the press.
pub fn keep_focus(event: &Event) {
    give_focus(event, ".card", "button".to_owned(), true);
}

/// After what is to be drawn because of the event.
fn give_focus(event: &Event, around: &str, to: String, only_if_lost: bool) {
    let around = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest(around).ok().flatten());
    let later: LocalBoxFuture<'static, ()> = Box::pin(async move {
        let Some(around) = around else { return };
        if only_if_lost && around.matches(":focus-within").unwrap_or(true) {
            return;
        }
        let to = around.query_selector(&to).ok().flatten();
        if let Some(to) = to.and_then(|to| to.dyn_into::<HtmlElement>().ok()) {
            let _ = to.focus();
        }
    });
    spawn_local(later);
}
