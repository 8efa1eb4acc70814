//! How the answers that a browser gets are read. A required field that is missing makes nothing of a whole answer, and
//! one item less of a list; everything else is optional.

use serde::{Deserialize, Deserializer};

use crate::tolerant::Value;
use crate::{
    Account, AccountId, Action, AttemptId, AttemptState, Brand, Impact, LinkAttempt, LiveEvent,
    NetworkId, NetworkStanding, OffReason, Portal, Problem, ProblemCode, RelinkReason,
    SessionScope, Standing, StartedLink, Support, Ticket,
};

macro_rules! read {
    ($($kind:ty = $read:expr;)*) => {
        $(impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let read: fn(Value) -> Option<Self> = $read;
                let wrong = || serde::de::Error::custom(concat!("not a ", stringify!($kind)));
                read(Value::deserialize(deserializer)?).ok_or_else(wrong)
            }
        })*
    };
}

read! {
    Portal = portal;
    LinkAttempt = link_attempt;
    StartedLink = started_link;
    Impact = impact;
    Problem = problem;
    LiveEvent = |event| Some(live_event(event));
    ProblemCode = |name| Some(code(name.into_text().as_deref()));
}

fn portal(mut answer: Value) -> Option<Portal> {
    Some(Portal {
        brand: Brand {
            name: answer.field("brand")?.text("name")?,
        },
        networks: answer
            .list("networks")
            .into_iter()
            .filter_map(network_standing)
            .collect(),
        session: session(answer.field("session")?)?,
        support: Support {
            url: answer
                .field("support")
                .and_then(|mut support| support.text("url")),
        },
        as_of: answer.text("as_of").unwrap_or_default(),
    })
}

fn session(mut scope: Value) -> Option<SessionScope> {
    let actions =
        scope
            .list("actions")
            .into_iter()
            .filter_map(|action| match action.into_text()?.as_str() {
                "read" => Some(Action::Read),
                "link" => Some(Action::Link),
                "unlink" => Some(Action::Unlink),
                _ => None,
            });
    Some(SessionScope {
        actions: actions.collect(),
        expires_at: scope.text("expires_at")?,
    })
}

fn network_standing(mut item: Value) -> Option<NetworkStanding> {
    Some(NetworkStanding {
        network: NetworkId::new(item.text("network")?),
        name: item.text("name")?,
        guide_url: item.text("guide_url"),
        open_attempt: item.text("open_attempt").map(AttemptId::new),
        linked_outside: item.flag("linked_outside"),
        standing: standing(item)?,
    })
}

fn standing(mut item: Value) -> Option<Standing> {
    let state = item.text("state")?;
    let reason = item.text("reason");
    let account = item.field("account").and_then(account);
    Some(match state.as_str() {
        "unlinked" => Standing::Unlinked,
        "linked" => Standing::Linked { account: account? },
        "renew_soon" => Standing::RenewSoon {
            account: account?,
            days: item.number("days")?,
        },
        "relink_needed" => Standing::RelinkNeeded {
            account,
            reason: match reason.as_deref() {
                Some("expired") => RelinkReason::Expired,
                Some("dropped") => RelinkReason::Dropped,
                _ => RelinkReason::Other,
            },
        },
        "off" => Standing::Off {
            reason: match reason.as_deref() {
                Some("brand") => OffReason::Brand,
                Some("session") => OffReason::Session,
                Some("missing_app_keys") => OffReason::MissingAppKeys,
                _ => OffReason::Other,
            },
        },
        "temporarily_failing" => Standing::TemporarilyFailing {
            since: item.text("since").unwrap_or_default(),
        },
        _ => Standing::Unknown,
    })
}

fn account(mut account: Value) -> Option<Account> {
    Some(Account {
        id: AccountId(account.text("id")?),
        name: account.text("name")?,
        handle: account.text("handle"),
        avatar_url: account.text("avatar_url"),
        profile_url: account.text("profile_url"),
        linked_at: account.text("linked_at"),
    })
}

fn link_attempt(mut answer: Value) -> Option<LinkAttempt> {
    Some(LinkAttempt {
        attempt: AttemptId::new(answer.text("attempt")?),
        network: NetworkId::new(answer.text("network")?),
        state: match answer.text("state")?.as_str() {
            "open" => AttemptState::Open,
            "linked" => AttemptState::Linked {
                account: account(answer.field("account")?)?,
            },
            "failed" => AttemptState::Failed {
                problem: problem(answer.field("problem")?)?,
            },
            "stopped" => AttemptState::Stopped,
            "superseded" => AttemptState::Superseded,
            "expired" => AttemptState::Expired,
            _ => AttemptState::Unknown,
        },
    })
}

fn started_link(mut answer: Value) -> Option<StartedLink> {
    Some(StartedLink {
        attempt: AttemptId::new(answer.text("attempt")?),
        ticket: Ticket(answer.text("ticket")?),
        expires_at: answer.text("expires_at").unwrap_or_default(),
    })
}

fn impact(mut answer: Value) -> Option<Impact> {
    Some(Impact {
        account_id: AccountId(answer.text("account_id")?),
        scheduled_posts: answer.number("scheduled_posts"),
    })
}

fn problem(mut answer: Value) -> Option<Problem> {
    Some(Problem {
        status: answer
            .number("status")
            .and_then(|status| u16::try_from(status).ok())?,
        code: code(Some(&answer.text("code")?)),
        support_id: answer.text("support_id").unwrap_or_default(),
        kind: answer.text("type").unwrap_or_default(),
        title: answer.text("title").unwrap_or_default(),
        retry_after: answer.number("retry_after"),
        sign_in_url: answer.text("sign_in_url"),
    })
}

fn code(name: Option<&str>) -> ProblemCode {
    ProblemCode::ALL
        .iter()
        .copied()
        .find(|code| Some(code.as_str()) == name)
        .unwrap_or(ProblemCode::Unknown)
}

fn live_event(mut event: Value) -> LiveEvent {
    let network = event.text("network").map(NetworkId::new);
    let attempt = event.text("attempt").map(AttemptId::new);
    match (event.text("type").as_deref(), network, attempt) {
        (Some("account"), Some(network), _) => LiveEvent::Account { network },
        (Some("link"), Some(network), Some(attempt)) => LiveEvent::Link { attempt, network },
        (Some("resync"), ..) => LiveEvent::Resync,
        _ => LiveEvent::Unknown,
    }
}
