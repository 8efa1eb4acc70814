//! The tabs of an origin share one live stream. Here two portals of one page stand for two tabs, and a function for the
//! network.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy does not know wasm_bindgen_test as a test"
)]

use std::cell::RefCell;
use std::rc::Rc;

use connect_accounts::api::Api;
use connect_accounts::effects::Effects;
use connect_accounts::effects::tabs::Tabs;
use connect_accounts::portal::Portal;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Reflect};
use leptos::mount::mount_to;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

type Heard = Rc<RefCell<Vec<String>>>;

/// A tab that notes whether it leads and what it is told.
fn tab(name: &'static str, heard: &Heard) -> Tabs {
    let (turns, told) = (Rc::clone(heard), Rc::clone(heard));
    Tabs::join(
        move |leads| turns.borrow_mut().push(format!("{name} leads: {leads}")),
        move |text| told.borrow_mut().push(format!("{name} is told: {text}")),
    )
    .unwrap()
}

async fn a_moment() {
    TimeoutFuture::new(150).await;
}

/// Runs a piece of JavaScript and gives back what it, or its promise, answers within a moment.
async fn js(code: &str) -> JsValue {
    let noted = "(async () => {".to_owned() + code + "})().then((answer) => window.noted = answer)";
    Function::new_no_args(&noted)
        .call0(&JsValue::UNDEFINED)
        .unwrap();
    TimeoutFuture::new(30).await;
    Reflect::get(&js_sys::global(), &JsValue::from_str("noted")).unwrap()
}

/// How many hold the lock or wait for it.
async fn queue() -> f64 {
    let code = "return navigator.locks.query().then(all => all.held.length + all.pending.length)";
    js(code).await.as_f64().unwrap()
}

#[wasm_bindgen_test]
async fn f48_the_tabs_of_an_origin_share_one_stream() {
    the_lock_is_handed_on_when_its_holder_is_dropped().await;
    a_follower_hears_what_the_leader_relays_and_a_dropped_one_nothing().await;
    one_portal_reads_the_stream_and_the_next_takes_over().await;
}

// One after the other: they all want the same lock.

async fn the_lock_is_handed_on_when_its_holder_is_dropped() {
    let heard = Heard::default();
    let first = tab("first", &heard);
    a_moment().await;
    let second = tab("second", &heard);
    let third = tab("third", &heard);
    a_moment().await;
    assert_eq!(*heard.borrow(), ["first leads: true"]);
    drop(second);
    drop(first);
    a_moment().await;
    assert_eq!(*heard.borrow(), ["first leads: true", "third leads: true"]);
    drop(third);
    a_moment().await;
    assert_eq!(queue().await, 0.0);
}

async fn a_follower_hears_what_the_leader_relays_and_a_dropped_one_nothing() {
    let heard = Heard::default();
    let leader = tab("leader", &heard);
    let follower = tab("follower", &heard);
    a_moment().await;
    leader.tell("news");
    a_moment().await;
    drop(follower);
    leader.tell("more news");
    a_moment().await;
    assert_eq!(
        *heard.borrow(),
        ["leader leads: true", "follower is told: news"]
    );
    drop(leader);
    a_moment().await;
    assert_eq!(queue().await, 0.0);
}

/// Answers every call itself; counts streams and portal reads, and which streams were let go.
const NETWORK: &str = r#"
    window.seen = { opened: 0, ended: 0, reads: 0, last: [] };
    window.fetch = async (request) => {
        if (!request.url.endsWith("/events")) {
            window.seen.reads += 1;
            return new Response("{}", { status: 503 });
        }
        window.seen.opened += 1;
        window.seen.last.push(request.headers.get("last-event-id"));
        const body = new ReadableStream({
            start(stream) {
                window.push = (text) => stream.enqueue(new TextEncoder().encode(text));
                window.push(": open\n\n");
            },
            cancel() { window.seen.ended += 1; },
        });
        return new Response(body);
    };
"#;

async fn seen(name: &str) -> f64 {
    let seen = js("return window.seen").await;
    Reflect::get(&seen, &JsValue::from_str(name))
        .unwrap()
        .as_f64()
        .unwrap()
}

fn portal() -> impl Sized {
    let document = web_sys::window().unwrap().document().unwrap();
    let root = document.create_element("div").unwrap().unchecked_into();
    mount_to(root, || {
        let portal = Portal::new(web::english());
        portal.prepare(Effects::for_page(Api::for_page(), web::english()));
        portal.start();
        "a portal"
    })
}

async fn one_portal_reads_the_stream_and_the_next_takes_over() {
    js(NETWORK).await;
    let first = portal();
    a_moment().await;
    let second = portal();
    a_moment().await;
    assert_eq!((seen("opened").await, queue().await), (1.0, 2.0));

    // Both read the portal again: the one that hears the stream, and the one that is told.
    let reads = seen("reads").await;
    js(r#"window.push('id: 1-1\ndata: {"type":"resync"}\n\n')"#).await;
    a_moment().await;
    assert_eq!(seen("reads").await, reads + 2.0);

    // Put away, the page reads nothing; back, it goes on where it was, with one stream.
    js("window.dispatchEvent(new Event('pagehide'))").await;
    a_moment().await;
    assert_eq!((seen("ended").await, queue().await), (1.0, 0.0));
    TimeoutFuture::new(1_000).await;
    js("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))").await;
    a_moment().await;
    assert_eq!((seen("opened").await, queue().await), (2.0, 2.0));
    assert_eq!(
        js("return window.seen.last[1]").await.as_string().unwrap(),
        "1-1"
    );

    drop(first);
    a_moment().await;
    assert_eq!((seen("opened").await, seen("ended").await), (3.0, 2.0));
    drop(second);
    a_moment().await;
    assert_eq!((seen("ended").await, queue().await), (3.0, 0.0));
}
