use leptos::prelude::*;

use crate::components::{Element, dynamic, el, help_topic, topic_link};
use crate::text::{HelpTopic, text, topics};

/// The help: `topic` alone with the way to the others, or all of them.
pub fn help_page(topic: Signal<Option<HelpTopic>>) -> Vec<Element> {
    let sentence = text();
    let shown = dynamic(move || match topic.get() {
        Some(topic) => vec![help_topic(topic)],
        None => topics().iter().copied().map(help_topic).collect(),
    });
    let others = dynamic(move || {
        let others = topics()
            .iter()
            .filter(|other| topic.get().is_some_and(|topic| topic != **other));
        others.copied().map(topic_link).collect::<Vec<_>>()
    });
    vec![
        el("header")
            .class("page-head")
            .child(el("h1").child(sentence.help_title))
            .child(el("p").class("lead").child(sentence.help_lead)),
        el("div").class("topics").child(shown),
        el("aside")
            .class("help-ways")
            .attr("aria-label", sentence.help)
            .child(others),
    ]
}
