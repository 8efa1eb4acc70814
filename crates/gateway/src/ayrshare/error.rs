use std::time::Duration;

/// What can become of a call to Ayrshare. Holds no text of Ayrshare's: it may name anything.
#[derive(Clone, Debug, thiserror::Error)]
pub enum AyrshareError {
    /// No connection.
    #[error("Ayrshare cannot be reached")]
    Unreachable,
    /// No answer in time.
    #[error("Ayrshare took too long")]
    Timeout,
    /// An answer that is not what is documented.
    #[error("Ayrshare's answer cannot be read: {0}")]
    Malformed(&'static str),
    /// Too many calls of this profile.
    #[error("Ayrshare wants a pause of {retry_after} s")]
    RateLimited {
        /// In seconds.
        retry_after: u32,
    },
    /// 5xx.
    #[error("Ayrshare fails with status {status}")]
    Failing {
        /// HTTP status.
        status: u16,
    },
    /// Any other answer that is no success.
    #[error("Ayrshare refuses with status {status}, code {code:?}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// Ayrshare's own code.
        code: Option<i64>,
    },
}

impl AyrshareError {
    /// Ayrshare's own code, if it gave one.
    pub fn code(&self) -> Option<i64> {
        match self {
            Self::Refused { code, .. } => *code,
            _ => None,
        }
    }

    /// How long the profile has to be left alone.
    pub fn pause(&self) -> Option<Duration> {
        match self {
            Self::RateLimited { retry_after } => Some(Duration::from_secs(u64::from(*retry_after))),
            _ => None,
        }
    }
}
