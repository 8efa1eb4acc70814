//! Where things are, and how cargo is called.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository's root.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Cargo's target folder, which `CARGO_TARGET_DIR` may have moved.
pub fn target_dir() -> PathBuf {
    let chosen = std::env::var_os("CARGO_TARGET_DIR").filter(|value| !value.is_empty());
    root().join(chosen.map_or_else(|| PathBuf::from("target"), PathBuf::from))
}

/// Where Trunk puts the site.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Where tools that this repository needs are kept from one checkout to the next.
pub fn cache() -> PathBuf {
    let base = std::env::var_os("XDG_CACHE_HOME")
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cache")))
        .unwrap_or_else(std::env::temp_dir);
    base.join("connect-accounts")
}

/// A command that runs in the root and does not see what `cargo run` set for xtask itself.
///
/// Some build scripts (ring's, for one) are run again whenever `CARGO_PKG_*` changes, so leaving those in the
/// environment would compile half the tree anew each time one switches between `cargo build` and a task.
pub fn command(program: impl Into<OsString>) -> Command {
    let mut command = Command::new(program.into());
    command.current_dir(root());
    for (name, _) in std::env::vars_os() {
        let ours = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name == "CARGO"
        });
        if ours {
            command.env_remove(name);
        }
    }
    command
}

/// `cargo` with these words after it.
pub fn cargo<'a>(words: impl IntoIterator<Item = &'a str>) -> Command {
    let mut cargo = command("cargo");
    cargo.args(words);
    cargo
}

/// `PATH` with `folders` in front.
pub fn path_with(folders: &[PathBuf]) -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&path));
    std::env::join_paths(all).unwrap_or(path)
}

/// The first of `names` that is on `PATH`.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names.iter().find_map(|name| {
        std::env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|file| is_program(file))
    })
}

/// Whether `file` can be run.
pub fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata()
        .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}
