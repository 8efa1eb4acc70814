//! What a host page is told, as events of the custom element.

use connect_contract::{Account, AttemptId, NetworkId, Standing};
use connect_core::{Card, Deed, HostEvent, State};

use connect_words::Text;

use crate::browser::host::{Detail, HostEar};
use crate::text;

/// An event's name, and what is said with it.
pub type Said = (&'static str, Detail);

/// Dispatches it; whether its default may happen. The host may call the widget in it, so nothing is held meanwhile.
pub fn tell(ear: &HostEar, (name, detail): Said) -> bool {
    ear.tell(name, detail)
}

/// How it is said that something happened.
pub fn said(text: &Text, state: &State, event: HostEvent) -> Said {
    match event {
        HostEvent::Ready => ("connect-ready", networks(state)),
        HostEvent::Changed => ("connect-changed", networks(state)),
        HostEvent::Error { failure } => (
            "connect-error",
            Detail::new()
                .text("cause", failure.cause())
                .text("message", &text::failure(text, &failure)),
        ),
        HostEvent::Attempt { attempt, network } => ("connect-attempt", of(&attempt, &network)),
        HostEvent::Linked {
            attempt,
            network,
            account,
        } => (
            "connect-linked",
            of(&attempt, &network).part("account", Some(shown(&account))),
        ),
        HostEvent::Failed {
            attempt,
            network,
            failure,
        } => {
            let cause = failure.map_or("timed_out", |failure| failure.cause());
            (
                "connect-failed",
                of(&attempt, &network).text("cause", cause),
            )
        }
        HostEvent::Cancelled {
            attempt,
            network,
            cause,
        } => (
            "connect-cancelled",
            of(&attempt, &network).text("cause", cause.as_str()),
        ),
        HostEvent::Unlinked { network, account } => (
            "connect-unlinked",
            at(&network).part("account", Some(shown(&account))),
        ),
    }
}

/// How the host is asked before something begins, which it may take over.
pub fn asked(deed: &Deed) -> Said {
    match deed {
        Deed::Link { network, .. } => ("connect-before-link", at(network)),
        Deed::Unlink { network, account } => (
            "connect-before-unlink",
            at(network).part("account", Some(shown(account))),
        ),
    }
}

fn at(network: &NetworkId) -> Detail {
    Detail::new().text("network", network.as_str())
}

fn of(attempt: &AttemptId, network: &NetworkId) -> Detail {
    at(network).text("attempt", attempt.as_str())
}

fn shown(account: &Account) -> Detail {
    let mut detail = Detail::new()
        .text("id", &account.id.0)
        .text("name", &account.name);
    for (key, text) in [("handle", &account.handle), ("avatar", &account.avatar_url)] {
        if let Some(text) = text {
            detail = detail.text(key, text);
        }
    }
    detail
}

fn networks(state: &State) -> Detail {
    let stands = |card: &Card| {
        at(&card.network)
            .text("state", name_of(&card.standing))
            .part("account", card.account().map(shown))
    };
    Detail::new().list("networks", state.cards.iter().map(stands))
}

/// As in the backend API.
fn name_of(standing: &Standing) -> &'static str {
    match standing {
        Standing::Unlinked => "unlinked",
        Standing::Linked { .. } => "linked",
        Standing::RenewSoon { .. } => "renew_soon",
        Standing::RelinkNeeded { .. } => "relink_needed",
        Standing::Off { .. } => "off",
        Standing::TemporarilyFailing { .. } => "temporarily_failing",
        Standing::Unknown => "unknown",
    }
}
