use leptos::prelude::*;

use super::dynamic;
use crate::portal::use_portal;
use crate::text::text;

/// One line above the grid while what it shows may be out of date.
#[component]
pub fn TroubleBar() -> impl IntoView {
    let portal = use_portal();
    let sentence = text();
    let words = Memo::new(move |_| {
        portal.with(|state| {
            if !state.online {
                return Some((sentence.offline.to_owned(), None));
            }
            let failure = state.trouble.as_ref()?;
            let support = failure.support_id().map(|id| (sentence.support_id)(id));
            Some((
                format!(
                    "{} {} {}",
                    (sentence.failure)(failure),
                    sentence.stale,
                    sentence.retrying
                ),
                support,
            ))
        })
    });
    dynamic(move || {
        let Some((words, support)) = words.get() else {
            return ().into_any();
        };
        view! {
            <div class="trouble" role="status">
                <p>{words}</p>
                {support.map(|support| view! { <p class="support-id">{support}</p> })}
            </div>
        }
        .into_any()
    })
}
