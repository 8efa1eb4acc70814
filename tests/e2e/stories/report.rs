//! What a person sends to support when a link does not go as it should.

use anyhow::{Result, ensure};
use e2e::Role;

use crate::steps::{at_the_portal, end, open_window, sign_in};

#[tokio::test(flavor = "multi_thread")]
async fn a_report_says_what_was_seen_of_an_attempt_and_nothing_that_is_secret() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let portal = open_window(&browser, "TikTok").await?;
    let linking_page = browser.address().await?;
    sign_in(&browser, "TikTok", "Acme Dances").await?;
    // Chromium's driver cannot close a window whose next page is on its way.
    browser.here().find(Role::Button, "Allow all").await?;
    browser.close_window().await?;
    browser.switch_to(&portal).await?;
    let page = browser.here();
    page.click(Role::Button, "Copy report").await?;
    for line in [
        "Network: tiktok",
        "State: open",
        "page: begun",
        "start_page: redeemed",
        "ayrshare: link_session_made",
        "window: asked",
        "Browser: Mozilla/5.0",
        "support:",
    ] {
        page.expect_words(line).await?;
    }
    let words = page.words().await?;
    let secret = linking_page.rsplit(['=', '/']).next().unwrap_or_default();
    ensure!(
        secret.len() > 10 && !words.contains(secret),
        "the linking page's address is in: {words}"
    );
    end(stack, browser).await
}
