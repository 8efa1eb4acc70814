//! The npm package in a React app, built for production and served under a strict policy.

use anyhow::{Result, ensure};
use e2e::{Browser, Role, Stack};
use serde_json::Value;

use crate::steps::{end, link, shows};

/// A browser at the app, with the files from here or there.
async fn at_the_app(query: &str) -> Result<(Stack, Browser)> {
    ensure!(
        std::env::var_os("CONNECT_REACT_DIR").is_some(),
        "CONNECT_REACT_DIR names no build of the app"
    );
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    browser.open(&stack.react_page(query)).await?;
    shows(&browser, "TikTok, Not linked").await?;
    Ok((stack, browser))
}

/// Where the element's own file came from, and how many elements there are.
const LOADED: &str = "
  const loaders = performance.getEntriesByType('resource').map(({ name }) => name)
    .filter((name) => name.endsWith('/connect-accounts.js'));
  return JSON.stringify([loaders, document.querySelectorAll('connect-accounts').length]);";

async fn loaded(browser: &Browser) -> Result<Value> {
    let answer = browser.script(LOADED).await?;
    Ok(serde_json::from_str(answer.as_str().unwrap_or_default())?)
}

/// What the app shows is of React's state, which is of the element's events.
async fn knows(browser: &Browser) -> Result<()> {
    let page = browser.here();
    page.find(Role::Button, "Publish to 1 account").await?;
    let shown = browser
        .script("return document.querySelector('.targets strong').textContent")
        .await?;
    ensure!(shown == "Acme Dances", "the app shows {shown}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_react_app_with_the_packages_own_files_an_account_is_linked_and_the_app_knows_it()
-> Result<()> {
    let (stack, browser) = at_the_app("").await?;
    let page = browser.here();
    page.find(Role::Button, "Publish to 0 accounts").await?;
    link(&browser, "TikTok", "Acme Dances").await?;
    knows(&browser).await?;
    let own = stack.react_page("connect-accounts/connect-accounts.js");
    ensure!(loaded(&browser).await? == serde_json::json!([[own], 1]));

    for _ in 0..3 {
        page.click(Role::Button, "Hide the accounts").await?;
        page.click(Role::Button, "Show the accounts").await?;
    }
    shows(&browser, "TikTok, Linked, Acme Dances").await?;
    knows(&browser).await?;
    ensure!(
        loaded(&browser).await? == serde_json::json!([[own], 1]),
        "one widget, from one load"
    );
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_react_app_the_element_can_come_from_the_gateway() -> Result<()> {
    let (stack, browser) = at_the_app("?files=gateway").await?;
    let loader = stack.page("/connect-accounts.js");
    ensure!(loaded(&browser).await? == serde_json::json!([[loader], 1]));
    end(stack, browser).await
}
