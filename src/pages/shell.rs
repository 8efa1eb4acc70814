use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::LiveRegion;
use crate::text::text;

/// What is around every page: the way around, and the page itself.
#[component]
pub fn Shell(
    /// The page.
    children: Children,
) -> impl IntoView {
    let sentence = text();
    view! {
        <a class="skip" href="#content">
            {sentence.skip_to_content}
        </a>
        <nav class="tabs" aria-label=sentence.main_navigation>
            <A href="/accounts">{sentence.accounts_title}</A>
            <A href="/help">{sentence.help}</A>
        </nav>
        <main id="content" class="content" tabindex="-1">
            {children()}
        </main>
        <LiveRegion />
    }
}
