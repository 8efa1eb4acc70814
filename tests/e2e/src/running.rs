use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::Value;
use tempfile::TempDir;
use thirtyfour::error::{WebDriverErrorInner, WebDriverResult};
use thirtyfour::{Capabilities, WebDriver, WindowHandle};

use crate::driver::Driver;
use crate::{Engine, Screen, Setting};

/// Nothing that a driver does takes longer.
const LONGEST: Duration = Duration::from_secs(120);

/// A browser that runs, with its driver and its profile.
#[derive(Debug)]
pub(crate) struct Running {
    /// First, so that it ends first: the connection's end would otherwise wait for an answer.
    _process: Driver,
    pub driver: WebDriver,
    /// The one that has room for tabs, which a pop-up has not.
    roomy: Mutex<WindowHandle>,
    _profile: TempDir,
}

impl Running {
    pub async fn start(engine: Engine, setting: Option<Setting>) -> Result<Self> {
        let profile = tempfile::tempdir()?;
        let process = Driver::start(engine).await?;
        let Value::Object(wanted) = engine.capabilities(profile.path(), setting) else {
            bail!("capabilities are an object");
        };
        let mut capabilities = Capabilities::new();
        for (name, value) in wanted {
            capabilities.set(name, value)?;
        }
        // A connection ends with the runtime of the story that made it, so none is kept for the next one.
        let http = reqwest::Client::builder()
            .pool_max_idle_per_host(0)
            .timeout(LONGEST)
            .build()?;
        let driver = WebDriver::builder(process.address(), capabilities)
            .client(http)
            .connect()
            .await?;
        let roomy = Mutex::new(driver.window().await?);
        let running = Self {
            _process: process,
            driver,
            roomy,
            _profile: profile,
        };
        if engine != Engine::Chromium {
            running.resize(Screen::Desktop).await?;
        }
        Ok(running)
    }

    pub async fn resize(&self, screen: Screen) -> Result<()> {
        let (width, height) = match screen {
            Screen::Phone => (500, 900),
            Screen::Tablet => (820, 1180),
            Screen::Desktop => (1280, 900),
        };
        Ok(self.driver.set_window_rect(0, 0, width, height).await?)
    }

    /// Whether the window is still open that has room for tabs.
    pub async fn has_room(&self) -> Result<bool> {
        let open = self.driver.windows().await?;
        Ok(open.contains(&self.roomy()))
    }

    /// Leaves a single new window of the usual size, without a past, and no cookie of these sites: cookies know no ports.
    pub async fn clear(&self, sites: &[String]) -> Result<()> {
        let old = self.driver.windows().await?;
        // The one at hand may have closed itself.
        let roomy = self.roomy().clone();
        self.driver.switch_to_window(roomy).await?;
        let fresh = self.driver.new_tab().await?;
        *self.roomy() = fresh.clone();
        for window in old {
            let closed = match self.driver.switch_to_window(window).await {
                Ok(()) => self.driver.close_window().await.map(drop),
                gone => gone,
            };
            unless_gone(closed)?;
        }
        self.driver.switch_to_window(fresh).await?;
        self.resize(Screen::Desktop).await?;
        for site in sites {
            self.driver.goto(site.as_str()).await?;
            self.driver.delete_all_cookies().await?;
        }
        Ok(())
    }

    fn roomy(&self) -> MutexGuard<'_, WindowHandle> {
        self.roomy.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub async fn end(self) -> Result<()> {
        // The drop ends whatever is left.
        unless_gone(self.driver.clone().quit().await)
    }
}

/// A window that closed itself meanwhile, as ours do, is as good as closed.
fn unless_gone(done: WebDriverResult<()>) -> Result<()> {
    match done {
        Err(error) if matches!(*error, WebDriverErrorInner::NoSuchWindow(_)) => Ok(()),
        other => Ok(other?),
    }
}
