use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use axum_server::Handle;
use tokio::task::JoinHandle;

use crate::app::{self, App, lock};
use crate::options::Options;
use crate::seed::Seed;
use crate::world::World;
use crate::{clock, persist};

/// A running sandbox. It runs until [`Sandbox::stop`], or until the runtime ends.
pub struct Sandbox {
    app: Arc<App>,
    address: SocketAddr,
    handle: Handle<SocketAddr>,
    serving: JoinHandle<io::Result<()>>,
}

/// Why a sandbox did not start. Each reads as one line for the person who started it.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Asked to listen where other machines could reach it.
    #[error(
        "--listen {0}: the sandbox stands in for Ayrshare on this machine only; give a loopback address such as 127.0.0.1"
    )]
    NotLoopback(IpAddr),
    /// Somebody else listens there.
    #[error("port {port} of {ip} is taken; stop what listens there or choose another port with --listen {ip}:PORT", ip = .0.ip(), port = .0.port())]
    PortTaken(SocketAddr),
    /// It cannot listen there.
    #[error("--listen {address}: {error}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why.
        error: io::Error,
    },
    /// A state or seed file cannot be read.
    #[error("{flag} {file}: {error}", file = file.display())]
    File {
        /// The flag that names the file.
        flag: &'static str,
        /// The file.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The public address is not an origin.
    #[error("--public-url {0}: give an origin, such as http://localhost:4301")]
    PublicUrl(String),
    /// The client that delivers webhooks could not be made.
    #[error("the webhook client could not be made: {0}")]
    Client(#[from] reqwest::Error),
}

impl Sandbox {
    /// Starts listening. When this returns, calls are answered.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        let listener = listen(options.listen)?;
        let address = listener.local_addr().map_err(|error| StartError::Listen {
            address: options.listen,
            error,
        })?;
        let public_url = match &options.public_url {
            Some(given) => origin_of(given)?,
            None => format!("http://localhost:{}", address.port()),
        };
        let world = load(&options, &public_url)?;
        let app = Arc::new(App::new(options, public_url, world, client()?));
        app.change(|_| ());

        let handle = Handle::new();
        let wrong = |error| StartError::Listen { address, error };
        let server = axum_server::from_tcp(listener)
            .map_err(wrong)?
            .handle(handle.clone());
        let serving = tokio::spawn(server.serve(app::router(app.clone()).into_make_service()));
        handle.listening().await;
        Ok(Self {
            app,
            address,
            handle,
            serving,
        })
    }

    /// Where it listens, with the real port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Origin of its pages, without a slash at the end.
    pub fn public_url(&self) -> String {
        self.app.public_url.clone()
    }

    /// What stands in for `https://api.ayrshare.com/api`.
    pub fn api_url(&self) -> String {
        format!("{}/api", self.app.public_url)
    }

    /// Ends every connection and delivery. The port is free when this returns.
    pub async fn stop(self) {
        lock(&self.app.tasks).abort_all();
        self.handle.shutdown();
        let _ = self.serving.await;
    }
}

fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    if !address.ip().is_loopback() {
        return Err(StartError::NotLoopback(address.ip()));
    }
    let wrong = |error: io::Error| match error.kind() {
        io::ErrorKind::AddrInUse => StartError::PortTaken(address),
        _ => StartError::Listen { address, error },
    };
    let listener = TcpListener::bind(address).map_err(wrong)?;
    listener.set_nonblocking(true).map_err(wrong)?;
    Ok(listener)
}

fn origin_of(given: &str) -> Result<String, StartError> {
    let wrong = || StartError::PublicUrl(given.to_owned());
    let url = url::Url::parse(given).map_err(|_| wrong())?;
    let is_origin = matches!(url.scheme(), "http" | "https")
        && matches!(url.path(), "" | "/")
        && url.query().is_none();
    if is_origin {
        Ok(url.origin().ascii_serialization())
    } else {
        Err(wrong())
    }
}

fn load(options: &Options, public_url: &str) -> Result<World, StartError> {
    let of = |flag, file: &PathBuf| {
        let file = file.clone();
        move |error| StartError::File { flag, file, error }
    };
    let kept = match &options.state_file {
        Some(file) => persist::load(file).map_err(of("--state", file))?,
        None => None,
    };
    let mut world = kept.unwrap_or_else(|| World::new(clock::now()));
    if let Some(file) = &options.seed_file {
        let seed = Seed::read(file).map_err(of("--seed", file))?;
        seed.apply(&mut world, public_url)
            .map_err(of("--seed", file))?;
    }
    Ok(world)
}

/// The client of the deliveries. A receiver must not redirect, and one on this machine may have a certificate
/// that it made itself: the sandbox delivers invented data, so it takes any.
fn client() -> Result<reqwest::Client, reqwest::Error> {
    // An error means that the process has a provider already, which is just as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .tls_danger_accept_invalid_certs(true)
        .no_proxy()
        .build()
}
