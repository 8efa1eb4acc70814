use serde::{Deserialize, Serialize};

use crate::NetworkId;

/// What a session may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Action {
    /// See what is linked.
    Read,
    /// Link an account.
    Link,
    /// Unlink an account.
    Unlink,
}

/// Body of `POST /sessions`, sent by the host's server with its server key. Unknown fields are refused, so that a typing
/// error in a field that limits something never passes in silence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateSession {
    /// The host's own id of the user or brand, 1 to 255 characters. The first session of an id makes its brand.
    pub user_id: String,
    /// What the brand is called; taken from `user_id` if absent. Has to be unique at Ayrshare.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Only these networks; all if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub networks: Option<Vec<NetworkId>>,
    /// Only these actions; all if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actions: Option<Vec<Action>>,
    /// Where the widget may be embedded; has to be on the gateway's list. Empty for a session of the portal page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_origins: Vec<String>,
    /// Life without use, in seconds: 60 to 3600, 900 if absent. Use prolongs it, to 8 hours at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl_seconds: Option<u32>,
}

/// Answer of `POST /sessions`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedSession {
    /// For the widget: the bearer token. A secret.
    pub token: String,
    /// Names the session in `DELETE /sessions/{id}`. Not a secret.
    pub session_id: String,
    /// When it ends if it is not used.
    pub expires_at: String,
    /// The gateway's clock.
    pub server_time: String,
    /// For the portal page: open it in the user's browser within 60 seconds. Its fragment holds a code that works once.
    pub portal_url: String,
}

impl std::fmt::Debug for CreatedSession {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CreatedSession")
            .field("session_id", &self.session_id)
            .finish_non_exhaustive()
    }
}

/// Body of `POST /sessions/exchange`: the portal page turns the one-time code of its address into a cookie.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExchangeCode {
    /// From the fragment of `portal_url`.
    pub code: String,
}

/// What this session may do, as told to the portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionScope {
    /// The actions.
    pub actions: Vec<Action>,
    /// When it ends if it is not used.
    pub expires_at: String,
}
