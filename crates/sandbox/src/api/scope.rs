use axum::http::HeaderMap;
use serde::Deserialize;

use super::errors::ApiError;
use crate::app::App;

/// The profile that a call acts on.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Its reference id; that of the primary profile when no key was given.
    pub ref_id: String,
    /// Where the key came from.
    pub key: KeySource,
}

/// Where a profile key came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// The `Profile-Key` header.
    Header,
    /// `profileKey` in the body, as the older clients send it.
    Body,
    /// Nowhere: the call acts on the primary profile.
    Absent,
    /// The body names a key that nobody has.
    WrongInBody,
}

/// The part of a body that scopes a call.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct KeyInBody {
    profile_key: Option<String>,
}

impl Scope {
    /// Finds the profile of a call. The header counts before the body.
    pub fn of(app: &App, headers: &HeaderMap, body: &[u8]) -> Result<Self, ApiError> {
        app.read(|world| {
            let find = |key: &str| {
                world
                    .by_key(key.trim())
                    .map(|profile| profile.ref_id.clone())
            };
            let primary = world.primary.ref_id.clone();
            if let Some(key) = headers.get("profile-key") {
                let found = key
                    .to_str()
                    .ok()
                    .and_then(find)
                    .ok_or_else(|| wrong_key(app))?;
                return Ok(Self {
                    ref_id: found,
                    key: KeySource::Header,
                });
            }
            let in_body = serde_json::from_slice::<KeyInBody>(body)
                .unwrap_or_default()
                .profile_key;
            Ok(match in_body {
                None => Self {
                    ref_id: primary,
                    key: KeySource::Absent,
                },
                Some(key) => match find(&key) {
                    Some(found) => Self {
                        ref_id: found,
                        key: KeySource::Body,
                    },
                    None => Self {
                        ref_id: primary,
                        key: KeySource::WrongInBody,
                    },
                },
            })
        })
    }

    /// For calls that fall back to the primary profile: a wrong key is still wrong.
    pub fn or_primary(&self, app: &App) -> Result<&str, ApiError> {
        match self.key {
            KeySource::WrongInBody => Err(wrong_key(app)),
            KeySource::Header | KeySource::Body | KeySource::Absent => Ok(&self.ref_id),
        }
    }

    /// For calls that need a key, from wherever.
    pub fn some_key(&self, app: &App) -> Result<&str, ApiError> {
        match self.key {
            KeySource::Absent => Err(ApiError::parameter("Missing Profile-Key.")),
            _ => self.or_primary(app),
        }
    }

    /// For calls that take the key in the header only.
    pub fn header_key(&self) -> Result<&str, ApiError> {
        match self.key {
            KeySource::Header => Ok(&self.ref_id),
            _ => Err(ApiError::parameter("Missing the Profile-Key header.")),
        }
    }
}

fn wrong_key(app: &App) -> ApiError {
    let guesses = &app.options.guesses;
    ApiError::new(
        guesses.wrong_profile_key_status,
        guesses.wrong_profile_key_code,
        "Profile Key not valid.",
    )
}
