use connect_core::Card;
use leptos::prelude::AnyView;

use super::phase_view;
use crate::components::{Child, Element, Icon, avatar, dynamic, el, logo, state, trouble_bar};
use crate::portal::use_portal;
use crate::text::text;

/// The Connected Accounts tab: what is linked, and the way to the portal.
pub fn accounts_page() -> Vec<AnyView> {
    let portal = use_portal();
    let sentence = text();
    let list = move || {
        dynamic(move || {
            let rows = portal.with(|state| {
                let linked = state.cards.iter().filter(|card| card.account().is_some());
                linked.map(row).collect::<Vec<_>>()
            });
            if rows.is_empty() {
                el("section")
                    .class("panel")
                    .child(el("h2").child(sentence.none_linked_title))
                    .child(el("p").child(sentence.none_linked_text))
            } else {
                el("ul")
                    .class("accounts")
                    .attr("aria-label", sentence.linked_accounts)
                    .children(rows)
            }
        })
    };
    let hint = format!(" ({})", sentence.connect_accounts_hint);
    let connect = el("a")
        .class("button")
        .attr("href", "/portal")
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .child(sentence.connect_accounts)
        .child(el("span").class("unseen").child(hint));
    vec![
        el("header")
            .class("page-head page-head-row")
            .child(
                el("div")
                    .child(el("h1").child(sentence.accounts_title))
                    .child(el("p").class("lead").child(sentence.accounts_lead)),
            )
            .child(connect)
            .into_child(),
        trouble_bar().into_child(),
        phase_view(list).into_child(),
    ]
}

fn row(card: &Card) -> Element {
    let (tone, sign, word) = if card.standing.is_linked() {
        ("linked", Icon::Check, text().state_linked)
    } else {
        ("bad", Icon::Warning, text().state_relink_needed)
    };
    let account = card.account().map(|account| {
        let name = el("bdi").class("account-name").child(account.name.clone());
        el("span")
            .class("account")
            .child(avatar(account))
            .child(name)
    });
    el("li")
        .class("account-row")
        .attr("data-tone", tone)
        .child(logo(&card.network, "32"))
        .child(el("span").class("card-name").child(card.name.clone()))
        .child(account)
        .child(state(sign, word))
}
