//! What assistive technology is told of the grid and of the dialog, kept: a change shows in review as a changed file.

use anyhow::Result;
use e2e::Role;

use crate::steps::{at_the_portal, end, link, shows};

/// The time of day is another one in each run.
fn without_time(tree: &str) -> String {
    let lines = tree
        .lines()
        .map(|line| match line.split_once("Last checked: ") {
            Some((before, _)) => format!("{before}Last checked: …”"),
            None => line.to_owned(),
        });
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn only_chromium_the_grid_and_the_dialog_say_what_they_are() -> Result<()> {
    let (stack, browser) = at_the_portal("Acme Coffee").await?;
    let page = browser.here();
    link(&browser, "Reddit", "Acme Beans").await?;
    insta::assert_snapshot!(
        "question",
        without_time(&browser.accessibility_tree().await?)
    );
    page.click(Role::Button, "Keep it").await?;
    shows(&browser, "Reddit, Linked, Acme Beans").await?;
    insta::assert_snapshot!("grid", without_time(&browser.accessibility_tree().await?));
    page.click(Role::Button, "Reddit, Linked").await?;
    page.find(Role::Dialog, "Unlink Reddit?").await?;
    insta::assert_snapshot!("dialog", without_time(&browser.accessibility_tree().await?));
    end(stack, browser).await
}
