//! Whose account it is: shown after every link, and asked about when it turned up by itself.

use anyhow::{Result, ensure};
use e2e::Role;

use crate::steps::{at_the_portal, confirm_unlink, end, link, linked_elsewhere};

#[tokio::test(flavor = "multi_thread")]
async fn f39_after_a_link_the_account_is_shown_and_keep_closes_the_question() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    link(&browser, "TikTok", "Acme Dances").await?;
    let page = browser.here();
    page.expect_words("Acme Dances is linked to TikTok. Is it the right account?")
        .await?;
    page.click(Role::Button, "Keep it").await?;
    ensure!(
        !page.words().await?.contains("Is it the right account?"),
        "the question is answered"
    );
    page.find(Role::Button, "TikTok, Linked, Acme Dances")
        .await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f39_the_wrong_x_account_is_switched_with_the_way_told_before_and_after() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    browser
        .here()
        .expect_words("Links whoever is signed in at X in this browser.")
        .await?;
    link(&browser, "X", "acme_private").await?;
    let page = browser.here();
    page.expect_words("sign in to the other account at X")
        .await?;
    page.click(Role::Button, "Switch account").await?;
    page.find(Role::Button, "X, Not linked").await?;
    ensure!(
        !stack.linked_at_ayrshare("twitter").await?,
        "the wrong account is gone at Ayrshare too"
    );
    link(&browser, "X", "acme_brand").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn t12_an_account_that_turns_up_by_itself_is_asked_about_and_removed() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    for (answer, left) in [("Keep it", true), ("Remove it", false)] {
        let network = if left { "tiktok" } else { "reddit" };
        let card = if left { "TikTok" } else { "Reddit" };
        linked_elsewhere(&stack, network).await?;
        let page = browser.here();
        page.find(Role::Button, &format!("{card}, Linked outside"))
            .await?;
        page.expect_words("but not from this page").await?;
        page.click(Role::Button, answer).await?;
        if !left {
            confirm_unlink(&browser, "Reddit").await?;
        } else {
            page.find(Role::Button, "TikTok, Linked, ").await?;
        }
        ensure!(stack.linked_at_ayrshare(network).await? == left);
    }
    end(stack, browser).await
}
