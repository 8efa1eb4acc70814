use connect_core::Card;
use connect_words::words;
use leptos::prelude::AnyView;

use super::phase_view;
use crate::components::{Child, Element, Icon, avatar, dynamic, el, logo, state, trouble_bar};
use crate::portal::use_portal;
use crate::text::text;

/// The Connected Accounts tab: what is linked, and the way to the portal.
pub fn accounts_page() -> Vec<AnyView> {
    let portal = use_portal();
    let text = text();
    let list = move || {
        dynamic(move || {
            let rows = portal.with(|state| {
                let linked = state.cards.iter().filter(|card| card.account().is_some());
                linked.map(row).collect::<Vec<_>>()
            });
            if rows.is_empty() {
                el("section")
                    .class("panel")
                    .child(el("h2").child(words::NONE_LINKED_TITLE))
                    .child(el("p").child(words::NONE_LINKED_TEXT))
            } else {
                el("ul")
                    .class("accounts")
                    .attr("aria-label", words::LINKED_ACCOUNTS)
                    .children(rows)
            }
        })
    };
    let hint = format!(" ({})", text.say(words::CONNECT_ACCOUNTS_HINT));
    let connect = el("a")
        .class("button")
        .attr("href", "/portal")
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .child(words::CONNECT_ACCOUNTS)
        .child(el("span").class("unseen").child(hint));
    vec![
        el("header")
            .class("page-head page-head-row")
            .child(
                el("div")
                    .child(el("h1").child(words::ACCOUNTS_TITLE))
                    .child(el("p").class("lead").child(words::ACCOUNTS_LEAD)),
            )
            .child(connect)
            .into_child(),
        trouble_bar().into_child(),
        phase_view(list).into_child(),
    ]
}

fn row(card: &Card) -> Element {
    let (tone, sign, word) = if card.standing.is_linked() {
        ("linked", Icon::Check, words::STATE_LINKED)
    } else {
        ("bad", Icon::Warning, words::STATE_RELINK_NEEDED)
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
