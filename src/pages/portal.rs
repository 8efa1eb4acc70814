use connect_core::Phase;
use leptos::prelude::*;

use crate::components::{CardGrid, FailurePanel, Skeleton, TopicLink, TroubleBar, UnlinkDialog};
use crate::portal::use_portal;
use crate::text::{HelpTopic, text};

/// The Social Account Linkage Page.
#[component]
pub fn PortalPage() -> impl IntoView {
    let portal = use_portal();
    let sentence = text();
    let phase = Memo::new(move |_| portal.with(|state| state.phase.clone()));
    let count = Memo::new(move |_| portal.with(|state| (state.linked_count(), state.cards.len())));
    let head = move || match phase.get() {
        Phase::Ready(ready) => {
            let (linked, all) = count.get();
            view! {
                <p class="lead">
                    <bdi>{(sentence.of_brand)(&ready.brand.name)}</bdi>
                    " · "
                    {(sentence.count_linked)(linked, all)}
                </p>
            }
            .into_any()
        }
        Phase::Loading | Phase::Failed(_) => ().into_any(),
    };
    let ready = Memo::new(move |_| matches!(phase.get(), Phase::Ready(_)));
    let body = move || {
        if ready.get() {
            return view! { <CardGrid /> }.into_any();
        }
        match phase.get() {
            Phase::Failed(failure) => view! { <FailurePanel failure=failure /> }.into_any(),
            Phase::Loading | Phase::Ready(_) => view! { <Skeleton /> }.into_any(),
        }
    };
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
