//! A press asks for its window before the browser is done with the click: WebKit gives none a moment later.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy does not know wasm_bindgen_test as a test"
)]

use std::cell::RefCell;
use std::rc::Rc;

use connect_accounts::api::Api;
use connect_accounts::components::{Child, card_grid, unlink_dialog};
use connect_accounts::effects::Effects;
use connect_contract::{NetworkId, Standing};
use connect_core::{Event, Face, PageFocus, TimerKind};
use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web::{Mounted, drawn, mount};

wasm_bindgen_test_configure!(run_in_browser);

/// Stands where `window.open` was until it is dropped, and gives no window.
struct Spy {
    asked: Rc<RefCell<Vec<String>>>,
    before: JsValue,
    _closure: Closure<dyn FnMut(String) -> JsValue>,
}

impl Spy {
    fn new() -> Self {
        let asked = Rc::new(RefCell::new(Vec::new()));
        let list = Rc::clone(&asked);
        let closure = Closure::<dyn FnMut(String) -> JsValue>::new(move |url| {
            list.borrow_mut().push(url);
            JsValue::NULL
        });
        let window = js_sys::global();
        let before = Reflect::get(&window, &"open".into()).unwrap();
        Reflect::set(&window, &"open".into(), closure.as_ref()).unwrap();
        Self {
            asked,
            before,
            _closure: closure,
        }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.borrow().clone()
    }
}

impl Drop for Spy {
    fn drop(&mut self) {
        Reflect::set(&js_sys::global(), &"open".into(), &self.before).unwrap();
    }
}

/// A card that can be linked, in a portal with all its effects.
fn page() -> Mounted {
    let page = mount(vec![("reddit", Standing::Unlinked)], || {
        vec![card_grid().into_child(), unlink_dialog().into_child()].into_child()
    });
    page.portal
        .prepare(Effects::for_page(Api::for_page(), web::english()));
    page
}

#[wasm_bindgen_test]
async fn a_press_asks_for_its_window_before_the_click_is_over() {
    let page = page();
    drawn().await;
    let spy = Spy::new();
    let button = page.find("[data-network=reddit] button");
    let click = web_sys::Event::new("click").unwrap();
    let answered = button.dispatch_event(&click).unwrap();
    // Nothing has been awaited in this test since the click.
    let asked = spy.asked();
    assert!(answered);
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].starts_with("/go.html#a="), "{asked:?}");
    drawn().await;
    assert_eq!(spy.asked().len(), 1, "and no second one later");
}

#[wasm_bindgen_test]
async fn every_way_on_from_a_blocked_card_asks_before_the_click_is_over() {
    let page = page();
    drawn().await;
    let spy = Spy::new();
    page.find("[data-network=reddit] button").click();
    let reddit = NetworkId::new("reddit");
    let attempt = page.portal.with_untracked(|state| {
        let linking = state.card(&reddit).unwrap().linking().unwrap();
        linking.attempt.clone()
    });
    let (kind, focus) = (TimerKind::Hello, PageFocus::Here);
    for (asked, way) in [
        (2, "[data-network=reddit] .ways button"),
        (3, "[data-network=reddit] button"),
    ] {
        page.portal.send(Event::TimerFired {
            attempt: attempt.clone(),
            kind,
            focus,
        });
        drawn().await;
        let face = page
            .portal
            .with_untracked(|state| state.card(&reddit).unwrap().face());
        assert!(matches!(face, Face::Blocked(_)), "{face:?}");
        page.find(way).click();
        assert_eq!(spy.asked().len(), asked, "{way}");
    }
}
