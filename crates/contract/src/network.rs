use std::fmt;

use serde::{Deserialize, Serialize};

/// A social network, by the id that Ayrshare uses for it: `facebook`, `gmb`, `twitter`, ...
///
/// It is an open set: a network that this version does not know is still a valid id and gets a generic card.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NetworkId(String);

impl NetworkId {
    /// Takes an id as it stands on the wire. Ids are lower case and compared exactly.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as it stands on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is known of this network at build time, if it is one of the thirteen.
    pub fn well_known(&self) -> Option<&'static WellKnownNetwork> {
        WELL_KNOWN.iter().find(|network| network.id == self.0)
    }

    /// The name that a person knows the network by; the bare id for one that is not known.
    pub fn display_name(&self) -> &str {
        self.well_known().map_or(&self.0, |network| network.name)
    }
}

impl fmt::Display for NetworkId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A network that Ayrshare can link, as its documentation names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WellKnownNetwork {
    /// Wire id.
    pub id: &'static str,
    /// Name that a person knows.
    pub name: &'static str,
    /// Last part of the address of Ayrshare's guide.
    guide: &'static str,
}

impl WellKnownNetwork {
    /// Ayrshare's step-by-step guide for linking an account of this network.
    pub fn guide_url(&self) -> String {
        format!(
            "https://www.ayrshare.com/docs/dashboard/connect-social-accounts/{}",
            self.guide
        )
    }
}

const fn network(id: &'static str, name: &'static str, guide: &'static str) -> WellKnownNetwork {
    WellKnownNetwork { id, name, guide }
}

/// Source: the *Connect Social Accounts* section of Ayrshare's documentation, November 2026.
const WELL_KNOWN: [WellKnownNetwork; 13] = [
    network("bluesky", "Bluesky", "bluesky"),
    network("facebook", "Facebook", "facebook"),
    network("gmb", "Google Business Profile", "google-business"),
    network("instagram", "Instagram", "instagram"),
    network("linkedin", "LinkedIn", "linkedin"),
    network("pinterest", "Pinterest", "pinterest"),
    network("reddit", "Reddit", "reddit"),
    network("snapchat", "Snapchat", "snapchat"),
    network("telegram", "Telegram", "telegram"),
    network("threads", "Threads", "threads"),
    network("tiktok", "TikTok", "tiktok"),
    network("twitter", "X", "x-twitter"),
    network("youtube", "YouTube", "youtube"),
];

/// The networks known at build time, in the order in which the portal shows them.
pub fn well_known_networks() -> &'static [WellKnownNetwork] {
    &WELL_KNOWN
}
