//! No barrier that a program can find, on any page, in any state, in every look. axe-core has the rules.

use std::time::Duration;

use anyhow::{Result, ensure};
use e2e::{Browser, Engine, Role, Screen, case};

use crate::gallery::{at, show};
use crate::steps::{
    at_the_portal, end, is_there, link, linked_elsewhere, open_window, press_without_gesture, shows,
};

/// A barrier of a page would be one in each look, but for colours; so the looks are taken in turn.
async fn no_barrier(browser: &Browser, what: &str) -> Result<()> {
    for theme in ["light", "dark"] {
        browser
            .script(&format!(
                "document.documentElement.style.colorScheme = '{theme}'"
            ))
            .await?;
        // Colours fade into each other for a moment after a change.
        tokio::time::sleep(Duration::from_millis(400)).await;
        none_of(browser.barriers().await?, &format!("{what}, {theme}"))?;
    }
    if Engine::Chromium.is_chosen()? {
        browser.force_colours(true).await?;
        none_of(
            browser.barriers().await?,
            &format!("{what}, forced colours"),
        )?;
        browser.force_colours(false).await?;
    }
    Ok(())
}

fn none_of(barriers: Vec<String>, what: &str) -> Result<()> {
    ensure!(barriers.is_empty(), "{what}:\n{}", barriers.join("\n"));
    case(what);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_without_barriers_in_both_directions() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    link(&browser, "Reddit", "Acme Beans").await?;
    let page = browser.here();
    for tag in ["en", "ar"] {
        for path in ["accounts", "portal", "help", "help/connection"] {
            let address = stack.page(&format!("/{path}?lang={tag}"));
            browser.open(&address).await?;
            page.find(Role::ComboBox, "").await?;
            if matches!(path, "accounts" | "portal") {
                page.expect_words("Acme Beans").await?;
            } else {
                is_there(&browser, ".doctor .button").await?;
                browser
                    .script("document.querySelector('.doctor .button').click()")
                    .await?;
                is_there(&browser, ".doctor .ways").await?;
            }
            no_barrier(&browser, &format!("{path}, {tag}")).await?;
        }
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_card_says_is_without_barriers() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let page = browser.here();
    link(&browser, "Reddit", "Acme Beans").await?;
    no_barrier(&browser, "the question about an account").await?;
    linked_elsewhere(&stack, "linkedin").await?;
    shows(&browser, "LinkedIn, Linked outside").await?;
    no_barrier(&browser, "an account from outside").await?;
    press_without_gesture(&browser, "tiktok").await?;
    shows(&browser, "TikTok, Window blocked").await?;
    no_barrier(&browser, "a blocked window").await?;
    page.click(Role::Button, "Stop").await?;
    let portal = open_window(&browser, "Pinterest").await?;
    browser.switch_to(&portal).await?;
    shows(&browser, "Pinterest, Waiting").await?;
    no_barrier(&browser, "a person at the network").await?;
    browser
        .script("document.querySelector('[data-network=reddit] button').click()")
        .await?;
    page.find(Role::Dialog, "Unlink Reddit?").await?;
    no_barrier(&browser, "the question before an unlink").await?;
    browser.press("\u{e00c}").await?;
    page.click(Role::Link, "The window does not open").await?;
    page.find(Role::Dialog, "The window does not open").await?;
    no_barrier(&browser, "help beside the cards").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_widget_and_a_phone_are_without_barriers() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    link(&browser, "Reddit", "Acme Beans").await?;
    browser.resize(Screen::Phone).await?;
    no_barrier(&browser, "the portal on a phone").await?;
    browser.open(&stack.host_page("")).await?;
    shows(&browser, "Acme Beans").await?;
    no_barrier(&browser, "a widget on a phone").await?;
    browser.resize(Screen::Desktop).await?;
    no_barrier(&browser, "a widget").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_state_of_a_card_is_without_barriers() -> Result<()> {
    let (gallery, browser) = at("?lang=en&theme=light").await?;
    for tag in ["en", "ar"] {
        for theme in ["light", "dark"] {
            let query = format!("?lang={tag}&theme={theme}");
            show(&browser, &gallery, &query).await?;
            none_of(browser.barriers().await?, &query)?;
        }
    }
    if Engine::Chromium.is_chosen()? {
        browser.force_colours(true).await?;
        none_of(browser.barriers().await?, "forced colours")?;
    }
    browser.leave(&[]).await
}
