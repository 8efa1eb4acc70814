//! Linking pages: link sessions, and the older `generateJWT`.

use std::sync::atomic::Ordering;

use connect_contract::NetworkId;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Method, RequestBuilder};
use secrecy::ExposeSecret;
use serde_json::{Map, Value, json};
use url::Url;

use super::AyrshareError;
use super::lenient::{integer, moment, text};
use super::profile::ProfileClient;
use super::transport::secret_header;
use crate::clock::{self, Millis};
use crate::config::{LinkMode, LinkVia};

/// Ayrshare's code for a feature that the plan lacks.
const PLAN_LACKS_IT: i64 = 504;

/// What a linking page is wanted for.
pub struct LinkRequest<'a> {
    pub network: &'a NetworkId,
    /// Who may hear the page's messages: the opener.
    pub origin: &'a str,
    /// Where the page leads when it is done.
    pub redirect: &'a str,
    /// This browser last opened another profile's page, whose sign-in may still live.
    pub logout: bool,
}

/// A linking page. No `Debug`: whoever holds the address is signed in to the profile.
pub struct OpenedLink {
    pub url: String,
    /// Absent with `generateJWT`.
    pub session: Option<String>,
    pub expires_at: Option<Millis>,
}

/// What Ayrshare tells of a link session.
#[derive(Debug, Default)]
pub struct LinkStatus {
    /// Networks that were linked through it.
    pub completed: Vec<String>,
    /// Ayrshare's code of what went wrong last, where it tells.
    pub error: Option<i64>,
}

impl ProfileClient<'_> {
    /// Makes a linking page that shows one network.
    pub async fn open_link(&self, wanted: &LinkRequest<'_>) -> Result<OpenedLink, AyrshareError> {
        let settings = &self.ayrshare.settings;
        if settings.via == LinkVia::Jwt {
            return self.open_jwt(wanted).await;
        }
        if settings.mode == LinkMode::Direct && self.ayrshare.may_go_direct() {
            match self.open_session(wanted, LinkMode::Direct).await {
                Err(error) if error.code() == Some(PLAN_LACKS_IT) => {
                    tracing::warn!(
                        "direct mode needs Ayrshare's Max Pack: going on with the grid page"
                    );
                    self.ayrshare.direct_refused.store(true, Ordering::Relaxed);
                }
                answer => return answer,
            }
        }
        self.open_session(wanted, LinkMode::Grid).await
    }

    /// `GET /profiles/link-sessions/{id}`. Its fields are not documented in full, so each is optional.
    pub async fn link_status(
        &self,
        session: &str,
        network: &NetworkId,
    ) -> Result<LinkStatus, AyrshareError> {
        let path = format!(
            "/profiles/link-sessions/{}",
            utf8_percent_encode(session, NON_ALPHANUMERIC)
        );
        let body = self.send(self.request(Method::GET, &path)?).await?;
        Ok(LinkStatus {
            completed: completed(&body),
            error: last_error(&body, network),
        })
    }

    async fn open_session(
        &self,
        wanted: &LinkRequest<'_>,
        mode: LinkMode,
    ) -> Result<OpenedLink, AyrshareError> {
        let mut body = self.common_fields(wanted);
        body.insert("origin".to_owned(), json!(wanted.origin));
        match mode {
            LinkMode::Grid => body.insert("mode".to_owned(), json!("grid")),
            LinkMode::Direct => {
                body.insert("network".to_owned(), json!(wanted.network));
                body.insert("mode".to_owned(), json!("connect"))
            }
        };
        let request = self
            .with_x_keys(self.request(Method::POST, "/profiles/link-sessions")?)?
            .json(&body);
        let answer = self.send(request).await?;
        Ok(OpenedLink {
            url: page_address(&answer)?,
            session: text(&answer, "sessionId"),
            expires_at: moment(&answer, "expiresAt")
                .as_deref()
                .and_then(clock::parse),
        })
    }

    async fn open_jwt(&self, wanted: &LinkRequest<'_>) -> Result<OpenedLink, AyrshareError> {
        let mut body = self.common_fields(wanted);
        // The older call reads the key from the body; the header of `request` does it no harm.
        body.insert(
            "profileKey".to_owned(),
            json!(self.key.secret().expose_secret()),
        );
        let request = self
            .with_x_keys(self.request(Method::POST, "/profiles/generateJWT")?)?
            .json(&body);
        let answer = self.send(request).await?;
        Ok(OpenedLink {
            url: page_address(&answer)?,
            session: None,
            expires_at: None,
        })
    }

    fn common_fields(&self, wanted: &LinkRequest<'_>) -> Map<String, Value> {
        let mut body = Map::new();
        body.insert("allowedSocial".to_owned(), json!([wanted.network]));
        body.insert("redirect".to_owned(), json!(wanted.redirect));
        if wanted.logout {
            body.insert("logout".to_owned(), json!(true));
        }
        if let Some(domain) = &self.ayrshare.settings.domain {
            body.insert("domain".to_owned(), json!(domain));
        }
        body
    }

    /// Both headers or none: one alone is refused.
    fn with_x_keys(&self, request: RequestBuilder) -> Result<RequestBuilder, AyrshareError> {
        let Some(keys) = &self.ayrshare.settings.x_keys else {
            return Ok(request);
        };
        Ok(request
            .header("X-Twitter-OAuth1-Api-Key", secret_header(&keys.key)?)
            .header("X-Twitter-OAuth1-Api-Secret", secret_header(&keys.secret)?))
    }
}

/// The start page will send a person there, so it has to be a web page.
fn page_address(answer: &Value) -> Result<String, AyrshareError> {
    let fault = AyrshareError::Malformed("a linking page has no address");
    let Some(address) = text(answer, "url") else {
        return Err(fault);
    };
    match Url::parse(&address) {
        Ok(url) if matches!(url.scheme(), "https" | "http") => Ok(address),
        _ => Err(fault),
    }
}

fn completed(body: &Value) -> Vec<String> {
    let items = body.get("completedNetworks").and_then(Value::as_array);
    items
        .into_iter()
        .flatten()
        .filter_map(|item| match item {
            Value::String(id) => Some(id.clone()),
            other => text(other, "network").or_else(|| text(other, "platform")),
        })
        .collect()
}

fn last_error(body: &Value, network: &NetworkId) -> Option<i64> {
    let is_ours = |error: &Value| text(error, "network").is_none_or(|id| id == network.as_str());
    let alone = ["lastError", "error"]
        .iter()
        .find_map(|key| body.get(key))
        .filter(|error| is_ours(error));
    let in_list = || {
        body.get("errors")?
            .as_array()?
            .iter()
            .rfind(|error| is_ours(error))
    };
    alone
        .or_else(in_list)
        .and_then(|error| integer(error, "code"))
}
