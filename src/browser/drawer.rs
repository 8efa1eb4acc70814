//! Where the help stands when it is opened beside something.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node, ShadowRoot};

use super::{field, window};

/// Out of reach of keyboard and screen reader.
const COVERED: &str = "inert";

/// A new place at the end of the widget, or of the page, that `link` stands in.
pub fn place(link: &HtmlElement) -> Option<HtmlElement> {
    if !link.is_connected() {
        return None;
    }
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
    // On a phone it covers everything: nobody should get lost behind it.
    let width = window().and_then(|window| window.inner_width().ok()?.as_f64());
    if width.is_some_and(|width| f64::from(drawer.offset_width()) >= width)
        && let Some(place) = drawer.parent_element()
    {
        around(&place, |other| {
            let _ = other.set_attribute(COVERED, "");
        });
    }
    let heading = drawer.query_selector("h2").ok().flatten();
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        let _ = heading.focus();
    }
}

/// Takes the place away, and goes back to the link if the person was there.
pub fn leave(place: &HtmlElement, link: &HtmlElement) {
    // Not `:focus-within`, which Chromium matches only in a window in front.
    let active = field(&place.get_root_node(), "activeElement");
    let was_there = active.is_some_and(|active| place.contains(active.dyn_ref::<Node>()));
    around(place, |other| {
        let _ = other.remove_attribute(COVERED);
    });
    place.remove();
    if was_there {
        let _ = link.focus();
    }
}

/// What stands beside it.
fn around(place: &Element, act: impl Fn(&Element)) {
    let mut other = place
        .parent_element()
        .and_then(|parent| parent.first_element_child());
    while let Some(element) = other {
        if element != *place {
            act(&element);
        }
        other = element.next_element_sibling();
    }
}
