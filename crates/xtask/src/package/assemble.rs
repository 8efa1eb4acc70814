//! What is in the package: templates of `crates/xtask/package`, filled in, and the widget's files of the site.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::custom_elements;
use crate::digest::of_folder;
use crate::{files, site, workspace};

/// The templates, below the root.
const TEMPLATES: &str = "crates/xtask/package";

/// Fills `folder`, which is not there yet, from the built site in `dist`.
pub fn assemble(dist: &Path, folder: &Path) -> Result<()> {
    let list = dist.join(site::MANIFEST);
    ensure!(
        list.is_file(),
        "{} is not there: build the site with `cargo xtask build`",
        list.display()
    );
    let root = workspace::root();
    let widget = site::widget_files(dist)?;
    for name in &widget {
        copy(&dist.join(name), &folder.join("dist").join(name))?;
    }
    copy(&list, &folder.join("dist").join(site::MANIFEST))?;
    copy(&list, &folder.join("integrity.json"))?;
    copy(&root.join("LICENSE"), &folder.join("LICENSE"))?;
    let templates = root.join(TEMPLATES);
    let names = files::below(&templates, &|_| false)
        .with_context(|| format!("{} cannot be read", templates.display()))?;
    for name in names {
        copy(&templates.join(&name), &folder.join(&name))?;
    }
    let tokens = files::text(&root.join("style/tokens.css"))?;
    fill(&folder.join("custom-elements.json"), |text| {
        text.replace("@CSS_PROPERTIES@", &custom_elements::properties(&tokens))
    })?;
    let digest = digest(folder)?;
    fill(&folder.join("package.json"), |text| {
        text.replace("@VERSION@", env!("CARGO_PKG_VERSION"))
            .replace("@LICENSE@", env!("CARGO_PKG_LICENSE"))
            .replace("@SIDE_EFFECTS@", &side_effects(&widget))
            .replace("@CONTENTS@", &digest)
    })
}

/// The files that define the element when they are imported, so that no bundler leaves them out.
fn side_effects(widget: &[String]) -> String {
    let loaders = widget
        .iter()
        .filter(|name| name.starts_with("connect-accounts"))
        .map(|name| format!("./dist/{name}"));
    let ours = ["./index.js", "./element.js"].map(str::to_owned);
    let all: Vec<_> = ours
        .into_iter()
        .chain(loaders)
        .map(|name| format!("\"{name}\""))
        .collect();
    all.join(", ")
}

/// The same contents, the same digest, whenever and wherever they were packed. package.json holds it, so it is not part.
fn digest(folder: &Path) -> Result<String> {
    let digest = of_folder(folder, &["package.json"]);
    let digest = digest.with_context(|| format!("{} cannot be read", folder.display()))?;
    Ok(format!("sha256-{digest}"))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let copy = || {
        fs::create_dir_all(to.parent().unwrap_or(to))?;
        fs::copy(from, to)
    };
    copy()
        .map(drop)
        .with_context(|| format!("{} cannot be copied", from.display()))
}

fn fill(file: &Path, with: impl FnOnce(String) -> String) -> Result<()> {
    files::write(file, with(files::text(file)?))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::files::text as read;

    const PINNED: &str = "connect-accounts-0123456789abcdef.js";

    fn packed(widget: &str) -> (tempfile::TempDir, Value) {
        let folder = tempfile::tempdir().unwrap();
        let dist = folder.path().join("dist");
        fs::create_dir_all(dist.join("words")).unwrap();
        for name in [
            "connect-accounts.js",
            PINNED,
            "words/en-1.txt",
            "index.html",
            site::MANIFEST,
        ] {
            fs::write(dist.join(name), name).unwrap();
        }
        fs::write(dist.join("widget.js"), widget).unwrap();
        let target = folder.path().join("package");
        assemble(&dist, &target).unwrap();
        let text = read(&target.join("package.json")).unwrap();
        let package = serde_json::from_str(&text).unwrap();
        (folder, package)
    }

    #[test]
    fn the_package_has_the_widgets_files_and_nothing_that_is_left_to_be_filled_in() {
        let (folder, package) = packed("a");
        let target = folder.path().join("package");
        for name in [
            "dist/connect-accounts.js",
            "dist/words/en-1.txt",
            "integrity.json",
            "LICENSE",
        ] {
            assert!(target.join(name).is_file(), "{name}");
        }
        assert!(!target.join("dist/index.html").exists());
        for name in ["package.json", "custom-elements.json"] {
            assert!(!read(&target.join(name)).unwrap().contains('@'), "{name}");
        }
        assert_eq!(package["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(
            package["sideEffects"],
            serde_json::json!([
                "./index.js",
                "./element.js",
                format!("./dist/{PINNED}"),
                "./dist/connect-accounts.js"
            ])
        );
    }

    #[test]
    fn every_file_that_the_package_exports_is_there() {
        let (folder, package) = packed("a");
        let exports = package["exports"].as_object().unwrap().values();
        let mut files: Vec<&str> = exports
            .flat_map(|to| match to {
                Value::String(file) => vec![file.as_str()],
                to => vec![
                    to["types"].as_str().unwrap(),
                    to["default"].as_str().unwrap(),
                ],
            })
            .filter(|file| !file.contains('*'))
            .collect();
        files.push(package["customElements"].as_str().unwrap());
        assert!(files.len() > 10, "{files:?}");
        for file in files {
            assert!(folder.path().join("package").join(file).is_file(), "{file}");
        }
    }

    #[test]
    fn the_digest_tells_the_contents_and_not_the_hour() {
        let digest = |widget| packed(widget).1["connectAccounts"]["contents"].clone();
        assert_eq!(digest("a"), digest("a"));
        assert_ne!(digest("a"), digest("b"));
    }
}
