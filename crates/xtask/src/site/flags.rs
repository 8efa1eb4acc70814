//! What rustc is told of the bundles beside their profile.
//!
//! What a panic says of the place it happened at is in a bundle. It needs no more than the crate and its file: where the
//! crates lie on the machine that built it is nobody's business, and makes two machines build different bytes.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, Result};

/// Between flags in `CARGO_ENCODED_RUSTFLAGS`, which keeps spaces in a path apart from those between flags.
const SEPARATOR: &str = "\u{1f}";

/// The names of functions, which the profile strips, and the linker's account of what points at what: by these `trim` knows
/// what to take out.
const KEEP: [&str; 2] = ["-Clink-arg=--keep-section=name", "-Clink-arg=--emit-relocs"];

/// Flags for rustc, encoded, after those that are set already; with what `trim` needs only where a wasm-opt comes after it.
pub fn of_bundles(is_optimised: bool) -> Result<OsString> {
    let sources = cargo_home()?.join("registry").join("src");
    let mut registries: Vec<_> = std::fs::read_dir(&sources)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
        .with_context(|| format!("{} cannot be read", sources.display()))?;
    registries.sort();
    let mut flags = already_set();
    if is_optimised {
        flags.extend(KEEP.map(String::from));
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
