use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::lenient::{moment, text};
use super::profile::{ProfileClient, ProfileKey};
use super::transport::Transport;
use super::{AyrshareError, ProfileLimits};
use crate::clock::{self, Millis};
use crate::config::AyrshareSettings;

/// The calls of the operator's account.
pub struct Ayrshare {
    pub(super) transport: Transport,
    pub(super) settings: AyrshareSettings,
    /// Ayrshare said that direct mode needs a bigger plan.
    pub(super) direct_refused: AtomicBool,
}

/// A profile that was just made. Its key is told this once.
pub struct NewProfile {
    pub key: ProfileKey,
    pub ref_id: Option<String>,
}

/// A profile as the list tells of it.
pub struct ListedProfile {
    pub created_at: Option<Millis>,
    pub has_accounts: bool,
}

impl Ayrshare {
    pub fn new(settings: AyrshareSettings) -> Result<Self, reqwest::Error> {
        let transport = Transport::new(&settings.url, settings.api_key.clone())?;
        Ok(Self {
            transport,
            settings,
            direct_refused: AtomicBool::new(false),
        })
    }

    /// The calls of one profile. `limits` is shared by everything that calls for it.
    pub fn for_profile<'a>(
        &'a self,
        key: &'a ProfileKey,
        limits: &'a Arc<ProfileLimits>,
    ) -> ProfileClient<'a> {
        ProfileClient {
            ayrshare: self,
            key,
            limits,
        }
    }

    /// `POST /profiles`.
    pub async fn create_profile(&self, title: &str) -> Result<NewProfile, AyrshareError> {
        let request = self
            .transport
            .request(Method::POST, "/profiles")
            .json(&json!({ "title": title }));
        let body = self.transport.send(request).await?;
        let key = text(&body, "profileKey")
            .ok_or(AyrshareError::Malformed("a new profile has no key"))?;
        Ok(NewProfile {
            key: ProfileKey::new(SecretString::from(key)),
            ref_id: text(&body, "refId"),
        })
    }

    /// `GET /profiles`: the profile of this title. Ayrshare's answer may be minutes old.
    pub async fn find_profile(&self, title: &str) -> Result<Option<ListedProfile>, AyrshareError> {
        let request = self
            .transport
            .request(Method::GET, "/profiles")
            .query(&[("title", title)]);
        let body = self.transport.send(request).await?;
        let profiles = body.get("profiles").and_then(Value::as_array);
        let found = profiles
            .into_iter()
            .flatten()
            .find(|profile| text(profile, "title").as_deref() == Some(title));
        Ok(found.map(|profile| ListedProfile {
            created_at: ["createdUTC", "created"]
                .iter()
                .find_map(|key| clock::parse(&moment(profile, key)?)),
            has_accounts: profile
                .get("activeSocialAccounts")
                .and_then(Value::as_array)
                .is_some_and(|list| !list.is_empty()),
        }))
    }

    /// `DELETE /profiles` by title: only for a profile that we made and whose key was lost in a crash.
    pub async fn delete_lost_profile(&self, title: &str) -> Result<(), AyrshareError> {
        let request = self
            .transport
            .request(Method::DELETE, "/profiles")
            .json(&json!({ "title": title }));
        self.transport.send(request).await.map(drop)
    }

    /// `POST /hook/webhook` for action `social`.
    pub async fn register_webhook(
        &self,
        url: &str,
        secret: &SecretString,
    ) -> Result<(), AyrshareError> {
        let body = json!({ "action": "social", "url": url, "secret": secret.expose_secret() });
        let request = self
            .transport
            .request(Method::POST, "/hook/webhook")
            .json(&body);
        self.transport.send(request).await.map(drop)
    }

    pub(super) fn may_go_direct(&self) -> bool {
        !self.direct_refused.load(Ordering::Relaxed)
    }
}
