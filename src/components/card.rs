use connect_contract::{Account, NetworkId};
use connect_core::{Activity, Card, Face, can};
use leptos::prelude::*;

use super::{Avatar, CardNotice, Icon, dynamic, pressed};
use crate::portal::use_portal;
use crate::text::{Text, text};

/// How a state looks: the tone sets the colours, the icon and the word say the same without them.
struct Look {
    tone: &'static str,
    icon: Icon,
    word: String,
}

fn look(face: Face, text: &Text) -> Look {
    let (tone, icon, word) = match face {
        Face::Unlinked => ("idle", Icon::Plus, text.state_unlinked),
        Face::Opening => ("busy", Icon::Window, text.state_opening),
        Face::Waiting => ("busy", Icon::Window, text.state_waiting),
        Face::Checking => ("busy", Icon::Clock, text.state_checking),
        Face::Unlinking => ("busy", Icon::Clock, text.state_unlinking),
        Face::Blocked(_) => ("warn", Icon::Warning, text.state_blocked),
        Face::Undecided => ("warn", Icon::Question, text.state_undecided),
        Face::Refused => ("bad", Icon::Warning, text.state_refused),
        Face::Linked => ("linked", Icon::Check, text.state_linked),
        Face::RenewSoon { days } => {
            return Look {
                tone: "warn",
                icon: Icon::Clock,
                word: (text.state_renew_soon)(days),
            };
        }
        Face::RelinkNeeded(_) => ("bad", Icon::Warning, text.state_relink_needed),
        Face::Off(_) => ("off", Icon::Off, text.state_off),
        Face::TemporarilyFailing => ("warn", Icon::Clock, text.state_failing),
        Face::Failed => ("bad", Icon::Warning, text.state_failed),
        Face::TimedOut => ("warn", Icon::Clock, text.state_timed_out),
        Face::Unknown => ("off", Icon::Question, text.state_unknown),
    };
    Look {
        tone,
        icon,
        word: word.to_owned(),
    }
}

/// What a press does, as a word; nothing if it does nothing.
fn deed(card: &Card, actions: &[connect_contract::Action], text: &Text) -> Option<&'static str> {
    match &card.activity {
        Activity::Linking(_) | Activity::Unlinking { .. } => None,
        Activity::Idle
        | Activity::ConfirmingUnlink { .. }
        | Activity::Failed(_)
        | Activity::TimedOut => {
            if can::unlink(&card.standing, actions) {
                Some(text.unlink)
            } else if can::link(&card.standing, actions) {
                let again = matches!(
                    card.standing,
                    connect_contract::Standing::RelinkNeeded { .. }
                );
                Some(if again { text.relink } else { text.link })
            } else {
                None
            }
        }
    }
}

/// One network: logo, name, state, account, and what goes on.
#[component]
pub fn NetworkCard(
    /// Which network.
    network: NetworkId,
    /// Called in the press itself, with nothing awaited: it opens a window.
    #[prop(into)]
    on_press: Callback<NetworkId>,
) -> impl IntoView {
    let portal = use_portal();
    let card = portal.card(network.clone());
    let logo = {
        let file = network.well_known().map_or("generic", |known| known.id);
        portal.asset(&format!("networks/{file}.svg"))
    };
    let name = network.to_string();
    let face = dynamic(move || {
        let Some(card) = card.get() else {
            return ().into_any();
        };
        let look = look(card.face(), text());
        let deed = portal.with(|state| deed(&card, state.actions(), text()));
        let account = card.account().cloned();
        let named = account.as_ref().map(|account| account.name.clone());
        let label = (text().card_label)(&card.name, &look.word, named.as_deref(), deed);
        let idle = deed.is_none() && card.linking().is_none();
        let network = network.clone();
        view! {
            <button
                class="card-press"
                type="button"
                aria-label=label
                aria-disabled=idle.then_some("true")
                on:click=pressed(move || on_press.run(network.clone()))
            >
                <span class="card-top">
                    <img class="logo" src=logo.clone() alt="" width="40" height="40" />
                    <span class="card-name">
                        <bdi>{card.name.clone()}</bdi>
                    </span>
                    <span class="state">
                        <Icon icon=look.icon />
                        <span>{look.word}</span>
                    </span>
                </span>
                <span class="card-bottom">
                    {account.map(account_line)} {deed.map(|deed| view! { <span class="deed">{deed}</span> })}
                </span>
            </button>
            <CardNotice card=card />
        }
        .into_any()
    });
    let tone = move || {
        card.with(|card| {
            card.as_ref()
                .map_or("off", |card| look(card.face(), text()).tone)
        })
    };
    view! {
        <li class="card" part="card" data-tone=tone data-network=name>
            {face}
        </li>
    }
}

/// The account's picture, name and handle.
fn account_line(account: Account) -> AnyView {
    let name = account.name.clone();
    let handle = account.handle.clone().filter(|handle| *handle != name);
    view! {
        <span class="account">
            <Avatar account=account />
            <span class="account-names">
                <bdi class="account-name">{name}</bdi>
                {handle.map(|handle| view! { <bdi class="handle">{handle}</bdi> })}
            </span>
        </span>
    }
    .into_any()
}
