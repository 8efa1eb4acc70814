use serde::{Deserialize, Serialize};

use crate::{AttemptId, AttemptState, NetworkId, ProblemCode};

/// What was seen of a link attempt, for whoever helps a person: the answer of `GET /links/{attempt}/log`.
///
/// It holds no secret, no address with a secret in it, and no name of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttemptLog {
    /// The attempt.
    pub attempt: AttemptId,
    /// Its network.
    pub network: NetworkId,
    /// Where it stands.
    pub state: AttemptStateName,
    /// Finds a failed one in the backend's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support_id: Option<String>,
    /// What was seen, in the order in which it was.
    pub entries: Vec<LogEntry>,
    /// How many entries had to go from the middle of a long log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<u32>,
}

/// An [`AttemptState`] without what it carries: an account has no place in a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AttemptStateName {
    /// No outcome yet.
    Open,
    /// The account is linked.
    Linked,
    /// Ayrshare or the network refused.
    Failed,
    /// The person stopped it.
    Stopped,
    /// A newer attempt took its place.
    Superseded,
    /// Nobody finished it in time.
    Expired,
    /// A state that this version does not know; never written.
    Unknown,
}

impl From<&AttemptState> for AttemptStateName {
    fn from(state: &AttemptState) -> Self {
        match state {
            AttemptState::Open => Self::Open,
            AttemptState::Linked { .. } => Self::Linked,
            AttemptState::Failed { .. } => Self::Failed,
            AttemptState::Stopped => Self::Stopped,
            AttemptState::Superseded => Self::Superseded,
            AttemptState::Expired => Self::Expired,
            AttemptState::Unknown => Self::Unknown,
        }
    }
}

/// One thing that was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogEntry {
    /// When: ISO 8601, UTC, to the millisecond.
    pub at: String,
    /// What told of it. Of an outcome: what led to the reading that decided.
    pub by: LogSource,
    /// What it was.
    #[serde(flatten)]
    pub what: LogStep,
    /// How often in a row, if more than once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// When for the last time, if more than once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_at: Option<String>,
}

/// Who or what told the backend something of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LogSource {
    /// The page asked: a message of Ayrshare's window.
    Message,
    /// The page asked: our return page spoke to it.
    Done,
    /// The page asked: its handle of the window reads closed, which proves nothing.
    Window,
    /// The page asked: the person came back to it.
    Focus,
    /// The page asked: the live stream said that something moved.
    Stream,
    /// The page asked by itself, as it does now and then.
    Poll,
    /// The page asked: the person pressed *check again*.
    Person,
    /// The page asked: it was loaded again.
    Resume,
    /// The page asked and did not say why, or said what nobody knows.
    Other,
    /// Another call of the page: it began the attempt, or stopped it.
    Page,
    /// The start page in the link window.
    StartPage,
    /// The return page was asked for, by whatever browser.
    ReturnPage,
    /// Ayrshare's webhook.
    Webhook,
    /// Ayrshare's answer to a call.
    Ayrshare,
    /// The backend, by itself.
    Gateway,
    /// A source that this version does not know.
    #[serde(other)]
    Unknown,
}

impl LogSource {
    /// What a page means by `?because=` of `GET /links/{attempt}`. Words that nobody knows, and none at all, are
    /// [`LogSource::Other`].
    pub fn because(word: Option<&str>) -> Self {
        match word.unwrap_or_default() {
            "message" => Self::Message,
            "done" => Self::Done,
            "window" => Self::Window,
            "focus" => Self::Focus,
            "stream" => Self::Stream,
            "poll" => Self::Poll,
            "person" => Self::Person,
            "resume" => Self::Resume,
            _ => Self::Other,
        }
    }
}

/// What can be seen of an attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LogStep {
    /// It began.
    Begun,
    /// A ticket was made for the start page.
    TicketGiven,
    /// The start page came with the right to go on.
    Redeemed {
        /// Of the page that opened the window.
        opener_origin: String,
    },
    /// The start page had no opener, and a person said yes to its question.
    Confirmed,
    /// The start page came without it.
    RedeemRefused {
        /// Why.
        problem: ProblemCode,
        /// Of the page that opened the window, if that is an origin at all.
        #[serde(skip_serializing_if = "Option::is_none")]
        opener_origin: Option<String>,
    },
    /// Ayrshare made a linking page; the window goes there.
    LinkSessionMade,
    /// There is no linking page.
    LinkSessionFailed {
        /// Why.
        problem: ProblemCode,
        /// Ayrshare's own code, if it gave one.
        #[serde(skip_serializing_if = "Option::is_none")]
        ayrshare_code: Option<i64>,
    },
    /// The page asked where the attempt stands.
    Asked,
    /// A browser asked for the return page.
    ReturnPageOpened,
    /// Ayrshare reported a change of the brand while the attempt was open.
    WebhookReceived,
    /// An account turned up although the attempt was over.
    AccountAppeared,
    /// A newer attempt took its place.
    Superseded {
        /// The newer one.
        newer: AttemptId,
    },
    /// The person stopped it.
    Stopped,
    /// The account is linked.
    Linked,
    /// Ayrshare or the network refused.
    Failed {
        /// Why.
        problem: ProblemCode,
        /// Ayrshare's own code.
        #[serde(skip_serializing_if = "Option::is_none")]
        ayrshare_code: Option<i64>,
    },
    /// Nobody finished it in time.
    Expired,
    /// A step that this version does not know.
    Unknown,
}
