//! Whoever asks for patience gets it, in whatever words it is asked for.

use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Engine, Fault, Order, Role, Stack, case};

use crate::steps::{PORTAL, at_a, at_the_host, at_the_portal, end, is_asked, shows};

/// The page at hand is loaded anew while `fault` answers, and says so. When it was told, the last of what is noted.
///
/// Until it is cleared, the fault stays: a page that recovers by itself may be quicker than whoever looks at it.
async fn is_told(
    stack: &Stack,
    browser: &Browser,
    fault: Fault,
    heading: &str,
) -> Result<Vec<Instant>> {
    stack.line().order(Order::always(PORTAL, fault));
    browser.reload().await?;
    browser.here().find(Role::Heading, heading).await?;
    Ok(stack.line().asked(PORTAL))
}

/// The page is told to wait, and is poked meanwhile: it asks again after `least`, and not before.
async fn is_patient(stack: &Stack, browser: &Browser, fault: Fault, least: Duration) -> Result<()> {
    let told = is_told(stack, browser, fault, "Too many requests").await?;
    stack.line().clear();
    ensure!(
        !browser.here().has(Role::Button, "Try again").await?,
        "nothing is offered that would not be done"
    );
    browser
        .script(
            "window.dispatchEvent(new Event('focus')); window.dispatchEvent(new Event('online'))",
        )
        .await?;
    shows(browser, "TikTok, Not linked").await?;
    let gaps = gaps(&stack.line().asked(PORTAL)[told.len() - 1..]);
    ensure!(gaps[0] >= least, "asked again after {gaps:?}");
    Ok(())
}

fn gaps(asked: &[Instant]) -> Vec<Duration> {
    asked.windows(2).map(|two| two[1] - two[0]).collect()
}

fn busy(wait: impl Into<String>) -> Fault {
    Fault::page(429).with("retry-after", wait)
}

/// Three seconds from `now`, which is the server's. A date has no more than seconds.
fn busy_until(now: SystemTime) -> Fault {
    busy(httpdate::fmt_http_date(now + Duration::from_secs(3)))
        .with("date", httpdate::fmt_http_date(now))
}

/// Every way to ask for a wait.
async fn every_wait_is_honoured(stack: Stack, browser: Browser) -> Result<()> {
    let two = Duration::from_secs(2);
    is_patient(&stack, &browser, busy("2"), two)
        .await
        .context("seconds")?;
    case("seconds");
    is_patient(&stack, &browser, busy_until(SystemTime::now()), two)
        .await
        .context("date")?;
    case("date");

    let told = is_told(&stack, &browser, busy("86400"), "Too many requests").await?;
    browser
        .here()
        .expect_words("Please wait 24 hours, then try again. Nothing is lost.")
        .await?;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    ensure!(stack.line().asked(PORTAL).len() == told.len(), "it waits");
    stack.line().clear();
    case("a day");

    is_told(&stack, &browser, Fault::page(429), "Too many requests").await?;
    stack.line().clear();
    shows(&browser, "TikTok, Not linked").await?;
    case("no word of how long");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f11_a_wait_is_honoured_as_seconds_as_a_date_and_as_a_day() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    every_wait_is_honoured(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f11_in_a_host_page_a_wait_is_honoured() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    every_wait_is_honoured(stack, browser).await
}

/// A clock that is wrong here is as far from the server's as one that is wrong there. The rule is the same for every
/// engine, and the waits are long: one of them has to do.
#[tokio::test(flavor = "multi_thread")]
async fn f43_only_chromium_a_date_to_wait_for_is_read_by_the_servers_clock_however_far_off_it_is()
-> Result<()> {
    const MINUTES: [i64; 4] = [-24 * 60, -10, 10, 24 * 60];
    if !Engine::Chromium.is_chosen()? {
        return Ok(());
    }
    for place in ["portal", "host page"] {
        let (stack, browser) = at_a(place).await?;
        for minutes in MINUTES {
            let off = Duration::from_secs(minutes.unsigned_abs() * 60);
            let now = SystemTime::now();
            let there = if minutes < 0 { now - off } else { now + off };
            is_patient(&stack, &browser, busy_until(there), Duration::from_secs(2))
                .await
                .with_context(|| format!("{minutes} minutes, {place}"))?;
            case(&format!("{minutes} minutes, {place}"));
        }
        end(stack, browser).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn f12_a_server_that_fails_is_asked_again_less_and_less_often_until_it_answers() -> Result<()>
{
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let told = is_told(&stack, &browser, Fault::page(503), "No connection").await?;
    is_asked(&stack, PORTAL, told.len() + 2).await?;
    stack.line().clear();
    let gaps = gaps(&stack.line().asked(PORTAL)[told.len() - 1..]);
    ensure!(
        gaps[0] >= Duration::from_secs(1) && gaps[1] >= Duration::from_secs(2),
        "asked again after {gaps:?}"
    );
    shows(&browser, "TikTok, Not linked").await?;
    end(stack, browser).await
}
