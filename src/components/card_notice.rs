use connect_contract::{AttemptId, NetworkId, Standing};
use connect_core::{Activity, Card, Event, Linking, Step};
use leptos::prelude::*;

use super::{TopicLink, pressed};
use crate::browser::{ids, location};
use crate::portal::use_portal;
use crate::text::{self, Browser, Text, text};

/// What goes on at a card, and the way on from there. Nothing where the card says it all.
#[component]
pub fn CardNotice(
    /// The card.
    card: Card,
) -> impl IntoView {
    let sentence = text();
    let name = card.name.clone();
    match &card.activity {
        Activity::Linking(linking) => linking_notice(&card, linking, sentence).into_any(),
        Activity::Unlinking { .. } => line((sentence.unlinking)(&name)).into_any(),
        Activity::Failed(failure) => {
            let support = failure.support_id().map(|id| (sentence.support_id)(id));
            let topic = text::topic_for(failure.code(), None, card.network.as_str());
            view! {
                <div class="notice" role="group">
                    <p>{(sentence.failure)(failure)}</p>
                    {support.map(|support| view! { <p class="support-id">{support}</p> })}
                    <p class="ways">
                        {topic.map(|topic| view! { <TopicLink topic=topic /> })}
                        {tells(sentence.dismiss, Event::FailureDismissed { network: card.network.clone() })}
                    </p>
                </div>
            }
            .into_any()
        }
        Activity::TimedOut => line((sentence.timed_out)(&name)).into_any(),
        Activity::Idle | Activity::ConfirmingUnlink { .. } => {
            standing_notice(&card, sentence).into_any()
        }
    }
}

fn line(words: String) -> impl IntoView {
    view! {
        <div class="notice">
            <p>{words}</p>
        </div>
    }
}

fn standing_notice(card: &Card, sentence: &'static Text) -> AnyView {
    let name = &card.name;
    let guide = card.guide_url.clone().map(|href| {
        view! {
            <p class="ways">
                <a href=href target="_blank" rel="noopener noreferrer">
                    {(sentence.guide_of)(name)}
                </a>
            </p>
        }
    });
    let words = match &card.standing {
        Standing::RelinkNeeded { reason, .. } => (sentence.relink_reason)(name, *reason),
        Standing::RenewSoon { days, .. } => {
            return view! {
                <div class="notice">
                    <p>{(sentence.renew_soon)(name, *days)}</p>
                    <p class="ways">
                        {reopens(sentence.relink, card.network.clone())}
                    </p>
                </div>
            }
            .into_any();
        }
        Standing::Off { reason } => (sentence.off_reason)(name, *reason),
        Standing::TemporarilyFailing { .. } => (sentence.failing)(name),
        Standing::Unknown => (sentence.unknown)(name),
        Standing::Unlinked | Standing::Linked { .. } => return ().into_any(),
    };
    view! {
        <div class="notice">
            <p>{words}</p>
            {guide}
        </div>
    }
    .into_any()
}

fn linking_notice(
    card: &Card,
    linking: &Linking,
    sentence: &'static Text,
) -> impl IntoView + use<> {
    let name = card.name.clone();
    let network = card.network.clone();
    let stop = tells(
        sentence.stop,
        Event::StopPressed {
            network: network.clone(),
        },
    );
    let (words, ways) = match &linking.step {
        Step::Opening => ((sentence.opening)(&name), stop.into_any()),
        Step::Waiting => ((sentence.waiting)(&name), stop.into_any()),
        Step::Checking(_) => ((sentence.checking)(&name), ().into_any()),
        Step::Blocked(cause) => {
            let ways = view! {
                {window_link(card, &linking.attempt)}
                {reopens(sentence.try_again, card.network.clone())}
                {stop}
            };
            ((sentence.blocked)(*cause, &name), ways.into_any())
        }
        Step::Undecided => {
            let ways = view! {
                {tells(sentence.finished_check_again, Event::CheckAgainPressed { network: network.clone() })}
                {reopens(sentence.reopen_window, card.network.clone())}
                {stop}
            };
            ((sentence.undecided)(&name), ways.into_any())
        }
        Step::Refused { code } => {
            let topic = text::topic_for(None, *code, network.as_str());
            let ways = view! {
                {reopens(sentence.try_again, card.network.clone())}
                {topic.map(|topic| view! { <TopicLink topic=topic /> })}
                {stop}
            };
            ((sentence.refused)(&name, *code), ways.into_any())
        }
    };
    let allow = matches!(
        linking.step,
        Step::Blocked(connect_core::BlockedCause::Browser)
    )
    .then(|| text::allow_pop_ups(Browser::of(&location::user_agent())));
    let special = match (network.as_str(), &linking.step) {
        ("twitter", Step::Opening | Step::Waiting) => Some(sentence.waiting_x),
        ("telegram", Step::Waiting | Step::Undecided) => Some(sentence.waiting_telegram),
        _ => None,
    };
    view! {
        <div class="notice" role="group">
            <p>{words}</p>
            {special.map(|words| view! { <p>{words}</p> })}
            {allow.map(|words| view! { <p>{words}</p> })}
            <p class="ways">{ways}</p>
        </div>
    }
}

/// A button.
fn way(words: &'static str, act: impl FnMut() + 'static) -> AnyView {
    view! {
        <button class="way" type="button" on:click=pressed(act)>
            {words}
        </button>
    }
    .into_any()
}

/// A button that says one thing.
fn tells(words: &'static str, event: Event) -> AnyView {
    let portal = use_portal();
    way(words, move || portal.send(event.clone()))
}

/// A button that asks for the window again, with a new attempt made in the press.
fn reopens(words: &'static str, network: NetworkId) -> AnyView {
    let portal = use_portal();
    way(words, move || {
        let attempt = AttemptId::new(ids::random_id());
        portal.send(Event::ReopenPressed {
            network: network.clone(),
            attempt,
        });
    })
}

/// A real link to the start page of the same attempt: a click on a link opens a window where a script may not.
fn window_link(card: &Card, attempt: &AttemptId) -> AnyView {
    let portal = use_portal();
    let href = portal.start_page(attempt, &card.network);
    view! {
        <a class="way way-first" href=href target=portal.window_name() rel="opener">
            {(text().open_window)(&card.name)}
        </a>
    }
    .into_any()
}
