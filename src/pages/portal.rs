use connect_core::Phase;
use connect_words::words;
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
    let text = text();
    let brand = dynamic(move || {
        portal.with(|state| match &state.phase {
            Phase::Ready(ready) => Some(
                el("p")
                    .class("lead")
                    .child(el("bdi").child(text.fill(words::OF_BRAND, [&ready.brand.name])))
                    .child(" · ")
                    .child(text.fill(
                        words::COUNT_LINKED,
                        [
                            &text.number(state.cards.len() as u32),
                            &text.number(state.linked_count() as u32),
                        ],
                    )),
            ),
            Phase::Loading | Phase::Failed(_) => None,
        })
    });
    vec![
        el("header")
            .class("page-head")
            .child(el("h1").child(words::PORTAL_TITLE))
            .child(brand)
            .child(el("p").class("accept-all").child(words::ACCEPT_ALL))
            .into_child(),
        trouble_bar().into_child(),
        surroundings_bar().into_child(),
        phase_view(card_grid).into_child(),
        el("aside")
            .class("help-ways")
            .attr("aria-label", words::HELP)
            .children(OFFERED.map(topic_link))
            .child(support_way())
            .into_child(),
        unlink_dialog().into_child(),
    ]
}
