use serde::Serialize;

use crate::AttemptStateName;

/// How an attempt ended, for our return page: the answer of `GET /links/{attempt}/end`, which needs no session.
///
/// The return page runs in a window that may have no cookie, such as that of an embed. An attempt's id has 122 random
/// bits and is known to the pages of that one attempt, so whoever names it may be told one word: no network, no account,
/// no reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttemptEnd {
    /// Where it stands, as far as the backend knows by now; it does not ask Ayrshare for this.
    pub state: AttemptStateName,
}
