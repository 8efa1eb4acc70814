//! The log of each attempt, for support: what was seen, when, and by which signal.
//!
//! Every value in it is from a closed set, a number, an origin in canonical form or an attempt's id: there is no room for
//! a secret or for the name of an account.

use connect_contract::{
    AttemptId, AttemptLog, AttemptState, AttemptStateName, LogEntry, LogSource, LogStep,
    ProblemCode,
};
use serde::{Deserialize, Serialize};

use crate::auth::Origin;
use crate::clock;
use crate::error::Error;
use crate::state::App;
use crate::store::attempts::AttemptRow;

/// A host name has no more characters; a longer origin is nobody's page.
const LONGEST_ORIGIN: usize = 270;

/// What was seen of an attempt. This is the form that is stored, so a name that was written once stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "seen", rename_all = "snake_case")]
pub enum Seen {
    Begun {
        by: LogSource,
    },
    TicketGiven,
    Redeemed {
        opener_origin: String,
    },
    Confirmed,
    RedeemRefused {
        problem: ProblemCode,
        opener_origin: Option<String>,
    },
    LinkSessionMade,
    LinkSessionFailed {
        problem: ProblemCode,
        ayrshare_code: Option<i64>,
    },
    Asked {
        by: LogSource,
    },
    ReturnPageOpened,
    WebhookReceived,
    AccountAppeared {
        by: LogSource,
    },
    Superseded {
        by: LogSource,
        newer: AttemptId,
    },
    Stopped,
    Linked {
        by: LogSource,
    },
    Failed {
        by: LogSource,
        problem: ProblemCode,
        ayrshare_code: Option<i64>,
    },
    Expired {
        by: LogSource,
    },
    /// Written by a later version.
    #[serde(other)]
    Unknown,
}

impl Seen {
    /// A start page was turned away. Whatever it called its opener is kept only if it is an origin.
    pub fn redeem_refused(error: &Error, opener_origin: &str) -> Self {
        Self::RedeemRefused {
            problem: error.code,
            opener_origin: Origin::parse(opener_origin)
                .map(|origin| origin.as_str().to_owned())
                .filter(|origin| origin.len() <= LONGEST_ORIGIN),
        }
    }

    /// No linking page came of a redeemed attempt.
    pub fn link_session_failed(error: &Error) -> Self {
        Self::LinkSessionFailed {
            problem: error.code,
            ayrshare_code: error.ayrshare_code,
        }
    }

    /// As the contract says it.
    fn told(self) -> (LogSource, LogStep) {
        match self {
            Self::Begun { by } => (by, LogStep::Begun),
            Self::TicketGiven => (LogSource::Page, LogStep::TicketGiven),
            Self::Redeemed { opener_origin } => {
                (LogSource::StartPage, LogStep::Redeemed { opener_origin })
            }
            Self::Confirmed => (LogSource::StartPage, LogStep::Confirmed),
            Self::RedeemRefused {
                problem,
                opener_origin,
            } => {
                let step = LogStep::RedeemRefused {
                    problem,
                    opener_origin,
                };
                (LogSource::StartPage, step)
            }
            Self::LinkSessionMade => (LogSource::Ayrshare, LogStep::LinkSessionMade),
            Self::LinkSessionFailed {
                problem,
                ayrshare_code,
            } => {
                let step = LogStep::LinkSessionFailed {
                    problem,
                    ayrshare_code,
                };
                (who_failed(problem), step)
            }
            Self::Asked { by } => (by, LogStep::Asked),
            Self::ReturnPageOpened => (LogSource::ReturnPage, LogStep::ReturnPageOpened),
            Self::WebhookReceived => (LogSource::Webhook, LogStep::WebhookReceived),
            Self::AccountAppeared { by } => (by, LogStep::AccountAppeared),
            Self::Superseded { by, newer } => (by, LogStep::Superseded { newer }),
            Self::Stopped => (LogSource::Page, LogStep::Stopped),
            Self::Linked { by } => (by, LogStep::Linked),
            Self::Failed {
                by,
                problem,
                ayrshare_code,
            } => {
                let step = LogStep::Failed {
                    problem,
                    ayrshare_code,
                };
                (by, step)
            }
            Self::Expired { by } => (by, LogStep::Expired),
            Self::Unknown => (LogSource::Unknown, LogStep::Unknown),
        }
    }
}

/// Our own trouble is not Ayrshare's.
fn who_failed(problem: ProblemCode) -> LogSource {
    match problem {
        ProblemCode::Internal | ProblemCode::StorageUnavailable => LogSource::Gateway,
        _ => LogSource::Ayrshare,
    }
}

/// Writes down what was seen of an attempt; nothing for one that never began. No call fails because of the log.
pub async fn note(app: &App, brand: i64, attempt: &AttemptId, seen: Seen) {
    if let Err(error) = app
        .store
        .note_seen(brand, attempt, &seen, clock::now())
        .await
    {
        tracing::warn!(?error, "the log of an attempt could not be written");
    }
}

/// The log of an attempt, as the contract says it.
pub async fn read_log(app: &App, row: AttemptRow) -> Result<AttemptLog, Error> {
    let lines = app.store.seen(row.brand, &row.id).await?;
    let written = lines.last().map_or(0, |line| line.seq);
    let left_out = u32::try_from(written)
        .unwrap_or(u32::MAX)
        .saturating_sub(u32::try_from(lines.len()).unwrap_or(u32::MAX));
    let entries = lines.into_iter().map(|line| {
        let (by, what) = line.seen.told();
        let is_repeated = line.count > 1;
        LogEntry {
            at: clock::format_millis(line.at),
            by,
            what,
            count: is_repeated.then_some(line.count),
            last_at: is_repeated.then(|| clock::format_millis(line.last_at)),
        }
    });
    Ok(AttemptLog {
        entries: entries.collect(),
        left_out: (left_out > 0).then_some(left_out),
        state: AttemptStateName::from(&row.state),
        support_id: match row.state {
            AttemptState::Failed { problem } => Some(problem.support_id),
            _ => None,
        },
        attempt: row.id,
        network: row.network,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_opener_calls_itself_is_kept_only_if_it_is_an_origin() {
        let kept = |text: &str| match Seen::redeem_refused(&ProblemCode::TicketUsed.into(), text) {
            Seen::RedeemRefused { opener_origin, .. } => opener_origin,
            _ => None,
        };
        assert_eq!(
            kept("https://host.example").as_deref(),
            Some("https://host.example")
        );
        let long = format!("https://{}.example", "a.".repeat(200));
        for text in ["", "null", "@my_handle", "https://host.example/?t=1", &long] {
            assert_eq!(kept(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_of_a_later_version_is_still_read() {
        let line = r#"{"seen":"telepathy","by":"dog"}"#;
        assert_eq!(serde_json::from_str::<Seen>(line).unwrap(), Seen::Unknown);
        let line = r#"{"seen":"asked","by":"dog"}"#;
        let by = LogSource::Unknown;
        assert_eq!(
            serde_json::from_str::<Seen>(line).unwrap(),
            Seen::Asked { by }
        );
    }
}
