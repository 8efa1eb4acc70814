use connect_core::Card;
use connect_words::words;
use leptos::prelude::*;

use super::{Dynamic, Element, FIND, Icon, dynamic, el, icon};
use crate::browser::card;
use crate::portal::use_portal;

/// One line on top that names what is broken or about to break, and leads there.
pub fn attention_bar() -> Dynamic {
    let portal = use_portal();
    dynamic(move || {
        let ways: Vec<_> = portal.with(|state| {
            let cards = state.cards.iter().zip(1_usize..);
            let in_need = cards.filter(|(card, _)| card.needs_a_person());
            in_need.map(|(card, place)| way(card, place)).collect()
        });
        (!ways.is_empty()).then(|| {
            el("div")
                .class("trouble attention")
                .attr("role", "group")
                .attr("aria-label", words::NEED_ATTENTION)
                .child(icon(Icon::Warning))
                .child(el("span").child(words::NEED_ATTENTION))
                .children(ways)
        })
    })
}

/// To the card at this place of the grid, also if a search has left it out.
fn way(card: &Card, place: usize) -> Element {
    let sought = use_portal().sought();
    el("button")
        .class("way")
        .attr("type", "reset")
        .attr("form", FIND)
        .on("click", move |event| {
            sought.set(String::new());
            card::focus(&event, place);
        })
        .child(el("bdi").child(card.name.clone()))
}
