//! Days without a network: before the click, and at every moment after it.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Engine, Fault, Order, Role, Stack, case};
use serde_json::json;

use crate::steps::{
    allow, at_a, at_ayrshare, at_the_host, at_the_portal, confirm, end, is_not_given_up, link,
    open_window, shows, sign_in, unlink,
};

fn cut_the_line(stack: &Stack) {
    stack.line().order(Order::always("/", Fault::Gone));
}

/// Only Chromium's driver can make a browser say that it is offline; the others run the next story.
#[tokio::test(flavor = "multi_thread")]
async fn f01_only_chromium_a_click_in_a_browser_that_is_offline_opens_no_window_and_all_is_well_when_it_is_back()
-> Result<()> {
    if !Engine::Chromium.is_chosen()? {
        return Ok(());
    }
    for place in ["portal", "host page"] {
        let (stack, browser) = at_a(place).await?;
        browser.go_offline(true).await?;
        let page = browser.here();
        page.expect_words("You are offline.").await?;
        page.click(Role::Button, "TikTok, Not linked").await?;
        shows(&browser, "TikTok, Did not work").await?;
        browser.expect_windows(1).await?;
        browser.go_offline(false).await?;
        shows(&browser, "TikTok, Not linked").await?;
        link(&browser, "TikTok", "Acme Dances").await?;
        let words = browser.here().words().await?;
        ensure!(!words.contains("You are offline"), "the page says: {words}");
        case(place);
        end(stack, browser).await?;
    }
    Ok(())
}

/// The browser does not know: the page finds out, and never puts it down to the pop-up blocker.
#[tokio::test(flavor = "multi_thread")]
async fn f01_a_click_while_the_server_is_out_of_reach_says_so_and_blames_no_blocker() -> Result<()>
{
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let page = browser.window().await?;
    cut_the_line(&stack);
    browser
        .click_into_new_window(Role::Button, "TikTok, Not linked")
        .await?;
    browser.switch_to(&page).await?;
    browser
        .here()
        .expect_words("The server cannot be reached.")
        .await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let words = browser.here().words().await?;
    ensure!(!words.contains("did not open"), "the page says: {words}");
    stack.line().clear();
    browser.here().click(Role::Button, "Stop").await?;
    browser.expect_windows(1).await?;
    link(&browser, "TikTok", "Acme Dances").await?;
    ensure!(
        !browser.here().words().await?.contains("cannot be reached"),
        "the page knows that the server is back"
    );
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f01_in_a_host_page_what_is_asked_for_out_of_reach_is_told_and_done_later() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    link(&browser, "TikTok", "Acme Dances").await?;
    let page = browser.here();
    page.click(Role::Button, "Keep it").await?;
    cut_the_line(&stack);
    page.expect_words("The server cannot be reached.").await?;
    shows(&browser, "TikTok, Linked, Acme Dances").await?;
    case("the list");

    page.click(Role::Button, "TikTok, Linked").await?;
    confirm(&browser, "TikTok").await?;
    shows(&browser, "TikTok, Did not work").await?;
    stack.line().clear();
    shows(&browser, "TikTok, Linked, Acme Dances").await?;
    ensure!(stack.linked_at_ayrshare("tiktok").await?);
    unlink(&browser, "TikTok").await?;
    case("an unlink");
    end(stack, browser).await
}

const MOMENTS: [(&str, &str); 4] = [
    ("before the window leaves", "TikTok"),
    ("at Ayrshare", "Reddit"),
    ("at the network", "Pinterest"),
    ("after the grant", "Snapchat"),
];

/// The line is cut at one moment of linking a card, and is back after a while.
async fn is_survived(stack: &Stack, browser: &Browser, moment: &str, card: &str) -> Result<()> {
    let while_it_is_cut = Duration::from_millis(1_200);
    let page = browser.window().await?;
    if moment == "before the window leaves" {
        stack
            .fault(json!({ "route": "POST /profiles/link-sessions", "fault": "slow", "seconds": 2, "times": 1 }))
            .await?;
        browser
            .click_into_new_window(Role::Button, &format!("{card}, Not linked"))
            .await?;
        let window = browser.here();
        window.expect_words(&format!("Opening {card}")).await?;
        cut_the_line(stack);
        window.expect_words("Nothing is lost.").await?;
        stack.line().clear();
        window.click(Role::Button, "Try again").await?;
        at_ayrshare(browser).await?;
        sign_in(browser, card, "Acme Dances").await?;
        allow(browser, &page).await?;
        return shows(browser, &format!("{card}, Linked, Acme Dances")).await;
    }
    open_window(browser, card).await?;
    let window = browser.window().await?;
    if moment != "at Ayrshare" {
        sign_in(browser, card, "Acme Dances").await?;
        browser.here().find(Role::Button, "Allow all").await?;
    }
    cut_the_line(stack);
    if moment == "after the grant" {
        browser.here().click(Role::Button, "Allow all").await?;
    }
    browser.switch_to(&page).await?;
    is_not_given_up(browser, card, while_it_is_cut).await?;
    let words = browser.here().words().await?;
    ensure!(!words.contains("Did not work"), "the page says: {words}");
    stack.line().clear();
    if moment != "after the grant" {
        browser.switch_to(&window).await?;
        if moment == "at Ayrshare" {
            sign_in(browser, card, "Acme Dances").await?;
        }
        allow(browser, &page).await?;
    }
    shows(browser, &format!("{card}, Linked, Acme Dances")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f02_a_line_that_is_cut_in_mid_flow_ends_nothing_and_the_card_turns_green() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    for (moment, card) in MOMENTS {
        is_survived(&stack, &browser, moment, card)
            .await
            .context(moment)?;
        browser.expect_windows(1).await?;
        case(moment);
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f02_in_a_host_page_a_line_that_is_cut_in_mid_flow_ends_nothing() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    for (moment, card) in [MOMENTS[0], MOMENTS[3]] {
        is_survived(&stack, &browser, moment, card)
            .await
            .context(moment)?;
        case(moment);
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f03_over_a_slow_line_the_page_is_usable_in_ten_seconds_and_the_window_opens_in_the_click()
-> Result<()> {
    for place in ["portal", "host page"] {
        let (stack, browser) = at_a(place).await?;
        stack.line().order(Order::always("/", Fault::Slow));
        let begun = std::time::Instant::now();
        browser.reload().await?;
        shows(&browser, "TikTok, Not linked").await?;
        let took = begun.elapsed();
        ensure!(took < Duration::from_secs(10), "it took {took:?}");
        case(&format!("the {place} is there"));
        let before = browser.windows().await?.len();
        browser
            .here()
            .click(Role::Button, "TikTok, Not linked")
            .await?;
        browser.expect_windows(before + 1).await?;
        case(&format!("a window of the {place}"));
        end(stack, browser).await?;
    }
    Ok(())
}
