use connect_contract::{AttemptId, NetworkId};
use connect_core::Event;
use connect_words::words;
use leptos::prelude::*;

use super::{Child, Element, dynamic, el, network_card};
use crate::browser::ids;
use crate::portal::use_portal;

/// The grid of cards.
pub fn card_grid() -> Element {
    let portal = use_portal();
    // Drawn anew only when a network comes or goes; a card draws its own changes.
    let networks = Memo::new(move |_| {
        portal.with(|state| {
            state
                .cards
                .iter()
                .map(|card| card.network.clone())
                .collect::<Vec<_>>()
        })
    });
    let press = Callback::new(move |network: NetworkId| {
        // The id is made here so that nothing stands between the press and the window.
        let attempt = AttemptId::new(ids::random_id());
        portal.send(Event::CardPressed { network, attempt });
    });
    let cards = dynamic(move || {
        let card = |network| network_card(network, press).into_child();
        let cards = networks.get().into_iter().map(card).collect::<Vec<_>>();
        if cards.is_empty() {
            // What a host says to people for whom there is nothing to link.
            return vec![
                el("li")
                    .child(el("slot").attr("name", "empty"))
                    .into_child(),
            ];
        }
        cards
    });
    el("ul")
        .class("grid")
        .attr("part", "grid")
        .attr("aria-label", words::NETWORKS)
        .child(cards)
}
