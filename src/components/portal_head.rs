use connect_core::{Phase, Ready, State};
use connect_words::{Text, words};

use super::{Dynamic, Element, dynamic, el};
use crate::browser::words as language;
use crate::portal::use_portal;
use crate::text::text;

/// What the page is, whose accounts these are, and how far the person has come.
pub fn portal_head() -> Element {
    el("header")
        .class("page-head")
        .child(el("h1").child(words::PORTAL_TITLE))
        .child(progress())
        .child(el("p").class("accept-all").child(words::ACCEPT_ALL))
}

fn progress() -> Dynamic {
    let portal = use_portal();
    let text = text();
    dynamic(move || {
        portal.with(|state| match &state.phase {
            Phase::Ready(ready) => Some(vec![lead(ready, state, text), bar(state)]),
            // The place for it, so that nothing below moves when it comes.
            Phase::Loading => Some(vec![el("p").class("lead").child("\u{a0}"), bar(state)]),
            Phase::Failed(_) => None,
        })
    })
}

fn lead(ready: &Ready, state: &State, text: &Text) -> Element {
    let linked = text.number(state.linked_count() as u32);
    let all = text.number(state.cards.len() as u32);
    el("p")
        .class("lead")
        .child(el("bdi").child(text.fill(words::OF_BRAND, [&ready.brand.name])))
        .child(" · ")
        .child(text.fill(words::COUNT_LINKED, [&all, &linked]))
}

/// Says again what the words beside it say.
fn bar(state: &State) -> Element {
    el("progress")
        .attr("max", state.cards.len().to_string())
        .attr("value", state.linked_count().to_string())
        .attr("aria-hidden", "true")
}

/// When Ayrshare last said what is linked.
pub fn last_checked() -> Dynamic {
    let portal = use_portal();
    let text = text();
    dynamic(move || {
        portal.with(|state| match &state.phase {
            Phase::Ready(ready) => {
                let moment = language::moment(text.tag(), &ready.as_of);
                let words = text.fill(words::LAST_CHECKED, [&moment]);
                Some(el("p").class("last-checked").child(words))
            }
            Phase::Loading | Phase::Failed(_) => None,
        })
    })
}
