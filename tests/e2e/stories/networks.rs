//! Every network, from the click to green and back.

use anyhow::{Context, Result};
use e2e::{Browser, Figure, Role, Stack};

use crate::steps::{allow, at_the_portal, choose, end, open_window, sign_in, unlink};
use crate::watch::{note_saved_to_green, watch_greens};

const ACCOUNT: &str = "Lumen Studio";

/// From the moment at which the account is saved at Ayrshare to the green card.
const GREEN: Figure = Figure {
    name: "saved at the network to green, with the stream",
    limit: 300,
};

async fn link_and_unlink(
    browser: &Browser,
    stack: &Stack,
    network: &str,
    card: &str,
) -> Result<()> {
    let portal = open_window(browser, card).await?;
    match network {
        "bluesky" => {
            let window = browser.here();
            window.click(Role::Link, "Link Bluesky").await?;
            window
                .type_into(Role::TextBox, "andle", "lumen.example")
                .await?;
            window
                .type_into(Role::TextBox, "App password", "abcd-efgh-ijkl-mnop")
                .await?;
            window.click(Role::Button, "Link account").await?;
            browser.switch_to(&portal).await?;
        }
        "telegram" => {
            let window = browser.here();
            window.click(Role::Link, "Link Telegram").await?;
            window
                .type_into(Role::TextBox, "Or type a name", ACCOUNT)
                .await?;
            window.click(Role::Button, "I added the bot").await?;
            browser.switch_to(&portal).await?;
        }
        _ => {
            sign_in(browser, card, ACCOUNT).await?;
            match network {
                "facebook" => choose(browser, "Choose a Page").await?,
                "gmb" => choose(browser, "Choose a location").await?,
                "linkedin" => choose(browser, "Choose a profile or page").await?,
                "youtube" => choose(browser, "Choose a channel").await?,
                _ => {}
            }
            allow(browser, &portal).await?;
        }
    }
    let page = browser.here();
    page.find(Role::Button, &format!("{card}, Linked")).await?;
    note_saved_to_green(&GREEN, browser, stack, network).await?;
    unlink(browser, card).await
}

async fn all(networks: &[(&str, &str)]) -> Result<()> {
    let (stack, browser) = at_the_portal("Lumen Studio").await?;
    watch_greens(&browser).await?;
    for (network, card) in networks {
        link_and_unlink(&browser, &stack, network, card)
            .await
            .with_context(|| format!("while linking {card}"))?;
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn networks_that_ask_which_page_link_and_unlink() -> Result<()> {
    all(&[
        ("facebook", "Facebook"),
        ("gmb", "Google Business Profile"),
        ("linkedin", "LinkedIn"),
        ("youtube", "YouTube"),
    ])
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn networks_of_a_plain_consent_link_and_unlink() -> Result<()> {
    all(&[
        ("pinterest", "Pinterest"),
        ("reddit", "Reddit"),
        ("snapchat", "Snapchat"),
        ("tiktok", "TikTok"),
        ("twitter", "X"),
    ])
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn networks_with_ways_of_their_own_link_and_unlink() -> Result<()> {
    all(&[
        ("bluesky", "Bluesky"),
        ("instagram", "Instagram"),
        ("telegram", "Telegram"),
        ("threads", "Threads"),
    ])
    .await
}
