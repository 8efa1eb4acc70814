//! The npm package of the widget: the files of the site that the widget loads, wrappers for React and Vue, types.

mod assemble;
mod check;
mod custom_elements;
mod project;
mod react_app;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::site::{self, Optimise};
use crate::{npm, process, say, workspace};

pub use check::run as check;
pub use react_app::{
    build as build_react_app, build_if_possible as build_react_app_if_possible,
    built_last as react_app_built_last,
};

/// The package's name in a registry.
const NAME: &str = "connect-accounts";

/// Everything that is made of the package.
fn folder() -> PathBuf {
    workspace::target_dir().join("package")
}

/// Brings the site up to date and packs it; the packed file comes back.
pub fn build() -> Result<PathBuf> {
    site::build(Optimise::Always)?;
    pack(&folder())
}

/// Packs what is in `dist` into `folder`; the packed file comes back.
fn pack(folder: &Path) -> Result<PathBuf> {
    let contents = folder.join(NAME);
    if contents.exists() {
        fs::remove_dir_all(&contents)
            .with_context(|| format!("{} cannot be removed", contents.display()))?;
    }
    assemble::assemble(&workspace::dist(), &contents)?;
    let mut pack = npm::npm()?;
    pack.args(["pack", "--silent", "--ignore-scripts"])
        .arg("--pack-destination")
        .arg(folder)
        .current_dir(&contents);
    let status = process::watch("npm pack", &mut pack, |line| line.contains("npm error"))?;
    anyhow::ensure!(status.success(), "npm pack failed ({status})");
    let packed = folder.join(format!("{NAME}-{}.tgz", env!("CARGO_PKG_VERSION")));
    say::doing(format_args!("the npm package is {}", packed.display()));
    Ok(packed)
}
