//! The help beside what it is about: it takes nothing away, and goes with Escape.

use connect_words::help_words;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlElement, KeyboardEvent};

use super::doctor::Doctor;
use super::help::{other_topics, topic_section};
use crate::browser::drawer;
use crate::components::{Element, button, el, link_away, topic_link};
use crate::portal::use_portal;
use crate::text::{HelpTopic, topic};

/// One topic, opened from a link to it.
pub struct Drawer {
    topic: HelpTopic,
    link: HtmlElement,
    place: HtmlElement,
}

impl Drawer {
    /// For what `link` leads to. A link in the drawer that is `open` leads back to where that one was opened from. Nothing if
    /// it leads to no topic, or if the link is in no document.
    pub fn of(link: HtmlElement, open: Option<&Self>) -> Option<Self> {
        let address = link.get_attribute("href")?;
        let topic = topic(address.rsplit('/').next()?)?;
        let link = match open {
            Some(open) if open.place.contains(Some(&link)) => open.link.clone(),
            _ => link,
        };
        let place = drawer::place(&link)?;
        Some(Self { topic, link, place })
    }

    /// What it is about.
    pub fn topic(&self) -> HelpTopic {
        self.topic
    }

    /// Where to mount it.
    pub fn place(&self) -> HtmlElement {
        self.place.clone()
    }

    /// Whether what it was opened in has gone.
    pub fn is_lost(&self) -> bool {
        !self.place.is_connected()
    }
}

impl Drop for Drawer {
    fn drop(&mut self) {
        drawer::leave(&self.place, &self.link);
    }
}

/// What to mount: `close` is called when the person has done with it.
pub fn drawer_view(topic: HelpTopic, close: fn()) -> Element {
    let node = StoredValue::new_local(None::<HtmlElement>);
    // It can be shown only once it stands in the document.
    Effect::new(move |_| {
        if let Some(node) = node.get_value() {
            drawer::show(&node);
        }
    });
    // In a tab of its own the check would look at another page than the one with the trouble.
    let away = (topic != HelpTopic::Connection).then(|| {
        let address = use_portal().asset(&["help/", topic.slug()].concat());
        el("p").child(link_away(address).class("way").child(help_words::IN_A_TAB))
    });
    el("section")
        .class("drawer")
        .attr("role", "dialog")
        .attr("popover", "manual")
        // A press on its words stays in it, so that Escape is heard.
        .attr("tabindex", "-1")
        .attr("aria-labelledby", topic.slug())
        .made(move |made| node.set_value(made.dyn_ref::<HtmlElement>().cloned()))
        .on("keydown", move |event| {
            let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
            if key.as_deref() == Some("Escape") {
                event.stop_propagation();
                close();
            }
        })
        .child(
            el("p")
                .class("ways ways-end")
                .child(button("way", close).child(help_words::CLOSE)),
        )
        .child(topic_section(topic, Doctor::new()))
        .child(other_topics(topic, topic_link))
        .child(away)
}
