//! What a card says of its network and account.

use connect_contract::{OffReason, RelinkReason};
use connect_core::BlockedCause;
use connect_words::{Filled, Text, words};

/// The name of a card for whoever does not see it: network, state, account, and what a click does.
pub fn card_label(
    text: &Text,
    network: &str,
    state: &str,
    account: Option<&str>,
    action: Option<&str>,
) -> String {
    match (account, action) {
        (None, None) => text.fill(words::CARD_LABEL, [network, state]),
        (None, Some(action)) => text.fill(words::CARD_LABEL_ACTION, [action, network, state]),
        (Some(account), None) => text.fill(words::CARD_LABEL_ACCOUNT, [account, network, state]),
        (Some(account), Some(action)) => text.fill(
            words::CARD_LABEL_ACCOUNT_ACTION,
            [account, action, network, state],
        ),
    }
}

/// How long a link still holds, in short.
pub fn state_renew_soon(text: &Text, days: u32) -> String {
    match days {
        0 => text.say(words::STATE_ENDS_TODAY).into(),
        days => text.count(words::STATE_DAYS_LEFT, days, []),
    }
}

/// The same, with what to do.
pub fn renew_soon(text: &Text, network: &str, days: u32) -> String {
    match days {
        0 => text.fill(words::RENEW_TODAY, [network]),
        days => text.count(words::RENEW_SOON, days, [network]),
    }
}

/// Why there is no window.
pub fn blocked(cause: BlockedCause) -> Filled<1> {
    match cause {
        BlockedCause::Browser => words::BLOCKED_BY_BROWSER,
        BlockedCause::InApp => words::BLOCKED_IN_APP,
        BlockedCause::Frame => words::BLOCKED_BY_FRAME,
    }
}

/// Why the network, or Ayrshare for it, said no. The codes are Ayrshare's.
pub fn refused(text: &Text, network: &str, code: Option<u32>) -> String {
    match code {
        Some(322) => text.say(words::REFUSED_PERSONAL_ACCOUNT).into(),
        Some(161) => text.fill(words::REFUSED_PERMISSIONS, [network]),
        Some(419) => text.say(words::REFUSED_APP_KEYS).into(),
        Some(code) => text.fill(words::REFUSED_CODE, [&code.to_string(), network]),
        None => text.fill(words::REFUSED, [network]),
    }
}

/// Why an account has to be linked again.
pub fn relink_reason(reason: RelinkReason) -> Filled<1> {
    match reason {
        RelinkReason::Expired => words::RELINK_EXPIRED,
        RelinkReason::Dropped | RelinkReason::Other => words::RELINK_DROPPED,
    }
}

/// Why a network cannot be linked here.
pub fn off_reason(text: &Text, network: &str, reason: OffReason) -> String {
    match reason {
        OffReason::Brand | OffReason::Other => text.fill(words::OFF_FOR_BRAND, [network]),
        OffReason::Session => text.fill(words::OFF_FOR_SESSION, [network]),
        OffReason::MissingAppKeys => text.say(words::OFF_WITHOUT_APP_KEYS).into(),
    }
}

/// How to come to another account.
pub fn switch_hint(text: &Text, network: &str) -> String {
    if network == "X" {
        text.say(words::SWITCH_HINT_X).into()
    } else {
        text.fill(words::SWITCH_HINT, [network])
    }
}
