use serde::{Deserialize, Serialize};

use crate::{NetworkId, SessionScope, Standing};

/// Everything that the portal shows: the answer of `GET /portal`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Portal {
    /// Whose accounts these are.
    pub brand: Brand,
    /// Every network that can be shown, in the order in which to show them.
    #[serde(deserialize_with = "lenient::items")]
    pub networks: Vec<NetworkStanding>,
    /// What this session may do.
    pub session: SessionScope,
    /// How to reach a person.
    #[serde(default)]
    pub support: Support,
    /// When the backend last had an answer of Ayrshare.
    pub as_of: String,
}

/// Whose accounts these are; Ayrshare calls it a user profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Brand {
    /// What the host calls it.
    pub name: String,
}

/// One card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guide_url: Option<String>,
}

/// How to reach a person. Absent where the operator gave no way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Support {
    /// A page or a `mailto:` address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// One bad item must not empty the whole grid: it is dropped and the rest stays.
mod lenient {
    use serde::{Deserialize, Deserializer};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Item<T> {
        Good(T),
        Bad(serde::de::IgnoredAny),
    }

    pub fn items<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        let items = Vec::<Item<T>>::deserialize(deserializer)?;
        Ok(items
            .into_iter()
            .filter_map(|item| match item {
                Item::Good(value) => Some(value),
                Item::Bad(_) => None,
            })
            .collect())
    }
}
