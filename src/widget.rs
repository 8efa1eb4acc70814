//! The widget: the portal in an element of a host page. It has no addresses of its own, because a router would listen on
//! the host's window and take over the host's own links; its help is the page's.

use std::rc::Rc;

use connect_core::Event;
use leptos::prelude::*;

use crate::components::{Element, el, live_region};
use crate::effects::Effects;
use crate::pages::portal_page;
use crate::portal::Portal;

/// The portal inside a host page. What `effects` has open in the world ends with the owner of this view.
pub fn widget(portal: Portal, effects: Rc<Effects>) -> Vec<Element> {
    provide_context(portal);
    portal.prepare(effects);
    portal.send(Event::Hosted);
    portal.start();
    vec![
        el("div")
            .class("content")
            .attr("part", "content")
            .children(portal_page()),
        live_region(),
    ]
}
