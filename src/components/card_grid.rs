use connect_contract::{AttemptId, NetworkId};
use connect_core::Event;
use leptos::prelude::*;

use super::{NetworkCard, dynamic};
use crate::browser::ids;
use crate::portal::use_portal;
use crate::text::text;

/// The grid of cards.
#[component]
pub fn CardGrid() -> impl IntoView {
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
        let card = |network| view! { <NetworkCard network=network on_press=press /> };
        networks
            .get()
            .into_iter()
            .map(card)
            .collect_view()
            .into_any()
    });
    view! {
        <ul class="grid" part="grid" aria-label=text().networks>
            {cards}
        </ul>
    }
}
