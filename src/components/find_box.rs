use connect_words::{Plain, words};
use leptos::prelude::*;

use super::{Element, dynamic, el};
use crate::browser::page;
use crate::text::text;

/// The id of the form to type in, for buttons elsewhere that empty it. There is one in a portal or page.
pub const FIND: &str = "find";

/// Where to type what is sought.
pub fn find_box(sought: RwSignal<String>, label: Plain) -> Element {
    let field = el("input")
        .attr("type", "search")
        .attr("aria-label", label)
        .attr("placeholder", label)
        .attr("autocomplete", "off");
    el("form")
        .class("find")
        .attr("id", FIND)
        .attr("role", "search")
        .on("submit", |event| event.prevent_default())
        .on("reset", move |_| sought.set(String::new()))
        .on("input", move |event| {
            if let Some(typed) = page::entered(&event) {
                sought.set(typed);
            }
        })
        .child(field)
}

/// Says that nothing fits, with the way back to everything.
pub fn none_found(sought: RwSignal<String>, is_none: Memo<bool>) -> Element {
    let said = dynamic(move || {
        is_none.get().then(|| {
            let words = sought.with(|typed| text().fill(words::NONE_FOUND, [typed.trim()]));
            let show_all = el("button")
                .class("way")
                .attr("type", "reset")
                .attr("form", FIND)
                .child(words::SHOW_ALL);
            el("div")
                .class("none-found")
                .child(el("p").child(words))
                .child(show_all)
        })
    });
    el("div").attr("role", "status").child(said)
}
