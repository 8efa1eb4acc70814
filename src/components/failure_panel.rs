use connect_core::{Event, Failure};
use leptos::prelude::*;

use super::{TopicLink, pressed};
use crate::portal::use_portal;
use crate::text::{HelpTopic, text};

/// Nothing can be shown: says why, and what to do.
#[component]
pub fn FailurePanel(
    /// What happened.
    failure: Failure,
) -> impl IntoView {
    let portal = use_portal();
    let sentence = text();
    let sign_in = match &failure {
        Failure::Problem(problem) => problem.sign_in_url.clone(),
        _ => None,
    };
    let ends = failure.ends_session();
    let passes = failure.may_pass();
    view! {
        <section class="panel" role="alert">
            <h2>{(sentence.failure_title)(&failure)}</h2>
            <p>{(sentence.failure)(&failure)}</p>
            {failure.support_id().map(|id| view! { <p class="support-id">{(sentence.support_id)(id)}</p> })}
            {passes.then(|| view! { <p class="quiet">{sentence.retrying}</p> })}
            <p class="ways">
                {sign_in
                    .filter(|_| ends)
                    .map(|href| view! { <a class="button" href=href>{sentence.sign_in_again}</a> })}
                {(!ends)
                    .then(|| {
                        view! {
                            <button class="button" type="button" on:click=pressed(move || portal.send(Event::RefreshDue))>
                                {sentence.try_again}
                            </button>
                        }
                    })} <TopicLink topic=HelpTopic::Support />
            </p>
        </section>
    }
}
