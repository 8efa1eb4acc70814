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
    /// The browser says that there is no network, so nothing was tried.
    Offline,
    /// The gateway is there, but its answers do not come through: it does not list the origin of the page around the widget,
    /// or an extension of the browser is in the way.
    Withheld,
    /// The backend said what is wrong.
    Problem(Problem),
}

/// The longest wait that is honoured, in seconds. A timer of a browser has no room for much more than twenty of these.
const LONGEST_WAIT: u32 = 86_400;

impl Failure {
    /// What a status of failure means, with the problem in the body and the seconds of `Retry-After`, if there are any.
    pub fn of_answer(status: u16, problem: Option<Problem>, retry_after: Option<u32>) -> Self {
        let busy = status == 429 || (status == 503 && retry_after.is_some());
        // Written out, because `Problem::new` brings a developer's sentence for every code into the bundle.
        let proxys = || Problem {
            kind: String::new(),
            title: String::new(),
            status,
            code: ProblemCode::RateLimited,
            support_id: String::new(),
            retry_after,
            sign_in_url: None,
        };
        let problem = problem.or_else(|| busy.then(proxys));
        match problem {
            Some(mut problem) => {
                problem.status = status;
                if status == 429 {
                    problem.code = ProblemCode::RateLimited;
                }
                problem.retry_after = problem.retry_after.or(retry_after);
                Self::Problem(problem)
            }
            // A status of a proxy between here and the gateway.
            None if matches!(status, 502..=504) => Self::Unreachable,
            None => Self::Unreadable,
        }
    }

    /// The backend's code, if it gave one.
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            _ => None,
        }
    }

    /// A word for it in the events of the widget: the backend's code, or what kept it from answering.
    pub fn cause(&self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timed_out",
            Self::Unreadable => "unreadable",
            Self::Offline => "offline",
            Self::Withheld => "withheld",
            Self::Problem(problem) => problem.code.as_str(),
        }
    }

    /// What finds the failure in the backend's log.
    pub fn support_id(&self) -> Option<&str> {
        match self {
            // A proxy gives none.
            Self::Problem(problem) => Some(&*problem.support_id).filter(|id| !id.is_empty()),
            _ => None,
        }
    }

    /// Whether the session is over, so that nothing but a new one helps.
    pub fn ends_session(&self) -> bool {
        let Self::Problem(problem) = self else {
            return false;
        };
        // A newer backend may say 401 with a code that is not known here.
        problem.status == 401 || problem.code == ProblemCode::CodeUsed
    }

    /// Whether the backend no longer speaks with this version, so that nothing but a newer one helps.
    pub fn asks_for_newer_version(&self) -> bool {
        self.code() == Some(ProblemCode::UpgradeRequired)
    }

    /// Whether trying again by itself can help. What a person or an operator has to change is not tried again.
    pub fn may_pass(&self) -> bool {
        match self {
            // By its status: a newer backend may refuse with a code that is not known here. Two of them, a request that came
            // too slowly or too early, ask for another try (RFC 9110, 15.5.9; RFC 8470).
            Self::Problem(problem) => {
                problem.status >= 500
                    || matches!(problem.status, 408 | 425 | 429)
                    || problem.retry_after.is_some()
            }
            _ => true,
        }
    }

    /// How long the backend asks to wait, in milliseconds.
    pub fn wait_ms(&self) -> Option<u32> {
        match self {
            Self::Problem(problem) => problem
                .retry_after
                .map(|seconds| seconds.min(LONGEST_WAIT) * 1_000),
            _ => None,
        }
    }
}

/// The seconds that a `Retry-After` asks for, which is a number of them or a date. `date` reads one as milliseconds, or
/// as no number.
pub fn retry_after(header: &str, now: f64, date: impl FnOnce(&str) -> f64) -> Option<u32> {
    if let Ok(seconds) = header.trim().parse() {
        return Some(seconds);
    }
    let left = (date(header) - now) / 1_000.0;
    (!left.is_nan()).then_some(left.ceil() as u32)
}
