use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::components::{Child, Element, dynamic, el, live_region};
use crate::text::text;

/// What is around every page: the way around, and the page itself.
#[component]
pub fn Shell(
    /// The page.
    children: Children,
) -> impl IntoView {
    let sentence = text();
    let path = use_location().pathname;
    let tabs = dynamic(move || {
        path.with(|path| {
            let tab = |href, words| tab(href, words, path);
            vec![
                tab("/accounts", sentence.accounts_title),
                tab("/help", sentence.help),
            ]
        })
    });
    vec![
        el("a")
            .class("skip")
            .attr("href", "#content")
            .child(sentence.skip_to_content),
        el("nav")
            .class("tabs")
            .attr("aria-label", sentence.main_navigation)
            .child(tabs),
        el("main")
            .class("content")
            .attr("id", "content")
            .attr("tabindex", "-1")
            .child(children()),
        live_region(),
    ]
    .into_child()
}

/// The router follows plain links of its own origin.
fn tab(href: &'static str, words: &'static str, path: &str) -> Element {
    let current = path.starts_with(href) || path == "/" && href == "/accounts";
    el("a")
        .attr("href", href)
        .attr_if("aria-current", current.then_some("page"))
        .child(words)
}
