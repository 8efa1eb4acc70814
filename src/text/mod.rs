//! Which sentence is said when. The sentences themselves are in `crates/words`.

mod announcement;
mod browser;
mod card;
#[cfg(feature = "help")]
mod doctor;
mod failure;
mod help;
#[cfg(feature = "help")]
mod help_texts;

pub use announcement::announcement;
pub use browser::{Browser, allow_pop_ups};
pub use card::{
    blocked, card_label, off_reason, refused, relink_reason, renew_soon, state_renew_soon,
    switch_hint,
};
pub use failure::{failure, failure_title};
pub use help::HelpTopic;
#[cfg(feature = "help")]
pub use {
    doctor::{advice, check_name, finding_word},
    help_texts::{Paragraph, topic, topics},
};

use connect_contract::ProblemCode;
use connect_words::Text;

use crate::portal::use_portal;

/// The sentences of the portal that this component belongs to.
pub fn text() -> &'static Text {
    use_portal().text()
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
