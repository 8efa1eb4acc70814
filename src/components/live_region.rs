use leptos::prelude::*;

use crate::portal::use_portal;

/// Says each change once to people who do not see it. The only live region for changes.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let spoken = use_portal().spoken();
    view! {
        <p class="unseen" aria-live="polite" aria-atomic="true">
            {move || spoken.get()}
        </p>
    }
}
