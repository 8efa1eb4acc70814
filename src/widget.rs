//! The widget: the portal's screens without addresses, in an element of a host page.

use std::rc::Rc;

use leptos::prelude::*;

use crate::components::{Child, Element, button, dynamic, el, live_region};
use crate::effects::Effects;
use crate::pages::{help_page, portal_page};
use crate::portal::Portal;
use crate::screen::{Navigation, Screen};
use crate::text::text;

/// The portal inside a host page. What `effects` has open in the world ends with the owner of this view.
pub fn widget(effects: Rc<Effects>) -> Vec<Element> {
    let portal = Portal::new();
    let screen = RwSignal::new(Screen::Portal);
    let navigation = Navigation::Widget(screen);
    provide_context(portal);
    provide_context(navigation);
    portal.prepare(effects);
    portal.start();
    let shown = dynamic(move || match screen.get() {
        Screen::Portal => portal_page().into_child(),
        Screen::Help(topic) => {
            let back = button("way", move || navigation.go(Screen::Portal)).child(text().back);
            vec![
                el("p").class("ways").child(back).into_child(),
                help_page(Signal::stored(topic)).into_child(),
            ]
            .into_child()
        }
    });
    vec![
        el("div")
            .class("content")
            .attr("part", "content")
            .child(shown),
        live_region(),
    ]
}
