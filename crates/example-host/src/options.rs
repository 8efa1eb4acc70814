use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use secrecy::SecretString;

/// How to start an [`ExampleHost`](crate::ExampleHost). The defaults suit a test: any free port.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to listen. Only loopback addresses are accepted: whoever reaches it is the demo user.
    pub listen: SocketAddr,
    /// The origin under which browsers reach it. Without it: `http://localhost:{port}`.
    pub public_url: Option<String>,
    /// The gateway's origin, for this server and for browsers.
    pub gateway: String,
    /// What the gateway knows this host by.
    pub server_key: SecretString,
    /// The host's own id of its only user.
    pub user_id: String,
    /// What the user's brand is called.
    pub brand: String,
    /// Origins of pictures besides `https:`, for the sandbox of a developer's machine.
    pub image_origins: Vec<String>,
    /// A build of the same app in React, served at `/react/`.
    pub react_app: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            public_url: None,
            gateway: "http://127.0.0.1:4300".to_owned(),
            server_key: SecretString::default(),
            user_id: "demo".to_owned(),
            brand: "Acme Coffee".to_owned(),
            image_origins: Vec::new(),
            react_app: None,
        }
    }
}
