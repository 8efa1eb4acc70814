use connect_contract::Account;
use leptos::prelude::*;

/// The picture of an account, or its first letter where there is none or it does not load. The name stands beside it, so
/// it is hidden from assistive technology.
#[component]
pub fn Avatar(
    /// Whose.
    account: Account,
) -> impl IntoView {
    let initial = account
        .name
        .chars()
        .find(|letter| letter.is_alphanumeric())
        .unwrap_or('•')
        .to_uppercase()
        .to_string();
    // The letter lies below the picture, so that it shows wherever the picture does not.
    view! {
        <span class="avatar">
            <span aria-hidden="true">{initial}</span>
            {account
                .avatar_url
                .map(|url| {
                    view! { <img class="avatar-picture" src=url alt="" referrerpolicy="no-referrer" /> }
                })}
        </span>
    }
}
