use connect_core::Card;
use leptos::prelude::*;

use super::phase_view;
use crate::components::{Avatar, Icon, TroubleBar, dynamic};
use crate::portal::use_portal;
use crate::text::text;

/// The Connected Accounts tab: what is linked, and the way to the portal.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let portal = use_portal();
    let sentence = text();
    let linked = Memo::new(move |_| {
        portal.with(|state| {
            state
                .cards
                .iter()
                .filter(|card| card.account().is_some())
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let list = move || {
        dynamic(move || {
            let linked = linked.get();
            if linked.is_empty() {
                return view! {
                    <section class="panel">
                        <h2>{sentence.none_linked_title}</h2>
                        <p>{sentence.none_linked_text}</p>
                    </section>
                }
                .into_any();
            }
            view! {
                <ul class="accounts" aria-label=sentence.linked_accounts>
                    {linked.into_iter().map(row).collect_view()}
                </ul>
            }
            .into_any()
        })
    };
    let body = phase_view(move || list().into_any());
    view! {
        <header class="page-head page-head-row">
            <div>
                <h1>{sentence.accounts_title}</h1>
                <p class="lead">{sentence.accounts_lead}</p>
            </div>
            <a class="button" href="/portal" target="_blank" rel="noopener">
                {sentence.connect_accounts}
                <span class="unseen">{format!(" ({})", sentence.connect_accounts_hint)}</span>
            </a>
        </header>
        <TroubleBar />
        {body}
    }
}

fn row(card: Card) -> impl IntoView {
    let portal = use_portal();
    let file = card
        .network
        .well_known()
        .map_or("generic", |known| known.id);
    let logo = portal.asset(&format!("networks/{file}.svg"));
    let works = card.standing.is_linked();
    let (tone, icon, word) = if works {
        ("linked", Icon::Check, text().state_linked)
    } else {
        ("bad", Icon::Warning, text().state_relink_needed)
    };
    view! {
        <li class="account-row" data-tone=tone>
            <img class="logo" src=logo alt="" width="32" height="32" />
            <span class="card-name">{card.name.clone()}</span>
            {card
                .account()
                .cloned()
                .map(|account| {
                    let name = account.name.clone();
                    view! {
                        <span class="account">
                            <Avatar account=account />
                            <bdi class="account-name">{name}</bdi>
                        </span>
                    }
                })}
            <span class="state">
                <Icon icon=icon />
                <span>{word}</span>
            </span>
        </li>
    }
}
