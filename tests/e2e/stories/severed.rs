//! Provider pages that cut the opener off: the window reads closed while the person is still busy in it.

use anyhow::Result;
use std::time::Duration;

use crate::steps::{
    allow, at_the_portal, choose, end, is_not_given_up, open_window, shows, sign_in,
};

#[tokio::test(flavor = "multi_thread")]
async fn f28_a_provider_that_severs_the_opener_is_never_a_cancel_and_turns_green() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let portal = open_window(&browser, "Facebook").await?;
    sign_in(&browser, "Facebook", "Acme Coffee House").await?;
    let facebook = browser.window().await?;
    browser.switch_to(&portal).await?;
    is_not_given_up(&browser, "Facebook", Duration::from_secs(5)).await?;
    browser.switch_to(&facebook).await?;
    choose(&browser, "Choose a Page").await?;
    allow(&browser, &portal).await?;
    shows(&browser, "Facebook, Linked, Acme Coffee House").await?;
    browser.expect_windows(1).await?;
    end(stack, browser).await
}
