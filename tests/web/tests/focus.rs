//! Where the focus goes: to what the person asked for, and never into nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy does not know wasm_bindgen_test as a test"
)]

use connect_accounts::components::{Child, attention_bar, card_grid, card_search, el};
use connect_contract::{AttemptId, NetworkId, RelinkReason, Standing};
use connect_core::Event;
use leptos::prelude::Set;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web::{Mounted, drawn, linked, mount};

wasm_bindgen_test_configure!(run_in_browser);

fn portal(standings: Vec<(&str, Standing)>) -> Mounted {
    mount(standings, || {
        el("div")
            .class("content")
            .child(attention_bar())
            .child(card_search())
            .child(card_grid())
            .into_child()
    })
}

/// The name of what has the focus.
fn focused() -> String {
    let document = web_sys::window().unwrap().document().unwrap();
    let label = |element: web_sys::Element| element.get_attribute("aria-label");
    document
        .active_element()
        .and_then(label)
        .unwrap_or_default()
}

#[wasm_bindgen_test]
async fn the_line_on_top_leads_to_the_card_that_needs_a_person_also_if_it_was_left_out() {
    let dropped = Standing::RelinkNeeded {
        account: None,
        reason: RelinkReason::Dropped,
    };
    let page = portal(vec![
        ("facebook", linked("Acme Coffee")),
        ("linkedin", dropped),
    ]);
    drawn().await;
    page.portal.sought().set("facebook".to_owned());
    drawn().await;
    assert!(page.look("[data-network=linkedin][hidden]").is_some());
    assert_eq!(page.words(".attention button"), "LinkedIn");
    page.find(".attention button").click();
    drawn().await;
    assert_eq!(focused(), "LinkedIn, Link again: Link again");
}

#[wasm_bindgen_test]
async fn nothing_on_top_while_nothing_needs_a_person() {
    let page = portal(vec![
        ("facebook", linked("Acme Coffee")),
        ("reddit", Standing::Unlinked),
    ]);
    drawn().await;
    assert!(page.look(".attention").is_none());
}

#[wasm_bindgen_test]
async fn a_button_that_goes_away_with_its_press_leaves_the_focus_at_its_card() {
    let page = portal(vec![("reddit", Standing::Unlinked)]);
    drawn().await;
    let network = NetworkId::new("reddit");
    let attempt = AttemptId::new("a");
    page.portal.send(Event::CardPressed { network, attempt });
    drawn().await;
    let stop = page.find(".notice button");
    stop.focus().unwrap();
    stop.click();
    drawn().await;
    assert!(page.look(".notice").is_none());
    assert_eq!(focused(), "Reddit, Not linked: Link");
}
