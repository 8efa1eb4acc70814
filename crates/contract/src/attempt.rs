use serde::{Deserialize, Serialize};

use crate::{Account, NetworkId, Problem};

/// Names one link attempt, from the click to the outcome. Made by the portal, in the click: a UUID, version 4.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttemptId(String);

impl AttemptId {
    /// Takes an id as it stands on the wire.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as it stands on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a person compares between the card and a start page that nobody vouches for: the first four signs.
    pub fn code(&self) -> String {
        self.0
            .chars()
            .take(4)
            .map(|sign| sign.to_ascii_uppercase())
            .collect()
    }
}

/// Body of `POST /links`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartLink {
    /// The attempt that the click began. Sending the same id again is harmless.
    pub attempt: AttemptId,
    /// The network to link.
    pub network: NetworkId,
}

/// The right to redeem one attempt, once, within 60 seconds. Never part of an address.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ticket(pub String);

impl std::fmt::Debug for Ticket {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Ticket([REDACTED])")
    }
}

/// Answer of `POST /links`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartedLink {
    /// The attempt.
    pub attempt: AttemptId,
    /// For the start page.
    pub ticket: Ticket,
    /// When the attempt ends by itself.
    pub expires_at: String,
}

/// Body of `POST /links/redeem`, sent by the start page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RedeemLink {
    /// In an embed: what the opener handed over.
    Ticket {
        /// From [`StartedLink`].
        ticket: Ticket,
        /// The opener's origin, as the browser gave it with the message that carried the ticket.
        opener_origin: String,
    },
    /// In the portal: the page's own cookie says whose attempt it is.
    Attempt {
        /// The attempt that the click began.
        attempt: AttemptId,
        /// The network to link.
        network: NetworkId,
    },
    /// In an embed whose window has no opener: a person said yes to what `GET /links/{attempt}/question` told to ask.
    Confirmed {
        /// The attempt that the click began.
        attempt: AttemptId,
        /// `true`; anything else is refused.
        confirmed: bool,
    },
}

/// Answer of `POST /links/redeem`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RedeemedLink {
    /// Where the start page goes next: Ayrshare's linking page. It signs its holder in, so it is never logged or stored.
    pub url: String,
}

/// Where an attempt stands: the answer of `GET /links/{attempt}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkAttempt {
    /// The attempt.
    pub attempt: AttemptId,
    /// Its network.
    pub network: NetworkId,
    /// Where it stands.
    #[serde(flatten)]
    pub state: AttemptState,
}

/// The states of a link attempt. Only the backend moves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AttemptState {
    /// No outcome yet.
    Open,
    /// The account is linked.
    Linked {
        /// The account.
        account: Account,
    },
    /// Ayrshare or the network refused.
    Failed {
        /// Why, and what to do.
        problem: Problem,
    },
    /// The person stopped it.
    Stopped,
    /// A newer attempt took its place.
    Superseded,
    /// Nobody finished it in time.
    Expired,
    /// A state that this version does not know; never written.
    Unknown,
}

impl AttemptState {
    /// Whether an outcome can still come.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open | Self::Unknown)
    }
}
