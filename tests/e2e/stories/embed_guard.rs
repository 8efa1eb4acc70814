//! Who must not have the portal in a frame, nor reach into it: pages that are not listed, strangers, covers.

use std::time::Duration;

use anyhow::{Result, ensure};
use e2e::{Browser, Engine, Role, Stack, case};
use thirtyfour::{By, WindowHandle};

use crate::embed::{
    ELEMENT, FRAME, ask_to_unlink, at_the_frames_host, heard, in_the_frame, link_in_frame, number,
};
use crate::steps::{answer, end, has_token, sessions, shows};

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
    ensure!(sessions(&browser).await? == 0);
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
    let (lines, before) = (
        heard(&browser, &page).await?.len(),
        sessions(&browser).await?,
    );

    browser.switch_to(&stranger).await?;
    browser
        .script(&format!("const to = window.opener; {FORGED}"))
        .await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    ensure!(heard(&browser, &page).await?.len() == lines);
    ensure!(sessions(&browser).await? == before);
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
async fn t4_no_token_is_in_an_address_a_store_or_a_document_of_either_side() -> Result<()> {
    let (stack, browser, page) = at_the_frames_host().await?;
    in_the_frame(&browser, &page, "TikTok, Not linked").await?;
    ensure!(!has_token(&browser).await?, "in the frame");
    browser.switch_to(&page).await?;
    ensure!(!has_token(&browser).await?, "in the host's page");
    ensure!(sessions(&browser).await? == 1);
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
