//! Answers that lead elsewhere, and answers that the browser withholds.

use anyhow::{Result, ensure};
use e2e::{Fault, Order, Role, Stack, case};

use crate::steps::{EVENTS, LINKS, PORTAL, at_the_host, at_the_portal, end, shows};

fn nothing_strayed(stack: &Stack) -> Result<()> {
    let strayed = stack.line().strayed();
    ensure!(strayed.is_empty(), "another host received: {strayed:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn f19_a_call_that_is_sent_on_to_another_host_does_not_go_there() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    stack.line().order(Order::always(LINKS, Fault::Redirect));
    browser
        .click_into_new_window(Role::Button, "TikTok, Not linked")
        .await?;
    browser
        .here()
        .find(Role::Heading, "TikTok could not be opened")
        .await?;
    nothing_strayed(&stack)?;
    case("the start page's ticket");

    browser.close_window().await?;
    for path in [PORTAL, EVENTS] {
        stack.line().order(Order::always(path, Fault::Redirect));
    }
    let (host, portal) = (stack.host_page(""), stack.page("/portal"));
    let page = browser.windows().await?.remove(0);
    browser.switch_to(&page).await?;
    for (what, address) in [("the page's cookie", portal), ("the widget's token", host)] {
        browser
            .open(&address)
            .await?
            .find(Role::Heading, "An unexpected answer")
            .await?;
        nothing_strayed(&stack)?;
        case(what);
    }
    stack.line().clear();
    shows(&browser, "TikTok, Not linked").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f24_answers_that_the_browser_withholds_name_the_origin_to_add() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    stack.line().order(Order::always("/api/v1", Fault::NoCors));
    browser.reload().await?;
    let page = browser.here();
    page.expect_words("allowed_origins").await?;
    let origin = browser.script("return location.origin").await?;
    page.expect_words(origin.as_str().unwrap_or("?")).await?;
    case("withheld");

    stack.line().order(Order::always("/", Fault::Gone));
    page.find(Role::Heading, "No connection").await?;
    case("out of reach");

    stack.line().clear();
    shows(&browser, "TikTok, Not linked").await?;
    case("well again");
    end(stack, browser).await
}
