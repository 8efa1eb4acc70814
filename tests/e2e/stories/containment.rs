//! The widget in pages that are in its way, and with a program that does not come, is not the one that was built, or breaks.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Fault, Order, PATIENCE, Role, Stack, case};
use serde_json::Value;

use crate::steps::{at_ayrshare, at_the_host, end, is_asked, link, shows, sign_in, unlink};
use crate::told::{heard, listen};

/// How the widget looks: what is read, and where everything is.
const LOOK: &str = "
  const root = document.querySelector('connect-accounts').shadowRoot;
  const look = [];
  for (const selector of ['.widget', 'h1', '.card', '.card-press', '.card-name', '.state', '.deed', '.logo', '.help-ways a']) {
    const element = root.querySelector(selector), style = getComputedStyle(element);
    const { height } = element.getBoundingClientRect();
    look.push([selector, height, [style.fontSize, style.letterSpacing, style.lineHeight, style.textTransform, style.visibility, style.direction,
      style.wordSpacing, style.whiteSpace, style.textAlign, style.color, style.display, style.cursor, style.padding, style.rowGap].join(' ')]);
  }
  return look;
";

/// One width wherever the widget is, which the host gives.
const WIDTH: &str = "
  const box = document.createElement('div');
  box.attachShadow({ mode: 'open' });
  const style = new CSSStyleSheet();
  style.replaceSync(':host { all: initial !important; display: block !important; inline-size: 640px !important; position: absolute !important; inset: 0 auto auto 0 !important }');
  box.shadowRoot.adoptedStyleSheets = [style];
  box.shadowRoot.append(document.createElement('slot'));
  const widget = document.querySelector('connect-accounts');
  widget.remove();
  setTimeout(() => { document.body.append(box); box.append(widget); }, 50);
";

async fn looks(browser: &Browser) -> Result<Vec<(String, f64, String)>> {
    serde_json::from_value(browser.script(LOOK).await?).context("a look")
}

#[tokio::test(flavor = "multi_thread")]
async fn f68_whatever_the_host_styles_the_widget_looks_as_it_does_elsewhere() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    browser.script(WIDTH).await?;
    shows(&browser, "TikTok, Not linked").await?;
    let as_it_is = looks(&browser).await?;
    // Lengths are there at all, and of the reader's size of text.
    let space = as_it_is
        .iter()
        .find(|(selector, ..)| selector == ".card-press");
    let space = &space.context("a card")?.2;
    ensure!(space.contains("12px 16px"), "{space}");

    browser.open(&stack.host_page("?hostile=styles")).await?;
    browser.script(WIDTH).await?;
    shows(&browser, "TikTok, Not linked").await?;
    let there = looks(&browser).await?;
    for ((selector, height, style), (_, other, other_style)) in as_it_is.iter().zip(&there) {
        ensure!(
            style == other_style,
            "{selector}: {style} is {other_style} there"
        );
        ensure!(
            (height - other).abs() <= height * 0.02,
            "{selector} is {height} high, and {other} there"
        );
        case(selector);
    }
    link(&browser, "TikTok", "Acme Dances").await?;
    case("a link");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f68_in_a_host_that_zooms_its_page_the_widget_is_larger_and_nothing_else() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    browser.script(WIDTH).await?;
    shows(&browser, "TikTok, Not linked").await?;
    let as_it_is = looks(&browser).await?;
    browser.script("document.body.style.zoom = '1.5'").await?;
    let zoomed = looks(&browser).await?;
    // Some engines measure in the zoomed page's own pixels.
    let scale = zoomed[0].1 / as_it_is[0].1;
    ensure!((0.98..1.53).contains(&scale), "{scale} times as large");
    for ((selector, height, _), (_, other, _)) in as_it_is.iter().zip(&zoomed) {
        ensure!(
            // Text is drawn in whole pixels.
            (height * scale - other).abs() <= (height * scale * 0.02).max(1.0),
            "{selector} is {height} high, and {other} at {scale}"
        );
        case(selector);
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn t43_a_host_that_changed_the_languages_own_objects_does_not_break_it() -> Result<()> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    browser.open(&stack.host_page("?hostile=globals")).await?;
    shows(&browser, "TikTok, Not linked").await?;
    listen(&browser).await?;
    link(&browser, "TikTok", "Acme Dances").await?;
    unlink(&browser, "TikTok").await?;
    let told = heard(&browser).await?;
    ensure!(told.iter().all(|heard| heard.name != "error"), "{told:?}");
    end(stack, browser).await
}

/// The box says so once, and the host is told once; with the fault gone it starts.
pub async fn says_so_and_starts_again(
    browser: &Browser,
    wrong: impl FnOnce(&Stack) -> Result<Vec<Order>>,
) -> Result<()> {
    // At an address of its own: browsers keep these files for good.
    let stack = Stack::start("Acme Coffee").await?;
    for order in wrong(&stack)? {
        stack.line().order(order);
    }
    browser.open(&stack.host_page("reports")).await?;
    listen(browser).await?;
    // The host is told before anybody could look, so its ears are there first.
    let page = format!(
        "const script = document.createElement('script');
         script.type = 'module';
         script.src = '{}/connect-accounts.js';
         const widget = document.createElement('connect-accounts');
         widget.setAttribute('session-endpoint', '/connect-session');
         document.querySelector('main').append(script, widget)",
        stack.line().url()
    );
    browser.script(&page).await?;
    browser.here().find(Role::Button, "Try again").await?;
    let told: Vec<Value> = heard(browser)
        .await?
        .into_iter()
        .map(|heard| heard.detail["cause"].clone())
        .collect();
    ensure!(told == ["unloadable"], "{told:?}");
    // The page around it is as it was.
    browser.here().find(Role::Heading, "Reports").await?;
    stack.line().clear();
    browser.here().click(Role::Button, "Try again").await?;
    shows(browser, "TikTok, Not linked").await?;
    stack.stop().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn f64_t22_a_program_that_does_not_come_or_is_not_the_one_that_was_built_says_so_and_starts_again()
-> Result<()> {
    let browser = Browser::start().await?;
    let wasm = ("widget-", "_bg.wasm");
    let faults = [
        ("not there", wasm, Fault::page(404)),
        ("an error", wasm, Fault::page(500)),
        ("cut off", wasm, Fault::Cut { after: 20_000 }),
        ("another digest of the program", wasm, Fault::Flipped),
        (
            "another digest of its glue",
            ("widget-", ".js"),
            Fault::Flipped,
        ),
        (
            "another digest of the style",
            ("widget-", ".css"),
            Fault::Flipped,
        ),
    ];
    for (what, (start, end), fault) in faults {
        let wrong = |stack: &Stack| Ok(vec![Order::always(stack.file(start, end)?, fault)]);
        says_so_and_starts_again(&browser, wrong)
            .await
            .context(what)?;
        case(what);
    }
    // Named otherwise it is the same program.
    let stack = Stack::start("Acme Coffee").await?;
    let order = Order::always(
        stack.file(wasm.0, wasm.1)?,
        Fault::Typed(Some("text/plain")),
    );
    stack.line().order(order);
    browser.open(&stack.host_page("")).await?;
    shows(&browser, "TikTok, Not linked").await?;
    case("another type");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f64_a_program_that_stalls_is_given_up_after_twenty_seconds_and_asked_for_once_more()
-> Result<()> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    let wasm = stack.file("widget-", "_bg.wasm")?;
    stack
        .line()
        .order(Order::times(wasm.clone(), Fault::Held, 1));
    browser.open(&stack.host_page("")).await?;
    listen(&browser).await?;
    is_asked(&stack, &wasm, 1).await?;
    let begun = Instant::now();
    while stack.line().asked(&wasm).len() < 2 {
        ensure!(begun.elapsed() < PATIENCE * 2, "it waits for ever");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    ensure!(
        begun.elapsed() > Duration::from_secs(19),
        "it was in a hurry"
    );
    shows(&browser, "TikTok, Not linked").await?;
    let told = heard(&browser).await?;
    ensure!(told.iter().all(|heard| heard.name != "error"), "{told:?}");
    case("stalls");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f64_where_the_program_does_not_run_plain_links_link() -> Result<()> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    let wasm = stack.file("widget-", "_bg.wasm")?;
    stack.line().order(Order::always(wasm, Fault::page(503)));
    browser.open(&stack.host_page("")).await?;
    let host = browser.window().await?;
    browser
        .click_into_new_window(Role::Link, "Link · TikTok")
        .await?;
    at_ayrshare(&browser).await?;
    sign_in(&browser, "TikTok", "Acme Dances").await?;
    browser.here().click(Role::Button, "Allow all").await?;
    browser.switch_to(&host).await?;
    // A look at the page reads it again.
    browser.script("dispatchEvent(new Event('focus'))").await?;
    browser
        .here()
        .expect_words("TikTok · Linked · Acme Dances")
        .await?;
    stack.line().clear();
    browser.here().click(Role::Button, "Try again").await?;
    shows(&browser, "TikTok, Linked, Acme Dances").await?;
    end(stack, browser).await
}
