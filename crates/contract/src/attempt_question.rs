use serde::Serialize;

use crate::NetworkId;

/// What a start page without an opener has to ask a person: the answer of `GET /links/{attempt}/question`, which needs no
/// session.
///
/// In a host page that keeps its windows apart, and in an app on a home screen, nobody can hand the start page a ticket. It
/// names instead who would get the account, so that whoever was sent a stranger's attempt can tell that it is not theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttemptQuestion {
    /// The host of the page in which the card was clicked; of each that the session allows, joined by `, `, if there are
    /// several.
    pub app: String,
    /// The brand that the account would be linked to.
    pub brand: String,
    /// The network.
    pub network: NetworkId,
}
