use connect_core::Surroundings;
use connect_words::words;
use leptos::prelude::*;

use super::{Dynamic, Element, button, dynamic, el};
use crate::browser::{location, share};
use crate::portal::use_portal;

/// Says before any click that this browser may not open windows, and how to get to one that does.
pub fn surroundings_bar() -> Dynamic {
    let portal = use_portal();
    let copied = RwSignal::new(false);
    dynamic(move || {
        let words = match portal.with(|state| state.surroundings) {
            Surroundings::Browser => return None,
            Surroundings::InApp => words::IN_APP,
            Surroundings::HomeScreen => words::HOME_SCREEN,
        };
        let copy = button("way", move || {
            share::copy_address(Box::new(move |done| copied.set(done)))
        })
        .child(words::COPY_LINK);
        let send = share::can_share()
            .then(|| button("way", share::share_address).child(words::SHARE_LINK));
        let done = copied
            .get()
            .then(|| el("span").class("quiet").child(words::LINK_COPIED));
        Some(
            el("div")
                .class("trouble")
                .attr("role", "status")
                .child(el("p").child(words))
                .child(el("p").class("ways").child(copy).child(send).child(done))
                .child(code()),
        )
    })
}

/// The address for the camera of another device. Asked for when it is opened.
fn code() -> Element {
    let for_address = js_sys::encode_uri_component(&location::address());
    let image = ["qr.svg?for=", &String::from(for_address)].concat();
    el("details")
        .child(el("summary").class("way").child(words::SHOW_CODE))
        .child(
            el("img")
                .class("code")
                .attr("loading", "lazy")
                .attr("width", "200")
                .attr("height", "200")
                .attr("alt", words::CODE)
                .attr("src", use_portal().asset(&image)),
        )
}
