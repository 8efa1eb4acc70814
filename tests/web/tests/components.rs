//! Components, as a person meets them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy does not know wasm_bindgen_test as a test"
)]

use connect_accounts::api::Api;
use connect_accounts::components::{Child, card_grid, surroundings_bar, unlink_dialog};
use connect_accounts::effects::Effects;
use connect_contract::{AttemptId, NetworkId, Standing};
use connect_core::{Activity, Event, Face, Signal, Surroundings, TimerKind};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web::{Mounted, after, drawn, linked, mount};
use web_sys::HtmlDialogElement;

wasm_bindgen_test_configure!(run_in_browser);

fn grid(standings: Vec<(&str, Standing)>) -> Mounted {
    mount(standings, || {
        vec![card_grid().into_child(), unlink_dialog().into_child()].into_child()
    })
}

fn card(network: &str) -> String {
    format!("[data-network={network}]")
}

#[wasm_bindgen_test]
async fn a_state_is_a_colour_an_icon_and_a_word() {
    let page = grid(vec![
        ("facebook", linked("Acme Coffee")),
        ("reddit", Standing::Unlinked),
    ]);
    drawn().await;
    for (network, tone, word) in [
        ("facebook", "linked", "Linked"),
        ("reddit", "idle", "Not linked"),
    ] {
        assert_eq!(
            page.find(&card(network)).dataset().get("tone").as_deref(),
            Some(tone)
        );
        assert_eq!(page.words(&format!("{} .state", card(network))), word);
        assert!(
            page.look(&format!("{} .state svg", card(network)))
                .is_some()
        );
    }
}

#[wasm_bindgen_test]
async fn a_button_is_named_by_network_state_account_and_deed() {
    let page = grid(vec![
        ("facebook", linked("Acme Coffee")),
        ("reddit", Standing::Unlinked),
    ]);
    drawn().await;
    let name = |network| {
        page.find(&format!("{} button", card(network)))
            .get_attribute("aria-label")
            .unwrap()
    };
    assert_eq!(name("facebook"), "Facebook, Linked, Acme Coffee: Unlink");
    assert_eq!(name("reddit"), "Reddit, Not linked: Link");
}

#[wasm_bindgen_test]
async fn a_press_starts_an_attempt_with_an_id_of_its_own() {
    let page = grid(vec![
        ("reddit", Standing::Unlinked),
        ("tiktok", Standing::Unlinked),
    ]);
    drawn().await;
    page.find(&format!("{} button", card("reddit"))).click();
    let first = page
        .portal
        .with(|state| {
            state
                .card(&NetworkId::new("reddit"))
                .unwrap()
                .linking()
                .cloned()
        })
        .unwrap();
    assert_eq!(first.attempt.as_str().len(), 36);
    page.find(&format!("{} button", card("tiktok"))).click();
    let second = page
        .portal
        .with(|state| {
            state
                .card(&NetworkId::new("tiktok"))
                .unwrap()
                .linking()
                .cloned()
        })
        .unwrap();
    assert_ne!(first.attempt, second.attempt);
}

#[wasm_bindgen_test]
async fn f25_a_blocked_card_offers_a_real_link_and_takes_it_back() {
    let page = grid(vec![("reddit", Standing::Unlinked)]);
    drawn().await;
    page.find(&format!("{} button", card("reddit"))).click();
    let attempt: AttemptId = page.portal.with(|state| {
        state
            .card(&NetworkId::new("reddit"))
            .unwrap()
            .linking()
            .unwrap()
            .attempt
            .clone()
    });
    page.portal.send(Event::WindowUnknown {
        attempt: attempt.clone(),
    });
    let focus = connect_core::PageFocus::Here;
    page.portal.send(Event::TimerFired {
        attempt: attempt.clone(),
        kind: TimerKind::Hello,
        focus,
    });
    drawn().await;
    let link = page.find(&format!("{} .notice a", card("reddit")));
    assert_eq!(
        link.get_attribute("rel").as_deref(),
        Some("opener"),
        "the window can say hello to this page"
    );
    page.portal.send(Event::Signalled {
        attempt,
        signal: Signal::Hello,
        focus,
    });
    drawn().await;
    assert!(
        page.look(&format!("{} .notice a", card("reddit")))
            .is_none()
    );
}

#[wasm_bindgen_test]
async fn a_card_that_is_drawn_again_keeps_its_button_and_the_focus() {
    let page = grid(vec![
        ("reddit", Standing::Unlinked),
        ("tiktok", Standing::Unlinked),
    ]);
    drawn().await;
    let button = || page.find(&format!("{} button", card("reddit")));
    let before = button();
    before.focus().unwrap();
    before.click();
    drawn().await;
    assert_eq!(page.words(&format!("{} .state", card("reddit"))), "Opening");
    assert!(button().is_same_node(Some(&before)));
    let focused = web_sys::window().unwrap().document().unwrap();
    assert!(before.is_same_node(focused.active_element().as_deref()));
}

#[wasm_bindgen_test]
async fn only_the_card_that_changed_is_drawn_again() {
    let page = grid(vec![
        ("reddit", Standing::Unlinked),
        ("tiktok", Standing::Unlinked),
    ]);
    drawn().await;
    // Drawing a button takes its listener off and puts one on, and nothing else does.
    let draws = |network: &str| {
        let button = page.find(&format!("{} button", card(network)));
        let count = js_sys::Function::new_no_args("this.draws = (this.draws ?? 0) + 1");
        js_sys::Reflect::set(&button, &"addEventListener".into(), &count).unwrap();
        button
    };
    let (pressed, other) = (draws("reddit"), draws("tiktok"));
    pressed.click();
    drawn().await;
    let drawn = |button| js_sys::Reflect::get(button, &"draws".into()).unwrap();
    assert!(drawn(&pressed).as_f64() >= Some(1.0));
    assert!(drawn(&other).is_undefined());
}

#[wasm_bindgen_test]
async fn t17_the_dialog_is_modal_says_what_stays_and_what_stops_and_is_read_before_it_is_confirmed()
{
    let page = grid(vec![("facebook", linked("Acme Coffee"))]);
    drawn().await;
    page.find(&format!("{} button", card("facebook"))).click();
    drawn().await;
    let dialog: HtmlDialogElement = page.find("dialog").unchecked_into();
    assert!(dialog.open() && dialog.matches(":modal").unwrap());
    let words = dialog.text_content().unwrap();
    assert!(words.contains("Acme Coffee will be unlinked from Facebook."));
    assert!(words.contains("Posts already sent and posts already scheduled stay as they are."));
    assert!(words.contains("will not be sent until Facebook is linked again."));
    let facebook = NetworkId::new("facebook");
    let activity = || {
        page.portal
            .with(|state| state.card(&facebook).unwrap().activity.clone())
    };
    // A press that was meant for what was there before.
    page.find(".button-danger").click();
    drawn().await;
    assert!(matches!(activity(), Activity::ConfirmingUnlink { .. }) && dialog.open());
    after(550).await;
    page.find(".button-danger").click();
    drawn().await;
    assert!(matches!(activity(), Activity::Unlinking { .. }));
    assert!(page.look("dialog").is_none());
}

#[wasm_bindgen_test]
async fn leaving_the_dialog_changes_nothing() {
    let page = grid(vec![("facebook", linked("Acme Coffee"))]);
    drawn().await;
    page.find(&format!("{} button", card("facebook"))).click();
    drawn().await;
    page.find("dialog .button-quiet").click();
    drawn().await;
    assert!(page.look("dialog").is_none());
    assert_eq!(
        page.portal
            .with(|state| state.card(&NetworkId::new("facebook")).unwrap().face()),
        Face::Linked
    );
}

#[wasm_bindgen_test]
async fn t19_a_hostile_name_is_only_text() {
    let hostile =
        "<img src=x onerror=\"window.hurt=true\"><script>window.hurt=true</script>\u{202e}\"'>";
    let page = grid(vec![
        ("facebook", linked(hostile)),
        ("evil\"><b>", Standing::Unlinked),
    ]);
    drawn().await;
    assert_eq!(page.words(".account-name"), hostile);
    assert!(page.look("script, b").is_none());
    assert!(
        js_sys::Reflect::get(&js_sys::global(), &"hurt".into())
            .unwrap()
            .is_undefined()
    );
}

#[wasm_bindgen_test]
async fn dropping_a_mounted_view_leaves_nothing() {
    let page = grid(vec![("facebook", linked("Acme Coffee"))]);
    drawn().await;
    let root = page.root.clone();
    assert!(root.child_element_count() > 0);
    drop(page);
    drawn().await;
    assert_eq!(root.child_element_count(), 0);
}

#[wasm_bindgen_test]
async fn f25_a_browser_inside_an_app_is_told_before_the_click_with_a_code_for_another_device() {
    let page = mount(vec![("reddit", Standing::Unlinked)], || {
        surroundings_bar().into_child()
    });
    drawn().await;
    assert!(page.look("[role=status]").is_none());
    page.portal
        .prepare(Effects::for_page(Api::for_page(), web::english()));
    page.portal.send(Event::Surroundings(Surroundings::InApp));
    drawn().await;
    let words = page.words("[role=status]");
    assert!(words.contains("Copy the link"), "{words}");
    let code = page.find("details img").get_attribute("src").unwrap();
    assert!(code.starts_with("/qr.svg?for=http%3A%2F%2F"), "{code}");
}
