use connect_words::{help_words, words};
use leptos::prelude::*;

use super::doctor::Doctor;
use crate::browser::{location, words as language};
use crate::components::{
    Dynamic, Element, dynamic, el, find_box, link_away, none_found, topic_here,
};
use crate::portal::use_portal;
use crate::text::{self, Browser, HelpTopic, Paragraph, text, topics};

/// The help: `topic` alone with the way to the others, or all of them.
pub fn help_page(topic: Option<HelpTopic>) -> Vec<Element> {
    let head = el("header")
        .class("page-head")
        .child(el("h1").child(help_words::TITLE))
        .child(el("p").class("lead").child(help_words::LEAD));
    match topic {
        None => [vec![head], searchable()].into_iter().flatten().collect(),
        Some(topic) => {
            let shown = topic_section(topic, Doctor::new());
            let topics = el("div").class("topics").child(shown);
            vec![head, topics, other_topics(topic, topic_here)]
        }
    }
}

/// All topics, of which typing leaves those that fit.
fn searchable() -> Vec<Element> {
    let sought = RwSignal::new(String::new());
    // What it found stays while somebody types.
    let doctor = Doctor::new();
    let found = move || {
        sought.with(|typed| {
            let fits = |topic: &HelpTopic| topic.fits(typed, text(), language::says);
            topics().iter().copied().filter(fits).collect::<Vec<_>>()
        })
    };
    let shown = dynamic(move || {
        let sections = found().into_iter();
        sections
            .map(|topic| topic_section(topic, doctor))
            .collect::<Vec<_>>()
    });
    let is_none = Memo::new(move |_| found().is_empty());
    let search = find_box(sought, help_words::FIND);
    vec![
        el("div").class("tools").child(search),
        el("div").class("topics").child(shown),
        none_found(sought, is_none),
    ]
}

/// The ways to the other topics.
pub(super) fn other_topics(topic: HelpTopic, link: fn(HelpTopic) -> Element) -> Element {
    let others = topics().iter().filter(|other| topic != **other);
    el("nav")
        .class("help-ways")
        .attr("aria-label", words::HELP)
        .children(others.copied().map(link))
}

/// A topic, whole.
pub(super) fn topic_section(topic: HelpTopic, doctor: Doctor) -> Element {
    let paragraphs = topic.paragraphs(text()).into_iter();
    el("section")
        .class("topic")
        .attr("aria-labelledby", topic.slug())
        .child(
            el("h2")
                .attr("id", topic.slug())
                .attr("tabindex", "-1")
                .child(topic.title()),
        )
        .children(paragraphs.map(|it| paragraph(it, doctor)))
}

fn paragraph(paragraph: Paragraph, doctor: Doctor) -> AnyView {
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
        Paragraph::Doctor => doctor.view(),
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
            None => el("p").child(help_words::NO_SUPPORT),
        }
    })
}
