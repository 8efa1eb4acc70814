//! Everybody reads their own language: the page, the widget, and the windows that open.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Fault, Order, Role, Stack, case};

use crate::steps::{allow, at_ayrshare, at_the_host, at_the_portal, end, shows, sign_in};

/// What `<html>` or the widget says of its language.
async fn written(browser: &Browser, of: &str) -> Result<(String, String)> {
    let script = format!("const at = {of}; return [at.lang, at.dir]");
    let written = browser.script(&script).await?;
    serde_json::from_value(written).context("a language and a direction")
}

const PAGE: &str = "document.documentElement";
const WIDGET: &str =
    "document.querySelector('connect-accounts').shadowRoot.querySelector('.widget')";

#[tokio::test(flavor = "multi_thread")]
async fn the_portal_speaks_the_language_asked_for_from_the_card_to_the_end_and_remembers_it()
-> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    browser.open(&stack.page("/portal?lang=de-AT")).await?;
    let portal = browser.window().await?;
    shows(&browser, "TikTok, Nicht verknüpft").await?;
    browser
        .click_into_new_window(Role::Button, "TikTok, Nicht verknüpft")
        .await?;
    at_ayrshare(&browser).await?;
    sign_in(&browser, "TikTok", "Acme Dances").await?;
    allow(&browser, &portal).await?;
    shows(&browser, "TikTok, Verknüpft, Acme Dances").await?;
    case("a link in German");

    // A language without a place in the address: the one that was asked for before.
    browser.open(&stack.page("/accounts")).await?;
    browser
        .here()
        .find(Role::Heading, "Verknüpfte Konten")
        .await?;
    ensure!(written(&browser, PAGE).await? == ("de".into(), "ltr".into()));
    case("remembered");

    browser.open(&stack.page("/portal?lang=ar")).await?;
    shows(&browser, "Reddit").await?;
    ensure!(written(&browser, PAGE).await? == ("ar".into(), "rtl".into()));
    case("from right to left");

    browser.open(&stack.page("/portal?lang=xx")).await?;
    shows(&browser, "Reddit, Not linked").await?;
    case("one that nobody speaks here");

    browser.here().choose("Language", "Français").await?;
    shows(&browser, "Reddit, Non associé").await?;
    case("chosen from the list");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_that_opens_speaks_the_language_of_the_card() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    for (file, tag, words) in [
        ("go.de.html", "de", "Nichts zu öffnen"),
        ("done.de.html", "de", "Sie können dieses Fenster schließen"),
        ("go.html", "en", "Nothing to open"),
    ] {
        browser.open(&stack.page(&format!("/{file}"))).await?;
        browser.here().expect_words(words).await?;
        ensure!(written(&browser, PAGE).await?.0 == tag, "{file}");
        case(file);
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_widget_speaks_the_language_of_the_page_around_it() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    ensure!(written(&browser, WIDGET).await? == ("en".into(), "ltr".into()));
    let turned = "
      const widget = document.querySelector('connect-accounts'), place = widget.parentElement;
      place.lang = 'he-IL';
      widget.remove();
      setTimeout(() => place.append(widget), 100);";
    browser.script(turned).await?;
    browser.here().expect_words("לא מקושר").await?;
    ensure!(written(&browser, WIDGET).await? == ("he".into(), "rtl".into()));
    ensure!(
        written(&browser, PAGE).await?.0 == "en",
        "the host's page stays as it is"
    );
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_language_does_not_come_the_portal_speaks_english() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    stack
        .line()
        .order(Order::always("/words/de", Fault::page(503)));
    browser.open(&stack.page("/portal?lang=de")).await?;
    shows(&browser, "TikTok, Not linked").await?;
    ensure!(written(&browser, PAGE).await?.0 == "en");
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_widget_whose_program_does_not_come_says_so_in_the_language_of_the_page() -> Result<()> {
    let (stack, browser) = tokio::try_join!(Stack::start("Acme Coffee"), Browser::start())?;
    stack.line().order(Order::always(
        stack.file("widget-", "_bg.wasm")?,
        Fault::page(503),
    ));
    browser.open(&stack.host_page("")).await?;
    shows(&browser, "Try again").await?;
    browser
        .script("document.documentElement.lang = 'de'")
        .await?;
    browser.here().click(Role::Button, "Try again").await?;
    shows(&browser, "Erneut versuchen").await?;
    stack.line().clear();
    browser
        .here()
        .click(Role::Button, "Erneut versuchen")
        .await?;
    shows(&browser, "TikTok, Nicht verknüpft").await?;
    end(stack, browser).await
}
