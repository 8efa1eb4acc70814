use serde::{Deserialize, Serialize};

use crate::clock::Millis;

/// The actions that a webhook can be registered for.
pub const ACTIONS: [&str; 10] = [
    "feed",
    "social",
    "scheduled",
    "batch",
    "messages",
    "mentions",
    "comments",
    "automations",
    "accountActivity",
    "suspended",
];

/// A registered webhook: one address for each action, profile and tag.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Hook {
    /// Whose it is; the primary profile's is inherited.
    pub ref_id: String,
    /// One of [`ACTIONS`].
    pub action: String,
    /// Where deliveries go.
    pub url: String,
    /// Key of the signature; without it deliveries are not signed.
    pub secret: Option<String>,
    /// A tag of the one who registered it.
    pub source: Option<String>,
    /// When it was last written.
    pub updated: Millis,
}
