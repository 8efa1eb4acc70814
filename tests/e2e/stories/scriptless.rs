//! A browser that runs no scripts: every page says so, and none of them pretends that something is on its way.

use std::time::Instant;

use anyhow::{Result, ensure};
use e2e::{Browser, Engine, PATIENCE, Setting, Stack, case};

/// The page says `words`, in what a reader sees.
async fn says(browser: &Browser, words: &str) -> Result<String> {
    let until = Instant::now() + PATIENCE;
    loop {
        let seen = browser.text_of("body").await?;
        if seen.contains(words) {
            return Ok(seen);
        }
        ensure!(Instant::now() < until, "no “{words}” in: {seen}");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn f66_without_scripts_every_page_says_so_and_a_host_leads_on() -> Result<()> {
    // WebKit's driver cannot be told.
    if Engine::WebKit.is_chosen()? {
        return Ok(());
    }
    let (stack, browser) = tokio::try_join!(
        Stack::start("Acme Coffee"),
        Browser::set_to(Setting::NoScripts)
    )?;
    browser.open(&stack.page("/portal")).await?;
    says(&browser, "Linking accounts needs JavaScript.").await?;
    let loading = browser.text_of("#app").await?;
    ensure!(loading.is_empty(), "it pretends: {loading}");
    ensure!(!browser.is_drawn("#before").await?, "it pretends to load");
    case("the portal page");

    for page in ["go.html#a=1&n=tiktok", "embed"] {
        browser.open(&stack.page(&format!("/{page}"))).await?;
        says(&browser, "JavaScript").await?;
        case(page);
    }

    browser.open(&stack.host_page("")).await?;
    let seen = says(&browser, "with JavaScript only").await?;
    ensure!(seen.contains("Good morning"), "the host's page: {seen}");
    // Where the gateway may run scripts the link leads to the portal.
    let link = browser
        .text_of("connect-accounts a[href='/connect']")
        .await?;
    ensure!(link == "manage them on a page of their own", "{link}");
    case("a host's page");
    stack.stop().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn f66_with_scripts_nobody_sees_what_a_host_put_there_for_readers_without() -> Result<()> {
    let (stack, browser) = crate::steps::at_the_host("").await?;
    ensure!(!browser.here().words().await?.contains("JavaScript only"));
    case("a host's page");
    crate::steps::end(stack, browser).await
}
