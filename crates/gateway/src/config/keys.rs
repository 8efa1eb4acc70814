//! The names of the settings, and the one way in which a setting can be wrong.

/// A setting that cannot be used. Names the key and a way out, never the value: it may be a secret.
#[derive(Debug, thiserror::Error)]
#[error("{key}: {message}")]
pub struct ConfigError {
    key: String,
    message: String,
}

impl ConfigError {
    pub(crate) fn new(key: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            message: message.into(),
        }
    }

    /// The setting at fault.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// How a setting is written down.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// May also come from a file, by the name with `_file` at its end.
    Secret,
    /// A comma list in the environment, an array in the file.
    List,
}

/// Every setting. In the environment it is `CONNECT_` and the name in upper case.
pub(super) const KEYS: &[(&str, Kind)] = &[
    ("listen", Kind::Text),
    ("public_url", Kind::Text),
    ("data_dir", Kind::Text),
    ("server_key", Kind::Secret),
    ("encryption_key", Kind::Secret),
    ("ayrshare_url", Kind::Text),
    ("ayrshare_api_key", Kind::Secret),
    ("ayrshare_link", Kind::Text),
    ("ayrshare_mode", Kind::Text),
    ("ayrshare_domain", Kind::Text),
    ("x_api_key", Kind::Secret),
    ("x_api_secret", Kind::Secret),
    ("webhook_secret", Kind::Secret),
    ("allowed_origins", Kind::List),
    ("support_url", Kind::Text),
    ("sign_in_url", Kind::Text),
    ("site_dir", Kind::Text),
    ("networks_off", Kind::List),
];

/// Environment names with our prefix that are no settings.
pub(super) const OTHER_ENVIRONMENT: &[&str] = &["CONNECT_CONFIG", "CONNECT_LOG"];

/// The setting that `name` (lower case) stands for, and whether it names a file with the value.
pub(super) fn find(name: &str) -> Option<(&'static str, Kind, bool)> {
    KEYS.iter().find_map(|&(key, kind)| {
        if key == name {
            Some((key, kind, false))
        } else if kind == Kind::Secret && name.strip_suffix("_file") == Some(key) {
            Some((key, kind, true))
        } else {
            None
        }
    })
}
