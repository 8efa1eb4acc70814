//! Makes the pack of every language, so that the gallery can speak them all at once.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use connect_words_compiler::Catalogue;

fn main() -> Result<()> {
    let languages = Path::new("../../crates/words/languages");
    println!("cargo::rerun-if-changed={}", languages.display());
    let catalogue = Catalogue::read(languages)?;
    let out = PathBuf::from(std::env::var_os("OUT_DIR").context("cargo sets OUT_DIR")?);
    let packs: Vec<_> = catalogue
        .languages()
        .iter()
        .map(|language| catalogue.pack(language))
        .collect();
    std::fs::write(
        out.join("packs.rs"),
        format!("/// Of every language, English first.\npub const PACKS: &[&str] = &{packs:?};\n"),
    )
    .context("the packs cannot be written")
}
