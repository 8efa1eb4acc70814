use connect_contract::NetworkId;
use connect_core::{Activity, Event};
use leptos::html;
use leptos::prelude::*;

use super::{Avatar, dynamic, pressed};
use crate::portal::use_portal;
use crate::text::text;

/// What the dialog asks about.
#[derive(Clone, PartialEq)]
struct Question {
    network: NetworkId,
    name: String,
    account: connect_contract::Account,
    scheduled_posts: Option<u32>,
}

/// Asks before an account is unlinked. The browser's own dialog: it keeps the focus, closes on Escape and gives the
/// focus back to the card.
#[component]
pub fn UnlinkDialog() -> impl IntoView {
    let portal = use_portal();
    let question = Memo::new(move |_| {
        portal.with(|state| {
            state.cards.iter().find_map(|card| match &card.activity {
                Activity::ConfirmingUnlink {
                    account,
                    scheduled_posts,
                } => Some(Question {
                    network: card.network.clone(),
                    name: card.name.clone(),
                    account: account.clone(),
                    scheduled_posts: *scheduled_posts,
                }),
                _ => None,
            })
        })
    });
    let open = Memo::new(move |_| question.with(Option::is_some));
    dynamic(move || {
        open.get()
            .then(|| view! { <Dialog question=question /> })
            .into_any()
    })
}

#[component]
fn Dialog(question: Memo<Option<Question>>) -> impl IntoView {
    let portal = use_portal();
    let sentence = text();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            // Fails only for a dialog that is not in a document any more.
            let _ = dialog.show_modal();
        }
    });
    let network = move || {
        question
            .with_untracked(|question| question.as_ref().map(|question| question.network.clone()))
    };
    // Closed before it is taken away: that is when the browser gives the focus back to the card.
    let close = move || {
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
    };
    let dismiss = move || {
        close();
        if let Some(network) = network() {
            portal.send(Event::UnlinkDismissed { network });
        }
    };
    let confirm = move || {
        close();
        if let Some(network) = network() {
            portal.send(Event::UnlinkConfirmed { network });
        }
    };
    let body = dynamic(move || {
        let Some(Question {
            name,
            account,
            scheduled_posts,
            ..
        }) = question.get()
        else {
            return ().into_any();
        };
        let account_name = account.name.clone();
        let scheduled = scheduled_posts.filter(|count| *count > 0);
        view! {
            <h2 id="unlink-title">{(sentence.unlink_title)(&name)}</h2>
            <p class="account">
                <Avatar account=account />
                <span>{(sentence.unlink_account)(&account_name, &name)}</span>
            </p>
            <ul>
                <li>{sentence.unlink_stays}</li>
                <li>{(sentence.unlink_stops)(&name)}</li>
                {scheduled.map(|count| view! { <li>{(sentence.unlink_scheduled)(count)}</li> })}
            </ul>
            <p class="quiet">{sentence.unlink_again}</p>
        }
        .into_any()
    });
    let cancelled = move |event: leptos::ev::Event| {
        event.prevent_default();
        dismiss();
    };
    view! {
        <dialog class="dialog" part="dialog" node_ref=node aria-labelledby="unlink-title" on:cancel=cancelled>
            {body}
            <p class="ways ways-end">
                <button class="button button-quiet" type="button" autofocus=true on:click=pressed(dismiss)>
                    {sentence.keep_linked}
                </button>
                <button class="button button-danger" type="button" on:click=pressed(confirm)>
                    {sentence.unlink}
                </button>
            </p>
        </dialog>
    }
}
