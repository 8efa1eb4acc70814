//! Days when something does not work: a clear sentence, a way out, nothing lost.

use anyhow::{Result, ensure};
use e2e::Role;
use serde_json::json;

use crate::steps::{at_ayrshare, at_the_portal, end, link, shows};

#[tokio::test(flavor = "multi_thread")]
async fn f55_ayrshare_down_is_a_clear_state_that_heals_without_a_reload() -> Result<()> {
    let (mut stack, browser) = at_the_portal("Acme Coffee").await?;
    link(&browser, "TikTok", "Acme Dances").await?;
    stack.stop_sandbox().await;
    stack.forget().await;
    browser.reload().await?;
    let page = browser.here();
    page.find(Role::Heading, "The linking service does not answer")
        .await?;
    page.expect_words("Your accounts stay linked.").await?;
    page.expect_words("Support id:").await?;
    page.find(Role::Button, "Try again").await?;
    stack.start_sandbox().await?;
    page.find(Role::Button, "TikTok, Linked, Acme Dances")
        .await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f55_ayrshare_down_at_the_click_is_told_in_the_window_with_a_retry_that_works() -> Result<()>
{
    let (mut stack, browser) = at_the_portal("Acme Coffee").await?;
    stack.stop_sandbox().await;
    browser
        .click_into_new_window(Role::Button, "TikTok, Not linked")
        .await?;
    let window = browser.here();
    window
        .find(Role::Heading, "TikTok could not be opened")
        .await?;
    window.expect_words("Nothing is lost").await?;
    stack.start_sandbox().await?;
    window.click(Role::Button, "Try again").await?;
    at_ayrshare(&browser).await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f13_f14_an_answer_that_is_not_ayrshares_is_told_and_its_text_never_shown() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    for fault in ["html", "truncated", "malformed", "empty"] {
        stack
            .fault(json!({ "route": "GET /user", "fault": fault }))
            .await?;
        stack.forget().await;
        browser.reload().await?;
        browser
            .here()
            .find(Role::Heading, "The linking service does not answer")
            .await?;
        let words = browser.here().words().await?;
        ensure!(
            !words.contains('<') && !words.contains('{'),
            "raw text is shown: {words}"
        );
        stack
            .control(reqwest::Method::DELETE, "faults", json!({}))
            .await?;
        shows(&browser, "TikTok, Not linked").await?;
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f11_too_many_calls_ask_for_patience() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    stack
        .fault(json!({ "route": "GET /user", "fault": "rate_limited" }))
        .await?;
    stack.forget().await;
    browser.reload().await?;
    browser
        .here()
        .find(Role::Heading, "Too many requests")
        .await?;
    browser.here().expect_words("Nothing is lost.").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f03_a_slow_link_session_does_not_keep_the_window_from_opening() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    stack.fault(json!({ "route": "POST /profiles/link-sessions", "fault": "slow", "seconds": 8, "times": 1 })).await?;
    browser
        .click_into_new_window(Role::Button, "TikTok, Not linked")
        .await?;
    browser.here().expect_words("Opening TikTok").await?;
    at_ayrshare(&browser).await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f20_a_network_that_the_portal_does_not_know_gets_a_card() -> Result<()> {
    let (stack, browser) = at_the_portal("sim-unknown-network").await?;
    shows(
        &browser,
        "zorbnet, Linked, Somebody on a network of tomorrow",
    )
    .await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_session_the_page_sends_to_the_host_and_comes_back_signed_in() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let address = browser.address().await?;
    ensure!(
        !address.contains("code="),
        "no code stays in the address: {address}"
    );
    browser
        .open(&stack.page("/enter#code=used-or-wrong"))
        .await?;
    browser
        .here()
        .find(Role::Heading, "Your session has ended")
        .await?;
    browser.here().click(Role::Link, "Sign in again").await?;
    browser
        .here()
        .find(Role::Heading, "Connected Accounts")
        .await?;
    end(stack, browser).await
}
