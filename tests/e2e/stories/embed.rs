//! The portal in a frame of the gateway's own site, in a host page of another site.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Engine, PATIENCE, Role, Screen, Stack, case};
use serde_json::Value;
use thirtyfour::{By, WindowHandle};

use crate::steps::{allow, answer, at_ayrshare, confirm, end, linked_elsewhere, shows, sign_in};

const ELEMENT: &str = "document.querySelector('connect-accounts-frame')";
const FRAME: &str =
    "document.querySelector('connect-accounts-frame').shadowRoot.querySelector('iframe')";
/// Reads of what a script could find.
const HAS_TOKEN: &str = "
  const parts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, location.href, document.referrer];
  parts.push(...performance.getEntriesByType('resource').map((entry) => entry.name));
  const walk = (root) => {
    parts.push(root.innerHTML);
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) walk(element.shadowRoot);
  };
  walk(document.documentElement);
  return parts.join('\\n').includes('cap_st_');";
/// How often the page at hand has asked its own server for a session.
const SESSIONS: &str = "return performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('/connect-session')).length";

/// The host's page that has the frame, and its window.
async fn at_the_frames_host() -> Result<(Stack, Browser, WindowHandle)> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    browser.open(&stack.host_page("framed")).await?;
    let page = browser.window().await?;
    Ok((stack, browser, page))
}

/// From the host's page into the frame, where a card looks like this.
async fn in_the_frame(browser: &Browser, page: &WindowHandle, card: &str) -> Result<()> {
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
async fn link_in_frame(
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
async fn ask_to_unlink(browser: &Browser, card: &str) -> Result<()> {
    let page = browser.here();
    page.click(Role::Button, &format!("{card}, Linked")).await?;
    page.find(Role::Dialog, &format!("Unlink {card}?")).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    Ok(())
}

/// What the host has heard: each event's name and its detail.
async fn heard(browser: &Browser, page: &WindowHandle) -> Result<Vec<(String, Value)>> {
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

async fn number(browser: &Browser, script: &str) -> Result<u64> {
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
async fn t17_a_page_that_is_not_listed_sees_an_empty_frame_and_nothing_is_asked() -> Result<()> {
    let (stack, browser, page) = at_the_frames_host().await?;
    in_the_frame(&browser, &page, "TikTok, Not linked").await?;
    browser.switch_to(&page).await?;
    let before =
        ["/api/", "/widget", "/connect-accounts.js"].map(|path| stack.line().asked(path).len());
    ensure!(before.iter().all(|asked| *asked > 0), "{before:?}");

    let unlisted = stack.frame_page("").replace("/frame", "/framed");
    browser.open(&unlisted).await?;
    let told = "const lines = [...document.querySelectorAll('#events li')]; return lines[0]?.textContent ?? null";
    let told = answer(&browser, told).await?;
    let told = told.as_str().unwrap_or_default();
    ensure!(
        told.starts_with("connect-error") && told.contains("frame_unreachable"),
        "{told}"
    );
    ensure!(number(&browser, SESSIONS).await? == 0);
    let after =
        ["/api/", "/widget", "/connect-accounts.js"].map(|path| stack.line().asked(path).len());
    // The stream of the page that was left may have been opened meanwhile, and nothing else.
    ensure!(
        after[1..] == before[1..] && after[0] <= before[0] + 1,
        "{before:?} {after:?}"
    );
    end(stack, browser).await
}

/// A window beside the host's page, whose opener that is: another site, with a hand on the frame.
async fn stranger(stack: &Stack, browser: &Browser) -> Result<WindowHandle> {
    let url = stack.frame_page("").replace("/frame", "/reports");
    let script = format!(
        "const button = document.createElement('button');
         button.textContent = 'OPEN A STRANGER';
         button.addEventListener('click', () => {{ window.open('{url}', 'stranger', 'popup=yes,width=300,height=300'); }});
         document.body.prepend(button);"
    );
    browser.script(&script).await?;
    let window = browser
        .click_into_new_window(Role::Button, "OPEN A STRANGER")
        .await?;
    browser.here().find(Role::Heading, "Reports").await?;
    Ok(window)
}

#[tokio::test(flavor = "multi_thread")]
async fn t7_t15_a_port_or_a_message_of_somebody_else_changes_nothing_and_gets_no_session()
-> Result<()> {
    const OFFER: &str = "
      window.told = [];
      const offer = (message, ports) => {
        const channels = Array.from({ length: ports }, () => new MessageChannel());
        for (const { port1 } of channels) port1.onmessage = ({ data }) => { window.told.push(data.type); port1.postMessage({ type: 'link', network: 'tiktok' }); };
        FRAME.postMessage(message, '*', channels.map(({ port2 }) => port2));
      };";
    const FORGED: &str = "for (const said of [
        { type: 'session', id: 1, session: { token: 'cap_st_forged' } }, { type: 'session', id: 7 }, { type: 'hello' },
        { type: 'event', name: 'connect-linked', detail: { network: 'tiktok' } }, { type: 'height', height: 7 },
        { type: 'unlink', network: 'tiktok' },
      ]) to.postMessage(said, '*');";
    const BARE: &str = "
      const frame = document.createElement('iframe');
      frame.src = document.querySelector('connect-accounts-frame').getAttribute('gateway') + '/embed';
      document.querySelector('connect-accounts-frame').replaceWith(frame);
      frame.addEventListener('load', () => { window.loaded = true; });";
    let (stack, browser, page) = at_the_frames_host().await?;
    let stranger = stranger(&stack, &browser).await?;
    browser.switch_to(&page).await?;
    in_the_frame(&browser, &page, "TikTok, Not linked").await?;
    browser.switch_to(&page).await?;
    let (lines, sessions) = (
        heard(&browser, &page).await?.len(),
        number(&browser, SESSIONS).await?,
    );

    browser.switch_to(&stranger).await?;
    browser
        .script(&format!("const to = window.opener; {FORGED}"))
        .await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    ensure!(heard(&browser, &page).await?.len() == lines);
    ensure!(number(&browser, SESSIONS).await? == sessions);
    case("words of the port, to the host's window");

    // A frame that waits for its host.
    browser.script(BARE).await?;
    answer(&browser, "return window.loaded ?? null").await?;
    let calls = stack.line().asked("/api/").len();
    browser.switch_to(&stranger).await?;
    let strangers_offer = OFFER.replace("FRAME", "window.opener.frames[0]");
    browser
        .script(&format!(
            "{strangers_offer} offer({{ connectAccounts: 'port' }}, 1);"
        ))
        .await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    ensure!(browser.script("return window.told.length").await? == 0);
    case("a stranger's port");
    browser.switch_to(&page).await?;
    let offer = OFFER.replace("FRAME", "document.querySelector('iframe').contentWindow");
    browser
        .script(&format!(
            "{offer} offer({{ connectAccounts: 'port' }}, 0); offer({{ connectAccounts: 'port' }}, 2); offer('port', 1); offer(null, 1);"
        ))
        .await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    ensure!(browser.script("return window.told.length").await? == 0);
    ensure!(stack.line().asked("/api/").len() == calls);
    case("something else than one port");
    browser
        .script(&format!("{offer} offer({{ connectAccounts: 'port' }}, 1);"))
        .await?;
    answer(&browser, "return window.told.includes('session') || null").await?;
    let told = number(
        &browser,
        "return window.told.filter((type) => type === 'hello').length",
    )
    .await?;
    ensure!(told == 1);
    browser
        .script(&format!("{offer} offer({{ connectAccounts: 'port' }}, 1);"))
        .await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    ensure!(
        browser
            .script("return window.told.includes('hello')")
            .await?
            == false
    );
    case("a second port");

    browser.switch_to(&stranger).await?;
    let calls = stack.line().asked("/api/").len();
    browser
        .script(&format!(
            "{strangers_offer} offer({{ connectAccounts: 'port' }}, 1); const to = window.opener.frames[0]; {FORGED}"
        ))
        .await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    ensure!(browser.script("return window.told.length").await? == 0);
    ensure!(stack.line().asked("/api/").len() == calls);
    case("a stranger's port and words, to a frame that has its host");
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
async fn t4_no_token_is_in_an_address_a_store_or_a_document_of_either_side() -> Result<()> {
    let (stack, browser, page) = at_the_frames_host().await?;
    in_the_frame(&browser, &page, "TikTok, Not linked").await?;
    ensure!(browser.script(HAS_TOKEN).await? == false, "in the frame");
    browser.switch_to(&page).await?;
    ensure!(
        browser.script(HAS_TOKEN).await? == false,
        "in the host's page"
    );
    ensure!(number(&browser, SESSIONS).await? == 1);
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
    let (calls, sessions) = (
        stack.line().asked("/").len(),
        number(&browser, SESSIONS).await?,
    );
    let lines = heard(&browser, &page).await?.len();
    linked_elsewhere(&stack, "tiktok").await?;
    tokio::time::sleep(Duration::from_secs(12)).await;
    ensure!(stack.line().asked("/").len() == calls);
    ensure!(number(&browser, SESSIONS).await? == sessions);
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

#[tokio::test(flavor = "multi_thread")]
async fn t21_no_text_becomes_markup_in_the_frame() -> Result<()> {
    const TRY: &str = "
      if (!window.trustedTypes) return 'unknown';
      try { document.createElement('div').innerHTML = '<img src=x onerror=1>'; return 'markup'; } catch (error) { return error.name; }";
    let (stack, browser, page) = at_the_frames_host().await?;
    in_the_frame(&browser, &page, "TikTok, Not linked").await?;
    let tried = browser.script(TRY).await?;
    let enforces = browser.engine() == Engine::Chromium || tried != "unknown";
    ensure!(!enforces || tried == "TypeError", "{tried}");
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

/// Presses the dialog's own button with the pointer, where the browser draws it.
async fn press_unlink(browser: &Browser) -> Result<()> {
    let dialog = browser.here().find(Role::Dialog, "Unlink TikTok?").await?;
    let unlink = dialog.find(By::Css(".button-danger")).await?;
    Ok(unlink.click().await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn t17_only_chromium_tells_that_the_frame_is_covered_and_then_no_pointer_unlinks()
-> Result<()> {
    if !Engine::Chromium.is_chosen()? {
        return Ok(());
    }
    let (stack, browser, page) = at_the_frames_host().await?;
    in_the_frame(&browser, &page, "TikTok, Not linked").await?;
    link_in_frame(&browser, &page, "TikTok", "Acme Dances").await?;
    ask_to_unlink(&browser, "TikTok").await?;
    let cover = "const cover = document.createElement('div'); document.body.append(cover);
      Object.assign(cover.style, { position: 'fixed', inset: '0', background: 'white', opacity: '0.01', pointerEvents: 'none' });";
    for (what, script) in [
        ("something almost invisible over it", cover.to_owned()),
        (
            "almost invisible itself",
            format!("{ELEMENT}.style.opacity = '0.01'"),
        ),
        (
            "scaled",
            format!("{ELEMENT}.style.transform = 'scale(0.9)'"),
        ),
    ] {
        browser.switch_to(&page).await?;
        browser
            .script(&format!("{script}; {ELEMENT}.getBoundingClientRect()"))
            .await?;
        tokio::time::sleep(Duration::from_millis(500)).await;
        browser.enter_frame_of(FRAME).await?;
        for _ in 0..3 {
            press_unlink(&browser).await?;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
        ensure!(stack.linked_at_ayrshare("tiktok").await?, "{what}");
        browser.here().find(Role::Dialog, "Unlink TikTok?").await?;
        case(what);
        if what != "scaled" {
            browser.switch_to(&page).await?;
            let undo = "document.body.lastElementChild.style.position === 'fixed' && document.body.lastElementChild.remove()";
            browser
                .script(&format!("{undo}; {ELEMENT}.removeAttribute('style')"))
                .await?;
        }
    }
    // The keyboard means what it says.
    let dialog = browser.here().find(Role::Dialog, "Unlink TikTok?").await?;
    dialog
        .find(By::Css(".button-danger"))
        .await?
        .send_keys("\u{e007}")
        .await?;
    shows(&browser, "TikTok, Not linked").await?;
    case("the keyboard, while it is scaled");
    ensure!(!stack.linked_at_ayrshare("tiktok").await?);
    end(stack, browser).await
}
