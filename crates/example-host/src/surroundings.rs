//! Ways in which hosts really embed the widget, asked for in the address, so that anybody can see what each of them does.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// The query of a page with the widget.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct Surroundings {
    /// The page's `Cross-Origin-Opener-Policy`.
    coop: Option<OpenerPolicy>,
    /// Whether the other site may put the page into a frame.
    #[serde(default)]
    pub framed: bool,
    /// What the frame may do; no attribute at all without it.
    pub sandbox: Option<Sandbox>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum OpenerPolicy {
    SameOrigin,
    SameOriginAllowPopups,
}

/// Three values of a frame's `sandbox`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sandbox {
    /// No windows.
    NoWindows,
    /// Windows, which are as locked in as the frame.
    LockedWindows,
    /// What the widget needs.
    Whole,
}

impl Sandbox {
    /// The attribute.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoWindows => "allow-scripts allow-same-origin allow-forms",
            Self::LockedWindows => "allow-scripts allow-same-origin allow-popups",
            Self::Whole => {
                "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"
            }
        }
    }
}

impl Surroundings {
    /// Adds the header, if it was asked for.
    pub fn set(self, headers: &mut HeaderMap) {
        let value = match self.coop {
            None => return,
            Some(OpenerPolicy::SameOrigin) => "same-origin",
            Some(OpenerPolicy::SameOriginAllowPopups) => "same-origin-allow-popups",
        };
        headers.insert(OPENER_POLICY, HeaderValue::from_static(value));
    }
}
