//! The gateway's own failures, and the one place where each becomes a problem of the contract.
//!
//! A handler returns [`Error`]; the outermost layer ([`crate::web::report`]) writes the body, because only it knows the
//! support id.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use connect_contract::ProblemCode;

use crate::ayrshare::AyrshareError;

/// What a handler fails with.
#[derive(Clone, Debug)]
pub struct Error {
    /// What the caller is told.
    pub code: ProblemCode,
    /// What the caller's developer is told in place of the code's own sentence. Never upstream text, never a value.
    pub title: Option<String>,
    /// Seconds to wait.
    pub retry_after: Option<u32>,
    /// What only the log is told.
    pub cause: Option<String>,
    /// Ayrshare's own code, if it refused with one.
    pub ayrshare_code: Option<i64>,
}

impl Error {
    /// A failure that needs no further words.
    pub fn new(code: ProblemCode) -> Self {
        Self {
            code,
            title: None,
            retry_after: None,
            cause: None,
            ayrshare_code: None,
        }
    }

    /// A mistake of the caller, with what to change.
    pub fn invalid(title: impl Into<String>) -> Self {
        Self {
            title: Some(title.into()),
            ..Self::new(ProblemCode::InvalidRequest)
        }
    }

    /// Something broke here; `cause` goes to the log.
    pub fn internal(cause: impl Into<String>) -> Self {
        Self {
            cause: Some(cause.into()),
            ..Self::new(ProblemCode::Internal)
        }
    }

    /// Adds words for the caller's developer.
    pub fn titled(self, title: impl Into<String>) -> Self {
        Self {
            title: Some(title.into()),
            ..self
        }
    }
}

impl From<ProblemCode> for Error {
    fn from(code: ProblemCode) -> Self {
        Self::new(code)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self {
            retry_after: Some(5),
            cause: Some(error.to_string()),
            ..Self::new(ProblemCode::StorageUnavailable)
        }
    }
}

impl From<AyrshareError> for Error {
    fn from(error: AyrshareError) -> Self {
        let (code, retry_after) = match &error {
            AyrshareError::Unreachable | AyrshareError::Failing { .. } => {
                (ProblemCode::UpstreamUnavailable, None)
            }
            AyrshareError::Timeout => (ProblemCode::UpstreamTimeout, None),
            AyrshareError::Malformed(_) => (ProblemCode::UpstreamMalformed, None),
            AyrshareError::RateLimited { retry_after } => {
                (ProblemCode::RateLimited, Some(*retry_after))
            }
            AyrshareError::Refused { code, .. } => (refusal(*code), None),
        };
        Self {
            retry_after,
            cause: Some(error.to_string()),
            ayrshare_code: error.code(),
            ..Self::new(code)
        }
    }
}

/// Ayrshare's own codes that mean something to the person; every other refusal is one of the brand.
fn refusal(code: Option<i64>) -> ProblemCode {
    match code {
        Some(146) => ProblemCode::DuplicatedBrand,
        Some(161) => ProblemCode::PermissionsMissing,
        Some(322) => ProblemCode::ProfessionalAccountNeeded,
        Some(419) => ProblemCode::AppKeysMissing,
        _ => ProblemCode::UpstreamRefused,
    }
}

/// What a failed link of a person means, by Ayrshare's code.
pub fn link_refusal(code: i64) -> ProblemCode {
    match refusal(Some(code)) {
        ProblemCode::UpstreamRefused | ProblemCode::DuplicatedBrand => ProblemCode::LinkRefused,
        known => known,
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
