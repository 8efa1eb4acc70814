//! The widget in a frame of another site.

use anyhow::Result;
use e2e::{Browser, Role, Stack, case};
use thirtyfour::WindowHandle;

use crate::steps::{at_ayrshare, end, shows, sign_in};

async fn in_a_frame(query: &str) -> Result<(Stack, Browser)> {
    let stack = Stack::start("Acme Coffee").await?;
    let browser = Browser::start().await?;
    browser.open(&stack.frame_page(query)).await?;
    browser.enter_frame().await?;
    shows(&browser, "TikTok, Not linked").await?;
    Ok((stack, browser))
}

async fn press_into_new_window(browser: &Browser, card: &str) -> Result<WindowHandle> {
    let (page, known) = (browser.window().await?, browser.windows().await?);
    browser
        .here()
        .click(Role::Button, &format!("{card}, Not linked"))
        .await?;
    browser.switch_to_new(&known).await?;
    Ok(page)
}

#[tokio::test(flavor = "multi_thread")]
async fn f36_t23_a_frame_that_may_not_open_windows_is_told_with_words_for_its_makers() -> Result<()>
{
    let (stack, browser) = in_a_frame("?sandbox=no-windows").await?;
    browser
        .here()
        .click(Role::Button, "TikTok, Not linked")
        .await?;
    let page = browser.here();
    page.find(Role::Button, "TikTok, Window blocked").await?;
    page.expect_words("does not let it open windows").await?;
    page.expect_words("allow-popups-to-escape-sandbox").await?;
    browser.expect_windows(1).await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f36_t23_a_window_that_is_as_locked_in_as_its_frame_says_so() -> Result<()> {
    let (stack, browser) = in_a_frame("?sandbox=locked-windows").await?;
    press_into_new_window(&browser, "TikTok").await?;
    browser
        .here()
        .find(Role::Heading, "This window is locked in")
        .await?;
    browser
        .here()
        .expect_words("allow-popups-to-escape-sandbox")
        .await?;
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn f36_f28_in_a_frame_of_another_site_the_server_alone_makes_it_green() -> Result<()> {
    for query in ["", "?sandbox=whole"] {
        let (stack, browser) = in_a_frame(query).await?;
        for provider in ["none", "same-origin"] {
            let network = if provider == "none" {
                "TikTok"
            } else {
                "Reddit"
            };
            stack.provider_coop(provider).await?;
            let page = press_into_new_window(&browser, network).await?;
            at_ayrshare(&browser).await?;
            sign_in(&browser, network, "Acme Dances").await?;
            browser.here().click(Role::Button, "Allow all").await?;
            browser.switch_to(&page).await?;
            browser.enter_frame().await?;
            shows(&browser, &format!("{network}, Linked, Acme Dances")).await?;
            case(&format!("frame {query}, provider {provider}"));
        }
        browser.expect_windows(1).await?;
        end(stack, browser).await?;
    }
    Ok(())
}
