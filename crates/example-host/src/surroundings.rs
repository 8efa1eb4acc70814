//! Ways in which hosts really embed the widget, asked for in the address, so that anybody can see what each of them does.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;

use crate::policy::Policy;

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const EMBEDDER_POLICY: HeaderName = HeaderName::from_static("cross-origin-embedder-policy");

/// More widgets on one page than any host has.
const MOST: u8 = 10;

/// The query of a page with the widget.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct Surroundings {
    /// The page's `Cross-Origin-Opener-Policy`.
    coop: Option<OpenerPolicy>,
    /// The page's `Cross-Origin-Embedder-Policy`.
    coep: Option<EmbedderPolicy>,
    /// What the page does to everything on it.
    pub hostile: Option<Hostile>,
    /// Whether there is WebAssembly in the page.
    pub wasm: Option<Wasm>,
    /// What else of a browser is not there.
    pub without: Option<Without>,
    /// Another Content-Security-Policy than the usual one.
    pub policy: Option<Policy>,
    /// How many widgets, each of a user of its own.
    pub widgets: Option<u8>,
    /// Whether all of them are of one user.
    #[serde(default)]
    pub same_user: bool,
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

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum EmbedderPolicy {
    RequireCorp,
    Credentialless,
}

/// Why there is no WebAssembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wasm {
    /// The page's policy forgets it.
    Refused,
    /// The browser has none.
    Missing,
}

/// What a browser, an extension or a setting takes away from pages; `without.js` does it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Without {
    /// `localStorage` and `sessionStorage` throw when they are touched.
    Storage,
    /// There is no `BroadcastChannel`.
    Channel,
    /// `BroadcastChannel` throws when one is made.
    ChannelThrows,
    /// There is no `navigator.locks`.
    Locks,
    /// `navigator.locks` gives nobody a lock.
    LocksReject,
    /// Storage and channels throw, and locks are refused.
    All,
}

/// Ways of a host to be in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hostile {
    /// A style sheet that styles everything, with weight.
    Styles,
    /// Scripts that leave the language's own objects changed.
    Globals,
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
    /// Adds the headers that were asked for.
    pub fn set(self, headers: &mut HeaderMap) {
        let opener = self.coop.map(|policy| match policy {
            OpenerPolicy::SameOrigin => "same-origin",
            OpenerPolicy::SameOriginAllowPopups => "same-origin-allow-popups",
        });
        let embedder = self.coep.map(|policy| match policy {
            EmbedderPolicy::RequireCorp => "require-corp",
            EmbedderPolicy::Credentialless => "credentialless",
        });
        for (name, value) in [(OPENER_POLICY, opener), (EMBEDDER_POLICY, embedder)] {
            if let Some(value) = value {
                headers.insert(name, HeaderValue::from_static(value));
            }
        }
    }

    /// Whether the page takes something away before the widget comes.
    pub fn takes_away(self) -> bool {
        self.without.is_some() || self.wasm == Some(Wasm::Missing)
    }

    /// How many widgets the page has.
    pub fn count(self) -> u8 {
        self.widgets.unwrap_or(1).clamp(1, MOST)
    }
}
