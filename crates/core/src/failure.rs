use connect_contract::{Problem, ProblemCode};

/// Why a call to the backend gave no answer that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nothing answered: no network, a refused connection, a blocked request.
    Unreachable,
    /// It took too long.
    TimedOut,
    /// Something answered that is not this API: a sign-in page of a proxy, half a body, nothing at all.
    Unreadable,
    /// The backend said what is wrong.
    Problem(Problem),
}

impl Failure {
    /// The backend's code, if it gave one.
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            Self::Unreachable | Self::TimedOut | Self::Unreadable => None,
        }
    }

    /// What finds the failure in the backend's log.
    pub fn support_id(&self) -> Option<&str> {
        match self {
            Self::Problem(problem) => Some(&problem.support_id),
            Self::Unreachable | Self::TimedOut | Self::Unreadable => None,
        }
    }

    /// Whether the session is over, so that nothing but a new one helps.
    pub fn ends_session(&self) -> bool {
        matches!(
            self.code(),
            Some(ProblemCode::SessionMissing | ProblemCode::SessionExpired | ProblemCode::CodeUsed)
        )
    }

    /// Whether trying again by itself can help. What a person or an operator has to change is not tried again.
    pub fn may_pass(&self) -> bool {
        match self.code() {
            None => true,
            Some(code) => code.status() >= 500 || code == ProblemCode::RateLimited,
        }
    }

    /// How long the backend asks to wait, in milliseconds.
    pub fn wait_ms(&self) -> Option<u32> {
        match self {
            Self::Problem(problem) => problem
                .retry_after
                .map(|seconds| seconds.saturating_mul(1_000)),
            Self::Unreachable | Self::TimedOut | Self::Unreadable => None,
        }
    }
}
