//! Presses that come twice, or ten times: one attempt and one window.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Engine, Role, Stack, case};

use crate::steps::{at_ayrshare, at_the_portal, end, link, stop};
use crate::watch::link_sessions;

const ENTER: char = '\u{e007}';

/// How many attempts the page has begun at the backend.
async fn attempts(browser: &Browser) -> Result<u64> {
    browser
        .script("return performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('/api/v1/links')).length")
        .await?
        .as_u64()
        .context("a number of requests")
}

/// One window came of it, and the page began one attempt more than `before`.
async fn is_one(stack: &Stack, browser: &Browser, before: u64) -> Result<()> {
    let page = browser.window().await?;
    browser.expect_windows(2).await?;
    let known = [page.clone()];
    browser.switch_to_new(&known).await?;
    at_ayrshare(browser).await?;
    browser.close_window().await?;
    browser.switch_to(&page).await?;
    let begun = attempts(browser).await? - before;
    ensure!(begun == 1, "{begun} attempts");
    let sessions = link_sessions(stack).await?;
    let wanted = usize::try_from(before + 1)?;
    ensure!(sessions == wanted, "{sessions} link sessions, not {wanted}");
    stop(browser).await
}

/// Enter, held down until it has come ten times.
async fn enter_many_times(browser: &Browser, name: &str) -> Result<()> {
    let page = browser.here();
    if browser.engine() != Engine::WebKit {
        return page.hold_key(Role::Button, name, ENTER, 10).await;
    }
    // Its driver never repeats a key that is held: ten quick ones instead.
    let ten = ENTER.to_string().repeat(10);
    Ok(page.find(Role::Button, name).await?.send_keys(ten).await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn f32_a_double_click_or_a_key_held_down_is_one_attempt_and_one_window() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let page = browser.here();
    page.double_click(Role::Button, "TikTok, Not linked")
        .await?;
    is_one(&stack, &browser, 0).await?;
    case("double click");

    browser
        .script("window.presses = 0; addEventListener('keydown', () => { window.presses += 1; })")
        .await?;
    enter_many_times(&browser, "Reddit, Not linked").await?;
    is_one(&stack, &browser, 1).await?;
    let presses = browser.script("return window.presses").await?;
    ensure!(presses.as_u64() > Some(1), "the key came {presses} times");
    case("Enter held");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f32_enter_held_on_a_green_card_asks_and_unlinks_nothing() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    link(&browser, "TikTok", "Acme Dances").await?;
    let page = browser.here();
    enter_many_times(&browser, "TikTok, Linked").await?;
    page.find(Role::Button, "TikTok, Linked").await?;
    ensure!(
        stack.linked_at_ayrshare("tiktok").await?,
        "nobody has said yes"
    );
    end(stack, browser).await
}
