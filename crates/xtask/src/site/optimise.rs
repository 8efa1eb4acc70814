//! Makes a bundle as small as it gets, for one that a browser downloads.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::{linked, memory, places, reach, trim};
use crate::{files, process};

/// What wasm-opt may take for granted and use: every browser of the last years has it. `--all-features` would write what no
/// browser reads.
const OPTIONS: [&str; 9] = [
    "-Oz",
    // Brotli does better where not everything with one caller is put into it: measured, 0.4 KB of the widget.
    "--one-caller-inline-max-function-size=60",
    "--low-memory-unused",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Rewrites the module at `path`, which wasm-bindgen made of the one at `linked`, without what nobody needs, and lets
/// `wasm_opt` make the rest small.
pub fn optimise(path: &Path, linked: &Path, wasm_opt: &Path) -> Result<()> {
    let (module, linked) = (files::bytes(path)?, files::bytes(linked)?);
    let trimmed = without_unneeded(&module, &linked).with_context(|| path.display().to_string())?;
    files::write(path, trimmed)?;
    // A second round finds what the first one has laid open.
    for _ in 0..2 {
        let mut command = Command::new(wasm_opt);
        command.args(OPTIONS).arg("--output").arg(path).arg(path);
        process::run("wasm-opt", &mut command)?;
    }
    Ok(())
}

fn without_unneeded(module: &[u8], linked: &[u8]) -> Result<Vec<u8>> {
    // Trunk alone, without `cargo xtask build`, asks the linker for no account.
    let unreached = match linked::has_account(linked)? {
        true => reach::unreached(linked)?,
        false => reach::Unreached::default(),
    };
    let trimmed = trim::trim(module, &unreached)?;
    places::blank(&memory::blank(&trimmed, &unreached.data)?)
}
