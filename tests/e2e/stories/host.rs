//! The widget inside somebody else's page, on another site.

use anyhow::{Result, ensure};
use e2e::Role;
use serde_json::Value;

use crate::steps::{
    at_the_host, choose, end, has_token, link, open_window, shows, sign_in, unlink,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_story_works_in_a_host_page_of_another_site() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    link(&browser, "TikTok", "Acme Dances").await?;
    let page = browser.here();
    unlink(&browser, "TikTok").await?;
    for event in [
        "connect-ready",
        "connect-attempt",
        "connect-linked",
        "connect-unlinked",
    ] {
        page.expect_words(event).await?;
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f28_in_a_host_page_a_severed_window_turns_green_by_the_server_alone() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    let host = open_window(&browser, "Facebook").await?;
    sign_in(&browser, "Facebook", "Acme Coffee House").await?;
    choose(&browser, "Choose a Page").await?;
    browser.here().click(Role::Button, "Allow all").await?;
    browser.switch_to(&host).await?;
    shows(&browser, "Facebook, Linked, Acme Coffee House").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_hosts_own_links_and_styles_are_untouched() -> Result<()> {
    const LOOK: &str = "
      const of = (selector) => { const style = getComputedStyle(document.querySelector(selector));
        return [style.color, style.fontFamily, style.fontSize, style.backgroundColor].join('|'); };
      return JSON.stringify([of('body'), of('h1'), of('nav a'), document.documentElement.lang,
        document.documentElement.getAttribute('style'), document.title, document.head.querySelectorAll('style').length]);";
    let (stack, browser) = at_the_host("").await?;
    let with = browser.script(LOOK).await?;
    browser
        .script("document.querySelector('connect-accounts').remove()")
        .await?;
    let without = browser.script(LOOK).await?;
    ensure!(with == without, "{with} is not {without}");

    browser
        .open(&stack.host_page(""))
        .await?
        .find(Role::Button, "Facebook, Not linked")
        .await?;
    browser.script("window.notReloaded = true").await?;
    browser.here().click(Role::Link, "Reports").await?;
    browser.here().find(Role::Heading, "Reports").await?;
    let kept = browser.script("return window.notReloaded ?? null").await?;
    ensure!(
        kept == Value::Null,
        "the host's link loaded the host's page, nobody took it over"
    );
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn t4_no_token_is_kept_where_a_script_could_find_it() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    ensure!(
        !has_token(&browser).await?,
        "a session token is in a store or in the document"
    );
    end(stack, browser).await
}
