//! What rustc is told of the bundles beside their profile.
//!
//! What a panic says of the place it happened at is in a bundle. It needs no more than the crate and its file: where the
//! crates lie on the machine that built it is nobody's business, and makes two machines build different bytes.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, Result};

/// Between flags in `CARGO_ENCODED_RUSTFLAGS`, which keeps spaces in a path apart from those between flags.
const SEPARATOR: &str = "\u{1f}";

/// The names of functions, which the profile strips, by which `trim` knows what to take out. wasm-opt strips them then.
const KEEP_NAMES: &str = "-Clink-arg=--keep-section=name";

/// Flags for rustc, encoded, after those that are set already; with names only for a wasm-opt that strips them.
pub fn of_bundles(names: bool) -> Result<OsString> {
    let sources = cargo_home()?.join("registry").join("src");
    let mut registries: Vec<_> = std::fs::read_dir(&sources)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
        .with_context(|| format!("{} cannot be read", sources.display()))?;
    registries.sort();
    let mut flags = already_set();
    if names {
        flags.push(KEEP_NAMES.into());
    }
    for registry in registries {
        flags.push(format!("--remap-path-prefix={}/=", registry.display()));
    }
    Ok(flags.join(SEPARATOR).into())
}

/// Cargo takes the flags of one variable only.
fn already_set() -> Vec<String> {
    let variable = |name| {
        std::env::var(name)
            .ok()
            .filter(|flags: &String| !flags.is_empty())
    };
    let all = variable("CARGO_ENCODED_RUSTFLAGS")
        .map(|flags| flags.split(SEPARATOR).map(str::to_owned).collect());
    let spaced =
        || variable("RUSTFLAGS").map(|flags| flags.split_whitespace().map(str::to_owned).collect());
    all.or_else(spaced).unwrap_or_default()
}

fn cargo_home() -> Result<PathBuf> {
    let set = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    set.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
        .context("neither CARGO_HOME nor HOME is set")
}
