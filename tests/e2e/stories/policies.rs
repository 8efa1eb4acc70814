//! Pages with policies as strict as they get.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use e2e::{Browser, PATIENCE, Role, Stack, case};
use serde_json::Value;

use crate::steps::{answer, end, link, shows, unlink};

/// Whether the networks' icons have come.
const HAS_LOGOS: &str =
    "const logo = document.querySelector('connect-accounts').shadowRoot.querySelector('.logo');
  return logo?.complete && logo.naturalWidth > 0 || null";

async fn refused_nothing(stack: &Stack) -> Result<()> {
    let reports = stack.reports().await?;
    ensure!(reports.is_empty(), "{reports:?}");
    Ok(())
}

/// What browsers have refused by now: something, sooner or later.
async fn refused(stack: &Stack) -> Result<Vec<String>> {
    let until = Instant::now() + PATIENCE;
    loop {
        let reports = stack.reports().await?;
        if !reports.is_empty() {
            return Ok(reports);
        }
        ensure!(Instant::now() < until, "nobody heard of what was refused");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Links, unlinks, and opens the help, which is another program.
async fn all_of_it_works(browser: &Browser) -> Result<()> {
    shows(browser, "TikTok, Not linked").await?;
    link(browser, "TikTok", "Acme Dances").await?;
    unlink(browser, "TikTok").await?;
    let page = browser.here();
    page.click(Role::Link, "X: the wrong account is linked")
        .await?;
    page.find(Role::Button, "Close").await?;
    page.click(Role::Button, "Close").await
}

#[tokio::test(flavor = "multi_thread")]
async fn f74_where_scripts_are_allowed_by_a_word_or_by_their_content_all_of_it_works_too()
-> Result<()> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    for policy in ["nonce", "strict-dynamic"] {
        let page = stack.host_page(&format!("?policy={policy}"));
        browser.open(&page).await?;
        all_of_it_works(&browser).await.context(policy)?;
        refused_nothing(&stack).await?;
        case(policy);
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f74_where_only_the_gateways_pictures_are_allowed_nothing_but_faces_is_missing()
-> Result<()> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    browser.open(&stack.host_page("?policy=narrow")).await?;
    all_of_it_works(&browser).await?;
    answer(&browser, HAS_LOGOS).await?;
    let gateway = stack.line().url();
    for report in refused(&stack).await? {
        let report: Value = serde_json::from_str(&report)?;
        let refused = report["csp-report"]["blocked-uri"].as_str();
        let refused = refused.context("what was refused")?;
        ensure!(!refused.starts_with(&gateway), "{report}");
        let by = report["csp-report"]["effective-directive"].as_str();
        ensure!(by.is_none_or(|by| by == "img-src"), "{report}");
    }
    case("narrow");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f74_t20_t21_under_the_strictest_policy_all_of_it_works_and_nothing_is_reported()
-> Result<()> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    for page in ["", "strict"] {
        browser.open(&stack.host_page(page)).await?;
        all_of_it_works(&browser).await?;
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
    refused(&stack).await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f65_a_browser_without_webassembly_gets_plain_links_and_the_host_is_told_once() -> Result<()>
{
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    browser.open(&stack.host_page("?wasm=missing")).await?;
    let page = browser.here();
    page.find(Role::Link, "Link · TikTok").await?;
    page.find(Role::Button, "Try again").await?;
    let told =
        "return [...document.querySelectorAll('#events li')].map((line) => line.textContent)";
    let told: Vec<String> = serde_json::from_value(browser.script(told).await?)?;
    ensure!(
        told.len() == 1 && told[0].contains(r#""cause":"wasm_missing""#),
        "{told:?}"
    );
    ensure!(!page.words().await?.contains("Content-Security-Policy"));
    case("missing");
    end(stack, browser).await
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
    case("refused");
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
            answer(&browser, HAS_LOGOS).await?;
            case(&query);
        }
    }
    end(stack, browser).await
}
