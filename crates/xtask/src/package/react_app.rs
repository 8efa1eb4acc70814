//! The example host in React, built for production with the package.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::project::{NOT_SOURCES, Project};
use super::{build as build_package, folder, pack};
use crate::digest::{of_folder, sha256};
use crate::{npm, say, workspace};

/// Its sources, below the root.
const SOURCES: &str = "crates/example-host/react";
/// What is built of them, and a note of what it was built of.
const NAMES: [&str; 2] = ["react-app", "react-app.made-of"];

/// Brings it up to date, site and package included; the folder with its page comes back.
pub fn build() -> Result<PathBuf> {
    build_if_stale(&build_package()?)
}

/// Builds it from the site that is there, or says why not: nobody needs npm to see the rest.
pub fn build_if_possible() -> Option<PathBuf> {
    if !npm::is_here() {
        say::hint(
            "npm is not here, so the example host in React is left out (Debian: `apt install nodejs npm`)",
        );
        return None;
    }
    let built = npm::node().and_then(|_| build_if_stale(&pack(&folder())?));
    built
        .inspect_err(|problem| {
            say::hint(format_args!(
                "the example host in React is left out: {problem:#}"
            ));
        })
        .ok()
}

/// What was built last.
pub fn built_last() -> Option<PathBuf> {
    Some(folder().join(NAMES[0]).join("dist")).filter(|built| built.join("index.html").is_file())
}

/// Builds it with this package.
pub fn build_of(package: &Path) -> Result<PathBuf> {
    say::doing("building the example host in React");
    let project = Project::prepare(&folder().join(NAMES[0]), &[SOURCES], package)?;
    project.script("build")?;
    let stamp = folder().join(NAMES[1]);
    fs::write(&stamp, made_of(package)?)
        .with_context(|| format!("{} cannot be written", stamp.display()))?;
    Ok(project.folder.join("dist"))
}

fn build_if_stale(package: &Path) -> Result<PathBuf> {
    let before = fs::read_to_string(folder().join(NAMES[1])).ok();
    match built_last() {
        Some(built) if before == Some(made_of(package)?) => Ok(built),
        _ => build_of(package),
    }
}

fn made_of(package: &Path) -> Result<String> {
    let sources = of_folder(&workspace::root().join(SOURCES), &NOT_SOURCES);
    let sources = sources.with_context(|| format!("{SOURCES} cannot be read"))?;
    let package =
        fs::read(package).with_context(|| format!("{} cannot be read", package.display()))?;
    Ok(format!("{sources} {}", sha256(&package)))
}
