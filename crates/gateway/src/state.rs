use std::sync::Arc;

use tokio::sync::watch;
use url::Url;

use crate::accounts::Accounts;
use crate::attempts::Pace;
use crate::auth::{Cookies, Origin};
use crate::ayrshare::Ayrshare;
use crate::brands::Brands;
use crate::config::Settings;
use crate::live::Live;
use crate::sessions::Sessions;
use crate::static_files::Site;
use crate::store::Store;

/// Everything that a handler may need.
pub struct App {
    pub settings: Settings,
    /// What a browser calls the gateway.
    pub public_url: Url,
    /// The origin of it.
    pub own_origin: Origin,
    pub cookies: Cookies,
    pub store: Arc<Store>,
    pub ayrshare: Arc<Ayrshare>,
    pub sessions: Sessions,
    pub brands: Brands,
    pub accounts: Accounts,
    pub live: Arc<Live>,
    /// How often Ayrshare was asked about each link session.
    pub pace: Pace,
    pub site: Site,
    /// Turns true when the gateway stops.
    pub stopping: watch::Receiver<bool>,
}

impl App {
    /// An address of our own. `path` starts with a slash.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.own_origin.as_str())
    }

    /// Whether pages of this origin may embed the widget at all.
    pub fn lists_origin(&self, origin: &Origin) -> bool {
        self.settings.allowed_origins.contains(origin)
    }

    /// Resolves when the gateway stops.
    pub async fn stopped(&self) {
        // An error means that the sender is gone, which is a stop as well.
        let _ = self.stopping.clone().wait_for(|stopping| *stopping).await;
    }
}
