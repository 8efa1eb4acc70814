//! Whether the package does in other people's projects what it promises.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::project::Project;
use super::{NAME, build, folder, pack, react_app};
use crate::{files, npm, say};

/// Checks of types.
const TYPES: usize = 2;
/// Packed twice it is the same, and a bundler leaves its files alone.
const PACKED: usize = 2;

const OF_REACT: &str = "crates/xtask/package-check/react";

/// Runs all checks; how many passed. Ends with the first that does not.
pub fn run() -> Result<usize> {
    npm::node()?;
    let package = build()?;
    is_the_same_again(&package)?;

    let sources = [OF_REACT, "crates/xtask/package-check/latest"];
    let latest = Project::prepare(&folder().join("check-latest"), &sources, &package)?;
    let sources = [OF_REACT, "crates/xtask/package-check/react-18"];
    let before = Project::prepare(&folder().join("check-react-18"), &sources, &package)?;
    latest.run("tsc with the newest React", "tsc", &["-p", "."])?;
    before.run("tsc with React 18", "tsc", &["-p", "."])?;
    let of_react = ["react-server.mjs", "react-page.mjs"];
    let of_vue = ["vue-server.mjs", "vue-page.mjs"];
    let runs = of_react.map(|script| (&before, script)).into_iter().chain(
        of_react
            .into_iter()
            .chain(of_vue)
            .map(|script| (&latest, script)),
    );
    let mut passed = TYPES;
    for (project, script) in runs {
        project.node(script)?;
        passed += 1;
    }

    let app = react_app::build_of(&package)?;
    ensure!(
        app.join("index.html").is_file(),
        "the React app has no page: {}",
        app.display()
    );
    has_all_files(&app)?;
    Ok(passed + PACKED)
}

/// No clock and no order of a file system is in it.
fn is_the_same_again(package: &Path) -> Result<()> {
    let again = folder().join("again");
    fs::create_dir_all(&again).with_context(|| format!("{} cannot be made", again.display()))?;
    let again = pack(&again)?;
    ensure!(
        files::bytes(package)? == files::bytes(&again)?,
        "packed twice, the package is not the same: compare {} and {}",
        package.display(),
        again.display()
    );
    say::line("packed twice, the package is the same");
    Ok(())
}

/// Every file of the package's `dist` is in the built app under its own name, byte for byte.
fn has_all_files(app: &Path) -> Result<()> {
    let from = folder().join(NAME).join("dist");
    let names = crate::site::widget_files(&from)?;
    for name in &names {
        let read = |folder: &Path| {
            fs::read(folder.join(name)).with_context(|| format!("{name} is not in the built app"))
        };
        ensure!(
            read(&from)? == read(&app.join(NAME))?,
            "{name} is another one in the built app"
        );
    }
    say::line(format_args!(
        "the built app has all {} files of the widget, untouched",
        names.len()
    ));
    Ok(())
}
