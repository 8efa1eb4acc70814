//! Provider pages that cut the opener off: the window reads closed while the person is still busy in it.

use std::time::Duration;

use anyhow::Result;
use e2e::Role;

use crate::steps::{
    allow, at_the_portal, choose, end, is_not_given_up, open_window, shows, sign_in,
};

#[tokio::test(flavor = "multi_thread")]
async fn f28_a_provider_that_severs_the_opener_is_never_a_cancel_and_turns_green() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let portal = open_window(&browser, "Facebook").await?;
    sign_in(&browser, "Facebook", "Acme Coffee House").await?;
    let facebook = browser.window().await?;
    browser.switch_to(&portal).await?;
    is_not_given_up(&browser, "Facebook", Duration::from_secs(5)).await?;
    browser.switch_to(&facebook).await?;
    choose(&browser, "Choose a Page").await?;
    allow(&browser, &portal).await?;
    shows(&browser, "Facebook, Linked, Acme Coffee House").await?;
    browser.expect_windows(1).await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f26_closing_the_window_at_the_network_offers_a_way_on_and_a_late_success_still_lands()
-> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let portal = open_window(&browser, "TikTok").await?;
    sign_in(&browser, "TikTok", "Acme Dances").await?;
    browser.close_window().await?;
    browser.switch_to(&portal).await?;
    let page = browser.here();
    page.find(Role::Button, "I finished, check again").await?;
    page.find(Role::Button, "Reopen the window").await?;
    stack
        .control(
            reqwest::Method::POST,
            "link",
            serde_json::json!({ "title": "Acme Coffee", "platform": "tiktok" }),
        )
        .await?;
    page.find(Role::Button, "TikTok, Linked").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f26_closing_our_start_page_goes_back_to_not_linked() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    stack.fault(serde_json::json!({ "route": "POST /profiles/link-sessions", "fault": "slow", "seconds": 6 })).await?;
    let portal = browser.window().await?;
    browser
        .click_into_new_window(Role::Button, "TikTok, Not linked")
        .await?;
    browser.here().expect_words("Opening TikTok").await?;
    browser.close_window().await?;
    browser.switch_to(&portal).await?;
    shows(&browser, "TikTok, Not linked").await?;
    end(stack, browser).await
}
