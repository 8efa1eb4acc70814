//! Serves the gallery, to look at it: `cargo xtask gallery`.

#![expect(clippy::print_stdout, reason = "its address is for a person")]

use anyhow::Result;
use e2e::Gallery;

#[tokio::main]
async fn main() -> Result<()> {
    let gallery = Gallery::start().await?;
    println!(
        "Every state in every look: {}\nOne look: {}\nCtrl-C ends it.",
        gallery.page(""),
        gallery.page("?lang=de&theme=dark")
    );
    Ok(tokio::signal::ctrl_c().await?)
}
