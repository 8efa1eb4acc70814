use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver, WindowHandle};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::{PATIENCE, Role, View};

/// A size of screen.
#[derive(Clone, Copy, Debug)]
pub enum Screen {
    /// 390 × 844.
    Phone,
    /// 1280 × 900.
    Desktop,
}

/// Chromium with its pop-up blocker on, which drivers switch off unless told.
pub struct Browser {
    driver: WebDriver,
    process: Child,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts it.
    pub async fn start() -> Result<Self> {
        Self::start_with(&[]).await
    }

    /// Starts it with further switches.
    pub async fn start_with(switches: &[&str]) -> Result<Self> {
        let profile = tempfile::tempdir()?;
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".into());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .with_context(|| {
                format!("{program} cannot be started: install chromium and chromium-driver")
            })?;
        let port = port_of(&mut process).await?;
        let mut arguments = vec![
            "--headless=new".to_owned(),
            "--no-sandbox".into(),
            "--disable-gpu".into(),
            "--disable-quic".into(),
            "--no-first-run".into(),
            "--disable-background-networking".into(),
            "--disable-component-update".into(),
            "--disable-sync".into(),
            "--lang=en".into(),
            "--window-size=1280,900".into(),
            format!("--user-data-dir={}", profile.path().display()),
        ];
        arguments.extend(switches.iter().map(|switch| (*switch).to_owned()));
        let mut capabilities = Capabilities::new();
        capabilities.set("browserName", "chrome")?;
        capabilities.set(
            "goog:chromeOptions",
            json!({ "args": arguments, "excludeSwitches": ["disable-popup-blocking"] }),
        )?;
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await?;
        Ok(Self {
            driver,
            process,
            _profile: profile,
        })
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
        bail!("no new window came")
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
        Ok(self.driver.clone().quit().await?)
    }
}

impl Drop for Browser {
    /// The driver and its browser are one process group. Ended before the connection is dropped, which would otherwise
    /// wait for an answer.
    fn drop(&mut self) {
        if let Some(pid) = self
            .process
            .id()
            .and_then(|id| rustix::process::Pid::from_raw(id.cast_signed()))
        {
            let _ = rustix::process::kill_process_group(pid, rustix::process::Signal::KILL);
        }
    }
}

/// A short wait between two looks.
pub(crate) async fn pause() {
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
}

/// The driver says on its first lines which port it took.
async fn port_of(process: &mut Child) -> Result<u16> {
    let output = process.stdout.take().context("the driver's output")?;
    let mut lines = BufReader::new(output).lines();
    let mut said = String::new();
    while let Some(line) = lines.next_line().await? {
        said.push_str(&line);
        said.push('\n');
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            let port = port.trim_end_matches('.').trim().parse()?;
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok(port);
        }
    }
    bail!("chromedriver ended before it was ready:\n{said}")
}
