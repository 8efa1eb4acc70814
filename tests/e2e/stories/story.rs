//! The story of the product.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use e2e::Role;

use crate::steps::{
    allow, at_the_portal, at_the_tab, choose, end, link, open_window, shows, sign_in, unlink,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_tab_shows_linked_accounts_and_connect_accounts_opens_the_portal_in_a_new_tab()
-> Result<()> {
    let (stack, browser) = at_the_tab("Acme Coffee").await?;
    browser
        .here()
        .expect_words("No account is linked yet")
        .await?;
    let before = browser.windows().await?;
    browser.here().click(Role::Link, "Connect Accounts").await?;
    browser.switch_to_new(&before).await?;
    browser
        .here()
        .find(Role::Heading, "Social Account Linkage Page")
        .await?;
    ensure!(
        browser.windows().await?.len() == 2,
        "the tab is still there"
    );

    link(&browser, "TikTok", "Acme Dances").await?;
    browser.switch_to(&before[0]).await?;
    browser.here().expect_words("Acme Dances").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_a_consent_and_a_page_make_the_card_green_with_avatar_and_name() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    browser
        .here()
        .expect_words("accept all authorizations")
        .await?;
    let portal = open_window(&browser, "Facebook").await?;
    sign_in(&browser, "Facebook", "Acme Coffee House").await?;
    choose(&browser, "Choose a Page").await?;
    allow(&browser, &portal).await?;
    let granted = Instant::now();
    shows(&browser, "Facebook, Linked, Acme Coffee House").await?;
    let took = granted.elapsed();
    ensure!(
        took < Duration::from_secs(2),
        "the card took {took:?} to turn green"
    );
    let avatar = browser
        .script("const image = document.querySelector('[data-network=facebook] img.avatar-picture'); return image && image.complete && image.naturalWidth > 0")
        .await?;
    ensure!(avatar == true, "the avatar is drawn");
    let tone = browser
        .script("return document.querySelector('[data-network=facebook]').dataset.tone")
        .await?;
    ensure!(tone == "linked", "the card is green, not {tone}");
    browser.expect_windows(1).await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_green_card_asks_says_what_stays_and_what_stops_and_unlinks() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    link(&browser, "TikTok", "Acme Dances").await?;
    let page = browser.here();

    page.click(Role::Button, "TikTok, Linked").await?;
    page.find(Role::Dialog, "Unlink TikTok?").await?;
    page.expect_words("Posts already sent and posts already scheduled stay as they are.")
        .await?;
    page.expect_words(
        "Future scheduled posts and new posts will not be sent until TikTok is linked again.",
    )
    .await?;
    page.click(Role::Button, "Keep linked").await?;
    page.find(Role::Button, "TikTok, Linked").await?;
    ensure!(
        stack.linked_at_ayrshare("tiktok").await?,
        "a question alone unlinks nothing"
    );

    unlink(&browser, "TikTok").await?;
    ensure!(
        !stack.linked_at_ayrshare("tiktok").await?,
        "it is unlinked at Ayrshare"
    );

    // Linking again is the same click as before.
    link(&browser, "TikTok", "Acme Dances").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn escape_leaves_the_dialog_and_gives_the_focus_back_to_the_card() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    link(&browser, "TikTok", "Acme Dances").await?;
    let page = browser.here();
    page.click(Role::Button, "TikTok, Linked").await?;
    page.find(Role::Dialog, "Unlink TikTok?")
        .await?
        .send_keys("\u{e00c}")
        .await?;
    page.find(Role::Button, "TikTok, Linked").await?;
    ensure!(
        !page.has(Role::Dialog, "Unlink").await?,
        "the dialog is gone"
    );
    let focused = browser
        .script("return document.activeElement.ariaLabel")
        .await?;
    ensure!(
        focused
            .as_str()
            .is_some_and(|label| label.starts_with("TikTok")),
        "the focus is at {focused}"
    );
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn help_has_every_topic_where_it_is_needed_and_at_an_address_of_its_own() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    browser
        .here()
        .find(Role::Link, "Choosing a Page or brand")
        .await?;
    browser
        .here()
        .find(Role::Link, "X: the wrong account is linked")
        .await?;
    let page = browser.open(&stack.page("/help")).await?;
    for topic in [
        "Choosing a Page or brand",
        "X: the wrong account is linked",
        "A brand of the same name exists already",
        "Instagram: Business or Creator accounts only",
        "The window does not open",
        "Guides for every network",
        "Contact support",
    ] {
        page.find(Role::Heading, topic).await?;
    }
    for guide in [
        "Google Business Profile",
        "Instagram",
        "Facebook",
        "YouTube",
    ] {
        page.find(Role::Link, &format!("Guide for {guide}")).await?;
    }
    page.expect_words("Facebook Groups").await?;
    let page = browser.open(&stack.page("/help/wrong-x-account")).await?;
    page.expect_words("Open X in another browser tab").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_of_enter_or_space_is_a_click() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let portal = browser.window().await?;
    for (card, key) in [("TikTok", "\u{e007}"), ("Reddit", " ")] {
        let before = browser.windows().await?;
        browser
            .here()
            .find(Role::Button, &format!("{card}, Not linked"))
            .await?
            .send_keys(key)
            .await?;
        browser.switch_to_new(&before).await?;
        browser
            .here()
            .find(Role::Link, &format!("Link {card}"))
            .await?;
        browser.close_window().await?;
        browser.switch_to(&portal).await?;
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn giving_up_at_the_network_leaves_the_card_as_it_was() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let portal = open_window(&browser, "TikTok").await?;
    sign_in(&browser, "TikTok", "Acme Dances").await?;
    browser.here().click(Role::Button, "Cancel").await?;
    browser.switch_to(&portal).await?;
    shows(&browser, "TikTok, Not linked").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f06_a_personal_instagram_account_is_told_what_to_change() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    // Instagram's page severs the opener, so its refusal cannot be told to the portal by a message; here it does not.
    stack
        .control(
            reqwest::Method::PUT,
            "coop",
            serde_json::json!({ "network": "instagram", "value": "none" }),
        )
        .await?;
    let portal = open_window(&browser, "Instagram").await?;
    sign_in(&browser, "Instagram", "sim-322").await?;
    browser.here().click(Role::Button, "Allow all").await?;
    browser.switch_to(&portal).await?;
    browser
        .here()
        .expect_words("links only professional accounts")
        .await?;
    browser
        .here()
        .find(Role::Link, "Instagram: Business or Creator accounts only")
        .await?;
    end(stack, browser).await
}
