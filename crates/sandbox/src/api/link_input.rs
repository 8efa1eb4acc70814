use axum::http::HeaderMap;
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::errors::ApiError;
use crate::networks;
use crate::world::XKeys;

/// The longest life of a linking URL, in minutes.
const LONGEST_LIFE: u64 = 2_880;

/// What both calls that make a linking URL take.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct LinkInput {
    /// `grid` or `connect`.
    pub mode: Option<String>,
    /// The one network of direct mode.
    pub network: Option<String>,
    /// Web origin of the opener.
    pub origin: Option<String>,
    /// Where "Done" leads.
    pub redirect: Option<String>,
    /// Networks shown.
    pub allowed_social: Option<Vec<String>>,
    /// Onboarding domain.
    pub domain: Option<String>,
    /// End an earlier profile session.
    pub logout: bool,
    /// Check a JWT at once.
    pub verify: bool,
    /// Minutes.
    pub expires_in: Option<u64>,
    /// Send the link by mail.
    pub email: Option<Value>,
    /// X app key of old clients.
    pub twitter_api_key: Option<String>,
    /// X app secret of old clients.
    pub twitter_api_secret: Option<String>,
}

impl LinkInput {
    /// 504 for what only the Max Pack has.
    pub fn check_max_pack(&self, max_pack: bool, status: u16) -> Result<(), ApiError> {
        let asked = [
            (self.mode.as_deref() == Some("connect"), "mode: connect"),
            (self.expires_in.is_some(), "expiresIn"),
            (self.email.is_some(), "email"),
        ];
        match asked.iter().find(|(asked, _)| *asked) {
            Some((_, feature)) if !max_pack => Err(ApiError::new(
                status,
                Some(504),
                format!("{feature} requires the Max Pack."),
            )),
            _ => Ok(()),
        }
    }

    /// The networks that the page may show.
    pub fn allowed(&self) -> Result<Option<Vec<String>>, ApiError> {
        let Some(ids) = &self.allowed_social else {
            return Ok(None);
        };
        ids.iter()
            .map(|id| known(id, "allowedSocial"))
            .collect::<Result<_, _>>()
            .map(Some)
    }

    /// The one network of direct mode.
    pub fn direct_network(&self) -> Result<Option<String>, ApiError> {
        self.network
            .as_deref()
            .map(|id| known(id, "network"))
            .transpose()
    }

    /// The opener's origin, exactly as a browser writes it.
    pub fn origin(&self) -> Result<Option<String>, ApiError> {
        let Some(given) = &self.origin else {
            return Ok(None);
        };
        let origin = Url::parse(given)
            .ok()
            .filter(|url| url.has_host())
            .map(|url| url.origin().ascii_serialization());
        match origin {
            Some(origin) if origin == given.trim_end_matches('/') => Ok(Some(origin)),
            _ => Err(ApiError::parameter(
                "origin must be a web origin, such as https://app.example.com.",
            )),
        }
    }

    /// Where "Done" leads.
    pub fn redirect(&self) -> Result<Option<String>, ApiError> {
        let Some(given) = &self.redirect else {
            return Ok(None);
        };
        match Url::parse(given) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(Some(given.clone())),
            _ => Err(ApiError::parameter("redirect must be a URL.")),
        }
    }

    /// The life that was asked for, in minutes.
    pub fn life_minutes(&self) -> Result<Option<u64>, ApiError> {
        match self.expires_in {
            None | Some(1..=LONGEST_LIFE) => Ok(self.expires_in),
            Some(_) => Err(ApiError::parameter(format!(
                "expiresIn is a number of minutes from 1 to {LONGEST_LIFE}."
            ))),
        }
    }

    /// The pair of X app keys: both or none.
    pub fn x_keys(&self, headers: &HeaderMap) -> Result<XKeys, ApiError> {
        let given =
            |header: &str, body: &Option<String>| headers.contains_key(header) || body.is_some();
        let key = given("x-twitter-oauth1-api-key", &self.twitter_api_key);
        let secret = given("x-twitter-oauth1-api-secret", &self.twitter_api_secret);
        match (key, secret) {
            (true, true) => Ok(XKeys::Given),
            (false, false) => Ok(XKeys::Missing),
            _ => Err(ApiError::parameter(
                "Send both X-Twitter-OAuth1-Api-Key and X-Twitter-OAuth1-Api-Secret, or none.",
            )),
        }
    }
}

fn known(id: &str, field: &str) -> Result<String, ApiError> {
    networks::find(id)
        .map(|network| network.id.to_owned())
        .ok_or_else(|| ApiError::parameter(format!("{field}: {id:?} is not a network.")))
}
