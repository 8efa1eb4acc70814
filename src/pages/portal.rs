use connect_words::words;
use leptos::prelude::AnyView;

use super::phase_view;
use crate::components::{
    Child, attention_bar, card_grid, card_search, el, last_checked, no_card_found, portal_head,
    support_way, surroundings_bar, topic_link, trouble_bar, unlink_dialog,
};
use crate::text::HelpTopic;

/// The topics offered below the grid.
const OFFERED: [HelpTopic; 5] = [
    HelpTopic::ChoosingAPage,
    HelpTopic::WrongXAccount,
    HelpTopic::PopUps,
    HelpTopic::Connection,
    HelpTopic::Guides,
];

/// The Social Account Linkage Page.
pub fn portal_page() -> Vec<AnyView> {
    let tools = el("div")
        .class("tools")
        .child(card_search())
        .child(last_checked());
    vec![
        portal_head().into_child(),
        trouble_bar().into_child(),
        surroundings_bar().into_child(),
        attention_bar().into_child(),
        tools.into_child(),
        phase_view(card_grid).into_child(),
        no_card_found().into_child(),
        el("aside")
            .class("help-ways")
            .attr("aria-label", words::HELP)
            .child(
                // A host may offer its own help.
                el("slot")
                    .attr("name", "help")
                    .children(OFFERED.map(topic_link))
                    .child(support_way()),
            )
            .into_child(),
        unlink_dialog().into_child(),
    ]
}
