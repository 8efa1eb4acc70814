//! Nobody but the page that opened our start page hears what it says.

use std::path::Path;

use anyhow::{Result, ensure};
use e2e::{Role, case};
use serde_json::json;

use crate::steps::{at_the_host, end, go};

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
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    };
    ensure!(heard == json!(["\"the end\""]), "it heard {heard}");
    case("hello and the wish for a ticket");
    end(stack, browser).await
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
