use std::sync::Arc;

use reqwest::{Method, RequestBuilder};
use secrecy::SecretString;
use serde_json::{Value, json};

use super::client::Ayrshare;
use super::transport::secret_header;
use super::{AyrshareError, ProfileLimits, UserAccounts};

/// Acts for one profile. No `Debug`, no `Serialize`: it is a secret.
#[derive(Clone)]
pub struct ProfileKey(SecretString);

impl ProfileKey {
    pub fn new(key: SecretString) -> Self {
        Self(key)
    }

    /// For sealing it, and for the one older call that wants it in the body.
    pub fn secret(&self) -> &SecretString {
        &self.0
    }
}

/// The calls of one profile; every one carries its key.
pub struct ProfileClient<'a> {
    pub(super) ayrshare: &'a Ayrshare,
    pub(super) key: &'a ProfileKey,
    pub(super) limits: &'a Arc<ProfileLimits>,
}

impl ProfileClient<'_> {
    /// `GET /user`: what is linked, in real time.
    pub async fn user(&self) -> Result<UserAccounts, AyrshareError> {
        let body = self.send(self.request(Method::GET, "/user")?).await?;
        UserAccounts::read(&body, self.ayrshare.settings.loopback_origin.as_ref())
    }

    /// `DELETE /profiles/social`: unlinks. Ayrshare answers the same if nothing was linked.
    pub async fn unlink(&self, platform: &str) -> Result<(), AyrshareError> {
        let request = self
            .request(Method::DELETE, "/profiles/social")?
            .json(&json!({ "platform": platform }));
        self.send(request).await.map(drop)
    }

    /// A call that carries the profile's key. There is no other way to make one here.
    pub(super) fn request(
        &self,
        method: Method,
        path: &str,
    ) -> Result<RequestBuilder, AyrshareError> {
        Ok(self
            .ayrshare
            .transport
            .request(method, path)
            .header("Profile-Key", secret_header(&self.key.0)?))
    }

    /// Sends it, within what the profile may ask.
    pub(super) async fn send(&self, request: RequestBuilder) -> Result<Value, AyrshareError> {
        self.limits.take()?;
        let answer = self.ayrshare.transport.send(request).await;
        self.limits.learn(&answer);
        answer
    }
}
