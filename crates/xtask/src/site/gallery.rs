//! The gallery of `tests/gallery`, in a folder of its own: not optimised, and never part of the site.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::logos;
use crate::tools::{self, WASM_BINDGEN, WASM_TARGET};
use crate::{process, say, workspace};

/// Builds it; the folder comes back.
pub fn build() -> Result<PathBuf> {
    tools::add_wasm_target()?;
    say::doing("building the gallery");
    let target = [
        "build",
        "--locked",
        "-p",
        "gallery",
        "--target",
        WASM_TARGET,
    ];
    process::run("building the gallery", &mut workspace::cargo(target))?;
    let folder = workspace::target_dir().join("gallery");
    let mut bindgen = workspace::command(WASM_BINDGEN.get()?);
    bindgen
        .args(["--target", "web", "--no-typescript", "--out-dir"])
        .arg(&folder)
        .arg(
            workspace::target_dir()
                .join(WASM_TARGET)
                .join("debug/gallery.wasm"),
        );
    process::run("wasm-bindgen", &mut bindgen)?;
    let root = workspace::root();
    logos::put(&folder)?;
    for file in [
        "tests/gallery/index.html",
        "style/tokens.css",
        "style/portal.css",
        "style/page.css",
        "style/help.css",
    ] {
        let name = file.rsplit('/').next().unwrap_or(file);
        fs::copy(root.join(file), folder.join(name))
            .with_context(|| format!("{file} cannot be copied"))?;
    }
    Ok(folder)
}
