//! An element that is drawn again changes only what differs.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy does not know wasm_bindgen_test as a test"
)]

use connect_accounts::components::{Child, Element, dynamic, el};
use leptos::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web::{Mounted, drawn, mount};

wasm_bindgen_test_configure!(run_in_browser);

/// Draws `first`, then, once the answered signal is set, `second` in its place.
fn two(first: fn() -> Element, second: fn() -> Element) -> (Mounted, RwSignal<bool>) {
    let again = RwSignal::new(false);
    let page = mount(Vec::new(), move || {
        dynamic(move || if again.get() { second() } else { first() }).into_child()
    });
    (page, again)
}

#[wasm_bindgen_test]
async fn attributes_come_change_and_go() {
    let (page, again) = two(
        || {
            el("p")
                .attr("id", "a")
                .attr("title", "old")
                .attr("lang", "de")
        },
        || {
            el("p")
                .attr("title", "new")
                .attr("lang", "de")
                .attr("dir", "rtl")
        },
    );
    drawn().await;
    let node = page.find("p");
    again.set(true);
    drawn().await;
    assert!(page.find("p").is_same_node(Some(&node)));
    assert_eq!(
        page.root.inner_html().replace("<!---->", ""),
        "<p title=\"new\" lang=\"de\" dir=\"rtl\"></p>"
    );
}

#[wasm_bindgen_test]
async fn children_come_and_go_and_the_others_stay() {
    let (page, again) = two(
        || {
            el("div")
                .child(Some(el("b").child("gone")))
                .child(el("i").child("one"))
                .child("x")
        },
        || {
            el("div")
                .child(None::<Element>)
                .child(el("i").child("two"))
                .child("x")
                .child(vec![el("u"), el("u")])
        },
    );
    drawn().await;
    let kept = page.find("i");
    again.set(true);
    drawn().await;
    assert!(page.find("i").is_same_node(Some(&kept)));
    let html = page
        .root
        .inner_html()
        .replace("<!---->", "")
        .replace("<!-->", "");
    assert_eq!(html, "<div><i>two</i>x<u></u><u></u></div>");
}

#[wasm_bindgen_test]
async fn fewer_children_leave_nothing_behind() {
    let (page, again) = two(
        || el("ul").children((0..5).map(|n| el("li").child(n.to_string()))),
        || el("ul").children((0..2).map(|n| el("li").child(n.to_string()))),
    );
    drawn().await;
    again.set(true);
    drawn().await;
    assert_eq!(page.words("ul"), "01");
}

#[wasm_bindgen_test]
async fn another_tag_is_another_element_at_the_same_place() {
    let (page, again) = two(
        || el("div").child(el("p").attr("id", "a")).child(el("hr")),
        || el("div").child(el("h2")).child(el("hr")),
    );
    drawn().await;
    again.set(true);
    drawn().await;
    assert_eq!(
        page.root.inner_html().replace("<!---->", ""),
        "<div><h2></h2><hr></div>"
    );
}

#[wasm_bindgen_test]
async fn a_press_does_what_was_drawn_last_and_does_it_once() {
    let pressed = RwSignal::new(String::new());
    let again = RwSignal::new(false);
    let page = mount(Vec::new(), move || {
        dynamic(move || {
            let word = if again.get() { "second" } else { "first" };
            el("button").on("click", move |_| pressed.update(|all| all.push_str(word)))
        })
        .into_child()
    });
    drawn().await;
    page.find("button").click();
    again.set(true);
    drawn().await;
    page.find("button").click();
    assert_eq!(pressed.get_untracked(), "firstsecond");
}
