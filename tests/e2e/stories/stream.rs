//! A live stream that does not last, and an answer that does not come: the page keeps up by asking again.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use e2e::{Engine, Fault, Figure, Order, case};

use crate::steps::{
    EVENTS, PORTAL, at_the_portal, end, is_asked, linked_elsewhere, open_window, shows,
};
use crate::watch::{note_saved_to_green, watch_greens};

const POLLED: Figure = Figure {
    name: "saved at the network to green, by polling only",
    limit: 15_000,
};

#[tokio::test(flavor = "multi_thread")]
async fn f45_without_a_stream_a_saved_link_is_green_within_fifteen_seconds() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    stack.line().order(Order::always(EVENTS, Fault::page(502)));
    browser.reload().await?;
    shows(&browser, "TikTok, Not linked").await?;
    watch_greens(&browser).await?;
    for (network, card, wait) in [("tiktok", "TikTok", 1), ("reddit", "Reddit", 6)] {
        let portal = open_window(&browser, card).await?;
        browser.switch_to(&portal).await?;
        tokio::time::sleep(Duration::from_secs(wait)).await;
        linked_elsewhere(&stack, network).await?;
        shows(&browser, &format!("{card}, Linked")).await?;
        note_saved_to_green(&POLLED, &browser, &stack, network).await?;
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f45_a_stream_that_is_cut_every_second_is_not_opened_in_a_hurry_and_nothing_is_missed()
-> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let cut = Fault::Short(Duration::from_secs(1));
    stack.line().order(Order::always(EVENTS, cut));
    let (begun, before) = (Instant::now(), stack.line().asked(EVENTS).len());
    browser.reload().await?;
    shows(&browser, "TikTok, Not linked").await?;
    is_asked(&stack, EVENTS, before + 3).await?;
    linked_elsewhere(&stack, "tiktok").await?;
    shows(&browser, "TikTok, Linked").await?;
    let opened = stack.line().asked(EVENTS).len() - before;
    let took = begun.elapsed();
    ensure!(
        opened as u64 <= took.as_secs() + 1,
        "opened {opened} times in {took:?}"
    );
    end(stack, browser).await
}

/// Notes how often the list of cards is drawn.
const DRAWN: &str = "
  window.drawn = [];
  new MutationObserver(() => {
    const now = Math.floor(performance.now() / 1000);
    window.drawn[now] = (window.drawn[now] ?? 0) + 1;
  }).observe(document.body, { subtree: true, childList: true, attributes: true });";

#[tokio::test(flavor = "multi_thread")]
async fn f47_ten_thousand_events_at_once_make_few_reads_and_few_drawings_and_the_end_is_right()
-> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let event = "event: account\ndata: {\"type\":\"account\",\"network\":\"tiktok\"}\n\n";
    let storm = Fault::Storm {
        after: Duration::from_secs(5),
        text: event.repeat(10_000),
    };
    stack.line().order(Order::times(EVENTS, storm, 1));
    let before = stack.line().asked(PORTAL).len();
    browser.reload().await?;
    shows(&browser, "TikTok, Not linked").await?;
    browser.script(DRAWN).await?;
    // One by the page when it is loaded, and the next one by the storm.
    is_asked(&stack, PORTAL, before + 2).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let reads = stack.line().asked(PORTAL).len() - before;
    ensure!(reads <= 4, "{reads} reads");
    let drawn = "return Math.max(0, ...window.drawn.filter(Boolean))";
    let drawn = browser.script(drawn).await?;
    ensure!(
        drawn.as_f64().is_some_and(|drawn| drawn <= 10.0),
        "drawn {drawn} times in a second"
    );
    linked_elsewhere(&stack, "tiktok").await?;
    shows(&browser, "TikTok, Linked").await?;
    end(stack, browser).await
}

/// A browser has six connections for an origin, and eight tabs of one share a stream. One engine is enough to see it.
#[tokio::test(flavor = "multi_thread")]
async fn f48_only_chromium_eight_tabs_have_one_stream_among_them_and_all_of_them_keep_up()
-> Result<()> {
    if !Engine::Chromium.is_chosen()? {
        return Ok(());
    }
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let mut tabs = vec![browser.window().await?];
    for _ in 0..7 {
        browser.open_tab(&stack.page("/portal")).await?;
        shows(&browser, "TikTok, Not linked").await?;
        tabs.push(browser.window().await?);
    }
    // One for the tab at which all began, and one for the portal, which took its place.
    let streams = stack.line().asked(EVENTS).len();
    ensure!(streams <= 2, "{streams} streams");
    case("one stream");
    linked_elsewhere(&stack, "tiktok").await?;
    for tab in tabs {
        browser.switch_to(&tab).await?;
        shows(&browser, "TikTok, Linked").await?;
    }
    case("all keep up");
    end(stack, browser).await
}

/// The page's own limit is twenty seconds.
#[tokio::test(flavor = "multi_thread")]
async fn f04_a_read_that_hangs_is_given_up_and_tried_again() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let before = stack.line().asked(PORTAL).len();
    stack.line().order(Order::times(PORTAL, Fault::Hang, 1));
    browser.reload().await?;
    is_asked(&stack, PORTAL, before + 1).await?;
    tokio::time::sleep(Duration::from_secs(10)).await;
    shows(&browser, "TikTok, Not linked").await?;
    ensure!(
        stack.line().asked(PORTAL).len() > before + 1,
        "the first one hung"
    );
    end(stack, browser).await
}
