//! The window is closed at every step: nothing where nothing was begun, a way on elsewhere, and a success that was late
//! still counts.

use std::time::Duration;

use anyhow::{Result, ensure};
use e2e::{Browser, Role, Stack, case};
use serde_json::json;
use thirtyfour::WindowHandle;

use crate::steps::{at_the_portal, end, go, linked_elsewhere, open_window, shows, sign_in};
use crate::watch::{asked, said, said_only, watch};

/// What a card may say from the click until the person is offered a way on.
const UNDER_WAY: [&str; 5] = [
    "Not linked: Link",
    "Opening",
    "Waiting for you",
    "Checking",
    "Not finished yet",
];

/// Presses a card and stays on our start page, as the fault wants it.
async fn at_the_start_page(stack: &Stack, browser: &Browser, fault: &str) -> Result<WindowHandle> {
    let rule = json!({ "route": "POST /profiles/link-sessions", "fault": fault, "status": 500, "seconds": 6, "times": 1 });
    stack.fault(rule).await?;
    let portal = browser.window().await?;
    watch(browser, "tiktok").await?;
    browser
        .click_into_new_window(Role::Button, "TikTok, Not linked")
        .await?;
    Ok(portal)
}

async fn close_and_go_to(browser: &Browser, portal: &WindowHandle) -> Result<()> {
    browser.close_window().await?;
    browser.switch_to(portal).await
}

/// Closed where somebody may have finished: a soft state with a way on, then green all the same.
async fn is_soft_and_a_late_success_wins(
    stack: &Stack,
    browser: &Browser,
    portal: &WindowHandle,
    (network, card): (&str, &str),
) -> Result<()> {
    let asked_before = {
        let window = browser.window().await?;
        browser.switch_to(portal).await?;
        let before = asked(browser, "window").await?;
        browser.switch_to(&window).await?;
        before
    };
    close_and_go_to(browser, portal).await?;
    let page = browser.here();
    page.find(Role::Button, "I finished, check again").await?;
    page.find(Role::Button, "Reopen the window").await?;
    page.find(Role::Button, &format!("{card}, Not finished yet"))
        .await?;
    let words = page.words().await?;
    ensure!(!words.to_lowercase().contains("cancel"), "{words}");
    said_only(browser, &UNDER_WAY).await?;
    let said = said(browser).await?;
    ensure!(
        said[1..].iter().all(|name| !name.contains("Not linked")),
        "{said:?}"
    );
    let asked = asked(browser, "window").await? - asked_before;
    ensure!(asked == 1, "{asked} questions for one window that closed");
    // The account turns up at Ayrshare although its window is gone.
    linked_elsewhere(stack, network).await?;
    shows(browser, &format!("{card}, Linked")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_return_page_that_cannot_close_itself_says_that_it_may_be_closed() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    // No script may close a tab that neither a script nor a link opened.
    go(&browser, &stack.page("/done.html?a=none")).await?;
    let page = browser.here();
    let title = "You can close this window";
    page.find(Role::Heading, title).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    page.find(Role::Heading, title).await?;
    page.find(Role::Button, "Close the window").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f26_a_window_that_is_closed_at_any_step_is_never_a_false_end() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;

    let portal = at_the_start_page(&stack, &browser, "status").await?;
    browser.here().expect_words("could not be opened").await?;
    close_and_go_to(&browser, &portal).await?;
    shows(&browser, "TikTok, Not linked").await?;
    said_only(&browser, &UNDER_WAY).await?;
    case("our start page, after a failure");

    at_the_start_page(&stack, &browser, "slow").await?;
    browser.here().expect_words("Opening TikTok").await?;
    close_and_go_to(&browser, &portal).await?;
    shows(&browser, "TikTok, Not linked").await?;
    said_only(&browser, &UNDER_WAY).await?;
    case("our start page, before it goes on");

    watch(&browser, "reddit").await?;
    open_window(&browser, "Reddit").await?;
    is_soft_and_a_late_success_wins(&stack, &browser, &portal, ("reddit", "Reddit")).await?;
    case("Ayrshare's page");

    watch(&browser, "pinterest").await?;
    open_window(&browser, "Pinterest").await?;
    sign_in(&browser, "Pinterest", "Acme Pins").await?;
    browser.here().find(Role::Button, "Allow all").await?;
    is_soft_and_a_late_success_wins(&stack, &browser, &portal, ("pinterest", "Pinterest")).await?;
    case("the network's page");

    end(stack, browser).await
}

/// Grants everything under a name at which Ayrshare's page stays open, and saves the account four seconds later.
async fn granted(browser: &Browser, (network, card): (&str, &str), name: &str) -> Result<()> {
    watch(browser, network).await?;
    open_window(browser, card).await?;
    sign_in(browser, card, name).await?;
    browser.here().click(Role::Button, "Allow all").await?;
    browser
        .here()
        .expect_words(&format!("{card} is linked."))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn f26_a_window_that_is_closed_after_the_grant_turns_green_by_itself() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let portal = browser.window().await?;

    let name = "sim-stay-open sim-slow-save sim-lost-message";
    granted(&browser, ("tiktok", "TikTok"), name).await?;
    close_and_go_to(&browser, &portal).await?;
    shows(&browser, "TikTok, Linked").await?;
    case("after the grant");

    let name = "sim-stay-open sim-slow-save";
    granted(&browser, ("reddit", "Reddit"), name).await?;
    // Our return page closes itself, quicker than anybody can.
    // WebKit's driver may lose the answer to the click along with the window.
    let _ = browser.here().click(Role::Button, "Done").await;
    browser.expect_windows(1).await?;
    browser.switch_to(&portal).await?;
    shows(&browser, "Reddit, Linked").await?;
    let said = said(&browser).await?;
    ensure!(
        said[1..].iter().all(|name| !name.contains("Not linked")),
        "{said:?}"
    );
    case("our return page");
    end(stack, browser).await
}
