use connect_core::Phase;
use leptos::prelude::*;

use super::phase_view;
use crate::components::{CardGrid, TopicLink, TroubleBar, UnlinkDialog, dynamic};
use crate::portal::use_portal;
use crate::text::{HelpTopic, text};

/// The Social Account Linkage Page.
#[component]
pub fn PortalPage() -> impl IntoView {
    let portal = use_portal();
    let sentence = text();
    let head = dynamic(move || {
        let Some((brand, linked, all)) = portal.with(|state| match &state.phase {
            Phase::Ready(ready) => Some((
                ready.brand.name.clone(),
                state.linked_count(),
                state.cards.len(),
            )),
            Phase::Loading | Phase::Failed(_) => None,
        }) else {
            return ().into_any();
        };
        view! {
            <p class="lead">
                <bdi>{(sentence.of_brand)(&brand)}</bdi>
                " · "
                {(sentence.count_linked)(linked, all)}
            </p>
        }
        .into_any()
    });
    let body = phase_view(|| view! { <CardGrid /> }.into_any());
    view! {
        <header class="page-head">
            <h1>{sentence.portal_title}</h1>
            {head}
            <p class="accept-all">{sentence.accept_all}</p>
        </header>
        <TroubleBar />
        {body}
        <aside class="help-ways" aria-label=sentence.help>
            {[HelpTopic::ChoosingAPage, HelpTopic::WrongXAccount, HelpTopic::PopUps, HelpTopic::Guides, HelpTopic::Support]
                .into_iter()
                .map(|topic| view! { <TopicLink topic=topic /> })
                .collect_view()}
        </aside>
        <UnlinkDialog />
    }
}
