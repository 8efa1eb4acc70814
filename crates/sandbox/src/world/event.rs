use serde::{Deserialize, Serialize};

use super::Profile;
use crate::clock::Millis;

/// What the `social` webhook tells.
#[derive(Clone, Debug)]
pub struct SocialEvent {
    /// What happened.
    pub kind: SocialKind,
    /// To which network.
    pub platform: String,
    /// Of which profile.
    pub ref_id: String,
    /// The title of that profile.
    pub title: String,
    /// Who did it.
    pub source: Source,
    /// The reason, when the system unlinked.
    pub details: Option<String>,
    /// The last day to renew, with `refresh`.
    pub refresh_by: Option<Millis>,
}

/// `type` of the `social` webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SocialKind {
    /// An account was linked.
    Link,
    /// An account is linked no more.
    Unlink,
    /// An account has to be linked anew before a day.
    Refresh,
}

impl SocialKind {
    /// As it stands on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Unlink => "unlink",
            Self::Refresh => "refresh",
        }
    }
}

/// Who linked or unlinked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// A person, or a call of the API.
    User,
    /// Ayrshare itself, because the link works no more.
    System,
}

impl Source {
    /// As it stands on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::System => "system",
        }
    }
}

impl SocialEvent {
    /// An event of a profile, without the fields that only some events have.
    pub fn of(profile: &Profile, kind: SocialKind, platform: &str, source: Source) -> Self {
        Self {
            kind,
            platform: platform.to_owned(),
            ref_id: profile.ref_id.clone(),
            title: profile.title.clone(),
            source,
            details: None,
            refresh_by: None,
        }
    }
}
