use connect_contract::NetworkId;
use connect_core::{Activity, Card, Face, can};
use connect_words::{Plain, Text, words};
use leptos::prelude::*;

use super::card_search::SEARCHABLE;
use super::{
    Child, Dynamic, Element, Icon, IntoWords, Report, Words, account_label, account_names, avatar,
    button, card_notice, dynamic, el, logo, state,
};
use crate::browser::words as language;
use crate::portal::use_portal;
use crate::text::{self, text};

/// How a state looks: the tone sets the colours, the icon and the word say the same without them.
struct Look {
    tone: &'static str,
    icon: Icon,
    word: Words,
}

fn look(face: Face, text: &Text) -> Look {
    let (tone, sign, word) = match face {
        Face::Unlinked => ("idle", Icon::Plus, words::STATE_UNLINKED),
        Face::Opening => ("busy", Icon::Window, words::STATE_OPENING),
        Face::Waiting => ("busy", Icon::Window, words::STATE_WAITING),
        Face::Checking => ("busy", Icon::Clock, words::STATE_CHECKING),
        Face::Unlinking => ("busy", Icon::Clock, words::STATE_UNLINKING),
        Face::Blocked(_) => ("warn", Icon::Warning, words::STATE_BLOCKED),
        Face::Undecided => ("warn", Icon::Question, words::STATE_UNDECIDED),
        Face::Elsewhere => ("busy", Icon::Window, words::STATE_ELSEWHERE),
        Face::Refused => ("bad", Icon::Warning, words::STATE_REFUSED),
        Face::Linked => ("linked", Icon::Check, words::STATE_LINKED),
        Face::LinkedOutside => ("warn", Icon::Question, words::STATE_LINKED_OUTSIDE),
        Face::RenewSoon { days } => {
            return Look {
                tone: "warn",
                icon: Icon::Clock,
                word: text::state_renew_soon(text, days).into(),
            };
        }
        Face::RelinkNeeded(_) => ("bad", Icon::Warning, words::STATE_RELINK_NEEDED),
        Face::Off(_) => ("off", Icon::Off, words::STATE_OFF),
        Face::TemporarilyFailing => ("warn", Icon::Clock, words::STATE_FAILING),
        Face::Failed => ("bad", Icon::Warning, words::STATE_FAILED),
        Face::TimedOut => ("warn", Icon::Clock, words::STATE_TIMED_OUT),
        Face::Unknown => ("off", Icon::Question, words::STATE_UNKNOWN),
    };
    Look {
        tone,
        icon: sign,
        word: word.into_words(),
    }
}

/// What a press does, as a word; nothing if it does nothing.
fn deed(card: &Card, actions: &[connect_contract::Action]) -> Option<Plain> {
    match &card.activity {
        Activity::Linking(_) | Activity::Unlinking { .. } => None,
        Activity::Idle
        | Activity::ConfirmingUnlink { .. }
        | Activity::Failed { .. }
        | Activity::TimedOut { .. }
        | Activity::JustLinked { .. } => {
            if can::unlink(&card.standing, actions) {
                Some(words::UNLINK)
            } else if can::link(&card.standing, actions) {
                let again = matches!(
                    card.standing,
                    connect_contract::Standing::RelinkNeeded { .. }
                );
                Some(if again { words::RELINK } else { words::LINK })
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
                Some((card.clone(), deed(card, state.actions())))
            })
        })
    };
    let is_left_out = SEARCHABLE.then(|| {
        Memo::new(move |_| {
            let fits = |typed: &String| {
                shown.with(|shown| {
                    let card = shown.as_ref().map(|(card, _)| card);
                    card.is_none_or(|card| card.fits(typed, language::says))
                })
            };
            !portal.sought().with(fits)
        })
    });
    dynamic(move || {
        let shown = shown.get();
        let face_of = shown
            .as_ref()
            .map_or(Face::Unknown, |(card, _)| card.face());
        let look = look(face_of, text());
        let tone = look.tone;
        let is_hidden = is_left_out.is_some_and(|is_left_out| is_left_out.get());
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
            .attr_if("hidden", is_hidden.then_some(""))
            .child(face)
    })
}

/// What is pressed.
fn face(card: &Card, look: Look, deed: Option<Plain>, on_press: Callback<NetworkId>) -> Element {
    let network = card.network.clone();
    let account = card.account();
    let named = account.map(account_label);
    let text = text();
    let said = deed.map(|deed| text.say(deed));
    let label = text::card_label(text, &card.name, &look.word, named.as_deref(), said);
    let idle = deed.is_none() && card.linking().is_none();
    let name = el("span")
        .class("card-name")
        .child(el("bdi").child(card.name.clone()));
    let marks = el("span")
        .class("marks")
        .child(logo(&card.network, "44"))
        .child(account.map(avatar));
    let words = el("span")
        .class("card-words")
        .child(name)
        .child(" ")
        .child(state(look.icon, look.word))
        .child(" ")
        .child(account.map(account_names));
    button("card-press", move || on_press.run(network.clone()))
        .attr("aria-label", label)
        .attr_if("aria-disabled", idle.then_some("true"))
        .child(marks)
        .child(words)
        .child(" ")
        .child(deed.map(|deed| {
            let quiet = deed == words::UNLINK;
            el("span")
                .class(if quiet { "deed deed-quiet" } else { "deed" })
                .child(deed)
        }))
}
