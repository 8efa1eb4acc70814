use connect_contract::{Account, NetworkId};
use connect_core::{Activity, Card, Face, can};
use leptos::prelude::*;

use super::{
    Child, Dynamic, Element, Icon, Report, Words, avatar, button, card_notice, dynamic, el, logo,
    state,
};
use crate::portal::use_portal;
use crate::text::{Text, text};

/// How a state looks: the tone sets the colours, the icon and the word say the same without them.
struct Look {
    tone: &'static str,
    icon: Icon,
    word: Words,
}

fn look(face: Face, text: &Text) -> Look {
    let (tone, sign, word) = match face {
        Face::Unlinked => ("idle", Icon::Plus, text.state_unlinked),
        Face::Opening => ("busy", Icon::Window, text.state_opening),
        Face::Waiting => ("busy", Icon::Window, text.state_waiting),
        Face::Checking => ("busy", Icon::Clock, text.state_checking),
        Face::Unlinking => ("busy", Icon::Clock, text.state_unlinking),
        Face::Blocked(_) => ("warn", Icon::Warning, text.state_blocked),
        Face::Undecided => ("warn", Icon::Question, text.state_undecided),
        Face::Elsewhere => ("busy", Icon::Window, text.state_elsewhere),
        Face::Refused => ("bad", Icon::Warning, text.state_refused),
        Face::Linked => ("linked", Icon::Check, text.state_linked),
        Face::LinkedOutside => ("warn", Icon::Question, text.state_linked_outside),
        Face::RenewSoon { days } => {
            return Look {
                tone: "warn",
                icon: Icon::Clock,
                word: (text.state_renew_soon)(days).into(),
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
        icon: sign,
        word: word.into(),
    }
}

/// What a press does, as a word; nothing if it does nothing.
fn deed(card: &Card, actions: &[connect_contract::Action], text: &Text) -> Option<&'static str> {
    match &card.activity {
        Activity::Linking(_) | Activity::Unlinking { .. } => None,
        Activity::Idle
        | Activity::ConfirmingUnlink { .. }
        | Activity::Failed { .. }
        | Activity::TimedOut { .. }
        | Activity::JustLinked { .. } => {
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

/// One network: logo, name, state, account, and what goes on. `on_press` is called in the press itself, with nothing
/// awaited: it opens a window.
pub fn network_card(network: NetworkId, on_press: Callback<NetworkId>) -> Dynamic {
    let portal = use_portal();
    let report = Report::none();
    let shown = {
        let network = network.clone();
        // All that the card shows, so that a change of another card does not draw this one.
        Memo::new(move |_| {
            portal.with(|state| {
                let card = state.card(&network)?;
                Some((card.clone(), deed(card, state.actions(), text())))
            })
        })
    };
    dynamic(move || {
        let shown = shown.get();
        let face_of = shown
            .as_ref()
            .map_or(Face::Unknown, |(card, _)| card.face());
        let look = look(face_of, text());
        let tone = look.tone;
        let face = shown.map(|(card, deed)| {
            vec![
                face(&card, look, deed, on_press).into_child(),
                card_notice(&card, report).into_child(),
            ]
        });
        el("li")
            .class("card")
            .attr("part", "card")
            .attr("data-tone", tone)
            .attr("data-network", network.to_string())
            .child(face)
    })
}

/// What is pressed.
fn face(
    card: &Card,
    look: Look,
    deed: Option<&'static str>,
    on_press: Callback<NetworkId>,
) -> Element {
    let network = card.network.clone();
    let account = card.account();
    let named = account.map(|account| account.name.as_str());
    let label = (text().card_label)(&card.name, &look.word, named, deed);
    let idle = deed.is_none() && card.linking().is_none();
    let name = el("span")
        .class("card-name")
        .child(el("bdi").child(card.name.clone()));
    button("card-press", move || on_press.run(network.clone()))
        .attr("aria-label", label)
        .attr_if("aria-disabled", idle.then_some("true"))
        .child(
            el("span")
                .class("card-top")
                .child(logo(&card.network, "40"))
                .child(name)
                .child(state(look.icon, look.word)),
        )
        .child(
            el("span")
                .class("card-bottom")
                .child(account.map(account_line))
                .child(deed.map(|deed| el("span").class("deed").child(deed))),
        )
}

/// The account's picture, name and handle.
fn account_line(account: &Account) -> Element {
    let handle = account
        .handle
        .clone()
        .filter(|handle| *handle != account.name);
    let names = el("span")
        .class("account-names")
        .child(el("bdi").class("account-name").child(account.name.clone()))
        .child(handle.map(|handle| el("bdi").class("handle").child(handle)));
    el("span")
        .class("account")
        .child(avatar(account))
        .child(names)
}
