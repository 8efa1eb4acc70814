use serde::Serialize;

use crate::{AttemptId, NetworkId};

/// One message of the live stream (`GET /events`, server-sent events; the name is in `event:`, this is the `data:`).
///
/// It says that something changed, never what it is now: the portal reads the truth again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LiveEvent {
    /// An account was linked, unlinked or changed.
    Account {
        /// Of this network.
        network: NetworkId,
    },
    /// A link attempt moved.
    Link {
        /// The attempt.
        attempt: AttemptId,
        /// Its network.
        network: NetworkId,
    },
    /// The stream may have missed something: read everything again.
    Resync,
    /// A message that this version does not know: treated as [`LiveEvent::Resync`]; never written.
    Unknown,
}
