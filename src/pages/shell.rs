use connect_words::{LANGUAGES, Plain, words};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::browser::{location, page};
use crate::components::{Child, Element, dynamic, el, live_region};
use crate::text::text;

/// What is around every page: the way around, and the page itself.
#[component]
pub fn Shell(
    /// The page.
    children: Children,
) -> impl IntoView {
    let path = use_location().pathname;
    let tabs = dynamic(move || {
        path.with(|path| {
            let tab = |href, words| tab(href, words, path);
            vec![
                tab("/accounts", words::ACCOUNTS_TITLE),
                tab("/help", words::HELP),
            ]
        })
    });
    vec![
        el("a")
            .class("skip")
            .attr("href", "#content")
            // The router would take the place of the browser, which moves the keyboard there.
            .attr("rel", "external")
            .child(words::SKIP_TO_CONTENT),
        el("nav")
            .class("tabs")
            .attr("aria-label", words::MAIN_NAVIGATION)
            .child(tabs)
            .child(languages()),
        el("main")
            .class("content")
            .attr("id", "content")
            .attr("tabindex", "-1")
            .child(children()),
        live_region(),
    ]
    .into_child()
}

/// The languages by their own names: whoever cannot read this one finds theirs.
fn languages() -> Element {
    let spoken = text().tag();
    let choices = LANGUAGES.iter().map(|(tag, name)| {
        el("option")
            .attr("value", *tag)
            .attr("lang", *tag)
            .attr_if("selected", (*tag == spoken).then_some(""))
            .child(*name)
    });
    el("select")
        .class("language")
        .attr("aria-label", words::CHOOSE_LANGUAGE)
        .children(choices)
        .on("change", |event| {
            if let Some(tag) = page::entered(&event) {
                location::replace(&["?lang=", &tag].concat());
            }
        })
}

/// The router follows plain links of its own origin.
fn tab(href: &'static str, words: Plain, path: &str) -> Element {
    let current = path.starts_with(href) || path == "/" && href == "/accounts";
    el("a")
        .attr("href", href)
        .attr_if("aria-current", current.then_some("page"))
        .child(words)
}
