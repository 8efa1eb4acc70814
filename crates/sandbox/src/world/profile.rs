use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AccountFields, Source};
use crate::clock::Millis;
use crate::ids;

/// A user profile, which the product calls a brand.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// Unique in the account.
    pub title: String,
    /// Public name of the profile in answers.
    pub ref_id: String,
    /// The secret that scopes calls to it.
    pub profile_key: String,
    /// When it was made.
    pub created: Millis,
    /// Shown instead of the title.
    pub display_title: Option<String>,
    /// Messaging switched on.
    pub messaging_active: Option<bool>,
    /// Linking page without its header.
    pub hide_top_header: bool,
    /// Linking page without the title.
    pub hide_title: bool,
    /// Linking page without the logo.
    pub hide_logo: bool,
    /// First line of the linking page.
    pub top_header: Option<String>,
    /// Second line of the linking page.
    pub sub_header: Option<String>,
    /// Networks that this profile may not link.
    pub disable_social: Vec<String>,
    /// A member of the team.
    pub team: bool,
    /// With `team`.
    pub email: Option<String>,
    /// Free labels.
    pub tags: Vec<String>,
    /// Account activity of X switched on.
    pub x_account_activity_active: Option<bool>,
    /// Answers 403 to everything until somebody at Ayrshare lifts it.
    pub suspended: bool,
    /// What is linked, by network id, which is also the order of the answers.
    pub links: BTreeMap<String, Link>,
    /// What was unlinked, oldest first.
    pub unlinks: Vec<Unlinked>,
    /// Codes of failed attempts to link, oldest first.
    pub linking_errors: Vec<LinkingError>,
}

/// One linked account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Link {
    /// Its entry of `displayNames`.
    pub account: AccountFields,
    /// When `GET /user` begins to show it; later than the link itself under `sim-slow-save`.
    pub visible_at: Millis,
    /// When the network ends it (LinkedIn).
    pub refresh_by: Option<Millis>,
    /// Linked with the customer's own X app keys.
    pub byok: bool,
}

/// One account that is linked no more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Unlinked {
    /// Network id.
    pub platform: String,
    /// Who did it.
    pub source: Source,
    /// Why, where the system did it.
    pub details: Option<String>,
    /// When.
    pub at: Millis,
}

/// One attempt that ended with a code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LinkingError {
    /// Network id.
    pub platform: String,
    /// Ayrshare's code, if it has one.
    pub code: Option<u32>,
    /// When.
    pub at: Millis,
}

impl Profile {
    /// A profile with nothing but a title.
    pub fn new(title: String, created: Millis) -> Self {
        Self {
            title,
            ref_id: ids::ref_id(),
            profile_key: ids::profile_key(),
            created,
            ..Self::default()
        }
    }

    /// The links that a caller can see at this moment.
    pub fn active(&self, now: Millis) -> impl Iterator<Item = (&str, &Link)> {
        self.links
            .iter()
            .filter(move |(_, link)| link.visible_at <= now)
            .map(|(platform, link)| (platform.as_str(), link))
    }

    /// Suspended for good, or by the sentinel in its title.
    pub fn is_suspended(&self) -> bool {
        self.suspended || self.title.contains("sim-suspended")
    }
}
