//! The pop-up blocker.

use anyhow::{Context, Result, ensure};
use e2e::{Engine, Role};

use crate::steps::{allow, at_ayrshare, at_the_portal, end, press_without_gesture, shows, sign_in};

#[tokio::test(flavor = "multi_thread")]
async fn f25_the_blocker_is_on() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let opened = browser
        .script("return window.open('about:blank') === null")
        .await?;
    ensure!(
        opened == true,
        "a window without a gesture is blocked; else every test of this run says nothing"
    );
    browser.expect_windows(1).await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f25_without_a_gesture_the_card_says_blocked_and_its_link_works() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let portal = browser.window().await?;
    press_without_gesture(&browser, "tiktok").await?;
    let page = browser.here();
    page.find(Role::Button, "TikTok, Window blocked").await?;
    page.expect_words("Your browser did not open the TikTok window.")
        .await?;
    // Each browser has its own menu for it.
    page.expect_words(match browser.engine() {
        Engine::Chromium => "Always allow pop-ups",
        Engine::Firefox => "Allow pop-ups for this site",
        Engine::WebKit => "Pop-up Windows: Allow",
    })
    .await?;
    browser.expect_windows(1).await?;

    browser
        .click_into_new_window(Role::Link, "Open the TikTok window")
        .await?;
    sign_in(&browser, "TikTok", "Acme Dances").await?;
    browser.switch_to(&portal).await?;
    ensure!(
        !browser
            .here()
            .has(Role::Button, "TikTok, Window blocked")
            .await?,
        "the card is no longer blocked"
    );
    ensure!(
        !browser.here().words().await?.contains("did not open"),
        "the notice is withdrawn"
    );
    let window = browser
        .windows()
        .await?
        .into_iter()
        .find(|window| *window != portal);
    browser
        .switch_to(&window.context("the window is open")?)
        .await?;
    allow(&browser, &portal).await?;
    shows(&browser, "TikTok, Linked, Acme Dances").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f25_try_again_is_a_gesture_of_its_own() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    press_without_gesture(&browser, "tiktok").await?;
    browser
        .click_into_new_window(Role::Button, "Try again")
        .await?;
    browser.here().find(Role::Link, "Link TikTok").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f25_continue_in_this_tab_needs_no_window_and_comes_back() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    press_without_gesture(&browser, "tiktok").await?;
    browser
        .here()
        .click(Role::Link, "Continue in this tab")
        .await?;
    at_ayrshare(&browser).await?;
    sign_in(&browser, "TikTok", "Acme Dances").await?;
    browser.here().click(Role::Button, "Allow all").await?;
    // A page that no script opened cannot close itself.
    browser.here().click(Role::Button, "Done").await?;
    shows(&browser, "TikTok, Linked, Acme Dances").await?;
    browser.expect_windows(1).await?;
    end(stack, browser).await
}
