//! What happens to the page while somebody is busy in the window: loaded again, closed, opened twice.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Role};
use thirtyfour::WindowHandle;

use crate::steps::{
    allow, at_ayrshare, at_the_host, at_the_portal, at_the_tab, choose, end, link, open_window,
    shows, sign_in, stop, unlink,
};

/// At TikTok's consent, with the page's window and the other one.
async fn at_consent(browser: &Browser) -> Result<(WindowHandle, WindowHandle)> {
    let page = open_window(browser, "TikTok").await?;
    sign_in(browser, "TikTok", "Acme Dances").await?;
    browser.here().find(Role::Button, "Allow all").await?;
    Ok((page, browser.window().await?))
}

/// The page at hand is loaded again while somebody is at the network, and turns green all the same.
async fn goes_on_after_a_reload(browser: &Browser) -> Result<()> {
    let (page, window) = at_consent(browser).await?;
    browser.switch_to(&page).await?;
    browser.reload().await?;
    shows(browser, "TikTok, In another window").await?;
    browser.switch_to(&window).await?;
    allow(browser, &page).await?;
    shows(browser, "TikTok, Linked, Acme Dances").await?;
    browser.expect_windows(1).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f29_a_portal_that_is_loaded_again_takes_the_attempt_up_and_turns_green() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    goes_on_after_a_reload(&browser).await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f29_a_host_page_that_is_loaded_again_takes_the_attempt_up_and_turns_green() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    goes_on_after_a_reload(&browser).await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f30_a_tab_that_was_closed_shows_it_linked_when_it_is_opened_again() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let (page, window) = at_consent(&browser).await?;
    browser.switch_to(&page).await?;
    let tab = {
        browser.open_tab(&stack.page("/help")).await?;
        browser.window().await?
    };
    browser.switch_to(&page).await?;
    browser.close_window().await?;
    browser.switch_to(&window).await?;
    allow(&browser, &tab).await?;
    browser
        .open(&stack.page("/portal"))
        .await?
        .find(Role::Button, "TikTok, Linked, Acme Dances")
        .await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f33_a_second_tab_shows_that_it_goes_on_elsewhere_and_both_turn_green() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let (first, window) = at_consent(&browser).await?;
    browser.switch_to(&first).await?;
    browser
        .open_tab(&stack.page("/portal"))
        .await?
        .find(Role::Button, "TikTok, In another window")
        .await?;
    let second = browser.window().await?;
    browser.switch_to(&window).await?;
    allow(&browser, &second).await?;
    for tab in [&second, &first] {
        browser.switch_to(tab).await?;
        shows(&browser, "TikTok, Linked, Acme Dances").await?;
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f33_a_second_tab_that_starts_anew_takes_over_and_the_first_says_so() -> Result<()> {
    let (stack, browser) = at_the_tab("Acme Coffee").await?;
    let accounts = browser.window().await?;
    // Tabs that the driver opens are not like a person's: WebKit gives them no windows.
    let first = browser
        .click_into_new_window(Role::Link, "Connect Accounts")
        .await?;
    at_consent(&browser).await?;
    browser.switch_to(&accounts).await?;
    let second = browser
        .click_into_new_window(Role::Link, "Connect Accounts")
        .await?;
    browser
        .click_into_new_window(Role::Button, "TikTok, In another window")
        .await?;
    at_ayrshare(&browser).await?;
    sign_in(&browser, "TikTok", "Acme Encore").await?;
    let newer = browser.window().await?;
    browser.switch_to(&first).await?;
    shows(&browser, "TikTok, In another window").await?;
    browser.switch_to(&newer).await?;
    allow(&browser, &second).await?;
    for tab in [&second, &first] {
        browser.switch_to(tab).await?;
        shows(&browser, "TikTok, Linked, Acme Encore").await?;
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f33_what_one_tab_stops_is_over_in_the_other() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let (first, _) = at_consent(&browser).await?;
    browser.switch_to(&first).await?;
    browser.open_tab(&stack.page("/portal")).await?;
    shows(&browser, "TikTok, In another window").await?;
    let second = browser.window().await?;
    browser.switch_to(&first).await?;
    stop(&browser).await?;
    shows(&browser, "TikTok, Not linked").await?;
    browser.switch_to(&second).await?;
    shows(&browser, "TikTok, Not linked").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f34_an_unlink_in_one_tab_is_seen_in_the_other() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let first = browser.window().await?;
    link(&browser, "TikTok", "Acme Dances").await?;
    browser.open_tab(&stack.page("/portal")).await?;
    unlink(&browser, "TikTok").await?;
    browser.switch_to(&first).await?;
    shows(&browser, "TikTok, Not linked").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f32_ten_clicks_make_one_window() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let page = browser.window().await?;
    browser.here().click(Role::Button, "TikTok, ").await?;
    for _ in 0..9 {
        browser.switch_to(&page).await?;
        browser.here().click(Role::Button, "TikTok, ").await?;
    }
    browser.expect_windows(2).await?;
    let calls = stack
        .control(reqwest::Method::GET, "calls", serde_json::json!({}))
        .await?;
    let sessions = calls
        .as_array()
        .context("a list of calls")?
        .iter()
        .filter(|call| {
            call["method"] == "POST"
                && call["path"]
                    .as_str()
                    .is_some_and(|path| path.ends_with("link-sessions"))
        })
        .count();
    ensure!(sessions <= 1, "{sessions} link sessions for ten clicks");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f35_another_card_takes_the_same_window() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let page = open_window(&browser, "TikTok").await?;
    let window = browser.window().await?;
    browser.switch_to(&page).await?;
    browser
        .here()
        .click(Role::Button, "Reddit, Not linked")
        .await?;
    shows(&browser, "TikTok, Not linked").await?;
    browser.expect_windows(2).await?;
    browser.switch_to(&window).await?;
    browser.here().find(Role::Link, "Link Reddit").await?;
    sign_in(&browser, "Reddit", "acme_reads").await?;
    allow(&browser, &page).await?;
    shows(&browser, "Reddit, Linked, acme_reads").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f35_a_window_that_a_newer_one_replaced_says_so_and_its_success_still_counts() -> Result<()>
{
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let page = open_window(&browser, "Facebook").await?;
    // A name at which the linking page stays open, until "Done" sends on to our return page.
    sign_in(&browser, "Facebook", "sim-stay-open").await?;
    browser.here().expect_words("Choose a Page").await?;
    let older = browser.window().await?;
    browser.switch_to(&page).await?;
    // Cut off by the network's page, so that it can no longer be closed from here.
    browser
        .open(&stack.page("/portal"))
        .await?
        .find(Role::Button, "Facebook, In another window")
        .await?;
    browser
        .click_into_new_window(Role::Button, "Reopen the window")
        .await?;
    at_ayrshare(&browser).await?;
    browser.switch_to(&older).await?;
    choose(&browser, "Choose a Page").await?;
    browser.here().click(Role::Button, "Allow all").await?;
    browser.here().click(Role::Button, "Done").await?;
    browser
        .here()
        .find(Role::Heading, "A newer window has taken over")
        .await?;
    browser.switch_to(&page).await?;
    shows(&browser, "Facebook, Linked, ").await?;
    end(stack, browser).await
}
