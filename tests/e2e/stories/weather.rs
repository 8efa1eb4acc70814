//! Something else than the gateway answers, or half of it does: named, never shown as it came, and over by itself.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Fault, Order, Role, Stack, case};
use std::time::Duration;

use crate::steps::{PORTAL, at_the_host, at_the_portal, end, shows};

/// What the portal says, be it the page or a widget: a host writes its log beside it.
const SAID: &str = "
  const widget = document.querySelector('connect-accounts');
  return [...(widget?.shadowRoot.children ?? [document.body])].map((part) => part.innerText ?? '').join('\\n');
";

/// Loads the page at hand again while this is wrong, and tries again when it no longer is.
async fn is_named(stack: &Stack, browser: &Browser, fault: Fault, heading: &str) -> Result<String> {
    stack.line().order(Order::always(PORTAL, fault));
    browser.reload().await?;
    let page = browser.here();
    page.find(Role::Heading, heading).await?;
    let words = browser.script(SAID).await?;
    let words = words.as_str().context("words")?.to_owned();
    ensure!(
        words.contains(heading)
            && !words.contains(['<', '{'])
            && !words.contains("Sign in to the Wi-Fi"),
        "raw text is shown: {words}"
    );
    stack.line().clear();
    Ok(words)
}

async fn every_unexpected_answer(
    stack: &Stack,
    browser: &Browser,
    faults: &[(&'static str, Fault)],
) -> Result<()> {
    for (what, fault) in faults {
        is_named(stack, browser, fault.clone(), "An unexpected answer")
            .await
            .context(*what)?;
        // It may be quicker by itself.
        if browser.here().has(Role::Button, "Try again").await? {
            let _ = browser
                .here()
                .find(Role::Button, "Try again")
                .await?
                .click()
                .await;
        }
        shows(browser, "TikTok, Not linked").await.context(*what)?;
        case(what);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn f05_f13_f14_f15_f17_what_is_not_the_gateways_answer_is_named_and_never_shown() -> Result<()>
{
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let faults = [
        ("HTML with status 200", Fault::page(200)),
        ("malformed JSON", Fault::json(200, "{\"brand\": <b>")),
        ("half of it", Fault::Cut { after: 300 }),
        ("another content type", Fault::Typed(Some("text/plain"))),
        ("no content type", Fault::Typed(None)),
        ("nothing with status 200", Fault::json(200, "")),
        ("status 204", Fault::json(204, "")),
    ];
    every_unexpected_answer(&stack, &browser, &faults).await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f14_in_a_host_page_what_is_not_the_gateways_answer_is_named_and_never_shown() -> Result<()>
{
    let (stack, browser) = at_the_host("").await?;
    let faults = [
        ("HTML with status 200", Fault::page(200)),
        ("half of it", Fault::Cut { after: 300 }),
    ];
    every_unexpected_answer(&stack, &browser, &faults).await?;
    end(stack, browser).await
}

/// Both begin with the gateway's own answer, so that it would be shown if all of it were read.
#[tokio::test(flavor = "multi_thread")]
async fn f16_f18_an_answer_without_an_end_and_a_packed_one_of_64_mib_are_not_read() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    every_unexpected_answer(&stack, &browser, &[("a packed one", Fault::Bomb)]).await?;
    every_unexpected_answer(&stack, &browser, &[("without an end", Fault::Endless)]).await?;
    let poured = stack.line().poured();
    tokio::time::sleep(Duration::from_millis(300)).await;
    ensure!(stack.line().poured() == poured, "it is still being read");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f08_three_ways_of_being_refused_have_three_texts() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    for (code, words) in [
        ("origin_not_allowed", "This page is not allowed to show"),
        ("scope_denied", "You were let in without the right"),
        ("upstream_refused", "The linking service does not allow"),
    ] {
        let said = is_named(
            &stack,
            &browser,
            Fault::problem(403, code),
            "This did not work",
        )
        .await?;
        ensure!(said.contains(words), "{code}: {said}");
        ensure!(said.contains("Support id: line-1"), "{code}: {said}");
        case(code);
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f07_a_refused_token_is_renewed_once_in_silence_and_then_the_session_has_ended()
-> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    let expired = || Fault::problem(401, "session_expired");
    stack.line().order(Order::times(PORTAL, expired(), 1));
    let before = stack.line().asked(PORTAL).len();
    browser.reload().await?;
    shows(&browser, "TikTok, Not linked").await?;
    ensure!(
        stack.line().asked(PORTAL).len() >= before + 2,
        "it was refused"
    );
    case("once");
    is_named(&stack, &browser, expired(), "Your session has ended").await?;
    case("twice");
    end(stack, browser).await
}
