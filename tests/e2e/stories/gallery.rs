//! Every state of a card in every look, from the gallery: nothing hard-coded, nothing cut off, nothing that is a barrier.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Comparison, Gallery, Kept, case};

use crate::steps::answer;

/// The least and the most that is promised, and what people have.
const WIDTHS: [u32; 4] = [320, 768, 1280, 2560];

/// A browser at the gallery.
pub async fn at(query: &str) -> Result<(Gallery, Browser)> {
    let (gallery, browser) = tokio::try_join!(Gallery::start(), Browser::start())?;
    show(&browser, &gallery, query).await?;
    Ok((gallery, browser))
}

/// Goes to another look.
pub async fn show(browser: &Browser, gallery: &Gallery, query: &str) -> Result<()> {
    browser.open(&gallery.page(query)).await?;
    answer(browser, "return document.body.dataset.ready ?? null")
        .await
        .map(drop)
}

async fn found(browser: &Browser, script: &str) -> Result<Vec<String>> {
    let found = browser.script(script).await?;
    let texts = found.as_array().context("a list")?.iter();
    Ok(texts
        .map(|text| text.as_str().unwrap_or_default().to_owned())
        .collect())
}

/// Words that are not from the catalogue. Names stand in elements of their own.
const HARD_CODED: &str = "
  const said = [];
  const of_us = (words) => /^⟦.*⟧$/su.test(words);
  for (const content of document.querySelectorAll('.content')) {
    const texts = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const words = texts.currentNode.data.trim();
      if (words && !of_us(words) && !texts.currentNode.parentElement.closest('bdi, .avatar')) said.push(words);
    }
    for (const named of content.querySelectorAll('[aria-label], [title], [placeholder]'))
      for (const name of ['aria-label', 'title', 'placeholder']) {
        const words = named.getAttribute(name);
        if (words && !of_us(words)) said.push(`${name}: ${words}`);
      }
  }
  return said;";

/// What is wider than its place. Names of accounts may be, and end in dots then.
const CUT_OFF: &str = "
  const cut = [];
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) cut.push(`the page is ${wide} wide on ${innerWidth}`);
  for (const card of document.querySelectorAll('.card, .panel')) {
    const edge = card.getBoundingClientRect();
    for (const part of card.querySelectorAll('*:not(.account-name, .handle, .account-name *, .handle *, path, .unseen)')) {
      const place = part.getBoundingClientRect();
      const out = Math.max(edge.left - place.left, place.right - edge.right, place.bottom - edge.bottom);
      if (place.width && out > 1) cut.push(`${part.className || part.tagName} is ${out} outside: ${card.textContent}`);
      if (part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== 'visible') cut.push(`${part.className || part.tagName}: ${part.textContent}`);
    }
  }
  return cut;";

#[tokio::test(flavor = "multi_thread")]
async fn every_word_of_every_state_is_from_the_catalogue() -> Result<()> {
    let (_gallery, browser) = at("?lang=qps&theme=light").await?;
    let said = found(&browser, HARD_CODED).await?;
    ensure!(said.is_empty(), "{said:#?}");
    browser.leave(&[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn only_chromium_no_state_is_cut_off_at_any_width_in_any_language() -> Result<()> {
    let (gallery, browser) = at("?lang=qps&theme=light").await?;
    for tag in "qps en ar de es fr he hi it ja ko nl pl pt tr zh".split(' ') {
        show(&browser, &gallery, &format!("?lang={tag}&theme=light")).await?;
        for width in WIDTHS {
            browser.show_all(width).await?;
            let cut = found(&browser, CUT_OFF).await?;
            ensure!(cut.is_empty(), "{tag}, {width}: {cut:#?}");
            case(&format!("{tag}, {width}"));
        }
    }
    Ok(())
}

/// Tells machines apart that draw differently: by the browser, and by how wide its fonts make some words.
const MACHINE: &str = "
  const canvas = document.createElement('canvas').getContext('2d');
  const wide = ['400', '650'].flatMap((weight) => ['Linked 123', 'مرتبط', '已关联', '👩'].map((words) => {
    canvas.font = `${weight} 16px ${getComputedStyle(document.body).fontFamily}`;
    return canvas.measureText(words).width.toFixed(2);
  }));
  return [/Chrome\\/\\d+/.exec(navigator.userAgent)[0], ...wide].join(' ');";

#[tokio::test(flavor = "multi_thread")]
async fn only_chromium_every_state_looks_as_it_was_kept_on_the_same_kind_of_machine() -> Result<()>
{
    let kept = Kept::at(
        concat!(env!("CARGO_MANIFEST_DIR"), "/pictures"),
        concat!(env!("CARGO_TARGET_TMPDIR"), "/gallery"),
    );
    let (gallery, browser) = at("?lang=en&theme=light").await?;
    let looks = ["en light", "de dark", "ar light", "en dark"];
    for (width, look) in WIDTHS.into_iter().zip(looks) {
        let (tag, theme) = look.split_once(' ').context("a language and a theme")?;
        show(&browser, &gallery, &format!("?lang={tag}&theme={theme}")).await?;
        browser.show_all(width).await?;
        let machine = browser.script(MACHINE).await?;
        let machine = machine.as_str().context("a name of a machine")?;
        let name = format!("{width}-{tag}-{theme}");
        let compared = kept.compare(&name, machine, &browser.picture().await?)?;
        if compared != Comparison::OtherMachine {
            case(&name);
        }
    }
    Ok(())
}
