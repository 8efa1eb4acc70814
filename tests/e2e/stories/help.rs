//! Help beside what it is about, and the connection check.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Engine, Fault, Order, PATIENCE, Role, Stack, case};

use crate::steps::{at_a, at_the_host, at_the_portal, back, end, link};

const POP_UPS: &str = "The window does not open";
/// Only the help leads there from the portal as it is at first.
const INSTAGRAM: &str = "Instagram: Business or Creator accounts only";
const CHECK: &str = "Check the connection";

/// Presses the button that starts the check, and waits until it has looked at everything.
async fn check(browser: &Browser) -> Result<String> {
    let page = browser.here();
    page.click(Role::Button, "Check now").await?;
    page.find(Role::Button, "Check again").await?;
    page.click(Role::Button, "Copy report").await?;
    page.expect_words("Connection check: ").await?;
    page.words().await
}

/// The report says so.
fn says(words: &str, lines: &[&str]) -> Result<()> {
    for line in lines {
        ensure!(words.contains(line), "no “{line}” in: {words}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn help_opens_beside_the_cards_and_gives_the_focus_back() -> Result<()> {
    for place in ["portal", "host page"] {
        let (stack, browser) = at_a(place).await?;
        let page = browser.here();
        page.click(Role::Link, POP_UPS).await?;
        page.find(Role::Dialog, POP_UPS).await?;
        browser.expect_windows(1).await?;
        // From one topic to another, and back to where the first one was opened.
        page.click(Role::Link, INSTAGRAM).await?;
        page.find(Role::Dialog, INSTAGRAM).await?;
        browser.press("\u{e00c}").await?;
        let focused = "
          let at = document.activeElement;
          while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
          return at?.textContent ?? null";
        let until = Instant::now() + PATIENCE;
        loop {
            let at = browser.script(focused).await?;
            if at == POP_UPS && !page.has(Role::Dialog, INSTAGRAM).await? {
                break;
            }
            ensure!(Instant::now() < until, "the focus is at {at}");
        }
        link(&browser, "Reddit", "Acme Beans").await?;
        case(place);
        end(stack, browser).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_connection_check_finds_nothing_where_all_is_well() -> Result<()> {
    for place in ["portal", "host page"] {
        let (stack, browser) = at_a(place).await?;
        browser.here().click(Role::Link, CHECK).await?;
        let words = check(&browser).await?;
        let good = [
            "network: good",
            "session: good",
            "clock: good",
            "stream: good",
            "windows: good",
            "app: good",
            "frame: good",
            "host: good",
            "storage: good",
            "Everything that linking needs works here.",
        ];
        says(&words, &good)?;
        browser.expect_windows(1).await?;
        case(place);
        end(stack, browser).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn f25_f28_f45_the_connection_check_names_what_is_in_the_way() -> Result<()> {
    let (stack, browser) = at_the_host("?coop=same-origin").await?;
    let page = browser.here();
    // A proxy that passes nothing on before the end.
    let silent = Order::always("/api/v1/events", Fault::Hang);
    stack.line().order(silent);
    // Without a gesture the browser gives no window, and a press is one for five seconds.
    let press = |what: &str| {
        format!(
            "document.querySelector('connect-accounts').shadowRoot.querySelector('{what}').click()"
        )
    };
    browser.script(&press("a[href$=connection]")).await?;
    page.find(Role::Button, "Check now").await?;
    browser.script(&press(".doctor .button")).await?;
    page.find(Role::Button, "Check again").await?;
    page.expect_words("The browser blocks the windows of this page.")
        .await?;
    page.expect_words("This page keeps its windows apart.")
        .await?;
    page.expect_words("Updates come late on this connection")
        .await?;
    page.expect_words("Something needs a look").await?;
    case("blocked, apart, late");
    stack.line().order(Order::always("/", Fault::Gone));
    page.click(Role::Button, "Check again").await?;
    page.find(Role::Button, "Check again").await?;
    page.click(Role::Button, "Copy report").await?;
    page.expect_words("network: bad, unreachable").await?;
    let words = page.words().await?;
    says(
        &words,
        &[
            "session: unknown",
            "stream: unknown",
            "host: limited, opener policy",
        ],
    )?;
    case("out of reach");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f07_the_connection_check_tells_a_session_that_is_over_from_a_line_that_is_down()
-> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    browser.here().click(Role::Link, CHECK).await?;
    browser.here().find(Role::Button, "Check now").await?;
    let over = Fault::problem(401, "session_expired");
    stack.line().order(Order::always("/api/v1/", over));
    let words = check(&browser).await?;
    says(
        &words,
        &[
            "network: good",
            "session: bad, status 401",
            "clock: unknown",
        ],
    )?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f36_the_connection_check_knows_a_frame_that_locks_windows_in() -> Result<()> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    // Not every Firefox can tell before the start page does.
    let locked_in = match Engine::Firefox.is_chosen()? {
        true => "windows: ",
        false => "windows: bad, sandboxed frame",
    };
    for (sandbox, lines) in [
        ("locked-windows", [locked_in, "frame: limited"]),
        ("whole", ["windows: good", "host: unknown"]),
    ] {
        browser
            .open(&stack.frame_page(&format!("?sandbox={sandbox}")))
            .await?;
        browser.enter_frame().await?;
        browser.here().click(Role::Link, CHECK).await?;
        says(&check(&browser).await?, &lines)?;
        case(sandbox);
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn one_topic_of_the_help_leads_to_another_and_back() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let page = browser.open(&stack.page("/help/pop-ups")).await?;
    page.find(Role::Heading, POP_UPS).await?;
    page.click(Role::Link, INSTAGRAM).await?;
    page.find(Role::Heading, INSTAGRAM).await?;
    ensure!(!page.has(Role::Heading, POP_UPS).await?, "both are shown");
    back(&browser).await?;
    page.find(Role::Heading, POP_UPS).await?;
    end(stack, browser).await
}

/// It was fetched ahead, and its names say what is in it, so the browser need not ask anybody.
#[tokio::test(flavor = "multi_thread")]
async fn f01_help_works_without_a_network_once_the_page_has_been_there_for_a_while() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let fetched = "
      const files = performance.getEntriesByType('resource').filter((entry) => entry.name.includes('help'));
      return files.filter((entry) => entry.responseEnd > 0).length";
    let until = Instant::now() + PATIENCE;
    while browser
        .script(fetched)
        .await?
        .as_u64()
        .context("a number")?
        < 3
    {
        ensure!(Instant::now() < until, "nothing is fetched ahead");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    stack.line().order(Order::always("/", Fault::Gone));
    let page = browser.here();
    page.click(Role::Link, POP_UPS).await?;
    page.find(Role::Dialog, POP_UPS).await?;
    page.expect_words("Linking happens in a window of the network itself")
        .await?;
    case("fetched ahead");
    end(stack, browser).await
}
