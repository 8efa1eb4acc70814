//! What is opened in the browser ends with its owner.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy does not know wasm_bindgen_test as a test"
)]

use std::cell::RefCell;
use std::rc::Rc;

use connect_accounts::browser::listener::Listener;
use connect_accounts::browser::messages::{Messages, Said};
use connect_accounts::browser::timer::Timers;
use connect_accounts::browser::{ids, popup};
use connect_core::Signal;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web::drawn;
use web_sys::{Event, MessageEvent, MessageEventInit, Window};

wasm_bindgen_test_configure!(run_in_browser);

fn window() -> Window {
    web_sys::window().unwrap()
}

#[wasm_bindgen_test]
fn a_dropped_listener_hears_nothing() {
    let heard = Rc::new(RefCell::new(0));
    let count = Rc::clone(&heard);
    let listener = Listener::new(&window(), "try-out", move |_| *count.borrow_mut() += 1);
    window()
        .dispatch_event(&Event::new("try-out").unwrap())
        .unwrap();
    drop(listener);
    window()
        .dispatch_event(&Event::new("try-out").unwrap())
        .unwrap();
    assert_eq!(*heard.borrow(), 1);
}

#[wasm_bindgen_test]
async fn dropped_timers_never_go_off() {
    let fired = Rc::new(RefCell::new(Vec::new()));
    let timers = Timers::default();
    let note = |name: &'static str| {
        let fired = Rc::clone(&fired);
        move || fired.borrow_mut().push(name)
    };
    timers.start(1, note("soon"));
    timers.start(60, note("later"));
    drawn().await;
    drop(timers);
    drawn().await;
    drawn().await;
    assert_eq!(*fired.borrow(), ["soon"]);
}

#[wasm_bindgen_test]
fn ids_are_random() {
    assert_eq!(ids::random_id().len(), 36);
    assert_ne!(ids::random_id(), ids::random_id());
}

#[wasm_bindgen_test]
fn f33_no_two_pages_share_a_name_for_the_window() {
    assert_ne!(ids::window_name(), ids::window_name());
}

fn say(data: &JsValue) {
    let init = MessageEventInit::new();
    init.set_data(data);
    init.set_origin("https://example.test");
    window()
        .dispatch_event(&MessageEvent::new_with_event_init_dict("message", &init).unwrap())
        .unwrap();
}

#[wasm_bindgen_test]
fn f37_messages_of_another_shape_are_dropped_at_the_door() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let list = Rc::clone(&heard);
    let messages = Messages::listen(move |message| list.borrow_mut().push(message));
    let parse = |json: &str| js_sys::JSON::parse(json).unwrap();
    for shape in [
        "null",
        "42",
        "\"connect:success\"",
        "[]",
        "{}",
        r#"{"source":"ayrshare"}"#,
        r#"{"source":"ayrshare","event":"connect:success"}"#,
        r#"{"source":"ayrshare","version":2,"event":"connect:success"}"#,
        r#"{"source":"ayrshare","version":"1","event":"connect:success"}"#,
        r#"{"source":"ayrshare","version":1,"event":"connect:unheard-of"}"#,
        r#"{"source":"ayrshare","version":1,"event":{"toString":"x"}}"#,
        r#"{"source":["ayrshare"],"version":1,"event":"connect:success"}"#,
        r#"{"source":"connect-accounts","type":"hello"}"#,
        r#"{"source":"connect-accounts","type":"hello","attempt":7}"#,
        r#"{"source":"connect-accounts","type":"leaving","attempt":"a"}"#,
        r#"{"source":"connect-accounts","type":"take-over","attempt":"a"}"#,
        r#"{"source":"connect-accounts","attempt":"a"}"#,
    ] {
        say(&parse(shape));
    }
    say(&js_sys::Symbol::for_("ayrshare").into());
    let thrower =
        js_sys::Function::new_no_args("return { get source() { throw new Error('no') } }");
    say(&thrower.call0(&JsValue::NULL).unwrap());
    assert_eq!(heard.borrow().len(), 0);

    say(&parse(
        r#"{"source":"ayrshare","version":1,"event":"connect:error","code":322}"#,
    ));
    assert!(matches!(
        heard.borrow()[0].said,
        Said::Ayrshare(Signal::Refused(Some(322)))
    ));
    assert_eq!(heard.borrow()[0].origin, "https://example.test");
    drop(messages);
    say(&parse(
        r#"{"source":"ayrshare","version":1,"event":"connect:success"}"#,
    ));
    assert_eq!(heard.borrow().len(), 1);
}

#[wasm_bindgen_test]
fn a_window_without_a_gesture_is_a_word_not_a_panic() {
    // Drivers switch the pop-up blocker off unless told, so it may be there: then it is closed again.
    if let popup::Opened::Window(opened) = popup::open("about:blank", "try-out") {
        assert!(opened.is_reachable());
        opened.close();
    }
}
