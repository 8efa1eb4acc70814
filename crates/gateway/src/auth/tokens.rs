//! The secrets that callers carry. The database holds only their digests.

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest as _, Sha256};

use crate::error::Error;
use crate::random;

/// What a server key starts with, so that a secret scanner finds it.
pub const SERVER_KEY_PREFIX: &str = "cap_sk_";
/// 43 characters of base62 hold 256 bits.
const LENGTH: usize = 43;

/// The kinds of secret that the gateway hands out. One kind is never accepted in the place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// The widget's bearer token.
    Bearer,
    /// The portal page's cookie.
    Cookie,
    /// The one-time code of a portal address.
    Code,
    /// The right to redeem one link attempt.
    Ticket,
}

impl TokenKind {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Bearer => "cap_st_",
            Self::Cookie => "cap_sc_",
            Self::Code => "cap_pc_",
            Self::Ticket => "cap_lt_",
        }
    }

    /// How the database tells them apart.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bearer => "bearer",
            Self::Cookie => "cookie",
            Self::Code => "code",
            Self::Ticket => "ticket",
        }
    }
}

/// A fresh secret, on its way to the one who may have it.
pub struct NewToken {
    /// What is handed out.
    pub secret: SecretString,
    /// What is stored.
    pub digest: Digest,
}

impl NewToken {
    /// Makes one from the operating system's random source.
    pub fn make(kind: TokenKind) -> Result<Self, Error> {
        let secret = format!("{}{}", kind.prefix(), random::base62(LENGTH)?);
        Ok(Self {
            digest: Digest::of(&secret),
            secret: SecretString::from(secret),
        })
    }

    /// The text, for the one answer that hands it out.
    pub fn reveal(&self) -> &str {
        self.secret.expose_secret()
    }
}

/// SHA-256 of a secret: what it is looked up by, so that no comparison depends on the secret itself (T5).
#[derive(Clone, PartialEq, Eq)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Of any text.
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    /// Of a text that a caller sent, if it has the form of `kind`.
    pub fn of_kind(kind: TokenKind, text: &str) -> Option<Self> {
        let rest = text.strip_prefix(kind.prefix())?;
        (rest.len() == LENGTH && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
            .then(|| Self::of(text))
    }

    /// For the database.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}
