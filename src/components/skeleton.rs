use leptos::prelude::*;

use crate::text::text;

/// Thirteen empty cards, the same as the page's HTML draws before WebAssembly is there.
#[component]
pub fn Skeleton() -> impl IntoView {
    view! {
        <div class="grid" role="status" aria-label=text().loading>
            {(0..13).map(|_| view! { <div class="card card-empty"></div> }).collect_view()}
        </div>
    }
}
