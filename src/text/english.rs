//! English: the source of every other language.

use connect_contract::{OffReason, ProblemCode, RelinkReason};
use connect_core::{Announcement, BlockedCause, Failure};

use super::Text;
use crate::browser::location;

const OFFLINE: &str =
    "You are offline. What you see may be out of date; it is read again as soon as you are back.";

/// English.
pub static ENGLISH: Text = Text {
    accounts_title: "Connected Accounts",
    accounts_lead: "The social accounts that posts are sent to.",
    connect_accounts: "Connect Accounts",
    connect_accounts_hint: "opens in a new tab",
    none_linked_title: "No account is linked yet",
    none_linked_text: "Link your first one: it takes less than a minute, and you can unlink it at any time.",
    portal_title: "Social Account Linkage Page",
    accept_all: "Choose a network to link it. In the window that opens, accept all authorizations it asks for: leaving one \
                 out makes posts fail later.",
    of_brand: |brand| format!("For {brand}"),
    count_linked: |linked, all| format!("{linked} of {all} linked"),
    help: "Help",
    help_title: "Help with linking accounts",
    help_lead: "Short answers to what people ask most.",
    skip_to_content: "Skip to the content",
    main_navigation: "Pages",
    networks: "Social networks",
    linked_accounts: "Linked accounts",
    loading: "Loading your accounts…",
    offline: OFFLINE,
    page_not_found: "There is no such page.",
    entering: "Signing you in…",

    link: "Link",
    relink: "Link again",
    unlink: "Unlink",
    state_unlinked: "Not linked",
    state_opening: "Opening",
    state_blocked: "Window blocked",
    state_waiting: "Waiting for you",
    state_checking: "Checking",
    state_undecided: "Not finished yet",
    state_elsewhere: "In another window",
    state_refused: "Not accepted",
    state_linked: "Linked",
    state_linked_outside: "Linked outside",
    state_renew_soon: |days| match days {
        0 => "Ends today".into(),
        1 => "Linked, 1 day left".into(),
        days => format!("Linked, {days} days left"),
    },
    state_relink_needed: "Link again",
    state_unlinking: "Unlinking",
    state_off: "Off",
    state_failing: "Not answering",
    state_failed: "Did not work",
    state_timed_out: "Took too long",
    state_unknown: "Not supported here yet",
    card_label: |network, state, account, action| {
        let account = account
            .map(|account| format!(", {account}"))
            .unwrap_or_default();
        let action = action
            .map(|action| format!(": {action}"))
            .unwrap_or_default();
        format!("{network}, {state}{account}{action}")
    },

    opening: |network| format!("Opening the {network} window…"),
    waiting: |network| {
        format!("Continue in the {network} window. Accept all authorizations it asks for.")
    },
    waiting_x: "X links whoever is signed in at X in this browser. If that is the wrong account, switch at X first.",
    waiting_telegram: "Add the bot to your channel as the window says. The card turns green here by itself, also after \
                       you have closed the window.",
    checking: |network| format!("Checking with {network}…"),
    blocked: |cause, network| match cause {
        BlockedCause::Browser => format!("Your browser did not open the {network} window."),
        BlockedCause::InApp => format!(
            "If no {network} window came up: this app's browser does not open one. Open this page in your usual browser, or try the link."
        ),
        BlockedCause::Frame => format!(
            "The page around this one does not let it open windows, so {network} cannot be linked from here. The people \
             who run that page have to allow pop-ups for this frame (sandbox: allow-popups \
             allow-popups-to-escape-sandbox)."
        ),
    },
    open_window: |network| format!("Open the {network} window"),
    window_code: |code| format!("If a window came up and asks, its code is {code}."),
    continue_here: "Continue in this tab",
    try_again: "Try again",
    undecided: |network| {
        format!(
            "Did you finish in the {network} window? If you are still busy there, take your time: this page keeps checking."
        )
    },
    elsewhere: |network| {
        format!(
            "{network} is being linked in another window or tab. The card follows by itself; open a new window if you have lost that one."
        )
    },
    finished_check_again: "I finished, check again",
    reopen_window: "Reopen the window",
    stop: "Stop",
    refused: |network, code| {
        match code {
        Some(322) => "Instagram links only professional accounts. Switch yours to Business or Creator in the Instagram app, \
                      then try again."
            .into(),
        Some(161) => format!("{network} did not get all permissions. Try again and leave every permission ticked."),
        Some(419) => "Linking X is not set up here yet: the keys of an X app are missing. Please tell support.".into(),
        Some(code) => format!("{network} did not accept this. Try again in the window, or choose another account. (Code {code})"),
        None => format!("{network} did not accept this. Try again in the window, or choose another account."),
    }
    },
    relink_reason: |network, reason| match reason {
        RelinkReason::Expired => {
            format!("The link to {network} has run out. Posts wait until you link it again.")
        }
        RelinkReason::Dropped | RelinkReason::Other => format!(
            "{network} ended this link, for example after a changed password. Posts wait until you link it again."
        ),
    },
    renew_soon: |network, days| {
        let days = if days == 1 {
            "1 day".into()
        } else {
            format!("{days} days")
        };
        format!("{network} ends this link in {days}. Link it again before that, and nothing stops.")
    },
    off_reason: |network, reason| match reason {
        OffReason::Brand | OffReason::Other => format!("{network} is switched off for this brand."),
        OffReason::Session => format!("{network} is not part of what you were let in for."),
        OffReason::MissingAppKeys => {
            "The keys of an X app are missing. Please tell support.".into()
        }
    },
    failing: |network| {
        format!(
            "{network} cannot be checked at the moment. Nothing is lost; it is tried again by itself."
        )
    },
    timed_out: |network| {
        format!("Nobody finished linking {network} in time. Start again whenever you like.")
    },
    unknown: |network| {
        format!("{network} can be linked only with a newer version of this page. Try to reload it.")
    },
    dismiss: "Close",
    guide_of: |network| format!("Guide for {network}"),

    just_linked: |account, network| {
        format!("{account} is linked to {network}. Is it the right account?")
    },
    instead_of: |before| format!("It takes the place of {before}."),
    linked_outside: |account, network| {
        format!(
            "{account} was linked to {network}, but not from this page. If it is not yours, remove it."
        )
    },
    remove_account: "Remove it",
    keep_account: "Keep it",
    switch_account: "Switch account",
    switch_hint: |network| {
        if network == "X" {
            "To switch: sign in to the other account at X in this browser, then unlink here and link again.".into()
        } else {
            format!(
                "To switch, this account is unlinked, and you link {network} again with the other one."
            )
        }
    },
    x_before: "Links whoever is signed in at X in this browser.",

    unlink_title: |network| format!("Unlink {network}?"),
    unlink_account: |account, network| format!("{account} will be unlinked from {network}."),
    unlink_stays: "Posts already sent and posts already scheduled stay as they are.",
    unlink_stops: |network| {
        format!(
            "Future scheduled posts and new posts will not be sent until {network} is linked again."
        )
    },
    unlink_scheduled: |count| match count {
        1 => "1 post is scheduled for this account.".into(),
        count => format!("{count} posts are scheduled for this account."),
    },
    unlink_again: "You can link it again at any time with one click on the same card.",
    keep_linked: "Keep linked",
    unlinking: |network| format!("Unlinking {network}…"),

    in_app: "You are in the browser of another app. Sign-in pages often do not work here: open this page in your usual \
             browser.",
    home_screen: "You are in an app on your home screen, which cannot always open windows. If nothing opens, go on in your \
                  browser.",
    copy_link: "Copy the link",
    share_link: "Share the link",
    link_copied: "Copied. Paste it into your browser.",

    show_code: "Show a code to scan",
    code: "The address of this page, as a code for a camera",

    copy_report: "Copy report",
    report_copied: "Copied. Send it to support:",
    report_shown: "Copy this and send it to support:",

    failure_title: |failure| match failure {
        _ if failure.ends_session() => "Your session has ended",
        Failure::Unreachable | Failure::Offline => "No connection",
        Failure::TimedOut => "No answer in time",
        Failure::Unreadable => "An unexpected answer",
        Failure::Problem(problem) => match problem.code {
            ProblemCode::UpstreamUnavailable
            | ProblemCode::UpstreamTimeout
            | ProblemCode::UpstreamMalformed => "The linking service does not answer",
            ProblemCode::RateLimited => "Too many requests",
            ProblemCode::DuplicatedBrand => "A brand of this name exists already",
            _ => "This did not work",
        },
        Failure::Withheld => "This did not work",
    },
    failure: failure_sentence,
    support_id: |id| format!("Support id: {id}"),
    retrying: "Trying again by itself…",
    sign_in_again: "Sign in again",
    stale: "The accounts below are as they were last seen.",
    contact_support: "Contact support",
    no_support: "Ask the people who run the app that sent you here, and give them the support id if the page shows one.",
    announcement: |announcement| match announcement {
        Announcement::Opening(network) => {
            format!(
                "Opening a window for {}. Accept all authorizations.",
                network.display_name()
            )
        }
        Announcement::Blocked(network) => {
            format!(
                "The window for {} was blocked. The card says what to do.",
                network.display_name()
            )
        }
        Announcement::Linked(network) => format!("{} is linked.", network.display_name()),
        Announcement::Unlinked(network) => format!("{} is unlinked.", network.display_name()),
        Announcement::Undecided(network) => {
            format!(
                "{} is not linked yet. The card says how to go on.",
                network.display_name()
            )
        }
        Announcement::Failed(network) => {
            format!(
                "{} was not changed. The card says why.",
                network.display_name()
            )
        }
        Announcement::Offline => OFFLINE.into(),
    },
};

fn failure_sentence(failure: &Failure) -> String {
    let problem = match failure {
        Failure::Unreachable => {
            return "The server cannot be reached. Check your network; the page goes on by itself when it is back.".into();
        }
        Failure::TimedOut => {
            return "The server took too long. Nothing is lost; try again in a moment.".into();
        }
        Failure::Unreadable => {
            return "Something else than our server answered, for example the sign-in page of a Wi-Fi network. Check your \
                    connection and try again."
                .into();
        }
        Failure::Offline => return OFFLINE.into(),
        Failure::Withheld => {
            return format!(
                "The server does not let this page read its answers. The people who run the page have to add {} to the \
                 server's allowed_origins.",
                location::origin()
            );
        }
        Failure::Problem(problem) => problem,
    };
    match problem.code {
        ProblemCode::SessionMissing | ProblemCode::SessionExpired | ProblemCode::CodeUsed => {
            "Open this page again from your app. Your linked accounts stay as they are."
        }
        ProblemCode::OriginNotAllowed => "This page is not allowed to show your accounts. Please tell the people who run it.",
        ProblemCode::ScopeDenied => "You were let in without the right to do this.",
        ProblemCode::UpstreamRefused => "The linking service does not allow this for your brand. Please tell support.",
        ProblemCode::NetworkOff => "This network is switched off for your brand.",
        ProblemCode::AccountChanged => "Another account is linked by now, so nothing was unlinked. Look again, then decide.",
        ProblemCode::TicketUsed | ProblemCode::AttemptOver => "This attempt is over. Start again with a click on the card.",
        ProblemCode::DuplicatedBrand => {
            "A brand of the same name exists already at the linking service. Remove the duplicate or contact support."
        }
        ProblemCode::ProfessionalAccountNeeded => {
            "Instagram links only professional accounts. Switch yours to Business or Creator, then try again."
        }
        ProblemCode::PermissionsMissing => "Not all permissions were given. Try again and leave every permission ticked.",
        ProblemCode::AppKeysMissing => "Linking X is not set up here yet. Please tell support.",
        ProblemCode::LinkRefused => "The network did not allow it. Try again, or choose another account.",
        ProblemCode::RateLimited => {
            return match problem.retry_after {
                Some(seconds) => {
                    let (wait, unit) = match seconds {
                        ..=120 => (seconds, "seconds"),
                        121..=7_200 => (seconds.div_ceil(60), "minutes"),
                        _ => (seconds.div_ceil(3_600), "hours"),
                    };
                    format!("Please wait {wait} {unit}, then try again. Nothing is lost.")
                }
                None => "Please wait a moment, then try again. Nothing is lost.".into(),
            };
        }
        ProblemCode::UpstreamUnavailable | ProblemCode::UpstreamTimeout => {
            "The service that links accounts does not answer at the moment. Your accounts stay linked."
        }
        ProblemCode::UpstreamMalformed => {
            "The service that links accounts gave an answer that cannot be read. Your accounts stay linked."
        }
        ProblemCode::StorageUnavailable | ProblemCode::Internal | ProblemCode::Unknown => {
            "Something went wrong on our side. Nothing is lost; try again in a moment."
        }
        ProblemCode::InvalidRequest
        | ProblemCode::SecretInAddress
        | ProblemCode::ServerKeyRefused
        | ProblemCode::CrossSiteRequest
        | ProblemCode::NotFound
        | ProblemCode::MethodNotAllowed
        | ProblemCode::TooLarge
        | ProblemCode::UnsupportedMediaType => "This cannot be done. Reload the page; if it happens again, tell support.",
    }
    .into()
}
