//! Which window an attempt gets.

use connect_accounts::effects::link_window::LinkWindow;
use connect_contract::{AttemptId, NetworkId};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn open(window: &mut LinkWindow, attempt: &str, network: &str) -> String {
    let (attempt, network) = (AttemptId::new(attempt), NetworkId::new(network));
    let _ = window.open("about:blank", &attempt, &network, || {});
    window.name()
}

#[wasm_bindgen_test]
fn f35_another_card_takes_the_window_of_an_attempt_that_goes_on() {
    let mut window = LinkWindow::new("connect-test-1".to_owned());
    let first = open(&mut window, "attempt-1", "facebook");
    let second = open(&mut window, "attempt-2", "bluesky");
    window.close(&AttemptId::new("attempt-2"));
    assert_eq!(first, second);
}

#[wasm_bindgen_test]
fn f35_a_window_that_is_closing_is_never_the_next_one() {
    let mut window = LinkWindow::new("connect-test-2".to_owned());
    let first = open(&mut window, "attempt-1", "facebook");
    window.close(&AttemptId::new("attempt-1"));
    let second = open(&mut window, "attempt-2", "bluesky");
    window.close(&AttemptId::new("attempt-2"));
    assert_ne!(first, second);
}

#[wasm_bindgen_test]
fn closing_for_another_attempt_touches_nothing() {
    let mut window = LinkWindow::new("connect-test-3".to_owned());
    let first = open(&mut window, "attempt-1", "facebook");
    window.close(&AttemptId::new("attempt-0"));
    assert_eq!(window.name(), first);
    window.close(&AttemptId::new("attempt-1"));
}
