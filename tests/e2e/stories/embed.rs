//! The portal in a frame of the gateway's own site, in a host page of another site.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use e2e::{Browser, PATIENCE, Role, Screen, Stack, case};
use serde_json::Value;
use thirtyfour::WindowHandle;

use crate::steps::{
    PORTAL, allow, answer, at_ayrshare, confirm, end, is_asked, linked_elsewhere, sessions, shows,
    sign_in,
};

pub const ELEMENT: &str = "document.querySelector('connect-accounts-frame')";
pub const FRAME: &str =
    "document.querySelector('connect-accounts-frame').shadowRoot.querySelector('iframe')";
/// The host's page that has the frame, and its window.
pub async fn at_the_frames_host() -> Result<(Stack, Browser, WindowHandle)> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    browser.open(&stack.host_page("framed")).await?;
    let page = browser.window().await?;
    Ok((stack, browser, page))
}

/// From the host's page into the frame, where a card looks like this.
pub async fn in_the_frame(browser: &Browser, page: &WindowHandle, card: &str) -> Result<()> {
    browser.switch_to(page).await?;
    browser.enter_frame_of(FRAME).await?;
    shows(browser, card).await?;
    browser.switch_to(page).await?;
    // WebKit's driver clicks where a thing is, and scrolls only in the frame: as high as the frame is now.
    browser
        .script(&format!("{ELEMENT}.scrollIntoView()"))
        .await?;
    browser.enter_frame_of(FRAME).await
}

/// Links a network from inside of the frame, and is in there again.
pub async fn link_in_frame(
    browser: &Browser,
    page: &WindowHandle,
    card: &str,
    account: &str,
) -> Result<()> {
    let known = browser.windows().await?;
    let name = format!("{card}, Not linked");
    browser.here().click(Role::Button, &name).await?;
    browser.switch_to_new(&known).await?;
    at_ayrshare(browser).await?;
    sign_in(browser, card, account).await?;
    allow(browser, page).await?;
    in_the_frame(browser, page, &format!("{card}, Linked, {account}")).await
}

/// Presses a green card in the frame and lets a person's moment pass.
pub async fn ask_to_unlink(browser: &Browser, card: &str) -> Result<()> {
    let page = browser.here();
    page.click(Role::Button, &format!("{card}, Linked")).await?;
    page.find(Role::Dialog, &format!("Unlink {card}?")).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    Ok(())
}

/// What the host has heard: each event's name and its detail.
pub async fn heard(browser: &Browser, page: &WindowHandle) -> Result<Vec<(String, Value)>> {
    const LINES: &str =
        "return [...document.querySelectorAll('#events li')].map((line) => line.textContent)";
    browser.switch_to(page).await?;
    let lines = browser.script(LINES).await?;
    let of = |line: &Value| {
        let line = line.as_str().context("a line")?;
        let (name, detail) = line.split_once(' ').context("a name and a detail")?;
        Ok((name.to_owned(), serde_json::from_str(detail)?))
    };
    lines.as_array().context("lines")?.iter().map(of).collect()
}

pub async fn number(browser: &Browser, script: &str) -> Result<u64> {
    let number = browser.script(script).await?;
    number.as_u64().with_context(|| format!("{number} is none"))
}

#[tokio::test(flavor = "multi_thread")]
async fn f28_f36_the_story_works_in_a_frame_of_the_gateways_site_and_the_host_hears_of_it()
-> Result<()> {
    let (stack, browser, page) = at_the_frames_host().await?;
    in_the_frame(&browser, &page, "TikTok, Not linked").await?;
    link_in_frame(&browser, &page, "TikTok", "Acme Dances").await?;
    ask_to_unlink(&browser, "TikTok").await?;
    confirm(&browser, "TikTok").await?;
    shows(&browser, "TikTok, Not linked").await?;

    let heard = heard(&browser, &page).await?;
    let of = |wanted: &str| {
        let mut found = heard.iter().filter(|(name, _)| name == wanted);
        let (_, detail) = found
            .next()
            .with_context(|| format!("no {wanted} in {heard:?}"))?;
        ensure!(found.next().is_none(), "{wanted} came twice: {heard:?}");
        anyhow::Ok(detail.clone())
    };
    of("connect-ready")?;
    let (begun, linked) = (of("connect-attempt")?, of("connect-linked")?);
    ensure!(begun["attempt"].is_string() && begun["attempt"] == linked["attempt"]);
    ensure!(linked["network"] == "tiktok", "{linked}");
    ensure!(of("connect-unlinked")?["network"] == "tiktok");
    case("no opener policy");

    // A network that keeps its windows apart: the server alone tells.
    stack.provider_coop("same-origin").await?;
    in_the_frame(&browser, &page, "Reddit, Not linked").await?;
    link_in_frame(&browser, &page, "Reddit", "acme_reads").await?;
    case("a network that keeps its windows apart");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_host_asks_of_the_element_reaches_the_portal_in_the_frame() -> Result<()> {
    const LOOK: &str = "
      const widget = document.querySelector('connect-accounts').shadowRoot.querySelector('.widget');
      const { colorScheme, backgroundColor } = getComputedStyle(widget);
      return colorScheme === 'dark' && backgroundColor === 'rgb(10, 20, 30)' || null;";
    let (stack, browser, page) = at_the_frames_host().await?;
    in_the_frame(&browser, &page, "TikTok, Not linked").await?;
    browser.switch_to(&page).await?;
    let theme = "theme = { scheme: 'dark', page: '#0a141e' }";
    browser.script(&format!("{ELEMENT}.{theme}")).await?;
    in_the_frame(&browser, &page, "TikTok, Not linked").await?;
    answer(&browser, LOOK).await.context("dark")?;
    case("a theme");

    linked_elsewhere(&stack, "tiktok").await?;
    in_the_frame(&browser, &page, "TikTok, Linked outside").await?;
    browser.switch_to(&page).await?;
    let reads = stack.line().asked(PORTAL).len();
    browser.script(&format!("{ELEMENT}.refresh()")).await?;
    is_asked(&stack, PORTAL, reads + 1).await?;
    case("refresh");

    let handed_on = browser
        .script(&format!("return {ELEMENT}.unlink('tiktok')"))
        .await?;
    ensure!(handed_on == true);
    browser.enter_frame_of(FRAME).await?;
    confirm(&browser, "TikTok").await?;
    shows(&browser, "TikTok, Not linked").await?;
    case("unlink");

    browser.switch_to(&page).await?;
    browser.script(&format!("{ELEMENT}.link('reddit')")).await?;
    let begun = "return [...document.querySelectorAll('#events li')].some((line) => line.textContent.startsWith('connect-attempt') && line.textContent.includes('reddit')) || null";
    answer(&browser, begun).await?;
    case("link");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tab_is_no_frame_and_says_so_in_its_language() -> Result<()> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    for (language, says, help) in [
        ("en", "cannot be shown at the moment", "Help"),
        ("de", "gerade nicht", "Hilfe"),
    ] {
        let page = browser
            .open(&stack.page(&format!("/embed?lang={language}")))
            .await?;
        page.expect_words(says).await?;
        page.find(Role::Link, help).await?;
        let script = "return document.querySelector('connect-accounts') === null";
        ensure!(browser.script(script).await? == true);
        case(language);
    }
    ensure!(stack.line().asked("/api/").is_empty());
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_frame_is_as_high_as_its_content() -> Result<()> {
    let (stack, browser, page) = at_the_frames_host().await?;
    let mut heights = Vec::new();
    for screen in [Screen::Desktop, Screen::Phone] {
        browser.resize(screen).await?;
        in_the_frame(&browser, &page, "TikTok, Not linked").await?;
        let until = Instant::now() + PATIENCE;
        loop {
            in_the_frame(&browser, &page, "TikTok, Not linked").await?;
            let content = number(
                &browser,
                "return Math.ceil(document.body.getBoundingClientRect().height)",
            )
            .await?;
            browser.switch_to(&page).await?;
            let frame = number(&browser, &format!("return {FRAME}.clientHeight")).await?;
            if content == frame {
                heights.push(frame);
                break;
            }
            ensure!(
                Instant::now() < until,
                "the frame is {frame} high, its content {content}"
            );
        }
    }
    ensure!(heights[1] > heights[0] && heights[0] > 300, "{heights:?}");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_that_is_moved_goes_on_and_one_that_is_removed_leaves_nothing() -> Result<()> {
    let (stack, browser, page) = at_the_frames_host().await?;
    in_the_frame(&browser, &page, "TikTok, Not linked").await?;
    browser.switch_to(&page).await?;
    browser
        .script(&format!(
            "document.querySelector('main').prepend({ELEMENT}); scrollTo(0, 0)"
        ))
        .await?;
    in_the_frame(&browser, &page, "TikTok, Not linked").await?;
    browser.switch_to(&page).await?;
    let frames = format!("return {ELEMENT}.shadowRoot.querySelectorAll('iframe').length");
    ensure!(number(&browser, &frames).await? == 1);
    case("moved");

    browser
        .script(&format!("window.kept = {ELEMENT}; window.kept.remove()"))
        .await?;
    let script = "return window.kept.shadowRoot.childElementCount";
    ensure!(number(&browser, script).await? == 0);
    let (calls, before) = (stack.line().asked("/").len(), sessions(&browser).await?);
    let lines = heard(&browser, &page).await?.len();
    linked_elsewhere(&stack, "tiktok").await?;
    tokio::time::sleep(Duration::from_secs(12)).await;
    ensure!(stack.line().asked("/").len() == calls);
    ensure!(sessions(&browser).await? == before);
    ensure!(heard(&browser, &page).await?.len() == lines);
    ensure!(browser.script("return window.kept.link('tiktok')").await? == false);
    case("removed");

    browser
        .script("document.querySelector('main').prepend(window.kept); scrollTo(0, 0)")
        .await?;
    in_the_frame(&browser, &page, "TikTok, Linked").await?;
    case("put back");
    end(stack, browser).await
}

/// The host's page is scrolled to where the frame ends; then back in the frame.
async fn to_the_end(browser: &Browser, page: &WindowHandle) -> Result<()> {
    browser.switch_to(page).await?;
    browser
        .script(&format!("{ELEMENT}.scrollIntoView(false)"))
        .await?;
    browser.enter_frame_of(FRAME).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dialog_comes_up_in_the_part_of_the_frame_that_is_in_sight() -> Result<()> {
    const PLACE: &str = "
      const dialog = document.querySelector('connect-accounts').shadowRoot.querySelector('dialog');
      const box = dialog.getBoundingClientRect();
      return [box.top, box.bottom];";
    let (stack, browser, page) = at_the_frames_host().await?;
    browser.resize(Screen::Phone).await?;
    in_the_frame(&browser, &page, "TikTok, Not linked").await?;
    // The last cards are at the lower edge of the window.
    to_the_end(&browser, &page).await?;
    link_in_frame(&browser, &page, "TikTok", "Acme Dances").await?;
    to_the_end(&browser, &page).await?;
    ask_to_unlink(&browser, "TikTok").await?;
    let place = browser.script(PLACE).await?;
    let edge = |index: usize| place[index].as_f64().context("an edge");
    let (top, bottom) = (edge(0)?, edge(1)?);
    browser.switch_to(&page).await?;
    let frame = format!("return [{FRAME}.getBoundingClientRect().top, window.innerHeight]");
    let frame = browser.script(&frame).await?;
    let (frame, window) = (
        frame[0].as_f64().context("a place")?,
        frame[1].as_f64().context("a height")?,
    );
    ensure!(frame < 0.0, "the frame is not higher than the window");
    ensure!(
        frame + top >= 0.0 && frame + bottom <= window,
        "from {top} to {bottom} in a frame at {frame}, a window of {window}"
    );
    browser.enter_frame_of(FRAME).await?;
    confirm(&browser, "TikTok").await?;
    shows(&browser, "TikTok, Not linked").await?;
    end(stack, browser).await
}
