//! What the host of a widget is told, in which order, and what it can take over.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Role, case};
use serde::Deserialize;
use serde_json::Value;

use crate::steps::{
    allow, answer, at_ayrshare, at_the_host, confirm, confirm_unlink, end, link, linked_elsewhere,
    open_window, shows, sign_in,
};

/// An event as the page heard it.
#[derive(Debug, Deserialize)]
pub struct Heard {
    pub name: String,
    pub detail: Value,
}

const LISTEN: &str = "
  window.heard = [];
  for (const name of ['ready', 'changed', 'before-link', 'attempt', 'linked', 'failed', 'cancelled', 'before-unlink', 'unlinked', 'error'])
    addEventListener(`connect-${name}`, ({ type, detail }) => window.heard.push({ name: type.slice(8), detail }));
";

/// Listens at the window, where all events of a page's widgets come by.
pub async fn listen(browser: &Browser) -> Result<()> {
    browser.script(LISTEN).await.map(drop)
}

/// All that was heard since, in its order.
pub async fn heard(browser: &Browser) -> Result<Vec<Heard>> {
    let heard = browser.script("return window.heard").await?;
    serde_json::from_value(heard).context("events")
}

/// The names of what was heard since.
pub async fn names(browser: &Browser) -> Result<Vec<String>> {
    let heard = heard(browser).await?;
    Ok(heard.into_iter().map(|heard| heard.name).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_and_an_unlink_are_told_in_the_documented_order_with_all_that_is_known() -> Result<()>
{
    let (stack, browser) = at_the_host("").await?;
    listen(&browser).await?;
    link(&browser, "TikTok", "Acme Dances").await?;
    confirm_after_pressing(&browser).await?;
    let heard = heard(&browser).await?;
    let names: Vec<_> = heard.iter().map(|heard| heard.name.as_str()).collect();
    let order = [
        "before-link",
        "attempt",
        "linked",
        "before-unlink",
        "unlinked",
    ];
    let deeds: Vec<_> = names
        .iter()
        .copied()
        .filter(|name| *name != "changed")
        .collect();
    ensure!(deeds == order, "{names:?}");
    let of = |name: &str| heard.iter().find(|heard| heard.name == name);
    let (attempt, linked_now, unlinked_now) = (
        of("attempt").context("an attempt")?,
        of("linked").context("a link")?,
        of("unlinked").context("an unlink")?,
    );
    let numbers: Vec<_> = heard
        .iter()
        .filter_map(|heard| heard.detail["sequence"].as_u64())
        .collect();
    ensure!(
        numbers.len() == heard.len() && numbers.windows(2).all(|pair| pair[0] < pair[1]),
        "{numbers:?}"
    );
    ensure!(attempt.detail["attempt"] == linked_now.detail["attempt"]);
    ensure!(
        heard
            .iter()
            .all(|heard| heard.name == "changed" || heard.detail["network"] == "tiktok")
    );
    ensure!(linked_now.detail["account"]["name"] == "Acme Dances");
    ensure!(unlinked_now.detail["account"]["id"] == linked_now.detail["account"]["id"]);
    let changes: Vec<_> = heard
        .iter()
        .filter(|heard| heard.name == "changed")
        .collect();
    ensure!(changes.len() >= 2, "{names:?}");
    let stands = |at: usize| {
        let networks = changes[at].detail["networks"].as_array()?;
        networks
            .iter()
            .find(|item| item["network"] == "tiktok")
            .cloned()
    };
    let last = changes.len() - 1;
    let (linked, unlinked) = (
        stands(0).context("TikTok")?,
        stands(last).context("TikTok")?,
    );
    ensure!(linked["state"] == "linked" && linked["account"]["name"] == "Acme Dances");
    ensure!(unlinked["state"] == "unlinked" && unlinked["account"].is_null());
    end(stack, browser).await
}

async fn confirm_after_pressing(browser: &Browser) -> Result<()> {
    browser.here().click(Role::Button, "TikTok, Linked").await?;
    confirm_unlink(browser, "TikTok").await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_listens_later_hears_what_is_there_already_and_only_that() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    let script = "
      const widget = document.querySelector('connect-accounts');
      window.later = [];
      for (const name of ['ready', 'changed', 'linked']) widget.addEventListener(`connect-${name}`, (event) => window.later.push([event.type, event.detail.networks.length]));
      widget.addEventListener('connect-ready', { handleEvent(event) { window.later.push(['object', this !== window && event.detail.networks.length]); } }, { once: true });
      window.networks = widget.networks.length;
    ";
    browser.script(script).await?;
    let later = answer(
        &browser,
        "return window.later.length >= 3 ? [window.later, window.networks] : null",
    )
    .await?;
    ensure!(
        later
            == serde_json::json!([
                [
                    ["connect-ready", 13],
                    ["connect-changed", 13],
                    ["object", 13]
                ],
                13
            ]),
        "{later}"
    );
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_takes_over_leaves_nothing_begun() -> Result<()> {
    let (stack, browser) = at_the_host("?instead=link").await?;
    listen(&browser).await?;
    browser
        .here()
        .click(Role::Button, "TikTok, Not linked")
        .await?;
    answer(&browser, "return window.heard.length ? true : null").await?;
    browser.expect_windows(1).await?;
    ensure!(names(&browser).await? == ["before-link"]);
    shows(&browser, "TikTok, Not linked").await?;
    case("a link");

    browser.open(&stack.host_page("?instead=unlink")).await?;
    shows(&browser, "TikTok, Not linked").await?;
    link(&browser, "TikTok", "Acme Dances").await?;
    listen(&browser).await?;
    browser.here().click(Role::Button, "TikTok, Linked").await?;
    confirm(&browser, "TikTok").await?;
    answer(&browser, "return window.heard.length ? true : null").await?;
    ensure!(names(&browser).await? == ["before-unlink"]);
    ensure!(!browser.here().has(Role::Dialog, "Unlink TikTok?").await?);
    shows(&browser, "TikTok, Linked").await?;
    ensure!(stack.linked_at_ayrshare("tiktok").await?);
    case("an unlink");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_element_that_is_taken_out_ends_the_attempts_that_were_told() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    let host = open_window(&browser, "TikTok").await?;
    browser.close_window().await?;
    browser.switch_to(&host).await?;
    listen(&browser).await?;
    let script = "
      const widget = document.querySelector('connect-accounts');
      widget.addEventListener('connect-cancelled', ({ detail }) => { window.last = detail; });
      widget.remove();
    ";
    browser.script(script).await?;
    let last = answer(&browser, "return window.last ?? null").await?;
    ensure!(
        last["cause"] == "removed" && last["network"] == "tiktok",
        "{last}"
    );
    end(stack, browser).await
}

/// The host's own button, so that its press is a press.
const OWN_BUTTONS: &str = "
  const widget = document.querySelector('connect-accounts');
  window.answers = [];
  for (const deed of ['link', 'unlink', 'refresh']) {
    const button = document.createElement('button');
    button.textContent = deed;
    button.ariaLabel = `The host's ${deed}`;
    button.onclick = () => window.answers.push(widget[deed]('tiktok') ?? null);
    document.querySelector('h1').append(button);
  }
";

#[tokio::test(flavor = "multi_thread")]
async fn a_host_links_and_unlinks_by_buttons_of_its_own() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    browser.script(OWN_BUTTONS).await?;
    let page = browser.here();
    page.click(Role::Button, "The host's unlink").await?;
    let known = browser.windows().await?;
    let host = browser.window().await?;
    page.click(Role::Button, "The host's link").await?;
    browser.switch_to_new(&known).await?;
    at_ayrshare(&browser).await?;
    sign_in(&browser, "TikTok", "Acme Dances").await?;
    allow(&browser, &host).await?;
    shows(&browser, "TikTok, Linked, Acme Dances").await?;
    page.click(Role::Button, "The host's link").await?;
    page.click(Role::Button, "The host's unlink").await?;
    confirm_unlink(&browser, "TikTok").await?;
    let answers = browser.script("return window.answers").await?;
    ensure!(
        answers == serde_json::json!([false, true, false, true]),
        "{answers}"
    );
    case("link and unlink");

    linked_elsewhere(&stack, "reddit").await?;
    stack.forget().await;
    page.click(Role::Button, "The host's refresh").await?;
    shows(&browser, "Reddit, Linked").await?;
    end(stack, browser).await
}
