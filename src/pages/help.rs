use leptos::prelude::*;

use crate::components::{HelpTopicView, TopicLink, dynamic};
use crate::text::{HelpTopic, text, topics};

/// The help: one topic with the way to the others, or all of them.
#[component]
pub fn HelpPage(
    /// The topic to show alone.
    #[prop(into)]
    topic: Signal<Option<HelpTopic>>,
) -> impl IntoView {
    let sentence = text();
    let shown = dynamic(move || match topic.get() {
        Some(topic) => view! { <HelpTopicView topic=topic /> }.into_any(),
        None => topics()
            .iter()
            .map(|topic| view! { <HelpTopicView topic=*topic /> })
            .collect_view()
            .into_any(),
    });
    let others = dynamic(move || {
        topics()
            .iter()
            .filter(|other| topic.get().is_some_and(|topic| topic != **other))
            .map(|other| view! { <TopicLink topic=*other /> })
            .collect_view()
            .into_any()
    });
    view! {
        <header class="page-head">
            <h1>{sentence.help_title}</h1>
            <p class="lead">{sentence.help_lead}</p>
        </header>
        <div class="topics">{shown}</div>
        <aside class="help-ways" aria-label=sentence.help>
            {others}
        </aside>
    }
}
