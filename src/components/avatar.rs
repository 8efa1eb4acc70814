use connect_contract::Account;
use leptos::prelude::*;

use crate::text::text;

/// The picture of an account, or its first letter where there is none or it does not load.
#[component]
pub fn Avatar(
    /// Whose.
    account: Account,
) -> impl IntoView {
    let (broken, set_broken) = signal(false);
    let initial = account
        .name
        .chars()
        .find(|letter| letter.is_alphanumeric())
        .unwrap_or('•')
        .to_uppercase()
        .to_string();
    let label = (text().avatar_of)(&account.name);
    let url = account.avatar_url;
    move || {
        match &url {
        Some(url) if !broken.get() => view! {
            <img
                class="avatar"
                src=url.clone()
                alt=label.clone()
                width="40"
                height="40"
                referrerpolicy="no-referrer"
                on:error=move |_| set_broken.set(true)
            />
        }
        .into_any(),
        _ => view! { <span class="avatar avatar-initial" aria-hidden="true">{initial.clone()}</span> }.into_any(),
    }
    }
}
