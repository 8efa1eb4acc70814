//! Every sentence that the product says. A language is one value of [`Text`], so that a missing sentence does not build.

mod browser;
mod english;
mod help;
#[cfg(feature = "router")]
mod help_texts;

pub use browser::{Browser, allow_pop_ups};
pub use english::ENGLISH;
pub use help::HelpTopic;
#[cfg(feature = "router")]
pub use help_texts::{Paragraph, topic, topics};

use connect_contract::{OffReason, ProblemCode, RelinkReason};
use connect_core::{Announcement, BlockedCause, Failure};

/// The sentences of one language. Fields are plain sentences; functions take what is filled in.
#[expect(
    missing_docs,
    reason = "a field is named for what it says, and its English stands in english.rs"
)]
pub struct Text {
    pub accounts_title: &'static str,
    pub accounts_lead: &'static str,
    pub connect_accounts: &'static str,
    pub connect_accounts_hint: &'static str,
    pub none_linked_title: &'static str,
    pub none_linked_text: &'static str,
    pub portal_title: &'static str,
    pub accept_all: &'static str,
    pub of_brand: fn(&str) -> String,
    pub count_linked: fn(usize, usize) -> String,
    pub help: &'static str,
    pub help_title: &'static str,
    pub help_lead: &'static str,
    pub skip_to_content: &'static str,
    pub main_navigation: &'static str,
    pub networks: &'static str,
    pub linked_accounts: &'static str,
    pub loading: &'static str,
    pub offline: &'static str,
    pub page_not_found: &'static str,
    pub entering: &'static str,

    pub link: &'static str,
    pub relink: &'static str,
    pub unlink: &'static str,
    pub state_unlinked: &'static str,
    pub state_opening: &'static str,
    pub state_blocked: &'static str,
    pub state_waiting: &'static str,
    pub state_checking: &'static str,
    pub state_undecided: &'static str,
    pub state_elsewhere: &'static str,
    pub state_refused: &'static str,
    pub state_linked: &'static str,
    pub state_linked_outside: &'static str,
    pub state_renew_soon: fn(u32) -> String,
    pub state_relink_needed: &'static str,
    pub state_unlinking: &'static str,
    pub state_off: &'static str,
    pub state_failing: &'static str,
    pub state_failed: &'static str,
    pub state_timed_out: &'static str,
    pub state_unknown: &'static str,
    pub card_label:
        fn(network: &str, state: &str, account: Option<&str>, action: Option<&str>) -> String,

    pub opening: fn(&str) -> String,
    pub waiting: fn(&str) -> String,
    pub waiting_x: &'static str,
    pub waiting_telegram: &'static str,
    pub checking: fn(&str) -> String,
    pub blocked: fn(BlockedCause, &str) -> String,
    pub open_window: fn(&str) -> String,
    pub window_code: fn(&str) -> String,
    pub continue_here: &'static str,
    pub try_again: &'static str,
    pub undecided: fn(&str) -> String,
    pub elsewhere: fn(&str) -> String,
    pub finished_check_again: &'static str,
    pub reopen_window: &'static str,
    pub stop: &'static str,
    pub refused: fn(network: &str, code: Option<u32>) -> String,
    pub relink_reason: fn(network: &str, RelinkReason) -> String,
    pub renew_soon: fn(network: &str, days: u32) -> String,
    pub off_reason: fn(network: &str, OffReason) -> String,
    pub failing: fn(&str) -> String,
    pub timed_out: fn(&str) -> String,
    pub unknown: fn(&str) -> String,
    pub dismiss: &'static str,
    pub guide_of: fn(&str) -> String,

    pub just_linked: fn(account: &str, network: &str) -> String,
    pub instead_of: fn(before: &str) -> String,
    pub linked_outside: fn(account: &str, network: &str) -> String,
    pub remove_account: &'static str,
    pub keep_account: &'static str,
    pub switch_account: &'static str,
    pub switch_hint: fn(network: &str) -> String,
    pub x_before: &'static str,

    pub unlink_title: fn(&str) -> String,
    pub unlink_account: fn(account: &str, network: &str) -> String,
    pub unlink_stays: &'static str,
    pub unlink_stops: fn(&str) -> String,
    pub unlink_scheduled: fn(u32) -> String,
    pub unlink_again: &'static str,
    pub keep_linked: &'static str,
    pub unlinking: fn(&str) -> String,

    pub in_app: &'static str,
    pub home_screen: &'static str,
    pub copy_link: &'static str,
    pub share_link: &'static str,
    pub link_copied: &'static str,

    pub show_code: &'static str,
    pub code: &'static str,

    pub copy_report: &'static str,
    pub report_copied: &'static str,
    pub report_shown: &'static str,

    pub failure_title: fn(&Failure) -> &'static str,
    pub failure: fn(&Failure) -> String,
    pub support_id: fn(&str) -> String,
    pub retrying: &'static str,
    pub sign_in_again: &'static str,
    pub stale: &'static str,
    pub contact_support: &'static str,
    pub no_support: &'static str,
    pub announcement: fn(&Announcement) -> String,
}

/// The sentences to use now.
pub fn text() -> &'static Text {
    &ENGLISH
}

/// Which help fits a failure.
pub fn topic_for(
    code: Option<ProblemCode>,
    ayrshare: Option<u32>,
    network: &str,
) -> Option<HelpTopic> {
    match (code, ayrshare) {
        (Some(ProblemCode::DuplicatedBrand), _) | (_, Some(146)) => {
            Some(HelpTopic::DuplicatedBrand)
        }
        (Some(ProblemCode::ProfessionalAccountNeeded), _) | (_, Some(322)) => {
            Some(HelpTopic::InstagramAccount)
        }
        (Some(ProblemCode::PermissionsMissing), _) | (_, Some(161)) => {
            Some(HelpTopic::ChoosingAPage)
        }
        (Some(ProblemCode::AppKeysMissing), _) | (_, Some(419)) => Some(HelpTopic::Support),
        _ => topic_of_network(network),
    }
}

/// The help that is about a network, if there is one.
pub fn topic_of_network(network: &str) -> Option<HelpTopic> {
    match network {
        "facebook" | "linkedin" | "gmb" | "youtube" => Some(HelpTopic::ChoosingAPage),
        "twitter" => Some(HelpTopic::WrongXAccount),
        "instagram" => Some(HelpTopic::InstagramAccount),
        _ => None,
    }
}
