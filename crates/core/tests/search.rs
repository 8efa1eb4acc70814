//! Which cards fit what a person typed, and which ones need a person.

mod support;

use connect_contract::{RelinkReason, Standing};
use connect_core::*;
use support::*;

fn says(text: &str, typed: &str) -> bool {
    let text = text.to_lowercase();
    let mut words = typed.split_whitespace();
    words.all(|word| text.contains(&word.to_lowercase()))
}

fn fit(state: &State, typed: &str) -> Vec<String> {
    let cards = state.cards.iter().filter(|card| card.fits(typed, says));
    cards.map(|card| card.network.to_string()).collect()
}

#[test]
fn a_card_fits_by_every_word_of_its_network_or_account_in_any_case() {
    let mut account = account("1");
    account.name = "École de Café".into();
    account.handle = Some("@ecole".into());
    let state = ready([Standing::Linked { account }, Standing::Unlinked]);
    for (typed, found) in [
        ("", vec!["facebook", "reddit"]),
        ("   ", vec!["facebook", "reddit"]),
        ("FACE", vec!["facebook"]),
        ("éCOLE", vec!["facebook"]),
        ("café face", vec!["facebook"]),
        ("@eco", vec!["facebook"]),
        ("e", vec!["facebook", "reddit"]),
        ("reddit café", vec![]),
        ("\u{202e}", vec![]),
    ] {
        assert_eq!(fit(&state, typed), found, "{typed}");
    }
}

#[test]
fn a_card_at_which_something_goes_on_is_never_left_out() {
    let mut state = ready([Standing::Unlinked, Standing::Unlinked]);
    state.update(Event::CardPressed {
        network: facebook(),
        attempt: attempt("a"),
    });
    assert_eq!(fit(&state, "reddit"), ["facebook", "reddit"]);
}

#[test]
fn what_is_broken_ends_soon_or_came_from_outside_needs_a_person() {
    let broken = Standing::RelinkNeeded {
        reason: RelinkReason::Dropped,
        account: Some(account("1")),
    };
    let ends = Standing::RenewSoon {
        account: account("2"),
        days: 3,
    };
    let names = |state: &State| {
        let in_need = state.cards.iter().filter(|card| card.needs_a_person());
        in_need.map(|card| card.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&ready([broken, ends])), ["Facebook", "Reddit"]);
    let mut state = ready([linked("1"), Standing::Unlinked]);
    assert!(names(&state).is_empty());
    state.cards[0].linked_outside = true;
    assert_eq!(names(&state), ["Facebook"]);
}
