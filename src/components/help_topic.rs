use leptos::prelude::*;

use super::{dynamic, pressed};
use crate::browser::location;
use crate::portal::use_portal;
use crate::screen::{Screen, use_navigation};
use crate::text::{self, Browser, HelpTopic, Paragraph, text};

/// A topic, whole.
#[component]
pub fn HelpTopicView(
    /// Which.
    topic: HelpTopic,
) -> impl IntoView {
    let paragraphs = topic.paragraphs().into_iter().map(paragraph).collect_view();
    view! {
        <section class="topic" aria-labelledby=topic.slug()>
            <h2 id=topic.slug()>{topic.title()}</h2>
            {paragraphs}
        </section>
    }
}

fn paragraph(paragraph: Paragraph) -> AnyView {
    match paragraph {
        Paragraph::Words(words) => view! { <p>{words}</p> }.into_any(),
        Paragraph::Steps(steps) => {
            let steps = steps
                .iter()
                .map(|step| view! { <li>{*step}</li> })
                .collect_view();
            view! { <ol>{steps}</ol> }.into_any()
        }
        Paragraph::Link { words, href } => view! {
            <p class="topic-link">
                <a href=href target="_blank" rel="noopener noreferrer">
                    {words}
                </a>
            </p>
        }
        .into_any(),
        Paragraph::AllowPopUps => {
            view! { <p>{text::allow_pop_ups(Browser::of(&location::user_agent()))}</p> }.into_any()
        }
        Paragraph::Support => view! { <SupportLink /> }.into_any(),
    }
}

/// How to reach a person: the operator's address, or a word on whom to ask.
#[component]
fn SupportLink() -> impl IntoView {
    let portal = use_portal();
    let url = Memo::new(move |_| {
        portal.with(|state| match &state.phase {
            connect_core::Phase::Ready(ready) => ready.support.url.clone(),
            _ => None,
        })
    });
    dynamic(move || match url.get() {
        Some(href) => view! {
            <p>
                <a class="button" href=href target="_blank" rel="noopener noreferrer">
                    {text().contact_support}
                </a>
            </p>
        }
        .into_any(),
        None => view! { <p>{text().no_support}</p> }.into_any(),
    })
}

/// A way to a topic: a link in the page, a button in a widget, which has no addresses.
#[component]
pub fn TopicLink(
    /// Which.
    topic: HelpTopic,
) -> impl IntoView {
    let navigation = use_navigation();
    match navigation.address(Screen::Help(Some(topic))) {
        Some(href) => view! {
            <a class="way" href=href target="_blank">
                {topic.title()}
            </a>
        }
        .into_any(),
        None => view! {
            <button class="way" type="button" on:click=pressed(move || navigation.go(Screen::Help(Some(topic))))>
                {topic.title()}
            </button>
        }
        .into_any(),
    }
}
