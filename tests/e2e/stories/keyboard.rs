//! The whole story without a mouse, by what the keys of a keyboard do in a browser.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use e2e::{Browser, Role};
use thirtyfour::Key;

use crate::steps::{at_ayrshare, at_the_tab, end, shows};

/// More than there is to go through on any page.
const MOST_STEPS: usize = 80;

/// The name of what has the focus, also inside of shadow roots.
const FOCUSED: &str = "
  let it = document.activeElement;
  while (it?.shadowRoot?.activeElement) it = it.shadowRoot.activeElement;
  if (!it || it === document.body) return '';
  const label = it.getAttribute('aria-label') ?? it.labels?.[0]?.textContent ?? it.textContent ?? '';
  return label.trim() || it.value || it.placeholder || '';";

async fn focused(browser: &Browser) -> Result<String> {
    let name = browser.script(FOCUSED).await?;
    Ok(name.as_str().context("a name")?.to_owned())
}

/// Goes from one thing to the next until one whose name has `name` in it has the focus.
async fn tab_to(browser: &Browser, name: &str) -> Result<()> {
    let mut passed = Vec::new();
    for _ in 0..MOST_STEPS {
        let here = focused(browser).await?;
        if here.contains(name) {
            return Ok(());
        }
        passed.push(here);
        browser.press(Key::Tab).await?;
    }
    bail!("the key Tab never gets to “{name}”, only to {passed:?}")
}

async fn press_on(browser: &Browser, name: &str) -> Result<()> {
    tab_to(browser, name).await?;
    browser.press(Key::Enter).await
}

/// Whether it is so within two seconds: a key is answered at once, or not at all.
async fn soon(is_so: impl AsyncFn() -> Result<bool>) -> Result<bool> {
    for _ in 0..40 {
        if is_so().await? {
            return Ok(true);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(false)
}

/// Waits until something of this name has the focus, which nobody moved.
async fn has_focus(browser: &Browser, name: &str) -> Result<()> {
    let has_it = soon(async || Ok(focused(browser).await?.contains(name)));
    ensure!(has_it.await?, "“{}” has the focus", focused(browser).await?);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_story_works_with_the_keyboard_alone() -> Result<()> {
    let (stack, browser) = at_the_tab("Acme Coffee").await?;
    let page = browser.here();
    let known = browser.windows().await?;
    press_on(&browser, "Connect Accounts").await?;
    browser.switch_to_new(&known).await?;
    shows(&browser, "Reddit, Not linked").await?;

    let known = browser.windows().await?;
    let portal = browser.window().await?;
    press_on(&browser, "Reddit, Not linked").await?;
    browser.switch_to_new(&known).await?;
    at_ayrshare(&browser).await?;
    press_on(&browser, "Link Reddit").await?;
    page.find(Role::TextBox, "Or type a name").await?;
    tab_to(&browser, "Or type a name").await?;
    browser.press("acme_reads").await?;
    press_on(&browser, "Continue").await?;
    page.find(Role::Button, "Allow all").await?;
    press_on(&browser, "Allow all").await?;
    browser.switch_to(&portal).await?;
    shows(&browser, "Reddit, Linked, acme_reads").await?;
    has_focus(&browser, "Reddit, Linked").await?;
    press_on(&browser, "Keep it").await?;
    has_focus(&browser, "Reddit, Linked").await?;

    browser.press(Key::Enter).await?;
    page.find(Role::Dialog, "Unlink Reddit?").await?;
    has_focus(&browser, "Keep linked").await?;
    browser.press(Key::Escape).await?;
    has_focus(&browser, "Reddit, Linked").await?;
    browser.press(Key::Enter).await?;
    page.find(Role::Dialog, "Unlink Reddit?").await?;
    // Time to read the question.
    tokio::time::sleep(Duration::from_millis(600)).await;
    press_on(&browser, "Unlink").await?;
    shows(&browser, "Reddit, Not linked").await?;
    has_focus(&browser, "Reddit, Not linked").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_key_offers_the_way_past_the_navigation() -> Result<()> {
    let (stack, browser) = at_the_tab("Acme Coffee").await?;
    browser.press(Key::Tab).await?;
    has_focus(&browser, "Skip to the content").await?;
    browser.press(Key::Enter).await?;
    browser.press(Key::Tab).await?;
    has_focus(&browser, "Connect Accounts").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_is_found_by_typing_and_everything_is_back_with_one_key() -> Result<()> {
    let (stack, browser) = crate::steps::at_the_portal("Acme Coffee").await?;
    let page = browser.here();
    tab_to(&browser, "Find a network").await?;
    browser.press("GOOGLE").await?;
    gone(&browser, "Facebook, Not linked").await?;
    shows(&browser, "Google Business Profile, Not linked").await?;
    browser.press(" zzz").await?;
    page.expect_words("Nothing here fits “GOOGLE zzz”.").await?;
    press_on(&browser, "Show all").await?;
    shows(&browser, "Facebook, Not linked").await?;
    ensure!(
        !page.has(Role::Button, "Show all").await?,
        "nothing is left to show"
    );
    let typed = browser
        .script("return document.querySelector('input[type=search]').value")
        .await?;
    ensure!(typed == "", "the field still says {typed}");
    end(stack, browser).await
}

/// Waits until a card is not shown any more.
async fn gone(browser: &Browser, name: &str) -> Result<()> {
    let is_gone = soon(async || Ok(!browser.here().has(Role::Button, name).await?));
    ensure!(is_gone.await?, "“{name}” is still there");
    Ok(())
}
