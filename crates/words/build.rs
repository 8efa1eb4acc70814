//! Makes the typed catalogue of `languages/`. What is wrong with a language fails the build, all of it at once.

use std::path::PathBuf;

use anyhow::{Context, Result};
use connect_words_compiler::Catalogue;

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=languages");
    let catalogue = match Catalogue::read(&PathBuf::from("languages")) {
        Ok(catalogue) => catalogue,
        Err(why) => {
            // Cargo shows each line and ends the build.
            format!("{why:#}")
                .lines()
                .for_each(|line| println!("cargo::error={line}"));
            return Ok(());
        }
    };
    let out = PathBuf::from(std::env::var_os("OUT_DIR").context("cargo sets OUT_DIR")?);
    std::fs::write(out.join("catalogue.rs"), catalogue.code())
        .context("the catalogue cannot be written")
}
