use serde::{Deserialize, Serialize};

/// Names one linked account. Opaque to the portal; stable for as long as the account stays linked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountId(pub String);

/// What is linked on a network: a Page, a channel, a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// Names the account in an unlink.
    pub id: AccountId,
    /// What the network calls it. May hold any text that a stranger chose.
    pub name: String,
    /// The `@name`, where the network has one and told it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    /// Its picture: always an `https` address, or one of the backend itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
    /// Its page on the network: always an `https` address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_url: Option<String>,
    /// When it was linked, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linked_at: Option<String>,
}

/// What the backend knows of one network of a brand. The only thing that makes a card green or grey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Standing {
    /// No account.
    Unlinked,
    /// An account is linked and works.
    Linked {
        /// The account.
        account: Account,
    },
    /// It works, and the network will end it on a known day.
    RenewSoon {
        /// The account.
        account: Account,
        /// Whole days left.
        days: u32,
    },
    /// It was linked and works no more until it is linked again.
    RelinkNeeded {
        /// The account as it was last seen, where known.
        #[serde(skip_serializing_if = "Option::is_none")]
        account: Option<Account>,
        /// Why.
        reason: RelinkReason,
    },
    /// This brand or session may not link it.
    Off {
        /// Why.
        reason: OffReason,
    },
    /// The backend cannot tell at the moment.
    TemporarilyFailing {
        /// Since when.
        since: String,
    },
    /// A state that this version does not know. Shown as a generic card; never written.
    Unknown,
}

impl Standing {
    /// The account that is linked or was last seen.
    pub fn account(&self) -> Option<&Account> {
        match self {
            Self::Linked { account } | Self::RenewSoon { account, .. } => Some(account),
            Self::RelinkNeeded { account, .. } => account.as_ref(),
            Self::Unlinked | Self::Off { .. } | Self::TemporarilyFailing { .. } | Self::Unknown => {
                None
            }
        }
    }

    /// Whether posts can be sent with it now.
    pub fn is_linked(&self) -> bool {
        matches!(self, Self::Linked { .. } | Self::RenewSoon { .. })
    }
}

/// Why a link has to be made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RelinkReason {
    /// Its time ran out (LinkedIn: 365 days).
    Expired,
    /// The network or Ayrshare dropped it: a changed password, a security event, a withdrawn permission.
    Dropped,
    /// A reason that this version does not know.
    Other,
}

/// Why a network cannot be linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OffReason {
    /// The operator switched it off for this brand.
    Brand,
    /// This session was minted without it.
    Session,
    /// X asks for the operator's own app keys, and there are none.
    MissingAppKeys,
    /// A reason that this version does not know.
    Other,
}

/// What an unlink would touch: the answer of `GET /accounts/{network}/impact`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Impact {
    /// The account that would be unlinked.
    pub account_id: AccountId,
    /// Posts that are scheduled for this account, where the backend knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_posts: Option<u32>,
}
