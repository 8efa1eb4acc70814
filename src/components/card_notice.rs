use connect_contract::{Account, AttemptId, NetworkId, Standing};
use connect_core::{Activity, BlockedCause, Card, Event, Linking, Step};
use connect_words::{Plain, words};

use super::failure_panel::support_id;
use super::{
    Element, IntoWords, Report, avatar, el, link_away, report_text, report_way, topic_link,
};
use crate::browser::{card, ids, location};
use crate::portal::use_portal;
use crate::text::{self, Browser, text};

/// What goes on at a card, and the way on from there. Nothing where the card says it all.
pub fn card_notice(card: &Card, report: Report) -> Option<Element> {
    let attempt = card.troubled_attempt();
    let way = attempt.map(|attempt| report_way(attempt, report));
    let shown = attempt.map(|attempt| report_text(attempt, report));
    notice_of(card, way).map(|notice| notice.child(shown))
}

fn notice_of(card: &Card, report: Option<Element>) -> Option<Element> {
    let text = text();
    let name = card.name.as_str();
    match &card.activity {
        Activity::Linking(linking) => Some(linking_notice(card, linking, report)),
        Activity::Unlinking { .. } => Some(notice(text.fill(words::UNLINKING, [name]))),
        Activity::Failed { failure, .. } => {
            let topic = text::topic_for(failure.code(), None, card.network.as_str());
            let network = card.network.clone();
            Some(
                notice(text::failure(text, failure))
                    .attr("role", "group")
                    .child(failure.support_id().map(support_id))
                    .child(ways([
                        topic.map(topic_link),
                        Some(tells(words::DISMISS, Event::FailureDismissed { network })),
                        report,
                    ])),
            )
        }
        Activity::JustLinked {
            account,
            instead_of,
        } => Some(account_question(card, account, instead_of.as_ref())),
        Activity::TimedOut { .. } => {
            Some(notice(text.fill(words::TIMED_OUT, [name])).child(ways([report])))
        }
        Activity::Idle | Activity::ConfirmingUnlink { .. } => standing_notice(card),
    }
}

/// Asks about the account, which the card shows large meanwhile, with a way back while nothing has been sent with it.
fn account_question(card: &Card, account: &Account, instead_of: Option<&Account>) -> Element {
    let text = text();
    let network = || card.network.clone();
    let before = instead_of.map(|before| paragraph(text.fill(words::INSTEAD_OF, [&before.name])));
    let linked = text.fill(words::JUST_LINKED, [&account.name, &card.name]);
    question(account, linked)
        .child(before)
        .child(
            el("p")
                .class("quiet")
                .child(text::switch_hint(text, &card.name)),
        )
        .child(ways([
            Some(tells(
                words::KEEP_ACCOUNT,
                Event::KeepPressed { network: network() },
            )),
            Some(tells(
                words::SWITCH_ACCOUNT,
                Event::SwitchPressed { network: network() },
            )),
        ]))
}

/// An account that turned up by itself: a person decides whether it may stay.
fn outside_question(card: &Card, account: &Account) -> Element {
    let text = text();
    let portal = use_portal();
    let network = card.network.clone();
    // The same as a press on the card: the dialog names what goes.
    let press = move || {
        portal.send(Event::CardPressed {
            network: network.clone(),
            attempt: AttemptId::new(ids::random_id()),
        });
    };
    let remove = way(words::REMOVE_ACCOUNT, Box::new(press));
    let keep = Event::KeepPressed {
        network: card.network.clone(),
    };
    let linked = text.fill(words::LINKED_OUTSIDE, [&account.name, &card.name]);
    question(account, linked).child(ways([Some(tells(words::KEEP_ACCOUNT, keep)), Some(remove)]))
}

/// The picture of the account large, and a question about it.
fn question(account: &Account, words: String) -> Element {
    el("div")
        .class("notice notice-account")
        .attr("part", "notice")
        .attr("role", "group")
        .child(
            el("p")
                .class("account")
                .child(avatar(account))
                .child(el("strong").child(words)),
        )
}

fn notice(words: impl IntoWords) -> Element {
    el("div")
        .class("notice")
        .attr("part", "notice")
        .child(paragraph(words))
}

fn paragraph(words: impl IntoWords) -> Element {
    el("p").child(words.into_words())
}

fn ways(ways: impl IntoIterator<Item = Option<Element>>) -> Element {
    el("p").class("ways").children(ways)
}

fn standing_notice(card: &Card) -> Option<Element> {
    let text = text();
    let name = card.name.as_str();
    let of = |sentence| text.fill(sentence, [name]);
    if let (true, Some(account)) = (card.linked_outside, card.account()) {
        return Some(outside_question(card, account));
    }
    let words = match &card.standing {
        Standing::RelinkNeeded { reason, .. } => of(text::relink_reason(*reason)),
        Standing::RenewSoon { days, .. } => {
            let relink = reopens(words::RELINK, card.network.clone());
            return Some(notice(text::renew_soon(text, name, *days)).child(ways([Some(relink)])));
        }
        Standing::Off { reason } => text::off_reason(text, name, *reason),
        Standing::TemporarilyFailing { .. } => of(words::FAILING),
        Standing::Unknown => of(words::UNKNOWN),
        Standing::Unlinked if card.network.as_str() == "twitter" => {
            return Some(notice(words::X_BEFORE));
        }
        Standing::Unlinked | Standing::Linked { .. } => return None,
    };
    let guide = card
        .guide_url
        .clone()
        .map(|href| ways([Some(link_away(href).child(of(words::GUIDE_OF)))]));
    Some(notice(words).child(guide))
}

fn linking_notice(card: &Card, linking: &Linking, report: Option<Element>) -> Element {
    let text = text();
    let name = card.name.as_str();
    let of = |sentence| text.fill(sentence, [name]);
    let network = card.network.as_str();
    let stop = || {
        let network = card.network.clone();
        Some(tells(words::STOP, Event::StopPressed { network }))
    };
    let again = |words| Some(reopens(words, card.network.clone()));
    let (words, offered) = match &linking.step {
        Step::Opening => (of(words::OPENING), [stop(), None, None, None]),
        Step::Waiting => (of(words::WAITING), [stop(), None, None, None]),
        Step::Checking(_) => (of(words::CHECKING), [const { None }; 4]),
        Step::Elsewhere => (
            of(words::ELSEWHERE),
            [again(words::REOPEN_WINDOW), stop(), None, None],
        ),
        Step::Blocked(cause) => (
            of(text::blocked(*cause)),
            [
                Some(window_link(card, &linking.attempt)),
                again(words::TRY_AGAIN),
                continue_here(card, &linking.attempt),
                stop(),
            ],
        ),
        Step::Undecided => {
            let network = card.network.clone();
            let check = tells(
                words::FINISHED_CHECK_AGAIN,
                Event::CheckAgainPressed { network },
            );
            (
                of(words::UNDECIDED),
                [Some(check), again(words::REOPEN_WINDOW), stop(), None],
            )
        }
        Step::Refused { code } => (
            text::refused(text, name, *code),
            [
                again(words::TRY_AGAIN),
                text::topic_for(None, *code, network).map(topic_link),
                stop(),
                None,
            ],
        ),
    };
    let allow = matches!(linking.step, Step::Blocked(BlockedCause::Browser))
        .then(|| text::allow_pop_ups(Browser::of(&location::user_agent())));
    let special = match (network, &linking.step) {
        ("twitter", Step::Opening | Step::Waiting) => Some(words::WAITING_X),
        ("telegram", Step::Waiting | Step::Undecided) => Some(words::WAITING_TELEGRAM),
        _ => None,
    };
    // In somebody else's page the window may have come up with nobody who vouches for it: then it asks, with this code.
    let unheard = matches!(
        linking.step,
        Step::Blocked(BlockedCause::Browser | BlockedCause::InApp)
    );
    let asks = unheard
        && use_portal()
            .start_here(&linking.attempt, &card.network)
            .is_none();
    let code = asks.then(|| text.fill(words::WINDOW_CODE, [&linking.attempt.code()]));
    notice(words)
        .attr("role", "group")
        .child(code.map(paragraph))
        .child(special.map(paragraph))
        .child(allow.map(paragraph))
        .child(ways(offered.into_iter().chain([report])))
}

/// What a press does. Boxed, so that there is one way to leave the focus at the card instead of one for each press.
type Act = Box<dyn Fn() + Send + Sync>;

/// A button, whose press leaves the focus at the card.
fn way(words: Plain, act: Act) -> Element {
    el("button")
        .class("way")
        .attr("type", "button")
        .on("click", move |event| {
            act();
            card::keep_focus(&event);
        })
        .child(words)
}

/// A button that says one thing.
fn tells(words: Plain, event: Event) -> Element {
    let portal = use_portal();
    way(words, Box::new(move || portal.send(event.clone())))
}

/// A button that asks for the window again, with a new attempt made in the press.
fn reopens(words: Plain, network: NetworkId) -> Element {
    let portal = use_portal();
    let press = move || {
        portal.send(Event::ReopenPressed {
            network: network.clone(),
            attempt: AttemptId::new(ids::random_id()),
        });
    };
    way(words, Box::new(press))
}

/// A link to the start page that needs no window at all, where the tab is ours.
fn continue_here(card: &Card, attempt: &AttemptId) -> Option<Element> {
    let href = use_portal().start_here(attempt, &card.network)?;
    Some(
        el("a")
            .class("way")
            .attr("href", href)
            // The router would take a link of its own origin for a page of its own.
            .attr("rel", "external")
            .child(words::CONTINUE_HERE),
    )
}

/// A real link to the start page of the same attempt: a click on a link opens a window where a script may not.
fn window_link(card: &Card, attempt: &AttemptId) -> Element {
    let portal = use_portal();
    el("a")
        .class("way way-first")
        .attr("href", portal.start_page(attempt, &card.network))
        .attr("target", portal.window_name())
        .attr("rel", "opener")
        .child(text().fill(words::OPEN_WINDOW, [&card.name]))
}
