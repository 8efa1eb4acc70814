use leptos::prelude::*;

use super::{Element, dynamic, el};
use crate::portal::use_portal;

/// Says each change once to people who do not see it. The only live region for changes.
pub fn live_region() -> Element {
    let spoken = use_portal().spoken();
    el("p")
        .class("unseen")
        .attr("aria-live", "polite")
        .attr("aria-atomic", "true")
        .child(dynamic(move || spoken.get()))
}
