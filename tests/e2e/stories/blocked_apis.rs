//! Storage, channels and locks that a browser does not give: everything works, only the tabs do not help each other.

use anyhow::{Result, ensure};
use e2e::{Browser, Engine, Role, Setting, Stack, case};

use crate::steps::{
    at_ayrshare, at_the_portal, end, link, linked_elsewhere, press_without_gesture, shows, sign_in,
    unlink,
};

const WITHOUT: [&str; 6] = [
    "storage",
    "channel",
    "channel-throws",
    "locks",
    "locks-reject",
    "all",
];

/// What of it the page at hand does not have.
const MISSED: &str = "
  const missed = [];
  try { window.localStorage.length; } catch { missed.push('storage'); }
  if (!('BroadcastChannel' in window)) missed.push('channel');
  else try { new window.BroadcastChannel('any').close(); } catch { missed.push('channel-throws'); }
  if (!window.navigator.locks) missed.push('locks');
  else if (!String(window.navigator.locks.request).includes('native code')) missed.push('locks-reject');
  return missed.join(' ');
";

/// It is taken away indeed; else what follows says nothing.
async fn is_without(browser: &Browser, without: &str) -> Result<()> {
    let expected = match without {
        "all" => "storage channel-throws locks-reject",
        one => one,
    };
    let missed = browser.script(MISSED).await?;
    ensure!(missed == expected, "{missed}, not {expected}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn f67_a_widget_links_and_unlinks_without_storage_channels_or_locks() -> Result<()> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    for without in WITHOUT {
        let page = stack.host_page(&format!("?without={without}"));
        browser.open(&page).await?;
        shows(&browser, "TikTok, Not linked").await?;
        is_without(&browser, without).await?;
        link(&browser, "TikTok", "Acme Dances").await?;
        unlink(&browser, "TikTok").await?;
        case(without);
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f67_a_widget_links_and_unlinks_where_no_page_may_keep_anything() -> Result<()> {
    // WebKit's driver cannot be told.
    if Engine::WebKit.is_chosen()? {
        return Ok(());
    }
    let (stack, browser) = tokio::try_join!(
        Stack::start("Acme Coffee"),
        Browser::set_to(Setting::NoSiteData)
    )?;
    browser.open(&stack.host_page("")).await?;
    shows(&browser, "TikTok, Not linked").await?;
    let missed = browser.script(MISSED).await?;
    ensure!(
        missed.as_str().unwrap_or_default().starts_with("storage"),
        "{missed}"
    );
    link(&browser, "TikTok", "Acme Dances").await?;
    unlink(&browser, "TikTok").await?;
    case("no site data");
    end(stack, browser).await
}

/// What a host page of the example does, as a script for any page.
fn taken_away(without: &str) -> String {
    let script = include_str!("../../../crates/example-host/site/without.js");
    let asked = format!("'?without={without}'");
    format!("{{ {} }}", script.replace("location.search", &asked))
}

/// Nobody but an extension takes something away from the gateway's own page.
#[tokio::test(flavor = "multi_thread")]
async fn f67_only_chromium_the_page_links_and_unlinks_without_storage_channels_or_locks()
-> Result<()> {
    if !Engine::Chromium.is_chosen()? {
        return Ok(());
    }
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    for without in WITHOUT {
        let added = browser.run_before_pages(&taken_away(without)).await?;
        browser.open(&stack.page("/portal")).await?;
        shows(&browser, "TikTok, Not linked").await?;
        is_without(&browser, without).await?;
        link(&browser, "TikTok", "Acme Dances").await?;
        unlink(&browser, "TikTok").await?;
        case(without);
        browser.run_no_longer(added).await?;
    }
    // The live stream is the tab's own.
    linked_elsewhere(&stack, "reddit").await?;
    shows(&browser, "Reddit, Linked outside").await?;
    case("all, and it keeps up");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f67_only_chromium_linking_goes_on_in_the_same_tab_without_storage_and_channels()
-> Result<()> {
    if !Engine::Chromium.is_chosen()? {
        return Ok(());
    }
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    browser.run_before_pages(&taken_away("all")).await?;
    browser.reload().await?;
    shows(&browser, "TikTok, Not linked").await?;
    press_without_gesture(&browser, "tiktok").await?;
    let page = browser.here();
    page.click(Role::Link, "Continue in this tab").await?;
    at_ayrshare(&browser).await?;
    sign_in(&browser, "TikTok", "Acme Dances").await?;
    page.click(Role::Button, "Allow all").await?;
    page.click(Role::Button, "Done").await?;
    // Nothing tells our return page that it is in no window of its own: the person goes back.
    page.find(Role::Heading, "You can close this window")
        .await?;
    browser.open(&stack.page("/portal")).await?;
    shows(&browser, "TikTok, Linked, Acme Dances").await?;
    case("all, in one tab");
    end(stack, browser).await
}
