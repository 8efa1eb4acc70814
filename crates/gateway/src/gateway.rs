use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use hyper_util::rt::TokioTimer;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use url::Url;

use crate::accounts::Accounts;
use crate::attempts::{self, Pace};
use crate::auth::{Cookies, Origin};
use crate::ayrshare::Ayrshare;
use crate::brands::Brands;
use crate::clock;
use crate::config::{Config, ConfigError};
use crate::live::Live;
use crate::sessions::Sessions;
use crate::state::App;
use crate::static_files::{Origins, Site, SiteError};
use crate::store::{OpenError, Store};

/// Half a header line holds a connection no longer. (T28)
const HEADER_PATIENCE: Duration = Duration::from_secs(10);
const LARGEST_HEADER: usize = 16 * 1024;
/// Calls that are under way when the gateway stops may finish.
const DRAIN: Duration = Duration::from_secs(5);
const PRUNE_EVERY: Duration = Duration::from_secs(3600);

/// A running gateway. Dropping it stops it at once; [`Gateway::stop`] lets calls finish.
pub struct Gateway {
    address: SocketAddr,
    public_url: String,
    handle: Handle<SocketAddr>,
    stopping: watch::Sender<bool>,
    server: Option<JoinHandle<std::io::Result<()>>>,
    store: Arc<Store>,
}

/// Why the gateway did not start: one line, with a way out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// A setting is missing or wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The port is taken, or the address is not of this machine.
    #[error(
        "listen: {address} cannot be listened on ({reason}): stop the other program or choose another port"
    )]
    Listen {
        /// Where.
        address: SocketAddr,
        /// What the operating system says.
        reason: std::io::Error,
    },
    /// The database cannot be used.
    #[error(
        "data_dir: {folder} cannot be used, {reason}: choose a folder that this user may write to"
    )]
    Data {
        /// Where.
        folder: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// There is no built page.
    #[error(
        "site_dir: {folder} cannot be served, {reason}: build the page with `trunk build` or name its folder"
    )]
    Site {
        /// Where.
        folder: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The client for Ayrshare cannot be made.
    #[error("the HTTP client cannot be made: {0}")]
    Client(String),
}

impl Gateway {
    /// Checks the settings, opens the database, and serves.
    ///
    /// # Errors
    /// If any of that fails.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        let settings = config.check()?;
        let origins = Origins {
            pictures_of: settings.ayrshare.loopback_origin.as_ref(),
            framed_by: &settings.allowed_origins,
        };
        let site = Site::load(&settings.site_dir, &origins).map_err(|reason: SiteError| {
            StartError::Site {
                folder: settings.site_dir.clone(),
                reason: reason.to_string(),
            }
        })?;
        let listener = listen(settings.listen).map_err(|reason| StartError::Listen {
            address: settings.listen,
            reason,
        })?;
        let address = listener.local_addr().map_err(|reason| StartError::Listen {
            address: settings.listen,
            reason,
        })?;
        let store = Store::open(&settings.data_dir)
            .await
            .map_err(|reason: OpenError| StartError::Data {
                folder: settings.data_dir.clone(),
                reason: reason.to_string(),
            })?;
        let ayrshare = Ayrshare::new(settings.ayrshare.clone())
            .map_err(|error| StartError::Client(error.to_string()))?;
        let (store, ayrshare, live) = (Arc::new(store), Arc::new(ayrshare), Arc::new(Live::new()));
        let (public_url, own_origin) = own_address(settings.public_url.as_ref(), address)?;
        let (stopping, stop_seen) = watch::channel(false);
        let app = Arc::new(App {
            cookies: Cookies::new(public_url.scheme() == "https"),
            sessions: Sessions::new(Arc::clone(&store)),
            brands: Brands::new(
                Arc::clone(&store),
                Arc::clone(&ayrshare),
                settings.vault.clone(),
            ),
            accounts: Accounts::new(Arc::clone(&store), Arc::clone(&ayrshare), Arc::clone(&live)),
            pace: Pace::default(),
            stopping: stop_seen,
            store: Arc::clone(&store),
            settings,
            public_url,
            own_origin,
            ayrshare,
            live,
            site,
        });
        app.site.shrink_in_background();
        // An attempt that cannot be resumed now is looked at when somebody asks for it.
        if let Err(error) = attempts::resume(&app).await {
            tracing::warn!(?error, "open attempts are not watched");
        }
        tokio::spawn(prune(Arc::clone(&app)));
        let public_url = app.own_origin.as_str().to_owned();
        let (handle, server) =
            serve(listener, app).map_err(|reason| StartError::Listen { address, reason })?;
        Ok(Self {
            address,
            public_url,
            handle,
            stopping,
            server: Some(server),
            store,
        })
    }

    /// The address that was bound.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What a browser calls it; no slash at its end.
    pub fn public_url(&self) -> String {
        self.public_url.clone()
    }

    /// Ends streams, lets calls finish, writes what is left. The port is free afterwards.
    pub async fn stop(mut self) {
        let _ = self.stopping.send(true);
        self.handle.graceful_shutdown(Some(DRAIN));
        if let Some(server) = self.server.take() {
            let _ = server.await;
        }
        self.store.close().await;
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        let _ = self.stopping.send(true);
        self.handle.shutdown();
    }
}

fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn own_address(configured: Option<&Url>, bound: SocketAddr) -> Result<(Url, Origin), ConfigError> {
    let fault = || ConfigError::new("public_url", "has to be an https address without a path");
    let url = configured
        .cloned()
        .map_or_else(|| Url::parse(&format!("http://{bound}")), Ok)
        .map_err(|_| fault())?;
    let origin = Origin::of(&url).ok_or_else(fault)?;
    Ok((url, origin))
}

type Served = (Handle<SocketAddr>, JoinHandle<std::io::Result<()>>);

fn serve(listener: TcpListener, app: Arc<App>) -> std::io::Result<Served> {
    let handle = Handle::new();
    let mut server = axum_server::from_tcp(listener)?.handle(handle.clone());
    server
        .http_builder()
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_PATIENCE)
        .max_buf_size(LARGEST_HEADER);
    let router = crate::app::router(app);
    Ok((
        handle,
        tokio::spawn(server.serve(router.into_make_service())),
    ))
}

async fn prune(app: Arc<App>) {
    loop {
        if let Err(error) = app.store.prune(clock::now()).await {
            tracing::warn!(%error, "old rows could not be removed");
        }
        tokio::select! {
            () = tokio::time::sleep(PRUNE_EVERY) => {}
            () = app.stopped() => return,
        }
    }
}
