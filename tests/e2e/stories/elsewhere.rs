//! The window goes its own ways, or its link gets too old: nothing false is said, and a way on stays.

use std::time::Instant;

use anyhow::{Result, ensure};
use e2e::{Browser, PATIENCE, Role, Stack, case};
use serde_json::json;
use thirtyfour::WindowHandle;

use crate::steps::{
    AYRSHARE, allow, at_ayrshare, at_the_portal, back, end, go, open_window, shows, sign_in,
};
use crate::watch::{BUSY, link_sessions, said_only, watch};

/// At the page: whatever the window does, the card can be taken on.
async fn has_a_way_on(browser: &Browser, page: &WindowHandle) -> Result<()> {
    let window = browser.window().await?;
    browser.switch_to(page).await?;
    browser.here().find(Role::Button, "Stop").await?;
    said_only(browser, &BUSY).await?;
    browser.switch_to(&window).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f27_a_window_that_goes_its_own_ways_burns_no_second_attempt_and_still_lands() -> Result<()>
{
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    watch(&browser, "tiktok").await?;
    let page = open_window(&browser, "TikTok").await?;
    let window = browser.here();

    browser.reload().await?;
    at_ayrshare(&browser).await?;
    has_a_way_on(&browser, &page).await?;
    case("loaded again at Ayrshare's page");

    window.click(Role::Link, "Link TikTok").await?;
    window.find(Role::TextBox, "Or type a name").await?;
    back(&browser).await?;
    at_ayrshare(&browser).await?;
    has_a_way_on(&browser, &page).await?;
    case("back from the network's page");

    go(&browser, &stack.host_page("reports")).await?;
    window.find(Role::Heading, "Reports").await?;
    has_a_way_on(&browser, &page).await?;
    case("on another site");

    back(&browser).await?;
    window.find(Role::Link, "Link TikTok").await?;
    let sessions = link_sessions(&stack).await?;
    ensure!(sessions == 1, "{sessions} link sessions for one attempt");
    sign_in(&browser, "TikTok", "Acme Dances").await?;
    allow(&browser, &page).await?;
    shows(&browser, "TikTok, Linked, Acme Dances").await?;
    browser.expect_windows(1).await?;
    case("back from another site, and finished");

    fault_once(&stack).await?;
    watch(&browser, "reddit").await?;
    browser
        .click_into_new_window(Role::Button, "Reddit, Not linked")
        .await?;
    window.expect_words("Reddit could not be opened").await?;
    go(&browser, &stack.host_page("reports")).await?;
    window.find(Role::Heading, "Reports").await?;
    has_a_way_on(&browser, &page).await?;
    back(&browser).await?;
    goes_on(&browser).await?;
    sign_in(&browser, "Reddit", "acme_reads").await?;
    allow(&browser, &page).await?;
    shows(&browser, "Reddit, Linked, acme_reads").await?;
    case("through the history to our start page");
    end(stack, browser).await
}

/// Our start page, come back to through the history: kept as it was, it asks; loaded anew, it goes on by itself.
async fn goes_on(browser: &Browser) -> Result<()> {
    let until = Instant::now() + PATIENCE;
    let window = browser.here();
    while !window.has(Role::Heading, AYRSHARE).await.unwrap_or(false) {
        ensure!(
            Instant::now() < until,
            "our start page does not go on:\n{}",
            window.words().await?
        );
        if window.has(Role::Button, "Try again").await.unwrap_or(false) {
            // It may be gone by now, since it went on by itself.
            let _ = window.click(Role::Button, "Try again").await;
        }
    }
    Ok(())
}

async fn fault_once(stack: &Stack) -> Result<()> {
    stack
        .fault(json!({ "route": "POST /profiles/link-sessions", "fault": "status", "status": 500, "times": 1 }))
        .await
}

async fn link_life(stack: &Stack, seconds: u32) -> Result<()> {
    stack
        .control(
            reqwest::Method::PUT,
            "link-life",
            json!({ "seconds": seconds }),
        )
        .await
        .map(drop)
}

/// At the page: a press on the card that waits leads to a new window in one click more, and that one links.
async fn begins_anew(browser: &Browser, page: &WindowHandle, card: &str) -> Result<()> {
    browser.switch_to(page).await?;
    said_only(browser, &BUSY).await?;
    browser
        .here()
        .click(Role::Button, &format!("{card}, "))
        .await?;
    browser
        .here()
        .find(Role::Button, "Reopen the window")
        .await?;
    let known = browser.windows().await?;
    browser
        .here()
        .click(Role::Button, "Reopen the window")
        .await?;
    browser.switch_to_new(&known).await?;
    at_ayrshare(browser).await?;
    sign_in(browser, card, "Acme Again").await?;
    allow(browser, page).await?;
    shows(browser, &format!("{card}, Linked, Acme Again")).await?;
    browser.expect_windows(1).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f31_a_link_that_gets_too_old_before_or_while_its_window_is_open_is_one_click_from_a_new_one()
-> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    link_life(&stack, 0).await?;
    watch(&browser, "tiktok").await?;
    let page = browser.window().await?;
    browser
        .click_into_new_window(Role::Button, "TikTok, Not linked")
        .await?;
    browser.here().expect_words("This link has expired").await?;
    link_life(&stack, 300).await?;
    begins_anew(&browser, &page, "TikTok").await?;
    case("before the window gets there");

    link_life(&stack, 2).await?;
    watch(&browser, "reddit").await?;
    open_window(&browser, "Reddit").await?;
    link_life(&stack, 300).await?;
    stack.forget().await;
    browser.reload().await?;
    browser.here().expect_words("This link has expired").await?;
    begins_anew(&browser, &page, "Reddit").await?;
    case("while the window is open");

    link_life(&stack, 2).await?;
    watch(&browser, "pinterest").await?;
    open_window(&browser, "Pinterest").await?;
    stack.forget().await;
    sign_in(&browser, "Pinterest", "Acme Pins").await?;
    allow(&browser, &page).await?;
    shows(&browser, "Pinterest, Linked, Acme Pins").await?;
    case("while somebody is on the way");
    end(stack, browser).await
}
