use super::{Dynamic, Element, button, dynamic, el, link_away};
use crate::browser::location;
use crate::portal::use_portal;
use crate::screen::{Screen, use_navigation};
use crate::text::{self, Browser, HelpTopic, Paragraph, text};
use leptos::prelude::{AnyView, IntoAny};

/// A topic, whole.
pub fn help_topic(topic: HelpTopic) -> Element {
    el("section")
        .class("topic")
        .attr("aria-labelledby", topic.slug())
        .child(el("h2").attr("id", topic.slug()).child(topic.title()))
        .children(topic.paragraphs().into_iter().map(paragraph))
}

fn paragraph(paragraph: Paragraph) -> AnyView {
    match paragraph {
        Paragraph::Words(words) => el("p").child(words),
        Paragraph::Steps(steps) => {
            el("ol").children(steps.iter().map(|step| el("li").child(*step)))
        }
        Paragraph::Link { words, href } => el("p")
            .class("topic-link")
            .child(link_away(href).child(words)),
        Paragraph::AllowPopUps => {
            el("p").child(text::allow_pop_ups(Browser::of(&location::user_agent())))
        }
        Paragraph::Support => return support_link().into_any(),
    }
    .into_any()
}

/// How to reach a person: the operator's address, or a word on whom to ask.
fn support_link() -> Dynamic {
    let portal = use_portal();
    dynamic(move || {
        let url = portal.with(|state| match &state.phase {
            connect_core::Phase::Ready(ready) => ready.support.url.clone(),
            _ => None,
        });
        match url {
            Some(href) => el("p").child(
                link_away(href)
                    .class("button")
                    .child(text().contact_support),
            ),
            None => el("p").child(text().no_support),
        }
    })
}

/// A way to a topic: a link in the page, a button in a widget, which has no addresses.
pub fn topic_link(topic: HelpTopic) -> Element {
    let navigation = use_navigation();
    let way = match navigation.address(Screen::Help(Some(topic))) {
        Some(href) => el("a")
            .class("way")
            .attr("href", href)
            .attr("target", "_blank"),
        None => button("way", move || {
            navigation.go(Screen::Help(Some(topic)));
        }),
    };
    way.child(topic.title())
}
