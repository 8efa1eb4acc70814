use connect_contract::Account;
use connect_core::{Activity, Card, Event};
use connect_words::words;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlDialogElement;

use super::{Dynamic, Element, avatar, button, dynamic, el};
use crate::browser::page;
use crate::portal::{Portal, use_portal};
use crate::text::text;

/// Nobody reads the question in less, in milliseconds.
const READ_MS: f64 = 500.0;

/// Asks before an account is unlinked. The browser's own dialog: it keeps the focus, closes on Escape and gives the
/// focus back to the card.
pub fn unlink_dialog() -> Dynamic {
    let portal = use_portal();
    let open = Memo::new(move |_| {
        portal.with(|state| state.cards.iter().any(|card| asked(card).is_some()))
    });
    dynamic(move || open.get().then(|| dialog(portal)))
}

/// What is to be unlinked, and how many posts are scheduled for it.
fn asked(card: &Card) -> Option<(&Account, Option<u32>)> {
    match &card.activity {
        Activity::ConfirmingUnlink {
            account,
            scheduled_posts,
        } => Some((account, *scheduled_posts)),
        _ => None,
    }
}

fn dialog(portal: Portal) -> Element {
    let node = StoredValue::new_local(None::<HtmlDialogElement>);
    let network = move || {
        portal.with_untracked(|state| {
            let card = state.cards.iter().find(|card| asked(card).is_some());
            card.map(|card| card.network.clone())
        })
    };
    // Closed before it is taken away: that is when the browser gives the focus back to the card.
    let close = move || {
        if let Some(dialog) = node.get_value() {
            dialog.close();
        }
    };
    let dismiss = move || {
        close();
        if let Some(network) = network() {
            portal.send(Event::UnlinkDismissed { network });
        }
    };
    // A press that was meant for what was there before the dialog came under it says nothing (T17).
    let shown_at = page::now();
    let confirm = move || {
        if page::now() - shown_at < READ_MS {
            return;
        }
        close();
        if let Some(network) = network() {
            portal.send(Event::UnlinkConfirmed { network });
        }
    };
    let body = dynamic(move || {
        portal.with(|state| {
            let card = state.cards.iter().find(|card| asked(card).is_some())?;
            let (account, scheduled) = asked(card)?;
            Some(question(&card.name, account, scheduled))
        })
    });
    // A dialog can be shown only once it stands in the document.
    Effect::new(move |_| {
        if let Some(dialog) = node.get_value()
            && !dialog.open()
        {
            // Fails only for a dialog that is not in a document any more.
            let _ = dialog.show_modal();
        }
    });
    el("dialog")
        .class("dialog")
        .attr("part", "dialog")
        .attr("aria-labelledby", "unlink-title")
        .made(move |made| node.set_value(made.dyn_ref::<HtmlDialogElement>().cloned()))
        .on("cancel", move |event| {
            event.prevent_default();
            dismiss();
        })
        .child(body)
        .child(
            el("p")
                .class("ways ways-end")
                .child(
                    button("button button-quiet", dismiss)
                        .attr("autofocus", "")
                        .child(words::KEEP_LINKED),
                )
                .child(button("button button-danger", confirm).child(words::UNLINK)),
        )
}

fn question(network: &str, account: &Account, scheduled_posts: Option<u32>) -> Vec<Element> {
    let text = text();
    let scheduled = scheduled_posts
        .filter(|count| *count > 0)
        .map(|count| el("li").child(text.count(words::UNLINK_SCHEDULED, count, [])));
    vec![
        el("h2")
            .attr("id", "unlink-title")
            .child(text.fill(words::UNLINK_TITLE, [network])),
        el("p")
            .class("account")
            .child(avatar(account))
            .child(el("span").child(text.fill(words::UNLINK_ACCOUNT, [&account.name, network]))),
        el("ul")
            .child(el("li").child(words::UNLINK_STAYS))
            .child(el("li").child(text.fill(words::UNLINK_STOPS, [network])))
            .child(scheduled),
        el("p").class("quiet").child(words::UNLINK_AGAIN),
    ]
}
