//! A host's look: a scheme, variables, an object; and what gives way so that all of it can be read.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, case};

use crate::steps::{answer, at_the_host, end};

/// The least contrast of the texts on the first card and in the head, by what the browser has computed.
const CONTRAST: &str = "
  const root = document.querySelector('connect-accounts').shadowRoot;
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number).slice(0, 3).map((part) => colour.startsWith('color') ? part : part / 255);
  const luminance = (colour) => numbers(colour).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!/, 0\\)$|transparent/.test(backgroundColor)) return backgroundColor;
    }
  };
  const texts = ['h1', '.lead', '.card-name', '.state', '.deed', '.accept-all'].map((selector) => root.querySelector(selector)).filter(Boolean);
  if (texts.length < 5) return null;
  return Math.min(...texts.map((text) => {
    const [dark, light] = [luminance(getComputedStyle(text).color), luminance(ground(text))].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }));
";

/// The least contrast after `script` has changed the look and it has come to rest.
async fn contrast_after(browser: &Browser, script: &str) -> Result<f64> {
    browser.script(script).await?;
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    answer(browser, CONTRAST)
        .await?
        .as_f64()
        .context("a number")
}

async fn colour_of(browser: &Browser, selector: &str, property: &str) -> Result<String> {
    let script = format!(
        "return getComputedStyle(document.querySelector('connect-accounts').shadowRoot.querySelector('{selector}')).{property}"
    );
    let colour = browser.script(&script).await?;
    Ok(colour.as_str().context("a colour")?.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_colours_a_host_gives_what_is_read_has_a_contrast_of_4_5() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    browser
        .script("window.widget = document.querySelector('connect-accounts')")
        .await?;
    for (what, script) in [
        ("as it is", ""),
        ("dark", "widget.theme = 'dark'"),
        ("light", "widget.theme = 'light'"),
        (
            "an accent that is too light",
            "widget.theme = { accent: '#ffd54a', accentSurface: '#fff7d6' }",
        ),
        (
            "a quiet that is too quiet",
            "widget.theme = { scheme: 'light', quiet: '#d0d0d0', text: '#bbbbbb' }",
        ),
        (
            "a dark surface in a light scheme",
            "widget.theme = { surface: '#16202a', page: '#0d141b' }",
        ),
        (
            "variables of the host's style sheet",
            "widget.theme = null;
             const sheet = new CSSStyleSheet();
             sheet.replaceSync('connect-accounts { --ca-page: #fff3e0; --ca-text: #ffcc80; --ca-quiet: oklch(80% .1 60) }');
             document.adoptedStyleSheets = [sheet];
             document.documentElement.className = 'changed'",
        ),
    ] {
        let contrast = contrast_after(&browser, script).await?;
        ensure!(contrast >= 4.49, "{what}: {contrast:.2}");
        case(what);
    }
    end(stack, browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_be_read_stays_exactly_as_the_host_wants_it() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    browser
        .script("document.querySelector('connect-accounts').theme = { scheme: 'light', page: '#fffdf5', text: '#3b2a20', radius: '3px' }")
        .await?;
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    ensure!(colour_of(&browser, ".widget", "backgroundColor").await? == "rgb(255, 253, 245)");
    ensure!(colour_of(&browser, "h1", "color").await? == "rgb(59, 42, 32)");
    ensure!(colour_of(&browser, ".card", "borderTopLeftRadius").await? == "3px");
    case("an object");
    browser
        .script("document.querySelector('connect-accounts').theme = null")
        .await?;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    ensure!(colour_of(&browser, ".card", "borderTopLeftRadius").await? == "14px");
    case("taken back");
    end(stack, browser).await
}
