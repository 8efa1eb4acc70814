//! Every mix of `Cross-Origin-Opener-Policy` of the page and of the network's page: never a false cancel, and green at the
//! end.

use std::time::Duration;

use anyhow::{Context, Result};
use e2e::{Browser, Role, Stack, case};
use thirtyfour::WindowHandle;

use crate::steps::{at_ayrshare, at_the_host, end, is_not_given_up, open_window, shows, sign_in};

const PROVIDERS: [(&str, &str); 4] = [
    ("none", "TikTok"),
    ("same-origin-allow-popups", "Reddit"),
    ("same-origin", "Pinterest"),
    ("noopener-allow-popups", "Snapchat"),
];

/// A host that keeps its windows apart: the window has nobody who vouches for it and asks, with the code that the card shows.
pub async fn asked(browser: &Browser, card: &str) -> Result<WindowHandle> {
    let page = browser.window().await?;
    browser
        .click_into_new_window(Role::Button, &format!("{card}, Not linked"))
        .await?;
    let window = browser.here();
    window
        .find(Role::Heading, &format!("Connect {card} to localhost"))
        .await?;
    let words = window.words().await?;
    let (_, code) = words
        .split_once("shows the code ")
        .context("the window shows a code")?;
    let code: String = code.chars().take(4).collect();
    let asking = browser.window().await?;
    browser.switch_to(&page).await?;
    browser
        .here()
        .expect_words(&format!("its code is {code}"))
        .await?;
    browser.switch_to(&asking).await?;
    browser.here().click(Role::Button, "Go on").await?;
    at_ayrshare(browser).await?;
    Ok(page)
}

async fn cells(stack: &Stack, browser: &Browser, host: &str) -> Result<()> {
    for (provider, card) in PROVIDERS {
        stack.provider_coop(provider).await?;
        let work = async {
            let page = if host.ends_with("=same-origin") {
                asked(browser, card).await?
            } else {
                open_window(browser, card).await?
            };
            sign_in(browser, card, "Acme Dances").await?;
            browser.here().find(Role::Button, "Allow all").await?;
            let window = browser.window().await?;
            browser.switch_to(&page).await?;
            is_not_given_up(browser, card, Duration::from_millis(2_500)).await?;
            browser.switch_to(&window).await?;
            browser.here().click(Role::Button, "Allow all").await?;
            browser.switch_to(&page).await?;
            shows(browser, &format!("{card}, Linked, Acme Dances")).await?;
            browser.expect_windows(1).await
        };
        work.await
            .with_context(|| format!("page {host}, network's page {provider}"))?;
        case(&format!("page {host}, network's page {provider}"));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn f28_in_the_portal_no_opener_policy_of_a_network_is_a_cancel() -> Result<()> {
    let (stack, browser) = crate::steps::at_the_portal("Acme Coffee").await?;
    cells(&stack, &browser, "portal").await?;
    end(stack, browser).await
}

async fn in_a_host(query: &str) -> Result<()> {
    let (stack, browser) = at_the_host(query).await?;
    cells(&stack, &browser, query).await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f28_in_a_host_without_a_policy_no_opener_policy_of_a_network_is_a_cancel() -> Result<()> {
    in_a_host("").await
}

#[tokio::test(flavor = "multi_thread")]
async fn f28_in_a_host_that_allows_pop_ups_no_opener_policy_of_a_network_is_a_cancel() -> Result<()>
{
    in_a_host("?coop=same-origin-allow-popups").await
}

#[tokio::test(flavor = "multi_thread")]
async fn f28_t12_in_a_host_that_keeps_its_windows_apart_the_window_asks_and_the_server_makes_it_green()
-> Result<()> {
    in_a_host("?coop=same-origin").await
}
