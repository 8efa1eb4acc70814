use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use url::Url;

use crate::gateway::Gateway;
use crate::options::Options;
use crate::policy;
use crate::reports::Reports;
use crate::routes::{self, App};

/// How long requests may take to end after [`ExampleHost::stop`].
const PATIENCE: Duration = Duration::from_secs(1);

/// A running example host. It runs until [`ExampleHost::stop`], or until the runtime ends.
#[derive(Debug)]
pub struct ExampleHost {
    address: SocketAddr,
    public_url: String,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<io::Result<()>>,
}

/// Why an example host did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Asked to listen where other machines could reach it.
    #[error(
        "--listen {0}: everybody who reaches the example host is its demo user; give a loopback address such as 127.0.0.1"
    )]
    NotLoopback(IpAddr),
    /// It cannot listen there.
    #[error("--listen {address}: {error}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why.
        error: io::Error,
    },
    /// An address is not an origin.
    #[error("{flag} {given}: give an origin, such as http://localhost:4302")]
    NotAnOrigin {
        /// The flag.
        flag: &'static str,
        /// Its value.
        given: String,
    },
    /// The client that calls the gateway could not be made.
    #[error("the client for the gateway could not be made: {0}")]
    Client(#[from] reqwest::Error),
}

impl ExampleHost {
    /// Starts listening. When this returns, calls are answered.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        if !options.listen.ip().is_loopback() {
            return Err(StartError::NotLoopback(options.listen.ip()));
        }
        let gateway = origin_of("--gateway", &options.gateway)?;
        let image_origins = options
            .image_origins
            .iter()
            .map(|given| origin_of("--image-origin", given))
            .collect::<Result<Vec<_>, _>>()?;

        let wrong = |error| StartError::Listen {
            address: options.listen,
            error,
        };
        let listener = TcpListener::bind(options.listen).await.map_err(wrong)?;
        let address = listener.local_addr().map_err(wrong)?;
        let public_url = match &options.public_url {
            Some(given) => origin_of("--public-url", given)?,
            None => format!("http://localhost:{}", address.port()),
        };

        let app = App {
            policy: policy::for_widget_of(&gateway, &image_origins),
            frame_policy: policy::for_frame_of(&gateway),
            gateway: Gateway::new(gateway, &options)?,
            origin: public_url.clone(),
            other_site: format!("http://127.0.0.1:{}", address.port()),
            brand: options.brand,
            reports: Reports::default(),
            react_app: options.react_app,
        };
        let (stop, stopped) = oneshot::channel::<()>();
        let server = axum::serve(listener, routes::router(Arc::new(app)))
            .with_graceful_shutdown(async move { drop(stopped.await) });
        Ok(Self {
            address,
            public_url,
            stop,
            serving: tokio::spawn(async move { server.await }),
        })
    }

    /// Where it listens, with the real port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Origin of its pages, without a slash at the end.
    pub fn public_url(&self) -> String {
        self.public_url.clone()
    }

    /// The same pages under an address that browsers take for another site.
    pub fn other_site(&self) -> String {
        format!("http://127.0.0.1:{}", self.address.port())
    }

    /// Ends every connection. The port is free when this returns.
    pub async fn stop(mut self) {
        drop(self.stop);
        if tokio::time::timeout(PATIENCE, &mut self.serving)
            .await
            .is_err()
        {
            self.serving.abort();
            let _ = self.serving.await;
        }
    }
}

fn origin_of(flag: &'static str, given: &str) -> Result<String, StartError> {
    let is_origin = |url: &Url| {
        matches!(url.scheme(), "http" | "https") && url.path() == "/" && url.query().is_none()
    };
    match Url::parse(given).ok().filter(is_origin) {
        Some(url) => Ok(url.origin().ascii_serialization()),
        None => Err(StartError::NotAnOrigin {
            flag,
            given: given.to_owned(),
        }),
    }
}
