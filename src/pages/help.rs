use connect_words::words;
use leptos::prelude::*;

use crate::browser::{location, words as language};
use crate::components::{
    Dynamic, Element, dynamic, el, find_box, link_away, none_found, topic_link,
};
use crate::portal::use_portal;
use crate::text::{self, Browser, HelpTopic, Paragraph, text, topics};

/// The help: `topic` alone with the way to the others, or all of them.
pub fn help_page(topic: Signal<Option<HelpTopic>>) -> Vec<Element> {
    let sought = RwSignal::new(String::new());
    let found = move || match topic.get() {
        Some(topic) => vec![topic],
        None => sought.with(|typed| {
            let fits = |topic: &HelpTopic| topic.fits(typed, text(), language::says);
            topics().iter().copied().filter(fits).collect()
        }),
    };
    let shown = dynamic(move || found().into_iter().map(help_topic).collect::<Vec<_>>());
    let search = dynamic(move || {
        let all = topic.get().is_none();
        all.then(|| find_box(sought, words::FIND_HELP))
    });
    let is_none = Memo::new(move |_| found().is_empty());
    let others = dynamic(move || {
        let others = topics()
            .iter()
            .filter(|other| topic.get().is_some_and(|topic| topic != **other));
        others.copied().map(topic_link).collect::<Vec<_>>()
    });
    vec![
        el("header")
            .class("page-head")
            .child(el("h1").child(words::HELP_TITLE))
            .child(el("p").class("lead").child(words::HELP_LEAD)),
        el("div").class("tools").child(search),
        el("div").class("topics").child(shown),
        none_found(sought, is_none),
        el("aside")
            .class("help-ways")
            .attr("aria-label", words::HELP)
            .child(others),
    ]
}

/// A topic, whole.
fn help_topic(topic: HelpTopic) -> Element {
    el("section")
        .class("topic")
        .attr("aria-labelledby", topic.slug())
        .child(el("h2").attr("id", topic.slug()).child(topic.title()))
        .children(topic.paragraphs(text()).into_iter().map(paragraph))
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
        let url = portal.with(|state| state.support_url().map(str::to_owned));
        match url {
            Some(href) => el("p").child(
                link_away(href)
                    .class("button")
                    .child(words::CONTACT_SUPPORT),
            ),
            None => el("p").child(words::NO_SUPPORT),
        }
    })
}
