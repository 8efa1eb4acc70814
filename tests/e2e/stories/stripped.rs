//! Extensions that take away what they think nobody wants: calls to addresses that look like trackers, and parts of pages.

use anyhow::{Result, ensure};
use e2e::{Browser, Fault, Order, Role, case};

use crate::steps::{
    at_a, at_the_host, end, link, linked_elsewhere, nothing_went_wrong, refresh, shows, unlink,
    watch_for_errors,
};
use crate::told::{heard, listen};

/// What an extension keeps back ends for the page as what nobody answers.
#[tokio::test(flavor = "multi_thread")]
async fn f75_calls_that_are_kept_back_are_told_with_a_hint_and_made_again_by_themselves()
-> Result<()> {
    for place in ["portal", "host page"] {
        let (stack, browser) = at_a(place).await?;
        stack.line().order(Order::always("/api/v1/", Fault::Gone));
        browser.reload().await?;
        let page = browser.here();
        page.expect_words("such as an ad blocker").await?;
        page.find(Role::Button, "Try again").await?;
        stack.line().clear();
        shows(&browser, "TikTok, Not linked").await?;
        link(&browser, "TikTok", "Acme Dances").await?;
        case(place);
        end(stack, browser).await?;
    }
    Ok(())
}

/// What is taken away, and how: `root` is what the cards are in, `card` one of them.
const STRIPPED: [(&str, &str); 5] = [
    ("a card", "card.remove()"),
    ("all that is in a card", "card.replaceChildren()"),
    (
        "cards that are hidden",
        "for (const part of [card, ...root.querySelectorAll('.help-ways')]) part.style.setProperty('display', 'none', 'important')",
    ),
    (
        "what stands around the cards",
        "for (const part of root.querySelectorAll('header, aside, .tools, [aria-live]')) part.remove()",
    ),
    (
        "attributes and classes",
        "for (const part of card.querySelectorAll('*')) for (const name of part.getAttributeNames()) part.removeAttribute(name)",
    ),
];

/// A card for each, to be changed when something of it is gone.
const CARDS: [&str; 5] = ["facebook", "reddit", "pinterest", "snapchat", "threads"];

async fn strip(browser: &Browser, card: &str, script: &str) -> Result<()> {
    let script = format!(
        "const root = document.querySelector('connect-accounts')?.shadowRoot ?? document.body,
         card = root.querySelector('[data-network={card}]'); {script}"
    );
    browser.script(&script).await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn f75_parts_that_are_taken_away_are_missed_by_nobody_and_the_rest_works() -> Result<()> {
    for place in ["portal", "host page"] {
        let (stack, browser) = at_a(place).await?;
        for ((what, script), card) in STRIPPED.into_iter().zip(CARDS) {
            browser.reload().await?;
            shows(&browser, "TikTok, Not linked").await?;
            watch_for_errors(&browser).await?;
            listen(&browser).await?;
            strip(&browser, card, script).await?;
            linked_elsewhere(&stack, card).await?;
            link(&browser, "TikTok", "Acme Dances").await?;
            unlink(&browser, "TikTok").await?;
            nothing_went_wrong(&browser, what).await?;
            let told = heard(&browser).await?;
            ensure!(told.iter().all(|heard| heard.name != "error"), "{told:?}");
            case(&format!("{place}: {what}"));
        }
        end(stack, browser).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn f75_a_widget_that_was_emptied_harms_nobody_and_is_there_again_when_it_is_put_back()
-> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    watch_for_errors(&browser).await?;
    strip(&browser, CARDS[0], "root.replaceChildren()").await?;
    refresh(&browser).await?;
    linked_elsewhere(&stack, "reddit").await?;
    // The host hears of it all the same.
    browser.here().expect_words("\"linked\"").await?;
    nothing_went_wrong(&browser, "emptied").await?;
    let back =
        "const widget = document.querySelector('connect-accounts'), place = widget.parentElement;
      widget.remove();
      setTimeout(() => place.append(widget), 50)";
    browser.script(back).await?;
    shows(&browser, "Reddit, Linked outside").await?;
    nothing_went_wrong(&browser, "put back").await?;
    case("emptied");
    end(stack, browser).await
}
