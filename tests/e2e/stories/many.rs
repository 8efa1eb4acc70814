//! Several widgets on one page, and many that come and go.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Figure, PATIENCE, Role, Stack, case};
use serde_json::json;

use crate::steps::{answer, at_the_host, end, link, shows};
use crate::told::{heard, listen};

/// How many sessions the page at hand has asked the host for: each is a token.
const TOKENS: &str = "return performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/connect-session')).length";

/// What each widget of the page says of TikTok.
const STATES: &str =
    "return JSON.stringify([...document.querySelectorAll('connect-accounts')].map((widget) =>
      widget.networks.find(({ network }) => network === 'tiktok')?.state))";

/// Each widget has a session of its own, and no more than one stream with it.
async fn have_one_stream_for_each_token(
    stack: &Stack,
    browser: &Browser,
    widgets: u64,
    streams: usize,
) -> Result<()> {
    let tokens = browser.script(TOKENS).await?;
    ensure!(tokens == widgets, "{tokens} sessions of {widgets} widgets");
    let until = Instant::now() + PATIENCE;
    // Of a page that was left before, streams end a moment later.
    while stack.line().open_streams() != streams {
        let open = stack.line().open_streams();
        ensure!(Instant::now() < until, "{open} streams, not {streams}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

/// Each in the look that it was given.
async fn look_different(browser: &Browser) -> Result<()> {
    let grounds = "return [...document.querySelectorAll('connect-accounts')].map((widget) =>
      getComputedStyle(widget.shadowRoot.querySelector('.widget')).backgroundColor)";
    let grounds: Vec<String> = serde_json::from_value(browser.script(grounds).await?)?;
    for pair in grounds.windows(2) {
        ensure!(pair[0] != pair[1], "{grounds:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn f69_widgets_of_different_users_know_nothing_of_each_other() -> Result<()> {
    let (stack, browser) = at_the_host("?widgets=2").await?;
    listen(&browser).await?;
    link(&browser, "TikTok", "Acme Dances").await?;
    ensure!(browser.script(STATES).await? == r#"["linked","unlinked"]"#);
    for heard in heard(&browser).await? {
        let count = heard.detail["networks"].as_array().map(Vec::len);
        ensure!(count.is_none_or(|count| count == 13), "{heard:?}");
    }
    look_different(&browser).await?;
    have_one_stream_for_each_token(&stack, &browser, 2, 2).await?;
    case("two users");

    browser.open(&stack.host_page("?widgets=10")).await?;
    // Each loads when it comes into view.
    let ready = "const left = [...document.querySelectorAll('connect-accounts')].filter((widget) => widget.networks.length !== 13);
      left[0]?.scrollIntoView();
      return left.length === 0 || null";
    answer(&browser, ready).await.context("all ten")?;
    let of_the_first = format!(r#"["linked"{}]"#, r#","unlinked""#.repeat(9));
    ensure!(browser.script(STATES).await? == of_the_first);
    look_different(&browser).await?;
    // The other seven look again in a while: a browser has six connections.
    have_one_stream_for_each_token(&stack, &browser, 10, 3).await?;
    case("ten users");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f69_two_widgets_of_one_user_share_nothing_but_what_the_server_says() -> Result<()> {
    let (stack, browser) = at_the_host("?widgets=2&same_user=true").await?;
    listen(&browser).await?;
    link(&browser, "TikTok", "Acme Dances").await?;
    answer(
        &browser,
        &format!("{STATES} === '[\"linked\",\"linked\"]' || null"),
    )
    .await
    .context("the other one")?;
    // Both may tell of the attempt, each as its own event and with its own number.
    let told = heard(&browser).await?;
    let linked = told.iter().filter(|heard| heard.name == "linked").count();
    ensure!((1..=2).contains(&linked), "{told:?}");
    look_different(&browser).await?;
    have_one_stream_for_each_token(&stack, &browser, 2, 2).await?;
    case("one user");
    // The one that goes takes nothing along.
    browser
        .script("document.querySelector('connect-accounts').remove()")
        .await?;
    have_one_stream_for_each_token(&stack, &browser, 2, 1).await?;
    shows(&browser, "TikTok, Linked, Acme Dances").await?;
    case("one user, one of them gone");
    end(stack, browser).await
}

/// What 1,000 mounts may leave behind, over what 50 do.
const fn left(name: &'static str, limit: u32) -> Figure {
    Figure { name, limit }
}
const HEAP: Figure = left("1,000 mounts: heap of scripts (KB)", 2_000);
const NODES: Figure = left("1,000 mounts: nodes (more)", 50);
const LISTENERS: Figure = left("1,000 mounts: listeners (more)", 5);
const MEMORY: Figure = left("1,000 mounts: memory of WebAssembly (KB)", 0);

/// Puts the element in and out, each time until its grid is there.
const COME_AND_GO: &str = "
  const place = document.querySelector('main');
  document.querySelector('connect-accounts')?.remove();
  const session = fetch('/connect-session', { method: 'POST' }).then((answer) => answer.json());
  window.times = 0;
  window.comeAndGo = async (times) => {
    for (let time = 0; time < times; time += 1) {
      const widget = document.createElement('connect-accounts');
      widget.fetchSession = () => session;
      const drawn = new Promise((done) => { widget.addEventListener('connect-ready', done, { once: true }); });
      place.append(widget);
      await drawn;
      widget.remove();
      await new Promise((done) => setTimeout(done));
      window.times += 1;
    }
  };
";

/// What the page holds after the garbage is out: heap, nodes, listeners, in bytes and pieces.
async fn holds(browser: &Browser) -> Result<[u64; 3]> {
    let metrics = browser.metrics().await?;
    let of = |name: &str| {
        let metric = metrics.iter().find(|(known, _)| known == name);
        metric.map(|(_, value)| *value as u64).context("a metric")
    };
    Ok([of("JSHeapUsedSize")?, of("Nodes")?, of("JSEventListeners")?])
}

/// The memory of the program that is running, in bytes.
async fn program_memory(stack: &Stack, browser: &Browser) -> Result<u64> {
    let glue = format!("{}{}", stack.line().url(), stack.file("widget-", ".js")?);
    browser
        .script(&format!("window.bytes = null; import('{glue}').then(async (glue) => {{ window.bytes = (await glue.default()).memory.buffer.byteLength; }})"))
        .await?;
    let bytes = answer(browser, "return window.bytes").await?;
    bytes.as_u64().context("bytes")
}

async fn come_and_go(browser: &Browser, times: u32, all: u32) -> Result<()> {
    browser
        .script(&format!(
            "window.comeAndGo({times}).catch((error) => {{ window.times = String(error); }})"
        ))
        .await?;
    for _ in 0..1_500 {
        let done = browser.script("return window.times").await?;
        ensure!(done.is_number(), "{done}");
        if done == all {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    anyhow::bail!("{times} times take too long")
}

#[tokio::test(flavor = "multi_thread")]
async fn f70_a_thousand_that_came_and_went_leave_nothing_behind() -> Result<()> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    if browser.engine() != e2e::Engine::Chromium {
        // The others tell nobody what they hold. They show that it works for as long.
        browser.open(&stack.host_page("")).await?;
        shows(&browser, "TikTok, Not linked").await?;
        browser.script(COME_AND_GO).await?;
        come_and_go(&browser, 50, 50).await?;
        return end(stack, browser).await;
    }
    // Nothing of what is measured is to be somebody else's.
    browser.open(&stack.host_page("")).await?;
    shows(&browser, "TikTok, Not linked").await?;
    browser.script(COME_AND_GO).await?;
    // The first ones fill caches, and grow the program's memory to what it needs.
    come_and_go(&browser, 50, 50).await?;
    let before = holds(&browser).await?;
    let memory = program_memory(&stack, &browser).await?;
    come_and_go(&browser, 1_000, 1_050).await?;
    let after = holds(&browser).await?;
    let memory_after = program_memory(&stack, &browser).await?;
    let more = |which: usize| {
        i64::try_from(after[which]).unwrap_or(i64::MAX) - i64::try_from(before[which]).unwrap_or(0)
    };
    HEAP.took((more(0) / 1_000).max(0));
    NODES.took(more(1).max(0));
    LISTENERS.took(more(2).max(0));
    ensure!(
        memory_after == memory,
        "WebAssembly: {memory} to {memory_after}"
    );
    MEMORY.took(0);
    let open = stack.line().open_streams();
    ensure!(open == 0, "{open} streams are open");
    let left = browser
        .script("return document.querySelectorAll('connect-accounts').length")
        .await?;
    ensure!(left == json!(0));
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_beside_a_widget_that_goes_is_untouched() -> Result<()> {
    let (stack, browser) = at_the_host("?widgets=2").await?;
    browser
        .script("document.querySelector('connect-accounts').remove()")
        .await?;
    link(&browser, "TikTok", "Acme Dances").await?;
    browser.here().find(Role::Link, "Reports").await?;
    end(stack, browser).await
}
