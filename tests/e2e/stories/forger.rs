//! Somebody who sends messages that are not theirs to send: a window beside the one in which an account is linked, whose
//! opener's opener is our page.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use e2e::{Browser, PATIENCE, Role, Stack};
use thirtyfour::WindowHandle;

use crate::steps::{answer, at_the_portal, go, open_window};
use crate::watch::{BUSY, asked, said_only, watch};

/// Counts what reaches the page, so that a test knows that it was heard; and keeps room for all requests.
const LISTEN: &str = "
  window.heard = 0;
  const hear = () => { window.heard += 1; };
  addEventListener('message', hear);
  window.ear = new BroadcastChannel('connect-accounts');
  window.ear.addEventListener('message', hear);
  performance.setResourceTimingBufferSize(20000);
";

/// The linking page, too, may open windows.
const OPEN: &str = "
  const button = document.createElement('button');
  button.textContent = 'Open a forger';
  button.addEventListener('click', () => { window.open('URL', 'forger', 'popup=yes,width=300,height=300'); });
  document.body.prepend(button);
";

/// An attempt in progress, and a forger.
pub struct Forger {
    pub stack: Stack,
    pub browser: Browser,
    /// Our page.
    pub page: WindowHandle,
    /// Where the account is being linked.
    pub window: WindowHandle,
    /// The forger's own window.
    pub other: WindowHandle,
    /// The attempt, which a forger would have to guess.
    pub attempt: String,
}

/// Where a message is sent from, as an expression for our page.
pub const FROM_OTHER: &str = "window.opener.opener";
/// The same from a frame of the forger.
pub const FROM_FRAME: &str = "window.parent.opener.opener";
/// From the window itself.
pub const FROM_WINDOW: &str = "window.opener";
/// From a frame of our own page.
pub const FROM_INSIDE: &str = "window.parent";

impl Forger {
    /// TikTok is being linked, and somebody has opened a window at `url` beside it.
    pub async fn beside(url: impl Fn(&Stack) -> String) -> Result<Self> {
        let (stack, browser) = at_the_portal("Acme Coffee").await?;
        browser.script(LISTEN).await?;
        watch(&browser, "tiktok").await?;
        let page = open_window(&browser, "TikTok").await?;
        let window = browser.window().await?;
        browser.script(&OPEN.replace("URL", &url(&stack))).await?;
        let other = browser
            .click_into_new_window(Role::Button, "Open a forger")
            .await?;
        browser.switch_to(&page).await?;
        let attempt = attempt(&browser).await?;
        browser.switch_to(&other).await?;
        Ok(Self {
            stack,
            browser,
            page,
            window,
            other,
            attempt,
        })
    }

    /// The forger's window goes to another address, and is there.
    pub async fn go(&self, url: &str) -> Result<()> {
        self.browser.switch_to(&self.other).await?;
        go(&self.browser, url).await
    }

    /// Sends `messages`, each an expression in which `A` is the attempt, from the window or frame at hand, and waits
    /// until our page has heard them all.
    pub async fn send(&self, from: &str, messages: &[&str]) -> Result<()> {
        let posts = messages
            .iter()
            .map(|message| format!("to.postMessage({message}, '*');"))
            .collect::<String>();
        let script = format!("const A = '{}', to = {from}; {posts}", self.attempt);
        self.tell(&script, messages.len()).await
    }

    /// Runs a script here by which our page hears of `count` messages.
    pub async fn tell(&self, script: &str, count: usize) -> Result<()> {
        let at_hand = self.browser.window().await?;
        let before = self.heard().await?;
        // The frame at hand is lost by looking at the page, so the way back to it is the caller's.
        self.browser.switch_to(&at_hand).await?;
        self.enter_if_framed().await?;
        self.browser.script(script).await?;
        let until = Instant::now() + PATIENCE;
        while self.heard().await? < before + count as u64 {
            ensure!(Instant::now() < until, "our page never heard: {script}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.browser.switch_to(&at_hand).await
    }

    /// The card is as it was, also in between.
    pub async fn nothing_ended(&self) -> Result<()> {
        self.browser.switch_to(&self.page).await?;
        said_only(&self.browser, &BUSY).await
    }

    /// How often our page has asked because somebody said something.
    pub async fn asked(&self) -> Result<u64> {
        self.browser.switch_to(&self.page).await?;
        Ok(asked(&self.browser, "message").await? + asked(&self.browser, "done").await?)
    }

    /// Puts a frame into the window at hand, in place of the last one.
    pub async fn add_frame(&self, sandbox: Option<&str>) -> Result<()> {
        let sandbox = sandbox.map_or_else(String::new, |words| {
            format!("frame.setAttribute('sandbox', '{words}');")
        });
        let script = format!(
            "document.querySelectorAll('iframe').forEach((old) => old.remove());
             const frame = document.createElement('iframe'); {sandbox} document.body.append(frame);"
        );
        self.browser.script(&script).await.map(drop)
    }

    async fn heard(&self) -> Result<u64> {
        self.browser.switch_to(&self.page).await?;
        let heard = self.browser.script("return window.heard").await?;
        heard.as_u64().context("our page listens")
    }

    /// Where the window at hand has a frame, the frame is who speaks.
    async fn enter_if_framed(&self) -> Result<()> {
        let framed = self
            .browser
            .script("return document.querySelector('iframe') !== null")
            .await?;
        if framed == true {
            self.browser.enter_frame().await?;
        }
        Ok(())
    }
}

/// The attempt of the page at hand, from what it asked the backend.
async fn attempt(browser: &Browser) -> Result<String> {
    const FIND: &str = "
      return performance.getEntriesByType('resource')
        .map((entry) => /links\\/([0-9a-f-]{36})/.exec(entry.name)?.[1]).find((id) => id) ?? null;";
    let id = answer(browser, FIND).await?;
    Ok(id.as_str().context("an id")?.to_owned())
}
