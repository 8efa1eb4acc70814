use connect_core::Phase;
use leptos::prelude::AnyView;

use super::phase_view;
use crate::components::{
    Child, card_grid, dynamic, el, support_way, surroundings_bar, topic_link, trouble_bar,
    unlink_dialog,
};
use crate::portal::use_portal;
use crate::text::{HelpTopic, text};

/// The topics offered below the grid.
const OFFERED: [HelpTopic; 4] = [
    HelpTopic::ChoosingAPage,
    HelpTopic::WrongXAccount,
    HelpTopic::PopUps,
    HelpTopic::Guides,
];

/// The Social Account Linkage Page.
pub fn portal_page() -> Vec<AnyView> {
    let portal = use_portal();
    let sentence = text();
    let brand = dynamic(move || {
        portal.with(|state| match &state.phase {
            Phase::Ready(ready) => Some(
                el("p")
                    .class("lead")
                    .child(el("bdi").child((sentence.of_brand)(&ready.brand.name)))
                    .child(" · ")
                    .child((sentence.count_linked)(
                        state.linked_count(),
                        state.cards.len(),
                    )),
            ),
            Phase::Loading | Phase::Failed(_) => None,
        })
    });
    vec![
        el("header")
            .class("page-head")
            .child(el("h1").child(sentence.portal_title))
            .child(brand)
            .child(el("p").class("accept-all").child(sentence.accept_all))
            .into_child(),
        trouble_bar().into_child(),
        surroundings_bar().into_child(),
        phase_view(card_grid).into_child(),
        el("aside")
            .class("help-ways")
            .attr("aria-label", sentence.help)
            .children(OFFERED.map(topic_link))
            .child(support_way())
            .into_child(),
        unlink_dialog().into_child(),
    ]
}
