use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::{By, TypingData, WindowHandle};

use crate::running::Running;
use crate::shelf::Turn;
use crate::view::in_time;
use crate::{Engine, PATIENCE, Role, Setting, Stack, View, choose_cryptography};

/// A size of screen.
#[derive(Clone, Copy, Debug)]
pub enum Screen {
    /// 390 × 844.
    Phone,
    /// 820 × 1180.
    Tablet,
    /// 1280 × 900.
    Desktop,
}

/// A browser with its pop-up blocker on.
///
/// Another story may have had it before. Nothing of that is left: no window, no cookie; and since no two servers of a
/// process have the same port, all else that a browser keeps is of other origins.
pub struct Browser {
    running: Running,
    engine: Engine,
    /// Set by what cannot be taken back.
    changed: AtomicBool,
    turn: Turn,
}

impl Browser {
    /// Starts the engine that is being tested, or takes over one that another story has done with.
    pub async fn start() -> Result<Self> {
        choose_cryptography();
        let engine = Engine::chosen()?;
        let turn = Turn::take();
        let running = match turn.take_over() {
            Some(running) => running,
            None => Running::start(engine, None).await?,
        };
        Ok(Self {
            running,
            engine,
            changed: AtomicBool::new(false),
            turn,
        })
    }

    /// Starts one for somebody who has set it so. No other story gets it.
    pub async fn set_to(setting: Setting) -> Result<Self> {
        choose_cryptography();
        let engine = Engine::chosen()?;
        Ok(Self {
            turn: Turn::take(),
            running: Running::start(engine, Some(setting)).await?,
            engine,
            changed: AtomicBool::new(true),
        })
    }

    /// Which engine it is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Goes to an address in the window at hand.
    pub async fn open(&self, url: &str) -> Result<View<'_>> {
        self.running.driver.goto(url).await?;
        Ok(self.here())
    }

    /// The window at hand.
    pub fn here(&self) -> View<'_> {
        View::new(&self.running.driver)
    }

    /// Goes into the only frame of the window at hand.
    pub async fn enter_frame(&self) -> Result<()> {
        Ok(self.running.driver.enter_frame(0).await?)
    }

    /// Goes into a frame of the window at hand, wherever a script finds it.
    pub async fn enter_frame_of(&self, frame: &str) -> Result<()> {
        let script = format!("return {frame}");
        let found = self.running.driver.execute(script, Vec::new()).await?;
        Ok(found.element()?.enter_frame().await?)
    }

    /// Where the window at hand is.
    pub async fn address(&self) -> Result<String> {
        Ok(self.running.driver.current_url().await?.to_string())
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Result<()> {
        Ok(self.running.driver.refresh().await?)
    }

    /// Every window that is open.
    pub async fn windows(&self) -> Result<Vec<WindowHandle>> {
        Ok(self.running.driver.windows().await?)
    }

    /// The window at hand, to come back to.
    pub async fn window(&self) -> Result<WindowHandle> {
        Ok(self.running.driver.window().await?)
    }

    /// Goes to a window.
    pub async fn switch_to(&self, window: &WindowHandle) -> Result<()> {
        Ok(self.running.driver.switch_to_window(window.clone()).await?)
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
        let tab = self.running.driver.new_tab().await?;
        self.switch_to(&tab).await?;
        self.open(url).await
    }

    /// Closes the window at hand.
    pub async fn close_window(&self) -> Result<()> {
        Ok(self.running.driver.close_window().await?)
    }

    /// Runs a script without a gesture: what it opens, the blocker sees as nobody's wish.
    pub async fn script(&self, script: &str) -> Result<Value> {
        in_time(self.evaluate(script)).await?
    }

    /// The same, for a script that takes its time.
    pub(crate) async fn evaluate(&self, script: &str) -> Result<Value> {
        let answer = self.running.driver.execute(script, Vec::new()).await?;
        Ok(answer.json().clone())
    }

    /// Presses keys, as a person: they go to whatever has the focus.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        let keys = self.running.driver.action_chain().send_keys(keys);
        Ok(keys.perform().await?)
    }

    /// Makes Chromium say that there is no network, and have none. The other engines cannot be told.
    pub async fn go_offline(&self, offline: bool) -> Result<()> {
        self.changed.store(true, Ordering::Relaxed);
        let command = Command::ExtensionCommand(Box::new(NetworkConditions { offline }));
        Ok(self.running.driver.cmd(command).await.map(drop)?)
    }

    /// Freezes the page at hand, as a browser does with one that has been in the background for long, or thaws it.
    /// Only Chromium's driver can.
    pub async fn set_frozen(&self, frozen: bool) -> Result<()> {
        let state = if frozen { "frozen" } else { "active" };
        self.tell_chromium("Page.setWebLifecycleState", json!({ "state": state }))
            .await
            .map(drop)
    }

    /// Makes Chromium say that the person wants colours of their own. The other engines cannot be told.
    pub async fn force_colours(&self, forced: bool) -> Result<()> {
        let value = if forced { "active" } else { "none" };
        let features = json!([{ "name": "forced-colors", "value": value }]);
        self.tell_chromium(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await
        .map(drop)
    }

    /// What an extension can do in Chromium: a script that runs in the tab at hand before those of every page. The answer
    /// is what [`Browser::run_no_longer`] takes.
    pub async fn run_before_pages(&self, script: &str) -> Result<Value> {
        let script = json!({ "source": script });
        self.tell_chromium("Page.addScriptToEvaluateOnNewDocument", script)
            .await
    }

    /// Takes such a script back.
    pub async fn run_no_longer(&self, added: Value) -> Result<()> {
        self.tell_chromium("Page.removeScriptToEvaluateOnNewDocument", added)
            .await
            .map(drop)
    }

    /// What the first element of this kind shows, asked without a script in the page.
    pub async fn text_of(&self, selector: &str) -> Result<String> {
        let found = self.running.driver.find(By::Css(selector)).await?;
        Ok(found.text().await?)
    }

    /// Whether the first element of this kind is drawn at all, asked in the same way.
    pub async fn is_drawn(&self, selector: &str) -> Result<bool> {
        let found = self.running.driver.find(By::Css(selector)).await?;
        Ok(found.is_displayed().await?)
    }

    /// What Chromium counts of the page at hand, without what nobody holds any more: names and values.
    pub async fn metrics(&self) -> Result<Vec<(String, f64)>> {
        for command in [
            "HeapProfiler.enable",
            "HeapProfiler.collectGarbage",
            "Performance.enable",
        ] {
            self.tell_chromium(command, json!({})).await?;
        }
        let told = self
            .tell_chromium("Performance.getMetrics", json!({}))
            .await?;
        let metrics = told["metrics"].as_array().context("metrics")?;
        let metric = |metric: &Value| {
            let name = metric["name"].as_str()?.to_owned();
            Some((name, metric["value"].as_f64()?))
        };
        Ok(metrics.iter().filter_map(metric).collect())
    }

    /// Gives the page at hand in Chromium a width that no window can have, and the height of all that it shows.
    pub async fn show_all(&self, width: u32) -> Result<()> {
        let size = |height| json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.tell_chromium("Emulation.setDeviceMetricsOverride", size(900))
            .await?;
        let height = self
            .script("return document.documentElement.scrollHeight")
            .await?
            .as_u64();
        self.tell_chromium(
            "Emulation.setDeviceMetricsOverride",
            size(height.context("a height")?),
        )
        .await
        .map(drop)
    }

    pub(crate) async fn tell_chromium(&self, cmd: &'static str, params: Value) -> Result<Value> {
        self.changed.store(true, Ordering::Relaxed);
        let command = Command::ExtensionCommand(Box::new(OwnProtocol { cmd, params }));
        let answer = self.running.driver.cmd(command).await?;
        Ok(answer.value_json()?)
    }

    /// Sets the size of the window at hand.
    pub async fn resize(&self, screen: Screen) -> Result<()> {
        self.running.resize(screen).await
    }

    /// A picture of the window at hand.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        Ok(self.running.driver.screenshot_as_png().await?)
    }

    /// Leaves it to another story, without what this stack has told it.
    pub async fn quit(self, stack: &Stack) -> Result<()> {
        stack.line().clear();
        self.leave(&[stack.page("/icon.svg"), stack.host_page("icon.svg")])
            .await
    }

    /// Leaves it to another story, without the cookies of these sites.
    pub async fn leave(self, sites: &[String]) -> Result<()> {
        let changed = self.changed.load(Ordering::Relaxed);
        // WebKit's driver gives a window that it opened none of its own; and a new one is there in no time.
        if changed || self.engine == Engine::WebKit || !self.running.has_room().await? {
            return self.running.end().await;
        }
        self.running.clear(sites).await?;
        self.turn.leave(self.running);
        Ok(())
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

/// A command of Chromium's own protocol, by way of its driver.
#[derive(Debug)]
struct OwnProtocol {
    cmd: &'static str,
    params: Value,
}

impl ExtensionCommand for OwnProtocol {
    fn parameters_json(&self) -> Option<Value> {
        Some(json!({ "cmd": self.cmd, "params": self.params }))
    }

    fn method(&self) -> Method {
        Method::POST
    }

    fn endpoint(&self) -> std::sync::Arc<str> {
        "/goog/cdp/execute".into()
    }
}

/// A short wait between two looks, each of which costs the browser some milliseconds.
pub(crate) async fn pause() {
    tokio::time::sleep(std::time::Duration::from_millis(150)).await;
}
