use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::components::LiveRegion;
use crate::text::text;

/// What is around every page: the way around, and the page itself.
#[component]
pub fn Shell(
    /// The page.
    children: Children,
) -> impl IntoView {
    let sentence = text();
    let path = use_location().pathname;
    // The router follows plain links of its own origin.
    let tab = |href: &'static str, words: &'static str| {
        let current = move || {
            path.with(|path| {
                (path.starts_with(href) || path == "/" && href == "/accounts").then_some("page")
            })
        };
        view! {
            <a href=href aria-current=current>
                {words}
            </a>
        }
    };
    view! {
        <a class="skip" href="#content">
            {sentence.skip_to_content}
        </a>
        <nav class="tabs" aria-label=sentence.main_navigation>
            {tab("/accounts", sentence.accounts_title)}
            {tab("/help", sentence.help)}
        </nav>
        <main id="content" class="content" tabindex="-1">
            {children()}
        </main>
        <LiveRegion />
    }
}
