//! The one call that a host's server makes: a session for one of its users.

use std::time::Duration;

use axum::body::Bytes;
use reqwest::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::json;

use crate::options::Options;

/// Nobody waits longer than this for a page.
const PATIENCE: Duration = Duration::from_secs(5);

/// The gateway, as this host knows it.
#[derive(Debug)]
pub struct Gateway {
    /// Its origin.
    pub origin: String,
    client: reqwest::Client,
    server_key: SecretString,
    user_id: String,
    brand: String,
}

/// Why there is no session.
#[derive(Debug, thiserror::Error)]
pub enum NoSession {
    /// No answer.
    #[error("the gateway cannot be reached: {0}")]
    Unreachable(#[source] reqwest::Error),
    /// The gateway said no.
    #[error("the gateway answered {status}, code {code}")]
    Refused {
        /// Its status.
        status: StatusCode,
        /// The stable name of the reason, from its problem document.
        code: String,
    },
    /// An answer without what has to be in it.
    #[error("the gateway's answer is not a session: {0}")]
    Unreadable(#[source] serde_json::Error),
}

/// Where a session is to be used.
#[derive(Clone, Copy, Debug)]
pub enum Use<'a> {
    /// In the widget, on a page of this origin.
    Widget {
        /// The origin.
        origin: &'a str,
        /// Which of this host's users, where a page shows several.
        user: Option<u8>,
    },
    /// In the portal page, in a tab of its own.
    PortalPage,
}

/// The only field that this host reads.
#[derive(Deserialize)]
struct PortalUrl {
    portal_url: String,
}

#[derive(Default, Deserialize)]
struct Problem {
    #[serde(default)]
    code: String,
}

impl Gateway {
    /// The gateway at `origin`.
    pub fn new(origin: String, options: &Options) -> reqwest::Result<Self> {
        // reqwest is built without a TLS provider of its own; a second installation changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self {
            origin,
            client: reqwest::Client::builder()
                .timeout(PATIENCE)
                // The gateway sends nowhere else, and whoever does is not to learn about a user.
                .redirect(reqwest::redirect::Policy::none())
                .build()?,
            server_key: options.server_key.clone(),
            user_id: options.user_id.clone(),
            brand: options.brand.clone(),
        })
    }

    /// A session of the demo user, as the gateway wrote it.
    pub async fn session(&self, used: Use<'_>) -> Result<Bytes, NoSession> {
        let mut wanted = json!({ "user_id": self.user_id, "display_name": self.brand });
        if let Use::Widget { origin, user } = used {
            wanted["allowed_origins"] = json!([origin]);
            if let Some(user) = user {
                wanted["user_id"] = json!(format!("{}-{user}", self.user_id));
                wanted["display_name"] = json!(format!("{} {user}", self.brand));
            }
        }
        let answer = self
            .client
            .post(format!("{}/api/v1/sessions", self.origin))
            .bearer_auth(self.server_key.expose_secret())
            .json(&wanted)
            .send()
            .await
            .map_err(NoSession::Unreachable)?;
        let status = answer.status();
        let body = answer.bytes().await.map_err(NoSession::Unreachable)?;
        if status == StatusCode::CREATED {
            return Ok(body);
        }
        let problem: Problem = serde_json::from_slice(&body).unwrap_or_default();
        Err(NoSession::Refused {
            status,
            code: problem.code,
        })
    }

    /// Where to send the demo user for the portal page. Works once, within a minute.
    pub async fn portal_url(&self) -> Result<String, NoSession> {
        let session = self.session(Use::PortalPage).await?;
        let PortalUrl { portal_url } =
            serde_json::from_slice(&session).map_err(NoSession::Unreadable)?;
        Ok(portal_url)
    }
}
