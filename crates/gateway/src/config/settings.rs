use std::net::SocketAddr;
use std::path::PathBuf;

use connect_contract::NetworkId;
use secrecy::SecretString;
use url::Url;

use crate::auth::Origin;
use crate::vault::Vault;

/// The settings after they were checked; nothing behind this type checks them again.
pub struct Settings {
    pub listen: SocketAddr,
    /// Absent: `http://` and the address that was bound.
    pub public_url: Option<Url>,
    pub data_dir: PathBuf,
    pub server_key: SecretString,
    pub vault: Vault,
    pub ayrshare: AyrshareSettings,
    pub webhook_secret: Option<SecretString>,
    pub allowed_origins: Vec<Origin>,
    pub support_url: Option<String>,
    pub sign_in_url: Option<String>,
    pub site_dir: PathBuf,
    pub networks_off: Vec<NetworkId>,
}

/// How to talk to Ayrshare.
#[derive(Clone)]
pub struct AyrshareSettings {
    /// No slash at its end.
    pub url: String,
    /// Set if the address is `http` on this machine: pictures of that origin are then shown, too.
    pub loopback_origin: Option<Origin>,
    pub api_key: SecretString,
    pub via: LinkVia,
    pub mode: LinkMode,
    pub domain: Option<String>,
    pub x_keys: Option<XKeys>,
}

/// Which of Ayrshare's two calls makes a linking page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkVia {
    /// `POST /profiles/link-sessions`.
    Session,
    /// `POST /profiles/generateJWT`: deprecated, still offered.
    Jwt,
}

/// What a linking page opens with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkMode {
    /// Ayrshare's page with the one network on it.
    Grid,
    /// Straight to the network's consent page; needs Ayrshare's Max Pack.
    Direct,
}

/// The operator's own X app. Ayrshare wants both headers or none, so there is no half of it.
#[derive(Clone)]
pub struct XKeys {
    pub key: SecretString,
    pub secret: SecretString,
}
