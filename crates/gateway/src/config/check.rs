//! Turns what was written down into what can be used, or says which key is wrong.

use std::net::SocketAddr;

use base64::Engine;
use connect_contract::NetworkId;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::{AyrshareSettings, Config, ConfigError, LinkMode, LinkVia, Settings, XKeys};
use crate::auth::{Origin, SERVER_KEY_PREFIX};
use crate::vault::Vault;

type Checked<T> = Result<T, ConfigError>;

impl Config {
    /// Checks every setting.
    pub(crate) fn check(&self) -> Checked<Settings> {
        let listen = parse_listen(&self.listen)?;
        let public_url = self
            .public_url
            .as_deref()
            .map(parse_public_url)
            .transpose()?;
        let is_public = public_url
            .as_ref()
            .is_some_and(|url| url.scheme() == "https");
        if !listen.ip().is_loopback() && !is_public {
            return Err(ConfigError::new(
                "listen",
                "an address that is not loopback needs a public_url with https: put a TLS proxy in front, or listen on 127.0.0.1",
            ));
        }
        Ok(Settings {
            listen,
            public_url,
            data_dir: self.data_dir.clone(),
            server_key: server_key(self.server_key.as_ref())?,
            vault: vault(self.encryption_key.as_ref())?,
            ayrshare: self.ayrshare()?,
            webhook_secret: long_enough("webhook_secret", self.webhook_secret.as_ref(), 16)?,
            allowed_origins: self
                .allowed_origins
                .iter()
                .map(|origin| parse_origin(origin))
                .collect::<Checked<_>>()?,
            support_url: checked_link("support_url", self.support_url.as_deref(), true)?,
            sign_in_url: checked_link("sign_in_url", self.sign_in_url.as_deref(), false)?,
            site_dir: self.site_dir.clone(),
            networks_off: self
                .networks_off
                .iter()
                .map(|id| network(id))
                .collect::<Checked<_>>()?,
        })
    }

    fn ayrshare(&self) -> Checked<AyrshareSettings> {
        let url = parse_ayrshare_url(&self.ayrshare_url)?;
        let x_keys = match (&self.x_api_key, &self.x_api_secret) {
            (Some(key), Some(secret)) => Some(XKeys {
                key: header_safe("x_api_key", key)?,
                secret: header_safe("x_api_secret", secret)?,
            }),
            (None, None) => None,
            (Some(_), None) => {
                return Err(ConfigError::new(
                    "x_api_secret",
                    "is missing although x_api_key is set: Ayrshare wants both or none",
                ));
            }
            (None, Some(_)) => {
                return Err(ConfigError::new(
                    "x_api_key",
                    "is missing although x_api_secret is set: Ayrshare wants both or none",
                ));
            }
        };
        Ok(AyrshareSettings {
            loopback_origin: (url.scheme() == "http").then(|| Origin::of(&url)).flatten(),
            url: url.as_str().trim_end_matches('/').to_owned(),
            api_key: header_safe(
                "ayrshare_api_key",
                required("ayrshare_api_key", self.ayrshare_api_key.as_ref())?,
            )?,
            via: match self.ayrshare_link.as_str() {
                "session" => LinkVia::Session,
                "jwt" => LinkVia::Jwt,
                _ => {
                    return Err(ConfigError::new(
                        "ayrshare_link",
                        "has to be `session` or `jwt`",
                    ));
                }
            },
            mode: match self.ayrshare_mode.as_str() {
                "grid" => LinkMode::Grid,
                "direct" => LinkMode::Direct,
                _ => {
                    return Err(ConfigError::new(
                        "ayrshare_mode",
                        "has to be `grid` or `direct`",
                    ));
                }
            },
            domain: self.ayrshare_domain.clone(),
            x_keys,
        })
    }
}

fn required<'a>(key: &str, value: Option<&'a SecretString>) -> Checked<&'a SecretString> {
    value
        .filter(|value| !value.expose_secret().is_empty())
        .ok_or_else(|| {
            ConfigError::new(
                key,
                format!(
                    "is missing; set CONNECT_{0} or CONNECT_{0}_FILE",
                    key.to_ascii_uppercase()
                ),
            )
        })
}

/// A key goes into a header: a line break or a control character in it would only fail at the first call.
fn header_safe(key: &str, value: &SecretString) -> Checked<SecretString> {
    let text = value.expose_secret();
    let is_safe = !text.is_empty() && text.bytes().all(|byte| (0x21..=0x7e).contains(&byte));
    is_safe
        .then(|| value.clone())
        .ok_or_else(|| ConfigError::new(key, "has to be printable ASCII without blanks"))
}

fn long_enough(
    key: &str,
    value: Option<&SecretString>,
    least: usize,
) -> Checked<Option<SecretString>> {
    match value {
        Some(secret) if secret.expose_secret().len() < least => Err(ConfigError::new(
            key,
            format!("has to have at least {least} characters"),
        )),
        other => Ok(other.cloned()),
    }
}

fn server_key(value: Option<&SecretString>) -> Checked<SecretString> {
    let key = header_safe("server_key", required("server_key", value)?)?;
    let rest = key
        .expose_secret()
        .strip_prefix(SERVER_KEY_PREFIX)
        .unwrap_or_default();
    if rest.len() < 32 {
        return Err(ConfigError::new(
            "server_key",
            format!("has to start with {SERVER_KEY_PREFIX} and go on with at least 32 characters"),
        ));
    }
    Ok(key)
}

fn vault(value: Option<&SecretString>) -> Checked<Vault> {
    let text = required("encryption_key", value)?;
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(text.expose_secret().trim())
        .ok();
    bytes
        .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
        .map(|key| Vault::new(&key))
        .ok_or_else(|| {
            ConfigError::new(
                "encryption_key",
                "has to be 32 bytes in base64; make one with `openssl rand -base64 32`",
            )
        })
}

fn parse_listen(text: &str) -> Checked<SocketAddr> {
    text.parse().map_err(|_| {
        ConfigError::new(
            "listen",
            "has to be an address and a port, such as 127.0.0.1:4300",
        )
    })
}

fn parse_public_url(text: &str) -> Checked<Url> {
    let fault = || {
        ConfigError::new(
            "public_url",
            "has to be an https address without a path (http only for this machine)",
        )
    };
    let url = Url::parse(text).map_err(|_| fault())?;
    let is_bare = url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty();
    (is_bare && is_secure_or_loopback(&url))
        .then_some(url)
        .ok_or_else(fault)
}

fn parse_ayrshare_url(text: &str) -> Checked<Url> {
    let fault = || {
        ConfigError::new(
            "ayrshare_url",
            "has to be an https address (http only for this machine)",
        )
    };
    let url = Url::parse(text).map_err(|_| fault())?;
    let is_plain = url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    (is_plain && is_secure_or_loopback(&url))
        .then_some(url)
        .ok_or_else(fault)
}

fn parse_origin(text: &str) -> Checked<Origin> {
    Origin::parse(text)
        .filter(|origin| Url::parse(origin.as_str()).is_ok_and(|url| is_secure_or_loopback(&url)))
        .ok_or_else(|| {
            ConfigError::new(
                "allowed_origins",
                "has an entry that is not an origin as a browser writes it, such as https://app.example.com (http only for this machine)",
            )
        })
}

fn checked_link(key: &str, value: Option<&str>, may_be_mail: bool) -> Checked<Option<String>> {
    let Some(text) = value else { return Ok(None) };
    let is_good = Url::parse(text)
        .is_ok_and(|url| is_secure_or_loopback(&url) || (may_be_mail && url.scheme() == "mailto"));
    let message = if may_be_mail {
        "has to be an https or mailto address"
    } else {
        "has to be an https address"
    };
    is_good
        .then(|| Some(text.to_owned()))
        .ok_or_else(|| ConfigError::new(key, message))
}

fn network(id: &str) -> Checked<NetworkId> {
    let network = NetworkId::new(id);
    match network.well_known() {
        Some(_) => Ok(network),
        None => Err(ConfigError::new(
            "networks_off",
            "has a network that Ayrshare does not list; ids are lower case, such as gmb or twitter",
        )),
    }
}

/// `https` anywhere, `http` only where nobody else can listen in.
fn is_secure_or_loopback(url: &Url) -> bool {
    match (url.scheme(), url.host()) {
        ("https", Some(_)) => true,
        ("http", Some(url::Host::Ipv4(address))) => address.is_loopback(),
        ("http", Some(url::Host::Ipv6(address))) => address.is_loopback(),
        ("http", Some(url::Host::Domain(name))) => {
            name == "localhost" || name.ends_with(".localhost")
        }
        _ => false,
    }
}
