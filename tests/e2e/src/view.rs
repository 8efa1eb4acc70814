use std::time::Instant;

use anyhow::{Context, Result, bail};
use http::Method;
use serde_json::Value;
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use thirtyfour::{By, WebDriver, WebElement};

use crate::PATIENCE;
use crate::browser::pause;

/// What a thing is to a person who cannot see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A button.
    Button,
    /// A link.
    Link,
    /// A heading.
    Heading,
    /// One of several choices.
    Radio,
    /// A list that one is chosen from.
    ComboBox,
    /// A field for text.
    TextBox,
    /// A dialog.
    Dialog,
    /// Something that interrupts.
    Alert,
    /// Something that is told in passing.
    Status,
}

impl Role {
    /// Which elements can have the role; the browser has the last word.
    fn candidates(self) -> &'static str {
        match self {
            Self::Button => "button, [role=button], input[type=submit]",
            Self::Link => "a[href]",
            Self::Heading => "h1, h2, h3",
            Self::Radio => "input[type=radio]",
            Self::ComboBox => "select",
            Self::TextBox => "input:not([type=radio]):not([type=checkbox]):not([type=hidden])",
            Self::Dialog => "dialog,[role=dialog]",
            Self::Alert => "[role=alert]",
            Self::Status => "[role=status]",
        }
    }
}

/// What is in a window, also in open shadow roots, found as a person finds it: by role and name, or by its words.
pub struct View<'a> {
    driver: &'a WebDriver,
}

/// Every visible element that the browser may give this name: asking it costs a call for each. All the words of the name
/// are somewhere in what names are made of (WAI, *Accessible Name and Description Computation*), in whatever order.
const FIND: &str = "
  const [candidates, name] = arguments;
  const wanted = name.toLowerCase().split(/\\s+/);
  const sources = ['aria-label', 'alt', 'title', 'value', 'placeholder'];
  const said = (element) => [
    element.textContent,
    element.value,
    ...[element, ...element.querySelectorAll('*')].flatMap((part) => sources.map((source) => part.getAttribute(source))),
    ...(element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => element.getRootNode().getElementById(id)?.textContent),
    ...[...(element.labels ?? [])].map((label) => label.textContent),
  ].join(' ').toLowerCase();
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches(candidates)) found.push(element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  return found.filter((element) => {
    const words = said(element);
    return wanted.every((word) => words.includes(word)) && element.checkVisibility();
  });
";

const NAME: &str =
    "return arguments[0].getAttribute('aria-label') ?? arguments[0].innerText ?? '';";

const WORDS: &str = "
  const parts = [document.body.innerText];
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) { for (const child of element.shadowRoot.children) parts.push(child.innerText ?? ''); walk(element.shadowRoot); }
    }
  };
  walk(document);
  return parts.join('\\n');
";

impl<'a> View<'a> {
    pub(crate) fn new(driver: &'a WebDriver) -> Self {
        Self { driver }
    }

    /// Waits for the thing whose accessible name has `name` in it.
    pub async fn find(&self, role: Role, name: &str) -> Result<WebElement> {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Ok(Some(found)) = self.look(role, name).await {
                return Ok(found);
            }
            if Instant::now() > until {
                let seen = self.names(role, name).await;
                bail!(
                    "there is no {role:?} “{name}” within {PATIENCE:?}, only {seen:?}; the window says:\n{}",
                    self.words().await?
                );
            }
            pause().await;
        }
    }

    /// Whether it is there now.
    pub async fn has(&self, role: Role, name: &str) -> Result<bool> {
        Ok(self.look(role, name).await?.is_some())
    }

    /// Clicks it, as a person: a trusted click, with a gesture.
    ///
    /// A thing of a page that is about to make way is looked for again on the next one. A window that closes in its own
    /// click was clicked.
    pub async fn click(&self, role: Role, name: &str) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        loop {
            let found = self.find(role, name).await?;
            let clicked = match found.scroll_into_view().await {
                // A start page that asks lets a person look first.
                Ok(()) if !found.is_enabled().await.unwrap_or(true) && Instant::now() < until => {
                    pause().await;
                    continue;
                }
                Ok(()) => found.click().await,
                Err(gone) => Err(gone),
            };
            match clicked {
                Err(problem) if is_stale(&problem) && Instant::now() < until => pause().await,
                Err(problem) if matches!(*problem, WebDriverErrorInner::NoSuchWindow(_)) => {
                    return Ok(());
                }
                clicked => return Ok(clicked?),
            }
        }
    }

    /// Clicks it twice, as fast as a mouse does.
    pub async fn double_click(&self, role: Role, name: &str) -> Result<()> {
        let found = self.find(role, name).await?;
        found.scroll_into_view().await?;
        let twice = self.driver.action_chain().double_click_element(&found);
        Ok(twice.perform().await?)
    }

    /// Holds a key down on it until it has come `times` times, and lets go.
    pub async fn hold_key(&self, role: Role, name: &str, key: char, times: usize) -> Result<()> {
        self.find(role, name).await?.focus().await?;
        let held = (0..times).fold(self.driver.action_chain(), |chain, _| chain.key_down(key));
        Ok(held.key_up(key).perform().await?)
    }

    /// Types into it.
    pub async fn type_into(&self, role: Role, name: &str, words: &str) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        loop {
            let found = self.find(role, name).await?;
            let typed = match found.clear().await {
                Ok(()) => found.send_keys(words).await,
                Err(gone) => Err(gone),
            };
            match typed {
                Err(problem) if is_stale(&problem) && Instant::now() < until => pause().await,
                typed => return Ok(typed?),
            }
        }
    }

    /// Chooses from a list.
    pub async fn choose(&self, list: &str, choice: &str) -> Result<()> {
        let list = self.find(Role::ComboBox, list).await?;
        let choice = list
            .find(By::XPath(format!("option[.='{choice}']")))
            .await?;
        Ok(choice.click().await?)
    }

    /// Waits for words, anywhere.
    pub async fn expect_words(&self, words: &str) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        loop {
            let seen = self.words().await.unwrap_or_default();
            if seen.contains(words) {
                return Ok(());
            }
            if Instant::now() > until {
                bail!("“{words}” is not there within {PATIENCE:?}; the window says:\n{seen}");
            }
            pause().await;
        }
    }

    /// Every word in the window.
    pub async fn words(&self) -> Result<String> {
        let answer = in_time(self.driver.execute(WORDS, Vec::new())).await??;
        Ok(answer.json().as_str().unwrap_or_default().to_owned())
    }

    async fn look(&self, role: Role, name: &str) -> Result<Option<WebElement>> {
        let candidates = self.candidates(role, name).await?;
        for candidate in candidates {
            // One that has gone meanwhile has no name.
            if let Ok(named) = self.name_of(&candidate).await
                && named.contains(name)
            {
                return Ok(Some(candidate));
            }
        }
        Ok(None)
    }

    /// The names of what may have been meant, as the browser computes them.
    async fn names(&self, role: Role, name: &str) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for candidate in self.candidates(role, name).await? {
            names.push(self.name_of(&candidate).await?);
        }
        Ok(names)
    }

    async fn candidates(&self, role: Role, name: &str) -> Result<Vec<WebElement>> {
        let until = Instant::now() + PATIENCE;
        loop {
            let wanted = vec![Value::from(role.candidates()), Value::from(name)];
            match in_time(self.driver.execute(FIND, wanted)).await? {
                // Firefox hands the answer on a moment later, and something in it may be gone by then.
                Err(problem) if is_stale(&problem) && Instant::now() < until => pause().await,
                answer => return Ok(answer?.elements()?),
            }
        }
    }

    /// The accessible name, as the browser computes it.
    async fn name_of(&self, element: &WebElement) -> Result<String> {
        let command = ComputedLabel {
            element: element.element_id().to_string(),
        };
        let command = Command::ExtensionCommand(Box::new(command));
        if let Ok(answer) = in_time(self.driver.cmd(command)).await? {
            let label = answer.value_json()?;
            if let Some(label) = label.as_str().filter(|label| !label.is_empty()) {
                return Ok(label.to_owned());
            }
        }
        // Chromium's driver cannot ask inside of a frame of another site; and once WebKit had no names for a page that had
        // come back from the history.
        let wanted = vec![element.to_json()?];
        let answer = in_time(self.driver.execute(NAME, wanted)).await??;
        Ok(answer.json().as_str().unwrap_or_default().to_owned())
    }
}

/// What a driver says to a question, unless it has lost the answer: WebKit's does when the page goes meanwhile.
pub(crate) async fn in_time<T>(answer: impl Future<Output = T>) -> Result<T> {
    tokio::time::timeout(PATIENCE / 4, answer)
        .await
        .context("the driver does not answer")
}

fn is_stale(problem: &WebDriverError) -> bool {
    matches!(**problem, WebDriverErrorInner::StaleElementReference(_))
}

/// `GET /session/{id}/element/{id}/computedlabel` (WebDriver, *Get Computed Label*).
#[derive(Debug)]
struct ComputedLabel {
    element: String,
}

impl ExtensionCommand for ComputedLabel {
    fn parameters_json(&self) -> Option<Value> {
        None
    }

    fn method(&self) -> Method {
        Method::GET
    }

    fn endpoint(&self) -> std::sync::Arc<str> {
        format!("/element/{}/computedlabel", self.element).into()
    }
}
