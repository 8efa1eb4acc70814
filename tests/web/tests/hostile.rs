//! Whatever networks and accounts are called, it is text on a card and nothing else. (T19, F22)

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy does not know wasm_bindgen_test as a test"
)]

use connect_accounts::components::{Child, card_grid, card_search, no_card_found, unlink_dialog};
use connect_contract::Standing;
use leptos::prelude::Set;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web::{Mounted, drawn, linked, mount};

wasm_bindgen_test_configure!(run_in_browser);

/// What names are made of here: markup, patterns of our own sentences, marks that turn text about or pile up on it, signs
/// of several code points, and white space.
const PIECES: [&str; 24] = [
    "<img src=x onerror=hurt()>",
    "</button></li>",
    "<b>",
    "&amp;",
    "\"'`",
    "{0}",
    "{network}",
    "%s",
    "\\u003cb\\u003e",
    "javascript:hurt()",
    "\u{202e}",
    "\u{2066}",
    "\u{2069}\u{2069}",
    "\u{200f}",
    "שלום",
    "مقهى",
    "东京咖啡",
    "e\u{301}\u{301}\u{301}\u{301}",
    "👩‍👩‍👧‍👦",
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "ﷺ",
    "\u{1f}\u{7f}",
    "\n\t ",
    "Acme Coffee ",
];

/// Names without an end, the same in every run (Knuth's linear congruential generator).
fn names() -> impl Iterator<Item = String> {
    let mut seed = 1_u64;
    let mut next = move |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((seed >> 33) % below) as usize
    };
    std::iter::repeat_with(move || {
        let pieces = 1 + next(9);
        let name = |_| PIECES[next(PIECES.len() as u64)];
        (0..pieces).map(name).collect()
    })
}

fn grid(standings: Vec<(&str, Standing)>) -> Mounted {
    mount(standings, || {
        let parts = [card_search().into_child(), card_grid().into_child()];
        let rest = [no_card_found().into_child(), unlink_dialog().into_child()];
        parts
            .into_iter()
            .chain(rest)
            .collect::<Vec<_>>()
            .into_child()
    })
}

#[wasm_bindgen_test]
async fn t19_f22_five_thousand_names_are_only_text() {
    let networks: Vec<String> = (0..100).map(|number| format!("network{number}")).collect();
    let mut names = names();
    for _ in 0..50 {
        let names: Vec<String> = names.by_ref().take(networks.len()).collect();
        let standings = networks.iter().zip(&names);
        let page = grid(
            standings
                .map(|(network, name)| (network.as_str(), linked(name)))
                .collect(),
        );
        drawn().await;
        for (network, name) in networks.iter().zip(&names) {
            let card = page.find(&format!("[data-network={network}]"));
            let shown = card.query_selector(".account-name").unwrap().unwrap();
            assert_eq!(shown.text_content().as_ref(), Some(name));
            let button = card.query_selector("button").unwrap().unwrap();
            let label = button.get_attribute("aria-label").unwrap();
            assert!(label.contains(name.as_str()), "{label}");
        }
        assert!(
            page.look("b, script, img[onerror], a[href^=javascript]")
                .is_none()
        );
    }
}

#[wasm_bindgen_test]
async fn f22_a_thousand_networks_are_a_thousand_cards_and_one_is_found() {
    let networks: Vec<String> = (0..1_000)
        .map(|number| format!("network{number}"))
        .collect();
    let standings = networks.iter().map(|it| (it.as_str(), Standing::Unlinked));
    let page = grid(standings.collect());
    drawn().await;
    let cards = |selector: &str| {
        let found = page.root.query_selector_all(selector).unwrap();
        found.length()
    };
    assert_eq!(cards(".card"), 1_000);
    page.portal.sought().set("NETWORK777".to_owned());
    drawn().await;
    assert_eq!(cards(".card:not([hidden])"), 1);
    assert!(
        page.look("[data-network=network777]:not([hidden])")
            .is_some()
    );
}
