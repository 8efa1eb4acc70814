//! What a person does, in the words of the product.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use e2e::{Browser, PATIENCE, Role, Stack};
use serde_json::json;
use thirtyfour::{By, WindowHandle};

/// The heading of Ayrshare's linking page.
pub const AYRSHARE: &str = "Link your social accounts";
/// The read of everything.
pub const PORTAL: &str = "/api/v1/portal";
/// Where attempts begin, and are asked about below.
pub const LINKS: &str = "/api/v1/links";
/// The live stream.
pub const EVENTS: &str = "/api/v1/events";

/// A fresh stack and browser, at the Connected Accounts tab.
pub async fn at_the_tab(brand: &str) -> Result<(Stack, Browser)> {
    let (stack, browser) = tokio::try_join!(Stack::start(brand), Browser::start())?;
    browser
        .open(&stack.page("/"))
        .await?
        .find(Role::Heading, "Connected Accounts")
        .await?;
    Ok((stack, browser))
}

/// The same, at the portal.
pub async fn at_the_portal(brand: &str) -> Result<(Stack, Browser)> {
    let (stack, browser) = at_the_tab(brand).await?;
    browser
        .open(&stack.page("/portal"))
        .await?
        .find(Role::Button, "Facebook, Not linked")
        .await?;
    Ok((stack, browser))
}

/// The same, at the host app, which embeds the widget as `query` says.
pub async fn at_the_host(query: &str) -> Result<(Stack, Browser)> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    browser.open(&stack.host_page(query)).await?;
    shows(&browser, "Facebook, Not linked").await?;
    Ok((stack, browser))
}

/// At the "portal" or in a "host page".
pub async fn at_a(place: &str) -> Result<(Stack, Browser)> {
    match place {
        "portal" => at_the_portal("Acme Coffee").await,
        _ => at_the_host("").await,
    }
}

/// Clicks a card and goes to the window that opens, as far as Ayrshare's linking page.
pub async fn open_window(browser: &Browser, card: &str) -> Result<WindowHandle> {
    let portal = browser.window().await?;
    browser
        .click_into_new_window(Role::Button, &format!("{card}, Not linked"))
        .await?;
    at_ayrshare(browser).await?;
    Ok(portal)
}

/// At Ayrshare's linking page: goes to the network, signs in as `account`, and stops before what comes next.
pub async fn sign_in(browser: &Browser, card: &str, account: &str) -> Result<()> {
    let window = browser.here();
    window.click(Role::Link, &format!("Link {card}")).await?;
    window
        .type_into(Role::TextBox, "Or type a name", account)
        .await?;
    window.click(Role::Button, "Continue").await
}

/// Chooses the first Page, location, profile or channel.
pub async fn choose(browser: &Browser, question: &str) -> Result<()> {
    let window = browser.here();
    window.expect_words(question).await?;
    window.click(Role::Button, "Continue").await
}

/// Grants everything. The window closes itself after that.
pub async fn allow(browser: &Browser, portal: &WindowHandle) -> Result<()> {
    browser.here().click(Role::Button, "Allow all").await?;
    browser.switch_to(portal).await
}

/// Links a network that asks for nothing but a sign-in.
pub async fn link(browser: &Browser, card: &str, account: &str) -> Result<()> {
    let portal = open_window(browser, card).await?;
    sign_in(browser, card, account).await?;
    allow(browser, &portal).await?;
    browser
        .here()
        .find(Role::Button, &format!("{card}, Linked, {account}"))
        .await?;
    Ok(())
}

/// Back from a window, stops what goes on at a card. Two seconds after a person is back the card offers more ways on, and
/// a press at that moment may meet none or another.
pub async fn stop(browser: &Browser) -> Result<()> {
    tokio::time::sleep(Duration::from_secs(3)).await;
    browser.here().click(Role::Button, "Stop").await
}

/// Waits until the page has a button of this name: a card with its state, for example.
pub async fn shows(browser: &Browser, name: &str) -> Result<()> {
    browser.here().find(Role::Button, name).await.map(drop)
}

/// Waits until something is in the page, whatever its language calls it.
pub async fn is_there(browser: &Browser, selector: &str) -> Result<()> {
    let script = format!("return document.querySelector('{selector}') !== null");
    let until = Instant::now() + PATIENCE;
    while browser.script(&script).await? != true {
        ensure!(Instant::now() < until, "there is no {selector}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

/// Presses a card without a gesture: what it opens, the blocker sees as nobody's wish.
pub async fn press_without_gesture(browser: &Browser, network: &str) -> Result<()> {
    let script = format!("document.querySelector('[data-network={network}] button').click()");
    browser.script(&script).await.map(drop)
}

/// While the person is at the network's page, the page never says that it is over.
pub async fn is_not_given_up(browser: &Browser, card: &str, during: Duration) -> Result<()> {
    let until = Instant::now() + during;
    while Instant::now() < until {
        let words = browser.here().words().await?;
        ensure!(
            !words.to_lowercase().contains("cancel"),
            "the page says: {words}"
        );
        ensure!(
            !browser
                .here()
                .has(Role::Button, &format!("{card}, Not linked"))
                .await?,
            "the attempt goes on while the person is at {card}"
        );
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    Ok(())
}

/// Clicks a green card and confirms in the dialog, by the dialog's own button: the card's name holds the word too.
pub async fn unlink(browser: &Browser, card: &str) -> Result<()> {
    let page = browser.here();
    page.click(Role::Button, &format!("{card}, Linked")).await?;
    confirm_unlink(browser, card).await
}

/// Confirms in the dialog that is open.
pub async fn confirm(browser: &Browser, card: &str) -> Result<()> {
    let page = browser.here();
    let dialog = page.find(Role::Dialog, &format!("Unlink {card}?")).await?;
    let unlink = dialog.find(By::Css(".button-danger")).await?;
    // A press in the first moment says nothing: nobody has read the question by then.
    tokio::time::sleep(Duration::from_millis(600)).await;
    Ok(unlink.click().await?)
}

/// The same, and it is done.
pub async fn confirm_unlink(browser: &Browser, card: &str) -> Result<()> {
    confirm(browser, card).await?;
    shows(browser, &format!("{card}, Not linked")).await
}

/// Somebody links the account of "Acme Coffee" from elsewhere: only the stream or a read can tell.
pub async fn linked_elsewhere(stack: &Stack, network: &str) -> Result<()> {
    let link = json!({ "title": "Acme Coffee", "platform": network });
    stack
        .control(reqwest::Method::POST, "link", link)
        .await
        .map(drop)
}

/// Waits until this was asked for so many times.
pub async fn is_asked(stack: &Stack, path: &str, times: usize) -> Result<()> {
    let until = Instant::now() + PATIENCE;
    while stack.line().asked(path).len() < times {
        ensure!(Instant::now() < until, "{path} is not asked for");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

/// How often the page at hand has asked its own server for a session, in a script.
pub const SESSIONS: &str = "performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('/connect-session')).length";

/// The same as a number.
pub async fn sessions(browser: &Browser) -> Result<u64> {
    let number = browser.script(&format!("return {SESSIONS}")).await?;
    number.as_u64().context("a number of sessions")
}

/// Whether a token is in a store, in an address or in the document at hand, where a script could find it.
pub async fn has_token(browser: &Browser) -> Result<bool> {
    let script = "
      const parts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, location.href, document.referrer];
      parts.push(...performance.getEntriesByType('resource').map((entry) => entry.name));
      const walk = (root) => {
        parts.push(root.innerHTML);
        for (const element of root.querySelectorAll('*')) if (element.shadowRoot) walk(element.shadowRoot);
      };
      walk(document.documentElement);
      return parts.join('\\n').includes('cap_st_');";
    let found = browser.script(script).await?;
    found.as_bool().context("yes or no")
}

/// Notes whatever goes wrong in the page at hand from now on, besides what widgets tell.
pub async fn watch_for_errors(browser: &Browser) -> Result<()> {
    let script = "
      window.wrong = [];
      addEventListener('error', (event) => window.wrong.push(String(event.message)));
      addEventListener('unhandledrejection', (event) => window.wrong.push(String(event.reason)));";
    browser.script(script).await.map(drop)
}

/// Nothing has since.
pub async fn nothing_went_wrong(browser: &Browser, what: &str) -> Result<()> {
    let wrong = browser.script("return window.wrong").await?;
    ensure!(wrong == json!([]), "{what}: {wrong}");
    Ok(())
}

/// The host asks the widget of its page to read everything again.
pub async fn refresh(browser: &Browser) -> Result<()> {
    let script = "document.querySelector('connect-accounts').refresh()";
    browser.script(script).await.map(drop)
}

/// Waits until a script in the window at hand gives something else than null.
pub async fn answer(browser: &Browser, script: &str) -> Result<serde_json::Value> {
    let until = Instant::now() + PATIENCE;
    loop {
        let answer = browser.script(script).await?;
        if !answer.is_null() {
            return Ok(answer);
        }
        ensure!(Instant::now() < until, "nothing comes of {script}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Waits until the window at hand is at Ayrshare's linking page.
pub async fn at_ayrshare(browser: &Browser) -> Result<()> {
    let window = browser.here();
    window.find(Role::Heading, AYRSHARE).await.map(drop)
}

/// The window at hand goes to an address by itself, as by a link, and is there.
pub async fn go(browser: &Browser, url: &str) -> Result<()> {
    moves(browser, &format!("window.location.href = '{url}'")).await?;
    let until = Instant::now() + PATIENCE;
    loop {
        let there = browser.address().await.is_ok_and(|at| at.starts_with(url))
            && browser
                .script("return document.readyState === 'complete'")
                .await
                .is_ok_and(|ready| ready == true);
        if there {
            return Ok(());
        }
        ensure!(Instant::now() < until, "the window never got to {url}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The window at hand goes back.
pub async fn back(browser: &Browser) -> Result<()> {
    moves(browser, "window.history.back()").await
}

/// A moment later: WebKit's driver loses the answer of a script whose page is gone.
async fn moves(browser: &Browser, how: &str) -> Result<()> {
    let script = format!("window.setTimeout(() => {{ {how}; }}, 200)");
    browser.script(&script).await.map(drop)
}

/// Ends both. A test that failed before this leaves it to the drop.
pub async fn end(stack: Stack, browser: Browser) -> Result<()> {
    browser.quit(&stack).await?;
    stack.stop().await;
    Ok(())
}
