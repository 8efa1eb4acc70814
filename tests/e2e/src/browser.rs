use std::time::Instant;

use anyhow::{Result, bail};
use http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::{Capabilities, WebDriver, WindowHandle};

use crate::driver::Driver;
use crate::{Engine, PATIENCE, Role, View};

/// A size of screen.
#[derive(Clone, Copy, Debug)]
pub enum Screen {
    /// 390 × 844.
    Phone,
    /// 1280 × 900.
    Desktop,
}

/// A browser with its pop-up blocker on.
pub struct Browser {
    /// First, so that it ends first: the connection's end would otherwise wait for an answer.
    _process: Driver,
    driver: WebDriver,
    engine: Engine,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts the engine that is being tested.
    pub async fn start() -> Result<Self> {
        Self::start_with(&[]).await
    }

    /// Starts it with further switches, which only Chromium has.
    pub async fn start_with(switches: &[&str]) -> Result<Self> {
        let engine = Engine::chosen()?;
        let profile = tempfile::tempdir()?;
        let process = Driver::start(engine).await?;
        let Value::Object(wanted) = engine.capabilities(profile.path(), switches) else {
            bail!("capabilities are an object");
        };
        let mut capabilities = Capabilities::new();
        for (name, value) in wanted {
            capabilities.set(name, value)?;
        }
        let driver = WebDriver::new(process.address(), capabilities).await?;
        let browser = Self {
            _process: process,
            driver,
            engine,
            _profile: profile,
        };
        if engine != Engine::Chromium {
            browser.resize(Screen::Desktop).await?;
        }
        Ok(browser)
    }

    /// Which engine it is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Goes to an address in the window at hand.
    pub async fn open(&self, url: &str) -> Result<View<'_>> {
        self.driver.goto(url).await?;
        Ok(self.here())
    }

    /// The window at hand.
    pub fn here(&self) -> View<'_> {
        View::new(&self.driver)
    }

    /// Goes into the only frame of the window at hand.
    pub async fn enter_frame(&self) -> Result<()> {
        Ok(self.driver.enter_frame(0).await?)
    }

    /// Where the window at hand is.
    pub async fn address(&self) -> Result<String> {
        Ok(self.driver.current_url().await?.to_string())
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Result<()> {
        Ok(self.driver.refresh().await?)
    }

    /// Every window that is open.
    pub async fn windows(&self) -> Result<Vec<WindowHandle>> {
        Ok(self.driver.windows().await?)
    }

    /// The window at hand, to come back to.
    pub async fn window(&self) -> Result<WindowHandle> {
        Ok(self.driver.window().await?)
    }

    /// Goes to a window.
    pub async fn switch_to(&self, window: &WindowHandle) -> Result<()> {
        Ok(self.driver.switch_to_window(window.clone()).await?)
    }

    /// Waits until there is a window besides `known`, and goes there.
    pub async fn switch_to_new(&self, known: &[WindowHandle]) -> Result<WindowHandle> {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some(new) = self
                .windows()
                .await?
                .into_iter()
                .find(|window| !known.contains(window))
            {
                self.switch_to(&new).await?;
                return Ok(new);
            }
            pause().await;
        }
        bail!(
            "no new window came; the one at hand says:\n{}",
            self.here().words().await?
        )
    }

    /// Clicks something that opens a window, and goes there.
    pub async fn click_into_new_window(&self, role: Role, name: &str) -> Result<WindowHandle> {
        let known = self.windows().await?;
        self.here().click(role, name).await?;
        self.switch_to_new(&known).await
    }

    /// Waits until this many windows are open.
    pub async fn expect_windows(&self, count: usize) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        loop {
            let open = self.windows().await?.len();
            if open == count {
                return Ok(());
            }
            if Instant::now() > until {
                bail!("{open} windows are open, not {count}");
            }
            pause().await;
        }
    }

    /// Opens a further tab and goes there.
    pub async fn open_tab(&self, url: &str) -> Result<View<'_>> {
        let tab = self.driver.new_tab().await?;
        self.switch_to(&tab).await?;
        self.open(url).await
    }

    /// Closes the window at hand.
    pub async fn close_window(&self) -> Result<()> {
        Ok(self.driver.close_window().await?)
    }

    /// Runs a script without a gesture: what it opens, the blocker sees as nobody's wish.
    pub async fn script(&self, script: &str) -> Result<Value> {
        Ok(self
            .driver
            .execute(script, Vec::new())
            .await?
            .json()
            .clone())
    }

    /// Makes Chromium say that there is no network, and have none. The other engines cannot be told.
    pub async fn go_offline(&self, offline: bool) -> Result<()> {
        let command = Command::ExtensionCommand(Box::new(NetworkConditions { offline }));
        Ok(self.driver.cmd(command).await.map(drop)?)
    }

    /// Freezes the page at hand, as a browser does with one that has been in the background for long, or thaws it.
    /// Only Chromium's driver can.
    pub async fn set_frozen(&self, frozen: bool) -> Result<()> {
        let state = if frozen { "frozen" } else { "active" };
        let command = SetLifecycle { state };
        self.driver
            .cmd(Command::ExtensionCommand(Box::new(command)))
            .await?;
        Ok(())
    }

    /// Sets the size of the window at hand.
    pub async fn resize(&self, screen: Screen) -> Result<()> {
        let (width, height) = match screen {
            Screen::Phone => (500, 900),
            Screen::Desktop => (1280, 900),
        };
        Ok(self.driver.set_window_rect(0, 0, width, height).await?)
    }

    /// A picture of the window at hand.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        Ok(self.driver.screenshot_as_png().await?)
    }

    /// Ends it.
    pub async fn quit(self) -> Result<()> {
        // The drop ends whatever is left.
        match self.driver.clone().quit().await {
            // The window at hand closed itself meanwhile, as ours do.
            Err(error) if matches!(*error, WebDriverErrorInner::NoSuchWindow(_)) => Ok(()),
            other => Ok(other?),
        }
    }
}

/// `POST /session/{id}/chromium/network_conditions`, of Chromium's driver.
#[derive(Debug)]
struct NetworkConditions {
    offline: bool,
}

impl ExtensionCommand for NetworkConditions {
    fn parameters_json(&self) -> Option<Value> {
        Some(json!({
            "network_conditions": { "offline": self.offline, "latency": 0, "throughput": 100_000_000 },
        }))
    }

    fn method(&self) -> Method {
        Method::POST
    }

    fn endpoint(&self) -> std::sync::Arc<str> {
        "/chromium/network_conditions".into()
    }
}

/// `Page.setWebLifecycleState` of Chromium's own protocol, by way of its driver.
#[derive(Debug)]
struct SetLifecycle {
    state: &'static str,
}

impl ExtensionCommand for SetLifecycle {
    fn parameters_json(&self) -> Option<Value> {
        let params = json!({ "state": self.state });
        Some(json!({ "cmd": "Page.setWebLifecycleState", "params": params }))
    }

    fn method(&self) -> Method {
        Method::POST
    }

    fn endpoint(&self) -> std::sync::Arc<str> {
        "/goog/cdp/execute".into()
    }
}

/// A short wait between two looks.
pub(crate) async fn pause() {
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
}
