//! The site: what Trunk makes of `index.html` and the three bundles, in `dist`.

mod beside;
mod finish;
mod flags;
mod gallery;
mod glue;
mod imports;
mod linked;
mod logos;
mod manifest;
mod memory;
mod names;
mod optimise;
mod pack;
mod places;
mod prune;
mod reach;
mod rewrite;
mod sizes;
mod stamp;
mod style;
mod supervise;
mod trim;
mod trunk;
mod words;

use std::fs::File;

use anyhow::{Context, Result};

use crate::{say, workspace};

pub use finish::in_hook as finish_in_hook;
pub use gallery::build as build_gallery;
pub use manifest::{MANIFEST, of_widget as widget_files};

/// What to do without `wasm-opt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Optimise {
    /// Fail: what is measured, tested or shipped is the optimised build.
    Always,
    /// Say so and go on: a larger page is good enough to look at.
    IfPossible,
}

/// Brings `dist` up to date; takes no time when nothing that goes into it changed.
pub fn build(optimise: Optimise) -> Result<()> {
    let tools = trunk::Tools::get(optimise)?;
    let recipe = tools.recipe();
    let _alone = lock()?;
    if stamp::is_fresh(&recipe) {
        say::doing("the site in dist is up to date");
        return Ok(());
    }
    say::doing(
        "building the site (three bundles; some minutes the first time, under one after that)",
    );
    trunk::build(&tools)?;
    stamp::write(&recipe)
}

/// Two Trunks in one `dist` take each other's files away. The lock goes with the file handle.
fn lock() -> Result<File> {
    let path = workspace::target_dir().join("xtask").join("site.lock");
    let open = || {
        std::fs::create_dir_all(workspace::target_dir().join("xtask"))?;
        let file = File::create(&path)?;
        if file.try_lock().is_err() {
            say::doing("another task builds the site: waiting for it");
            file.lock()?;
        }
        Ok::<_, std::io::Error>(file)
    };
    open().with_context(|| format!("{} cannot be locked", path.display()))
}

/// Builds the optimised site and shows what it weighs; how many budgets are kept, and how many are not.
pub fn build_and_weigh() -> Result<(usize, usize)> {
    build(Optimise::Always)?;
    let check = sizes::check(&workspace::dist())?;
    for line in check.table() {
        say::line(line);
    }
    Ok(check.counts())
}

/// `cargo xtask build`: whether the site keeps its budgets.
pub fn build_and_show() -> Result<bool> {
    Ok(build_and_weigh()?.1 == 0)
}
