//! Where the help stands when it is opened beside something.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, ShadowRoot};

use super::window;

/// A new place at the end of the widget, or of the page, that `link` stands in.
pub fn place(link: &HtmlElement) -> Option<HtmlElement> {
    let document = window()?.document()?;
    let widget = link
        .get_root_node()
        .dyn_into::<ShadowRoot>()
        .ok()
        .and_then(|root| root.query_selector(".widget").ok().flatten());
    let outer = widget.or_else(|| Some(document.body()?.into()))?;
    let place = document.create_element("div").ok()?;
    outer.append_child(&place).ok()?;
    place.dyn_into().ok()
}

/// Shows what was mounted, above everything else, and reads it from its heading on.
pub fn show(drawer: &HtmlElement) {
    // A browser without popovers shows it where its style puts it.
    let show = Reflect::get(drawer, &JsValue::from_str("showPopover"));
    if let Some(show) = show.ok().and_then(|show| show.dyn_into::<Function>().ok()) {
        let _ = show.call0(drawer);
    }
    let heading = drawer.query_selector("h2").ok().flatten();
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        let _ = heading.focus();
    }
}

/// Takes the place away, and goes back to the link.
pub fn leave(place: &HtmlElement, link: &HtmlElement) {
    place.remove();
    let _ = link.focus();
}
