//! The page is left while an account is being linked, put away or frozen, and is there again later.

use std::time::Instant;

use anyhow::{Result, ensure};
use e2e::{Engine, Role, case};

use crate::steps::{
    allow, at_the_portal, back, end, go, linked_elsewhere, open_window, press_without_gesture,
    shows, sign_in,
};

#[tokio::test(flavor = "multi_thread")]
async fn f44_a_page_that_was_left_in_mid_flow_shows_on_the_way_back_what_came_of_it() -> Result<()>
{
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let page = open_window(&browser, "TikTok").await?;
    let window = browser.window().await?;
    browser.switch_to(&page).await?;
    go(&browser, &stack.host_page("reports")).await?;
    browser.switch_to(&window).await?;
    sign_in(&browser, "TikTok", "Acme Dances").await?;
    allow(&browser, &page).await?;
    back(&browser).await?;
    shows(&browser, "TikTok, Linked, Acme Dances").await?;
    browser.expect_windows(1).await?;
    case("linked meanwhile");

    open_window(&browser, "Reddit").await?;
    let window = browser.window().await?;
    browser.switch_to(&page).await?;
    go(&browser, &stack.page("/help")).await?;
    back(&browser).await?;
    shows(&browser, "Reddit, ").await?;
    browser.switch_to(&window).await?;
    sign_in(&browser, "Reddit", "acme_reads").await?;
    allow(&browser, &page).await?;
    shows(&browser, "Reddit, Linked, acme_reads").await?;
    browser.expect_windows(1).await?;
    case("linked after the way back");

    // No window refers to it any more: a page that a browser may keep as it is.
    browser.script("window.isKept = true").await?;
    press_without_gesture(&browser, "pinterest").await?;
    browser
        .here()
        .click(Role::Link, "Continue in this tab")
        .await?;
    browser.here().find(Role::Link, "Link Pinterest").await?;
    linked_elsewhere(&stack, "pinterest").await?;
    back(&browser).await?;
    shows(&browser, "Pinterest, Linked").await?;
    browser.expect_windows(1).await?;
    let kept = browser.script("return window.isKept === true").await?;
    case(&format!("in the tab itself; kept by the browser: {kept}"));
    end(stack, browser).await
}

/// Only Chromium's driver can freeze a page.
#[tokio::test(flavor = "multi_thread")]
async fn f44_only_chromium_a_page_that_was_frozen_shows_what_came_of_it_once_it_thaws() -> Result<()>
{
    if !Engine::Chromium.is_chosen()? {
        return Ok(());
    }
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let page = open_window(&browser, "TikTok").await?;
    let window = browser.window().await?;
    browser.switch_to(&page).await?;
    browser
        .script("window.ticks = 0; window.setInterval(() => { window.ticks += 1; }, 50)")
        .await?;
    browser.set_frozen(true).await?;
    let frozen = Instant::now();
    browser.switch_to(&window).await?;
    sign_in(&browser, "TikTok", "Acme Dances").await?;
    allow(&browser, &page).await?;
    browser.set_frozen(false).await?;
    let could = frozen.elapsed().as_millis() / 50;
    let ticks = browser.script("return window.ticks").await?;
    ensure!(
        ticks.as_u64().map(u128::from) < Some(could / 2),
        "it ran on: {ticks} ticks of {could}"
    );
    shows(&browser, "TikTok, Linked, Acme Dances").await?;
    browser.expect_windows(1).await?;
    case("frozen in mid-flow");
    end(stack, browser).await
}
