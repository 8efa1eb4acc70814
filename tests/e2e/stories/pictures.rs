//! Pictures of the page, as a person sees it. They are written to the build folder; `CONNECT_KEEP_PICTURES=1` writes
//! those that the documents show to `docs/pictures`.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Fault, Order, Role, Screen, case};

use crate::steps::{
    allow, at_the_portal, choose, end, is_there, link, linked_elsewhere, open_window,
    press_without_gesture, shows, sign_in,
};

fn folder() -> Result<PathBuf> {
    let folder = if std::env::var_os("CONNECT_KEEP_PICTURES").is_some() {
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/pictures"))
    } else {
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pictures")
    };
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

async fn take(browser: &Browser, name: &str) -> Result<()> {
    // Colours fade into each other for a moment after a change.
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    let picture = browser.picture().await?;
    ensure!(picture.len() > 8_000, "{name} is an empty picture");
    Ok(std::fs::write(
        folder()?.join(format!("{name}.png")),
        picture,
    )?)
}

/// Nobody has to scroll sideways.
async fn fits(browser: &Browser, what: &str) -> Result<()> {
    let wide = browser
        .script("return document.documentElement.scrollWidth > innerWidth")
        .await?;
    ensure!(wide == false, "the page is wider than the screen: {what}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_portal_in_light_and_dark_on_a_desktop_and_a_phone() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let portal = open_window(&browser, "Facebook").await?;
    sign_in(&browser, "Facebook", "Acme Coffee House").await?;
    choose(&browser, "Choose a Page").await?;
    allow(&browser, &portal).await?;
    shows(&browser, "Facebook, Linked").await?;
    link(&browser, "TikTok", "Acme Dances").await?;
    linked_elsewhere(&stack, "linkedin").await?;
    shows(&browser, "LinkedIn, Linked").await?;
    browser
        .script("scrollTo(0, 0); document.activeElement.blur()")
        .await?;
    take(&browser, "account-desktop").await?;
    // One press answers one card's question, the next is then the first.
    for answered in ["Facebook", "TikTok", "LinkedIn"] {
        let context = || format!("the question about {answered}");
        browser
            .here()
            .click(Role::Button, "Keep it")
            .await
            .with_context(context)?;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    }
    browser
        .script("document.activeElement.blur(); scrollTo(0, 0)")
        .await?;
    for (screen, size) in [
        (Screen::Desktop, "desktop"),
        (Screen::Tablet, "tablet"),
        (Screen::Phone, "phone"),
    ] {
        browser.resize(screen).await?;
        for theme in ["light", "dark"] {
            browser
                .script(&format!(
                    "document.documentElement.style.colorScheme = '{theme}'"
                ))
                .await?;
            take(&browser, &format!("portal-{size}-{theme}")).await?;
            fits(&browser, size).await?;
        }
    }
    browser
        .script("document.documentElement.style.colorScheme = ''")
        .await?;
    browser.here().click(Role::Button, "TikTok, Linked").await?;
    browser.here().find(Role::Dialog, "Unlink TikTok?").await?;
    take(&browser, "dialog-phone").await?;
    browser.resize(Screen::Desktop).await?;
    take(&browser, "dialog-desktop").await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tab_the_help_a_blocked_window_and_the_widget() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    press_without_gesture(&browser, "tiktok").await?;
    shows(&browser, "TikTok, Window blocked").await?;
    take(&browser, "blocked-desktop").await?;
    browser.resize(Screen::Phone).await?;
    browser
        .script(
            "document.querySelector('[data-network=tiktok]').scrollIntoView({ block: 'center' })",
        )
        .await?;
    take(&browser, "blocked-phone").await?;
    browser.resize(Screen::Desktop).await?;
    browser.here().click(Role::Button, "Stop").await?;
    browser
        .open(&stack.page("/accounts"))
        .await?
        .expect_words("No account is linked yet")
        .await?;
    take(&browser, "tab-empty").await?;
    browser.open(&stack.page("/portal")).await?;
    link(&browser, "Reddit", "Acme Beans").await?;
    link(&browser, "X", "Acme Coffee").await?;
    browser
        .open(&stack.page("/accounts"))
        .await?
        .expect_words("Acme Beans")
        .await?;
    take(&browser, "tab-desktop").await?;
    browser
        .open(&stack.page("/help"))
        .await?
        .find(Role::Heading, "Contact support")
        .await?;
    take(&browser, "help-desktop").await?;
    browser.open(&stack.page("/portal")).await?;
    browser
        .here()
        .click(Role::Link, "The window does not open")
        .await?;
    take(&browser, "help-beside-desktop").await?;
    browser
        .open(&stack.host_page(""))
        .await?
        .find(Role::Button, "Reddit, Linked")
        .await?;
    take(&browser, "widget-desktop").await?;
    end(stack, browser).await
}

/// A host that keeps its windows apart, behind a proxy that collects, in a browser that gives no window; and a good day.
#[tokio::test(flavor = "multi_thread")]
async fn the_connection_check() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    for (tag, screen, name) in [
        ("en", Screen::Desktop, "check-desktop"),
        ("de", Screen::Phone, "check-phone-de"),
        ("ar", Screen::Phone, "check-phone-ar"),
    ] {
        browser.resize(screen).await?;
        browser
            .open(&stack.page(&format!("/help/connection?lang={tag}")))
            .await?;
        is_there(&browser, ".doctor .button").await?;
        if tag == "de" {
            let silent = Order::always("/api/v1/events", Fault::Hang);
            stack.line().order(silent);
        }
        browser
            .script("document.querySelector('.doctor .button').click()")
            .await?;
        is_there(&browser, ".doctor .ways").await?;
        fits(&browser, &format!("the check, {tag}")).await?;
        take(&browser, name).await?;
        case(tag);
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_language_fits_a_phone() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    link(&browser, "Reddit", "Acme Beans").await?;
    browser.resize(Screen::Phone).await?;
    for tag in "en ar de es fr he hi it ja ko nl pl pt tr zh".split(' ') {
        browser
            .open(&stack.page(&format!("/portal?lang={tag}")))
            .await?;
        browser.here().find(Role::Button, "Acme Beans").await?;
        let spoken = browser
            .script("return document.documentElement.lang")
            .await?;
        ensure!(spoken == tag, "{spoken} instead of {tag}");
        fits(&browser, tag).await?;
        if matches!(tag, "de" | "ar") {
            take(&browser, &format!("portal-phone-{tag}")).await?;
            press_without_gesture(&browser, "pinterest").await?;
            browser.here().find(Role::Link, "Pinterest").await?;
            fits(&browser, &format!("blocked, {tag}")).await?;
        }
        browser.open(&stack.page("/help/pop-ups")).await?;
        is_there(&browser, ".topic").await?;
        fits(&browser, &format!("help, {tag}")).await?;
        case(tag);
    }
    browser.resize(Screen::Desktop).await?;
    for tag in ["de", "ar"] {
        browser
            .open(&stack.page(&format!("/portal?lang={tag}")))
            .await?;
        browser.here().click(Role::Button, "Acme Beans").await?;
        browser.here().find(Role::Dialog, "Reddit").await?;
        take(&browser, &format!("dialog-desktop-{tag}")).await?;
    }
    end(stack, browser).await
}
