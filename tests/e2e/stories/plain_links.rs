//! A portal whose program has not come, or cannot run: the cards are plain links to the same start page.

use anyhow::{Result, ensure};
use e2e::{Engine, Fault, Order, Role};

use crate::steps::{allow, at_ayrshare, at_the_portal, end, shows, sign_in};

#[tokio::test(flavor = "multi_thread")]
async fn only_webkit_a_card_links_all_the_same_where_the_program_does_not_come() -> Result<()> {
    // The others keep a program that they have loaded once, and signing in needs it.
    if !Engine::WebKit.is_chosen()? {
        return Ok(());
    }
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    stack
        .line()
        .order(Order::always("/page-", Fault::page(503)));
    browser.open(&stack.page("/portal")).await?;
    let portal = browser.window().await?;
    browser.click_into_new_window(Role::Link, "TikTok").await?;
    at_ayrshare(&browser).await?;
    sign_in(&browser, "TikTok", "Acme Dances").await?;
    allow(&browser, &portal).await?;
    browser.expect_windows(1).await?;
    ensure!(stack.linked_at_ayrshare("tiktok").await?);
    stack.line().clear();
    browser.open(&stack.page("/portal")).await?;
    shows(&browser, "TikTok, Linked, Acme Dances").await?;
    end(stack, browser).await
}
