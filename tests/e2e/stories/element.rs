//! The element in pages that do with it whatever can be done with an element.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Role, Stack, case};

use crate::steps::{
    SESSIONS, answer, at_the_host, end, is_asked, nothing_went_wrong, refresh, sessions, shows,
    watch_for_errors,
};

async fn after(browser: &Browser, what: &str, script: &str) -> Result<()> {
    browser.script(script).await?;
    // Out of view it has nothing to show.
    browser
        .script("setTimeout(() => widget.scrollIntoView(), 300)")
        .await?;
    let shown = shows(browser, "TikTok, Not linked").await;
    nothing_went_wrong(browser, what).await?;
    let drawn = browser
        .script("return widget.shadowRoot?.innerHTML.slice(0, 300) ?? 'nothing'")
        .await?;
    shown.with_context(|| format!("{what}: {drawn}"))?;
    case(what);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn f73_an_element_survives_all_that_can_be_done_with_an_element() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    watch_for_errors(&browser).await?;
    browser
        .script("window.widget = document.querySelector('connect-accounts'); window.first = widget.shadowRoot.querySelector('.card')")
        .await?;
    after(
        &browser,
        "moved",
        "document.querySelector('main').append(widget)",
    )
    .await?;
    let kept = browser.script("return window.first.isConnected").await?;
    ensure!(kept == true, "a move draws nothing anew");

    after(
        &browser,
        "taken out and put back",
        "widget.remove(); setTimeout(() => document.querySelector('main').append(widget), 50)",
    )
    .await?;
    after(
        &browser,
        "adopted by another document and back",
        "
        const frame = document.createElement('iframe');
        document.body.append(frame);
        frame.contentDocument.body.append(widget);
        setTimeout(() => { document.querySelector('main').append(widget); frame.remove(); }, 200)",
    )
    .await?;
    after(
        &browser,
        "defined twice",
        &format!(
            "return import('{}/connect-accounts.js?again').then(() => null)",
            stack.line().url()
        ),
    )
    .await?;
    after(&browser, "attributes that make no sense", "
        widget.setAttribute('theme', 'pink'); widget.setAttribute('lang', '!!'); widget.setAttribute('gateway', ''); widget.setAttribute('token', '')").await?;
    after(
        &browser,
        "attributes that change many times at once",
        "
        for (const lang of ['de', 'fr', 'ar', 'en']) widget.setAttribute('lang', lang)",
    )
    .await?;
    after(
        &browser,
        "made by script, attributes last",
        "
        const other = document.createElement('connect-accounts');
        widget.replaceWith(other);
        other.setAttribute('session-endpoint', '/connect-session');
        window.widget = other",
    )
    .await?;
    after(&browser, "a property before the element is defined", "
        const other = document.createElement('connect-accounts');
        other.fetchSession = async () => (await fetch('/connect-session', { method: 'POST' })).json();
        widget.replaceWith(other);
        window.widget = other").await?;

    // What cannot be right is said, and said once.
    browser.script("window.errors = []; addEventListener('connect-error', ({ detail }) => errors.push(detail.cause)); widget.setAttribute('gateway', '::')").await?;
    browser.here().find(Role::Button, "Try again").await?;
    let errors = browser.script("return window.errors").await?;
    ensure!(errors == serde_json::json!(["unloadable"]), "{errors}");
    browser.script("widget.removeAttribute('gateway')").await?;
    shows(&browser, "TikTok, Not linked").await?;
    case("a gateway that is no address");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shell_is_there_at_once_and_the_program_when_it_comes_into_view() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    // A tall page above it, and the element made anew: nothing of it is in view.
    browser
        .script(
            "const old = document.querySelector('connect-accounts');
             const space = document.createElement('div');
             space.style.blockSize = '5000px';
             old.before(space);
             scrollTo(0, 0);
             performance.clearResourceTimings();
             const widget = document.createElement('connect-accounts');
             widget.setAttribute('session-endpoint', '/connect-session');
             old.replaceWith(widget);
             window.cards = widget.shadowRoot.querySelectorAll('.card').length;",
        )
        .await?;
    ensure!(
        browser.script("return window.cards").await? == 6,
        "the shell"
    );
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    ensure!(sessions(&browser).await? == 0, "out of view it asks nobody");
    browser
        .script("document.querySelector('connect-accounts').scrollIntoView()")
        .await?;
    shows(&browser, "TikTok, Not linked").await?;
    ensure!(sessions(&browser).await? == 1);
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_fills_the_slots_and_its_token_does_not_stay_in_the_document() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    browser
        .script(
            "(async () => {
               const { token } = await (await fetch('/connect-session', { method: 'POST' })).json();
               const widget = document.createElement('connect-accounts');
               for (const name of ['header', 'footer', 'help']) {
                 const part = document.createElement('p');
                 part.slot = name;
                 part.textContent = `the host's ${name}`;
                 widget.append(part);
               }
               widget.setAttribute('token', token);
               document.querySelector('connect-accounts').replaceWith(widget);
               window.kept = widget.outerHTML.includes('cap_st_');
             })()",
        )
        .await?;
    ensure!(answer(&browser, "return window.kept ?? null").await? == false);
    shows(&browser, "TikTok, Not linked").await?;
    let page = browser.here();
    for slot in ["header", "footer", "help"] {
        page.expect_words(&format!("the host's {slot}")).await?;
    }
    // Ours gives way to theirs.
    ensure!(!page.has(Role::Link, "Guides").await?);
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f40_a_session_is_renewed_in_good_time_while_the_old_one_serves() -> Result<()> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    browser.open(&stack.host_page("?session=short")).await?;
    shows(&browser, "TikTok, Not linked").await?;
    let first = sessions(&browser).await?;
    tokio::time::sleep(std::time::Duration::from_millis(1_800)).await;
    let before = stack.line().asked("/api/v1/portal").len();
    refresh(&browser).await?;
    is_asked(&stack, "/api/v1/portal", before + 1).await?;
    let renewed = format!("return {SESSIONS} > {first} || null");
    answer(&browser, &renewed).await?;
    shows(&browser, "TikTok, Not linked").await?;
    end(stack, browser).await
}
