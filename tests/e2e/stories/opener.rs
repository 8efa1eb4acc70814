//! Nobody but the page that opened our start page hears what it says.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use e2e::{Browser, Engine, Role, case};
use serde_json::json;
use thirtyfour::WindowHandle;

use crate::opener_policy::asked;
use crate::steps::{allow, at_the_host, at_the_portal, back, end, go, open_window, shows, sign_in};

#[tokio::test(flavor = "multi_thread")]
async fn t15_an_opener_that_has_become_another_site_hears_nothing_of_our_start_page() -> Result<()>
{
    let (stack, browser) = at_the_host("").await?;
    let slow = json!({ "route": "POST /profiles/link-sessions", "fault": "slow", "seconds": 8, "times": 1 });
    stack.fault(slow).await?;
    let host = browser.window().await?;
    let window = browser
        .click_into_new_window(Role::Button, "TikTok, Not linked")
        .await?;
    browser.here().expect_words("Opening TikTok").await?;
    browser.switch_to(&host).await?;
    let other_site = stack.frame_page("").replace("/frame", "/reports");
    go(&browser, &other_site).await?;
    browser
        .script("window.heard = []; window.addEventListener('message', (event) => { window.heard.push(JSON.stringify(event.data)); })")
        .await?;

    browser.switch_to(&window).await?;
    // Loaded again, it says everything once more: hello, and that it wants its ticket.
    browser.reload().await?;
    browser.here().expect_words("Opening TikTok").await?;
    browser
        .script("window.opener.postMessage('the end', '*')")
        .await?;
    browser.switch_to(&host).await?;
    let heard = loop {
        let heard = browser.script("return window.heard").await?;
        if heard.as_array().is_some_and(|heard| !heard.is_empty()) {
            break heard;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    ensure!(heard == json!(["\"the end\""]), "it heard {heard}");
    case("hello and the wish for a ticket");
    end(stack, browser).await
}

/// What the network's page may do to the page behind it, whatever we do: Ayrshare's messages need the opener. Only an opener
/// policy of the network, or of the host page, takes that power away.
#[tokio::test(flavor = "multi_thread")]
async fn t16_a_network_that_sends_the_page_behind_away_loses_nothing_and_one_that_is_severed_cannot()
-> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let page = open_window(&browser, "TikTok").await?;
    sign_in(&browser, "TikTok", "sim-opener-navigate").await?;
    let window = browser.window().await?;
    browser.here().find(Role::Button, "Allow all").await?;
    browser.switch_to(&page).await?;
    // Firefox lets no window send an opener of another site away.
    let moves = browser.engine() != Engine::Firefox;
    if moves {
        let taken = "Another page has taken this one’s place";
        browser.here().expect_words(taken).await?;
    }
    browser.switch_to(&window).await?;
    allow(&browser, &page).await?;
    if moves {
        back(&browser).await?;
    }
    shows(&browser, "TikTok, Linked, sim-opener-navigate").await?;
    case("a network without a policy");

    stack.provider_coop("same-origin").await?;
    let page = open_window(&browser, "Reddit").await?;
    stays(&browser, &page, "Reddit").await?;
    case("a network that keeps its windows apart");
    end(stack, browser).await?;

    let (stack, browser) = at_the_host("?coop=same-origin").await?;
    let page = asked(&browser, "TikTok").await?;
    stays(&browser, &page, "TikTok").await?;
    case("a host that keeps its windows apart");
    end(stack, browser).await
}

/// At Ayrshare, signs in and grants while the network's page tries to send the page behind away.
async fn stays(browser: &Browser, page: &WindowHandle, card: &str) -> Result<()> {
    sign_in(browser, card, "sim-opener-navigate").await?;
    browser.here().find(Role::Button, "Allow all").await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    allow(browser, page).await?;
    shows(browser, &format!("{card}, Linked, sim-opener-navigate")).await
}

#[test]
fn t15_nothing_of_ours_posts_to_whoever_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut posts = 0;
    for folder in ["public", "src/browser", "crates/example-host/site"] {
        for file in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = file.unwrap().path();
            let Ok(text) = std::fs::read_to_string(&path) else {
                continue;
            };
            for line in text.lines().map(str::to_lowercase) {
                let line = line.replace('_', "");
                if line.contains("postmessage(") {
                    posts += 1;
                    let named = !line.contains("\"*\"") && !line.contains("'*'");
                    assert!(named, "{}: {line}", path.display());
                }
            }
        }
    }
    assert!(posts >= 6, "only {posts} places were found");
}
