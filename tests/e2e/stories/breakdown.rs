//! A program that breaks down: it is left alone, replaced when somebody wants it, and told once.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Role, case};

use crate::steps::{answer, at_the_host, end, link, linked_elsewhere, open_window, shows};
use crate::told::{Heard, heard, listen};

/// The page takes away, once, what no program can do without. The host goes on writing its list.
const TAKE_AWAY: &str = "
  const make = document.createElement;
  document.createElement = (tag) => {
    if (tag === 'li') return make.call(document, tag);
    document.createElement = make;
    throw new Error('the host took it away');
  };
";

fn of<'a>(told: &'a [Heard], name: &str) -> Vec<&'a Heard> {
    told.iter().filter(|heard| heard.name == name).collect()
}

/// Every widget of the page has told that it cannot work: so many times in all.
async fn told_errors(browser: &Browser, times: usize) -> Result<Vec<Heard>> {
    let all = format!(
        "return window.heard.filter(({{ name }}) => name === 'error').length >= {times} || null"
    );
    answer(browser, &all).await.context("nothing is told")?;
    browser.here().find(Role::Button, "Try again").await?;
    let told = heard(browser).await?;
    ensure!(of(&told, "error").len() == times, "{told:?}");
    Ok(told)
}

/// A press on the button that the box offers is enough.
async fn starts_again(browser: &Browser) -> Result<()> {
    browser.here().click(Role::Button, "Try again").await?;
    shows(browser, "TikTok, Not linked").await?;
    link(browser, "TikTok", "Acme Dances").await
}

#[tokio::test(flavor = "multi_thread")]
async fn f71_a_program_that_breaks_down_at_a_press_is_left_alone_replaced_and_told_once()
-> Result<()> {
    let (stack, browser) = at_the_host("?widgets=2").await?;
    listen(&browser).await?;
    let press = "
      const [widget] = document.querySelectorAll('connect-accounts');
      widget.shadowRoot.querySelector('[data-network=reddit] button').click();";
    browser.script(&format!("{TAKE_AWAY} {press}")).await?;
    let told = told_errors(&browser, 2).await?;
    let of = |name: &str| of(&told, name);
    ensure!(
        of("error")
            .iter()
            .all(|heard| heard.detail["cause"] == "broke_down"),
        "{told:?}"
    );
    let (attempts, failed) = (of("attempt"), of("failed"));
    ensure!(attempts.len() == 1 && failed.len() == 1, "{told:?}");
    ensure!(failed[0].detail["attempt"] == attempts[0].detail["attempt"]);
    ensure!(failed[0].detail["cause"] == "broke_down");
    case("told");

    browser
        .script(
            "for (const widget of document.querySelectorAll('connect-accounts')) widget.refresh()",
        )
        .await?;
    answer(
        &browser,
        "return window.heard.filter(({ name }) => name === 'ready').length === 2 || null",
    )
    .await
    .context("both are there again")?;
    link(&browser, "TikTok", "Acme Dances").await?;
    case("started again");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f71_a_program_that_breaks_down_while_it_is_drawn_says_so_and_starts_again() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    listen(&browser).await?;
    // The element's own shell is there by then.
    browser
        .script(&format!(
            "const old = document.querySelector('connect-accounts');
             const widget = document.createElement('connect-accounts');
             widget.setAttribute('session-endpoint', '/connect-session');
             old.replaceWith(widget);
             {TAKE_AWAY}"
        ))
        .await?;
    told_errors(&browser, 1).await?;
    starts_again(&browser).await?;
    case("mounting");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f71_a_program_that_breaks_down_while_a_window_is_open_ends_the_attempt_and_takes_it_up_again()
-> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    listen(&browser).await?;
    let host = open_window(&browser, "TikTok").await?;
    browser.switch_to(&host).await?;
    shows(&browser, "TikTok, Waiting for you").await?;
    browser.script(TAKE_AWAY).await?;
    // What is drawn then is a card of another state.
    linked_elsewhere(&stack, "reddit").await?;
    let told = told_errors(&browser, 1).await?;
    ensure!(of(&told, "error")[0].detail["cause"] == "broke_down");
    let (attempts, failed) = (of(&told, "attempt"), of(&told, "failed"));
    ensure!(attempts.len() == 1 && failed.len() == 1, "{told:?}");
    ensure!(failed[0].detail["attempt"] == attempts[0].detail["attempt"]);
    browser.here().click(Role::Button, "Try again").await?;
    shows(&browser, "TikTok, In another window").await?;
    case("while a window is open");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f71_a_program_that_breaks_down_while_it_reads_the_stream_says_so_and_starts_again()
-> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    listen(&browser).await?;
    // It looks at the clock when it hears something.
    browser
        .script(
            "const { now } = window.Date;
             window.Date.now = () => { window.Date.now = now; throw new Error('the host took it away'); }",
        )
        .await?;
    linked_elsewhere(&stack, "reddit").await?;
    let told = told_errors(&browser, 1).await?;
    ensure!(of(&told, "error")[0].detail["cause"] == "broke_down");
    starts_again(&browser).await?;
    case("reading the stream");
    end(stack, browser).await
}
