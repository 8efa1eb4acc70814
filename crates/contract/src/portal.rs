use serde::Serialize;

use crate::{AttemptId, NetworkId, SessionScope, Standing};

/// Everything that the portal shows: the answer of `GET /portal`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Portal {
    /// Whose accounts these are.
    pub brand: Brand,
    /// Every network that can be shown, in the order in which to show them.
    pub networks: Vec<NetworkStanding>,
    /// What this session may do.
    pub session: SessionScope,
    /// How to reach a person.
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub support: Support,
    /// When the backend last had an answer of Ayrshare.
    pub as_of: String,
}

/// Whose accounts these are; Ayrshare calls it a user profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Brand {
    /// What the host calls it.
    pub name: String,
}

/// One card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NetworkStanding {
    /// The network.
    pub network: NetworkId,
    /// Its name.
    pub name: String,
    /// Where it stands.
    #[serde(flatten)]
    pub standing: Standing,
    /// A guide for linking it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guide_url: Option<String>,
    /// The attempt with which somebody of this brand is at Ayrshare at the moment. A page that did not begin it, one that
    /// was loaded again or a second tab, can take it up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_attempt: Option<AttemptId>,
    /// Nobody linked this account with this product: it was linked at Ayrshare by somebody else's hand, or with an address
    /// that was passed on. A person decides: `POST /accounts/{network}/keep`, or an unlink.
    #[serde(skip_serializing_if = "is_false")]
    pub linked_outside: bool,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// How to reach a person. Absent where the operator gave no way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Support {
    /// A page or a `mailto:` address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
