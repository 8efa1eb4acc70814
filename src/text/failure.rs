use connect_contract::{Problem, ProblemCode};
use connect_core::Failure;
use connect_words::{Plain, Text, words};

use crate::browser::location;

/// What went wrong, as a heading.
pub fn failure_title(failure: &Failure) -> Plain {
    match failure {
        _ if failure.ends_session() => words::FAILED_SESSION,
        Failure::Unreachable | Failure::Offline => words::FAILED_CONNECTION,
        Failure::TimedOut => words::FAILED_LATE,
        Failure::Unreadable => words::FAILED_ANSWER,
        Failure::Problem(problem) => match problem.code {
            ProblemCode::UpstreamUnavailable
            | ProblemCode::UpstreamTimeout
            | ProblemCode::UpstreamMalformed => words::FAILED_SERVICE,
            ProblemCode::RateLimited => words::FAILED_TOO_MANY,
            ProblemCode::DuplicatedBrand => words::FAILED_DUPLICATE,
            _ => words::FAILED,
        },
        Failure::Withheld => words::FAILED,
    }
}

/// What went wrong, and what to do.
pub fn failure(text: &Text, failure: &Failure) -> String {
    let sentence = match failure {
        Failure::Unreachable => words::UNREACHABLE,
        Failure::TimedOut => words::NO_ANSWER,
        Failure::Unreadable => words::UNREADABLE,
        Failure::Offline => words::OFFLINE,
        // The gateway's own page is always on its list.
        Failure::Withheld if cfg!(feature = "router") => words::KEPT_AWAY,
        Failure::Withheld => return text.fill(words::WITHHELD, [&location::origin()]),
        Failure::Problem(problem) if problem.code == ProblemCode::RateLimited => {
            return wait(text, problem);
        }
        Failure::Problem(problem) => of_code(problem.code),
    };
    text.say(sentence).into()
}

fn wait(text: &Text, problem: &Problem) -> String {
    match problem.retry_after {
        None => text.say(words::WAIT_A_MOMENT).into(),
        Some(seconds @ ..=120) => text.count(words::WAIT_SECONDS, seconds, []),
        Some(seconds @ 121..=7_200) => text.count(words::WAIT_MINUTES, seconds.div_ceil(60), []),
        Some(seconds) => text.count(words::WAIT_HOURS, seconds.div_ceil(3_600), []),
    }
}

fn of_code(code: ProblemCode) -> Plain {
    match code {
        ProblemCode::SessionMissing | ProblemCode::SessionExpired | ProblemCode::CodeUsed => {
            words::SESSION_ENDED
        }
        ProblemCode::OriginNotAllowed => words::ORIGIN_NOT_ALLOWED,
        ProblemCode::ScopeDenied => words::SCOPE_DENIED,
        ProblemCode::UpstreamRefused => words::UPSTREAM_REFUSED,
        ProblemCode::NetworkOff => words::NETWORK_OFF,
        ProblemCode::AccountChanged => words::ACCOUNT_CHANGED,
        ProblemCode::TicketUsed | ProblemCode::AttemptOver => words::ATTEMPT_OVER,
        ProblemCode::DuplicatedBrand => words::DUPLICATED_BRAND,
        ProblemCode::ProfessionalAccountNeeded => words::PROFESSIONAL_ACCOUNT_NEEDED,
        ProblemCode::PermissionsMissing => words::PERMISSIONS_MISSING,
        ProblemCode::AppKeysMissing => words::APP_KEYS_MISSING,
        ProblemCode::LinkRefused => words::LINK_REFUSED,
        ProblemCode::RateLimited => words::WAIT_A_MOMENT,
        ProblemCode::UpstreamUnavailable | ProblemCode::UpstreamTimeout => words::UPSTREAM_SILENT,
        ProblemCode::UpstreamMalformed => words::UPSTREAM_MALFORMED,
        ProblemCode::StorageUnavailable | ProblemCode::Internal | ProblemCode::Unknown => {
            words::OUR_FAULT
        }
        ProblemCode::UpgradeRequired => words::NEWER_VERSION,
        ProblemCode::InvalidRequest
        | ProblemCode::SecretInAddress
        | ProblemCode::ServerKeyRefused
        | ProblemCode::CrossSiteRequest
        | ProblemCode::NotFound
        | ProblemCode::MethodNotAllowed
        | ProblemCode::TooLarge
        | ProblemCode::UnsupportedMediaType => words::CANNOT_BE_DONE,
    }
}
