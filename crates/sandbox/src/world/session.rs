use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::clock::Millis;

/// A linking URL that was given out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LinkSession {
    /// For the calls that ask about it.
    pub id: String,
    /// The secret in the URL.
    pub token: String,
    /// Link session or JWT.
    pub kind: TokenKind,
    /// The profile that its holder acts for.
    pub ref_id: String,
    /// False for a JWT that was made with a wrong key: its page answers 401.
    pub sound: bool,
    /// Grid or connect.
    pub mode: Mode,
    /// The one network of direct mode.
    pub network: Option<String>,
    /// The networks that the page may show; `None` is all.
    pub allowed: Option<Vec<String>>,
    /// Where completion events go.
    pub origin: Option<String>,
    /// Where "Done" leads.
    pub redirect: Option<String>,
    /// End an earlier profile session when opened.
    pub logout: bool,
    /// The customer's X app keys came along.
    pub x_keys: XKeys,
    /// `autoClose=false` came with the URL.
    pub keep_open: bool,
    /// When it was made.
    pub created: Millis,
    /// When its URL dies.
    pub expires: Millis,
    /// When it was revoked.
    pub revoked: Option<Millis>,
    /// When its page was first opened.
    pub opened: Option<Millis>,
    /// What was linked through it, oldest first.
    pub completions: Vec<Completion>,
    /// An outcome that the linking page has still to tell the opener.
    pub outcome: Option<Outcome>,
}

/// Which call made the URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TokenKind {
    /// `POST /profiles/link-sessions`.
    Session,
    /// `POST /profiles/generateJWT`.
    Jwt,
}

impl TokenKind {
    /// The parameter of the URL that carries the secret.
    pub fn parameter(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Jwt => "jwt",
        }
    }
}

/// How the page looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// All networks on one page.
    Grid,
    /// Straight to one network, or the widget.
    Connect,
}

/// Whether the customer's X app keys are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum XKeys {
    /// Neither header came.
    Missing,
    /// Both came, or the person typed them into the page.
    Given,
}

/// One network that was linked through a session.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Completion {
    /// Network id.
    pub network: String,
    /// When it counts; later than now under `sim-slow-save`.
    pub at: Millis,
}

/// How one attempt on the page ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Outcome {
    /// Network id.
    pub network: String,
    /// Success, error, cancelled.
    pub kind: OutcomeKind,
    /// `sim-lost-message`: the opener hears nothing.
    pub silent: bool,
    /// `sim-stay-open`: the window does not close itself.
    pub stays_open: bool,
}

/// Exactly one for each attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutcomeKind {
    /// The account is saved.
    Success,
    /// It failed; the page stays open.
    Error {
        /// Ayrshare's code, if it has one for this.
        code: Option<u32>,
        /// What a person reads.
        message: String,
    },
    /// The person gave up.
    Cancelled,
}

/// Whether a URL still works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Liveness {
    /// It works.
    Alive,
    /// Its time is over.
    Expired,
    /// It was revoked.
    Revoked,
}

impl LinkSession {
    /// Whether its URL works at this moment.
    pub fn liveness(&self, now: Millis) -> Liveness {
        if self.revoked.is_some() {
            Liveness::Revoked
        } else if now >= self.expires {
            Liveness::Expired
        } else {
            Liveness::Alive
        }
    }

    /// Whether the page is about exactly one network, so that an outcome ends it.
    pub fn only_network(&self) -> Option<&str> {
        match (&self.network, self.allowed.as_deref()) {
            (Some(network), _) => Some(network),
            (None, Some([network])) => Some(network),
            _ => None,
        }
    }

    /// What was linked and already counts.
    pub fn completed(&self, now: Millis) -> impl Iterator<Item = &Completion> {
        self.completions
            .iter()
            .filter(move |completion| completion.at <= now)
    }
}

impl Outcome {
    /// Direct mode for X without the customer's own app keys fails in the window.
    pub fn x_keys_missing() -> Self {
        Self {
            network: "twitter".to_owned(),
            kind: OutcomeKind::Error {
                code: Some(419),
                message: "x_credentials_required: X needs the keys of your own app.".to_owned(),
            },
            silent: false,
            stays_open: true,
        }
    }

    /// Whether a page about one network closes itself now: after a success or a cancel, not after an error.
    pub fn ends_the_page(&self) -> bool {
        !self.stays_open && !matches!(self.kind, OutcomeKind::Error { .. })
    }

    /// The completion event, without the fields that every event has.
    pub fn message(&self) -> Value {
        match &self.kind {
            OutcomeKind::Success => json!({"event": "connect:success", "network": self.network}),
            OutcomeKind::Cancelled => {
                json!({"event": "connect:cancelled", "network": self.network})
            }
            OutcomeKind::Error { code, message } => {
                let mut event =
                    json!({"event": "connect:error", "network": self.network, "message": message});
                if let Some(code) = code {
                    event["code"] = json!(code);
                }
                event
            }
        }
    }
}
