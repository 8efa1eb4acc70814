//! Pages with policies as strict as they get.

use anyhow::{Result, ensure};
use e2e::{Browser, Role, Stack, case};

use crate::steps::{answer, end, link, shows, unlink};

async fn refused_nothing(stack: &Stack) -> Result<()> {
    let reports = stack.reports().await?;
    ensure!(reports.is_empty(), "{reports:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn f74_t20_t21_under_the_strictest_policy_all_of_it_works_and_nothing_is_reported()
-> Result<()> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    for page in ["", "strict"] {
        browser.open(&stack.host_page(page)).await?;
        shows(&browser, "TikTok, Not linked").await?;
        link(&browser, "TikTok", "Acme Dances").await?;
        unlink(&browser, "TikTok").await?;
        browser
            .here()
            .click(Role::Link, "X: the wrong account is linked")
            .await?;
        browser.here().find(Role::Button, "Close").await?;
        browser.here().click(Role::Button, "Close").await?;
        refused_nothing(&stack).await?;
        case(page);
    }
    // Markup that a script writes is refused, where the browser knows of it (Firefox from 148 on).
    let thrown = browser
        .script("if (!window.trustedTypes) return true;
          try { document.createElement('div').innerHTML = '<img src=x onerror=1>'; return false } catch { return true }")
        .await?;
    ensure!(thrown == true, "Trusted Types are on");
    // And the report endpoint hears.
    browser
        .script("document.body.setAttribute('style', 'color: red')")
        .await?;
    for _ in 0..50 {
        if !stack.reports().await?.is_empty() {
            return end(stack, browser).await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    anyhow::bail!("nobody heard of what was refused")
}

#[tokio::test(flavor = "multi_thread")]
async fn f65_a_policy_without_webassembly_is_named_in_the_box() -> Result<()> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    browser.open(&stack.host_page("?wasm=refused")).await?;
    let page = browser.here();
    // Some versions of WebKit compile it all the same.
    let outcome = "const { shadowRoot } = document.querySelector('connect-accounts');
      return shadowRoot.querySelector('.panel') ? 'refused' : shadowRoot.querySelector('[data-network]') ? 'compiled' : null";
    if answer(&browser, outcome).await? == "compiled" {
        ensure!(browser.engine() == e2e::Engine::WebKit);
        return end(stack, browser).await;
    }
    page.find(Role::Button, "Try again").await?;
    page.expect_words("'wasm-unsafe-eval'").await?;
    page.find(Role::Link, "Link · TikTok").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn t44_whatever_isolation_the_host_asks_for_the_widget_works() -> Result<()> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    for coop in ["", "coop=same-origin-allow-popups", "coop=same-origin"] {
        for coep in ["", "coep=credentialless", "coep=require-corp"] {
            let query = format!("?{coop}&{coep}");
            browser.open(&stack.host_page(&query)).await?;
            shows(&browser, "TikTok, Not linked").await?;
            let logo = "const logo = document.querySelector('connect-accounts').shadowRoot.querySelector('.logo');
              return logo?.complete && logo.naturalWidth > 0 || null";
            answer(&browser, logo).await?;
            case(&query);
        }
    }
    end(stack, browser).await
}
