//! A page of one deployment and a gateway of another: what nobody knows yet is passed over, what is not there yet is not
//! missed, and what is not spoken any more says so.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Fault, Order, Role, Stack, case};
use std::time::Duration;

use crate::containment::says_so_and_starts_again;
use crate::steps::{
    EVENTS, PORTAL, allow, answer, at_a, at_the_host, at_the_portal, confirm, end, is_asked, link,
    linked_elsewhere, open_window, refresh, shows, sign_in, unlink,
};
use crate::told::{heard, listen};

/// A network, a state, a reason, an action and fields that this page does not know.
const OF_TOMORROW: &str = r#"{
  "brand": { "name": "Acme Coffee", "plan": "gold" },
  "networks": [
    { "network": "tiktok", "name": "TikTok", "state": "unlinked", "reach": { "people": 3 } },
    { "network": "zorbnet", "name": "Zorbnet", "state": "linked", "account": { "id": "z1", "name": "Zed", "karma": [1.5] } },
    { "network": "reddit", "name": "Reddit", "state": "hibernating", "until": "2031-01-01T00:00:00Z" },
    { "network": "pinterest", "name": "Pinterest", "state": "off", "reason": "eclipse" },
    { "network": { "id": "dreamcast" }, "state": "unlinked" }
  ],
  "session": { "actions": ["read", "link", "unlink", "teleport"], "expires_at": "2099-01-01T00:00:00Z", "level": 7 },
  "support": [], "as_of": "2026-11-23T10:00:00Z", "banner": { "text": "hello" }
}"#;

/// No more than what has always been there.
const OF_YESTERDAY: &str = r#"{
  "brand": { "name": "Acme Coffee" },
  "networks": [
    { "network": "tiktok", "name": "TikTok", "state": "unlinked" },
    { "network": "reddit", "name": "Reddit", "state": "linked", "account": { "id": "r1", "name": "acme_reads" } },
    { "network": "pinterest", "name": "Pinterest", "state": "relink_needed" }
  ],
  "session": { "actions": ["read", "link", "unlink"], "expires_at": "2099-01-01T00:00:00Z" }
}"#;

/// What is asked of an attempt whose window is at Ayrshare.
const ATTEMPT: &str = "/api/v1/links/";

async fn reads(stack: &Stack, browser: &Browser, portal: &str, cards: &[&str]) -> Result<()> {
    let order = Order::always(PORTAL, Fault::json(200, portal));
    stack.line().order(order);
    browser.reload().await?;
    for card in cards {
        shows(browser, card).await?;
    }
    stack.line().clear();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn f72_what_only_a_newer_gateway_says_is_passed_over_and_the_rest_works() -> Result<()> {
    for place in ["portal", "host page"] {
        let (stack, browser) = at_a(place).await?;
        let cards = [
            "TikTok, Not linked",
            "Zorbnet, Linked, Zed",
            "Reddit, Not supported here yet",
            "Pinterest, Off",
        ];
        reads(&stack, &browser, OF_TOMORROW, &cards).await?;
        let opener = open_window(&browser, "TikTok").await?;
        let resting = r#"{ "attempt": "any", "network": "tiktok", "state": "resting" }"#;
        let before = stack.line().asked(ATTEMPT).len();
        let order = Order::times(ATTEMPT, Fault::json(200, resting), 1);
        stack.line().order(order);
        sign_in(&browser, "TikTok", "Acme Dances").await?;
        allow(&browser, &opener).await?;
        shows(&browser, "TikTok, Linked, Acme Dances").await?;
        is_asked(&stack, ATTEMPT, before + 1).await?;
        case(&format!("{place}: networks, states, reasons and fields"));

        let refused = Fault::problem(409, "moon_in_the_way");
        let account = "/api/v1/accounts/tiktok";
        stack.line().order(Order::always(account, refused));
        let page = browser.here();
        page.click(Role::Button, "TikTok, Linked").await?;
        confirm(&browser, "TikTok").await?;
        shows(&browser, "TikTok, Did not work").await?;
        ensure!(!page.words().await?.contains("moon_in_the_way"));
        stack.line().clear();
        linked_elsewhere(&stack, "snapchat").await?;
        shows(&browser, "TikTok, Linked, Acme Dances").await?;
        unlink(&browser, "TikTok").await?;
        case(&format!("{place}: a problem"));

        let event = "event: brand\ndata: {\"type\":\"brand\",\"colour\":\"red\"}\n\n";
        let said = Fault::Storm {
            after: Duration::from_secs(3),
            text: event.into(),
        };
        stack.line().order(Order::times(EVENTS, said, 1));
        browser.reload().await?;
        shows(&browser, "TikTok, Not linked").await?;
        let before = stack.line().asked(PORTAL).len();
        is_asked(&stack, PORTAL, before + 1).await?;
        link(&browser, "TikTok", "Acme Dances").await?;
        case(&format!("{place}: an event"));
        end(stack, browser).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn f72_what_an_older_gateway_does_not_say_yet_is_not_missed() -> Result<()> {
    for place in ["portal", "host page"] {
        let (stack, browser) = at_a(place).await?;
        let cards = [
            "TikTok, Not linked",
            "Reddit, Linked, acme_reads",
            "Pinterest, Link again",
        ];
        reads(&stack, &browser, OF_YESTERDAY, &cards).await?;
        for path in ["/api/v1/accounts/tiktok/impact", EVENTS] {
            let unknown = Fault::problem(404, "not_found");
            stack.line().order(Order::always(path, unknown));
        }
        browser.reload().await?;
        shows(&browser, "TikTok, Not linked").await?;
        link(&browser, "TikTok", "Acme Dances").await?;
        unlink(&browser, "TikTok").await?;
        case(place);
        end(stack, browser).await?;
    }
    Ok(())
}

/// The next reads are refused, because of what this page is.
fn is_not_spoken_any_more(stack: &Stack) {
    let refused = Fault::problem(426, "upgrade_required");
    stack.line().order(Order::always(PORTAL, refused));
}

const NEWER: &str = "There is a newer version of this page";

#[tokio::test(flavor = "multi_thread")]
async fn f72_a_page_that_is_not_spoken_to_any_more_is_loaded_again_once_and_then_says_so()
-> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    is_not_spoken_any_more(&stack);
    let before = stack.line().asked("/portal").len();
    browser.script("window.isOld = true").await?;
    linked_elsewhere(&stack, "reddit").await?;
    answer(&browser, "return window.isOld ? null : true").await?;
    let page = browser.here();
    page.expect_words(NEWER).await?;
    page.find(Role::Button, "Reload the page").await?;
    case("once by itself");

    tokio::time::sleep(Duration::from_secs(3)).await;
    page.expect_words(NEWER).await?;
    page.click(Role::Button, "Reload the page").await?;
    is_asked(&stack, "/portal", before + 2).await?;
    page.expect_words(NEWER).await?;
    let loaded = stack.line().asked("/portal").len() - before;
    ensure!(loaded == 2, "it was loaded {loaded} times");
    case("by the person, as often as they want");

    stack.line().clear();
    page.click(Role::Button, "Reload the page").await?;
    shows(&browser, "Reddit, Linked outside").await?;
    case("there is a newer one");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f72_a_widget_that_is_not_spoken_to_any_more_says_so_and_leaves_the_reload_to_the_person()
-> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    listen(&browser).await?;
    is_not_spoken_any_more(&stack);
    let page = browser.here();
    for _ in 0..2 {
        let before = stack.line().asked(PORTAL).len();
        refresh(&browser).await?;
        is_asked(&stack, PORTAL, before + 1).await?;
        page.expect_words(NEWER).await?;
    }
    let told = heard(&browser).await?;
    let causes: Vec<_> = told.iter().map(|heard| &heard.detail["cause"]).collect();
    ensure!(causes == ["upgrade_required"], "{told:?}");
    case("told once");

    stack.line().clear();
    page.click(Role::Button, "Reload the page").await?;
    answer(&browser, "return window.heard ? null : true").await?;
    shows(&browser, "TikTok, Not linked").await?;
    case("the host's page, by the person");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f72_a_widget_whose_files_went_with_their_deployment_says_so_and_starts_again() -> Result<()>
{
    let browser = Browser::start().await?;
    for (what, paths) in [
        ("its words", &["/words/"][..]),
        ("its program", &["/widget-", "/program-"]),
        (
            "all of it",
            &["/widget-", "/program-", "/session-", "/plain-", "/words/"],
        ),
    ] {
        let gone = |_: &Stack| {
            let order = |path: &&'static str| Order::always(*path, Fault::page(404));
            Ok(paths.iter().map(order).collect())
        };
        says_so_and_starts_again(&browser, gone)
            .await
            .context(what)?;
        case(what);
    }
    Ok(())
}
