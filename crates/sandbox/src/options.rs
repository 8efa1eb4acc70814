use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use crate::Guesses;

/// How to start a [`Sandbox`](crate::Sandbox). The defaults suit a test: any free port, nothing kept.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to listen. Only loopback addresses are accepted. Port 0 takes any free port.
    pub listen: SocketAddr,
    /// The origin under which browsers and the gateway reach it. Without it: `http://localhost:{port}`.
    pub public_url: Option<String>,
    /// The one API key that is accepted.
    pub api_key: String,
    /// Loaded at the start if it is there, saved after each change.
    pub state_file: Option<PathBuf>,
    /// Profiles to make at the start, where the title is not taken yet.
    pub seed_file: Option<PathBuf>,
    /// Whether the account has bought the Max Pack: direct mode, long lives, links by mail.
    pub max_pack: bool,
    /// Accept `http://` webhook addresses. Ayrshare takes `https://` only.
    pub allow_http_webhooks: bool,
    /// How long a linking URL lives when the caller does not say. Ayrshare: five minutes.
    pub link_life: Duration,
    /// Waits between the deliveries of one webhook; one delivery more than there are waits.
    /// Ayrshare makes up to nine deliveries in about an hour; these waits are shorter.
    pub webhook_retry_waits: Vec<Duration>,
    /// How long a webhook receiver may take to answer.
    pub webhook_timeout: Duration,
    /// Calls that one profile may make in each window of five minutes.
    pub rate_limit: u32,
    /// How long an answer of `GET /profiles` is kept. Ayrshare keeps it for about five minutes; zero is always fresh.
    pub list_cache: Duration,
    /// What `sim-slow-save` waits before the account shows.
    pub slow_save: Duration,
    /// The onboarding domain that `generateJWT` accepts. Without it, any.
    pub domain: Option<String>,
    /// What Ayrshare's documentation does not tell, each with the value that the sandbox guesses.
    pub guesses: Guesses,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            public_url: None,
            api_key: "sandbox-api-key".to_owned(),
            state_file: None,
            seed_file: None,
            max_pack: false,
            allow_http_webhooks: false,
            link_life: Duration::from_secs(300),
            webhook_retry_waits: [200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 40_000]
                .map(Duration::from_millis)
                .to_vec(),
            webhook_timeout: Duration::from_secs(15),
            rate_limit: 300,
            list_cache: Duration::ZERO,
            slow_save: Duration::from_secs(4),
            domain: None,
            guesses: Guesses::default(),
        }
    }
}
