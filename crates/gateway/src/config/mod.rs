//! What the operator sets. [`Config`] is what was written down, [`Settings`] is what was checked.

mod check;
mod keys;
mod load;
mod settings;

use std::path::PathBuf;

use secrecy::SecretString;

pub use keys::ConfigError;
pub use settings::{AyrshareSettings, LinkMode, LinkVia, Settings, XKeys};

/// Everything that can be set, as it was written down; nothing is checked yet.
///
/// It has no `Debug`: half of it is secret.
#[derive(Clone)]
pub struct Config {
    /// Address and port to listen on; port 0 takes a free one.
    pub listen: String,
    /// What a browser calls the gateway: an origin. `http://{listen}` if absent.
    pub public_url: Option<String>,
    /// Where `connect.sqlite` lives.
    pub data_dir: PathBuf,
    /// What the host's server proves itself with: `cap_sk_` and at least 32 characters.
    pub server_key: Option<SecretString>,
    /// Encrypts the profile keys at rest: 32 bytes in base64.
    pub encryption_key: Option<SecretString>,
    /// Base address of Ayrshare's API.
    pub ayrshare_url: String,
    /// Ayrshare's API key.
    pub ayrshare_api_key: Option<SecretString>,
    /// `session` (link sessions) or `jwt` (the older call).
    pub ayrshare_link: String,
    /// `grid` (every plan) or `direct` (straight to the network; Max Pack).
    pub ayrshare_mode: String,
    /// The onboarding domain id, for accounts that have several.
    pub ayrshare_domain: Option<String>,
    /// The operator's own X app: consumer key.
    pub x_api_key: Option<SecretString>,
    /// The operator's own X app: consumer secret.
    pub x_api_secret: Option<SecretString>,
    /// Signs Ayrshare's webhooks. Without it no webhook is accepted.
    pub webhook_secret: Option<SecretString>,
    /// Origins of the pages that may embed the widget.
    pub allowed_origins: Vec<String>,
    /// A page or `mailto:` address that reaches a person.
    pub support_url: Option<String>,
    /// The host's page that gives a session to a person without one.
    pub sign_in_url: Option<String>,
    /// The built page.
    pub site_dir: PathBuf,
    /// Networks that no brand may link.
    pub networks_off: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:4300".to_owned(),
            public_url: None,
            data_dir: PathBuf::from("./data"),
            server_key: None,
            encryption_key: None,
            ayrshare_url: "https://api.ayrshare.com/api".to_owned(),
            ayrshare_api_key: None,
            ayrshare_link: "session".to_owned(),
            ayrshare_mode: "grid".to_owned(),
            ayrshare_domain: None,
            x_api_key: None,
            x_api_secret: None,
            webhook_secret: None,
            allowed_origins: Vec::new(),
            support_url: None,
            sign_in_url: None,
            site_dir: PathBuf::from("./dist"),
            networks_off: Vec::new(),
        }
    }
}
