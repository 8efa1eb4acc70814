use connect_words::words;

use super::{Dynamic, Element, dynamic, el, link_away};
use crate::portal::use_portal;
use crate::text::HelpTopic;

/// A way to a topic of the help, beside what goes on here. Whoever draws the link gets it opened: the page's HTML and the
/// element load the help for it. Without them it opens in a tab of its own.
pub fn topic_link(topic: HelpTopic) -> Element {
    topic_here(topic)
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .attr("data-help", "")
}

/// A way to a topic of the help, in the place of this page.
pub fn topic_here(topic: HelpTopic) -> Element {
    el("a")
        .class("way")
        .attr(
            "href",
            use_portal().asset(&["help/", topic.slug()].concat()),
        )
        .child(topic.title())
}

/// The way to a person: the operator's address where it is known, else the help about it.
pub fn support_way() -> Dynamic {
    let portal = use_portal();
    dynamic(move || {
        let url = portal.with(|state| state.support_url().map(str::to_owned));
        match url {
            Some(href) => link_away(href).class("way").child(words::CONTACT_SUPPORT),
            None => topic_link(HelpTopic::Support),
        }
    })
}
