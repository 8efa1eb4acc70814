use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;

use super::layout::page;

/// A page that cannot be shown.
#[derive(Debug)]
pub struct PageProblem {
    status: StatusCode,
    code: Option<u32>,
    text: &'static str,
}

impl PageProblem {
    const fn new(status: StatusCode, code: Option<u32>, text: &'static str) -> Self {
        Self { status, code, text }
    }

    /// 501.
    pub const REVOKED: Self = Self::new(
        StatusCode::FORBIDDEN,
        Some(501),
        "This link was revoked. Ask for a new one.",
    );
    /// 502.
    pub const UNKNOWN: Self = Self::new(
        StatusCode::NOT_FOUND,
        Some(502),
        "This link does not exist.",
    );
    /// 503.
    pub const EXPIRED: Self = Self::new(
        StatusCode::GONE,
        Some(503),
        "This link has expired. Ask for a new one.",
    );
    /// A JWT that is wrong, stale or unknown.
    pub const UNAUTHORIZED: Self = Self::new(
        StatusCode::UNAUTHORIZED,
        None,
        "Unauthorized. This link is not valid any more.",
    );
    /// A network that this link is not for.
    pub const NOT_ALLOWED: Self = Self::new(
        StatusCode::FORBIDDEN,
        None,
        "This link is not for this network.",
    );
    /// No such network or page.
    pub const NO_PAGE: Self = Self::new(StatusCode::NOT_FOUND, None, "There is no such page.");
    /// The profile is suspended or gone.
    pub const NO_PROFILE: Self = Self::new(
        StatusCode::FORBIDDEN,
        None,
        "This profile cannot link accounts now.",
    );
}

impl IntoResponse for PageProblem {
    fn into_response(self) -> Response {
        let main = html! {
            main {
                section.sheet role="alert" {
                    h1 { "This page cannot be opened" }
                    p { (self.text) }
                    @if let Some(code) = self.code { p.quiet { "Code " (code) } }
                }
            }
        };
        (self.status, page("This page cannot be opened", &main)).into_response()
    }
}
