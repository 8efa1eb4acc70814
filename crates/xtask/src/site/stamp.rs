//! Whether `dist` is what the present sources would give, told by content rather than by time.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::workspace;

/// Everything that goes into the site. What is not there (yet) counts as empty.
const SOURCES: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "index.html",
    "rust-toolchain.toml",
    "public",
    "src",
    "style",
    "crates/contract/Cargo.toml",
    "crates/contract/src",
    "crates/core/Cargo.toml",
    "crates/core/src",
    "crates/words",
    "crates/words-compiler/Cargo.toml",
    "crates/words-compiler/src",
    "crates/xtask/src/site",
];

/// Whether `dist` was made by `recipe` from what the sources are now, and nobody touched it since.
pub fn is_fresh(recipe: &str) -> bool {
    let now = fingerprint(recipe, &workspace::root(), &workspace::dist());
    let then = std::fs::read_to_string(file());
    workspace::dist().join("index.html").is_file()
        && matches!((now, then), (Ok(now), Ok(then)) if now == then)
}

/// Notes that `dist` was just made by `recipe`.
pub fn write(recipe: &str) -> Result<()> {
    let write = || {
        let print = fingerprint(recipe, &workspace::root(), &workspace::dist())?;
        std::fs::create_dir_all(workspace::target_dir().join("xtask"))?;
        std::fs::write(file(), print)
    };
    write().with_context(|| format!("{} cannot be written", file().display()))
}

/// Outside of `dist`, all of which is served.
fn file() -> PathBuf {
    workspace::target_dir().join("xtask").join("site.stamp")
}

fn fingerprint(recipe: &str, root: &Path, dist: &Path) -> io::Result<String> {
    let mut hasher = DefaultHasher::new();
    recipe.hash(&mut hasher);
    for source in SOURCES {
        add(&root.join(source), &mut hasher)?;
    }
    // `trunk serve` and others write to the same folder.
    add(dist, &mut hasher)?;
    Ok(format!("{:016x}", hasher.finish()))
}

fn add(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    path.hash(hasher);
    if path.is_dir() {
        let mut entries = std::fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<Vec<_>>>()?;
        entries.sort();
        entries.iter().try_for_each(|entry| add(entry, hasher))
    } else if path.is_file() {
        std::fs::read(path)?.hash(hasher);
        Ok(())
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (file, text) in [
            ("src/lib.rs", "a"),
            ("index.html", "b"),
            ("dist/index.html", "c"),
        ] {
            let file = folder.path().join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        folder
    }

    fn print(project: &tempfile::TempDir, recipe: &str) -> String {
        fingerprint(recipe, project.path(), &project.path().join("dist")).unwrap()
    }

    #[test]
    fn touching_a_file_without_changing_it_keeps_the_site_fresh() {
        let project = project();
        let before = print(&project, "r");
        std::fs::write(project.path().join("src/lib.rs"), "a").unwrap();
        std::fs::write(project.path().join("README.md"), "not part of the site").unwrap();
        assert_eq!(print(&project, "r"), before);
    }

    #[test]
    fn a_changed_renamed_or_new_source_another_tool_or_a_foreign_dist_makes_it_stale() {
        let project = project();
        let before = print(&project, "r");
        assert_ne!(print(&project, "other tools"), before);
        for (file, text) in [
            ("src/lib.rs", "a2"),
            ("src/new.rs", ""),
            ("dist/index.html", "c2"),
        ] {
            let before = print(&project, "r");
            std::fs::write(project.path().join(file), text).unwrap();
            assert_ne!(print(&project, "r"), before, "{file}");
        }
        let before = print(&project, "r");
        let from = project.path().join("src/new.rs");
        std::fs::rename(from, project.path().join("src/renamed.rs")).unwrap();
        assert_ne!(print(&project, "r"), before);
    }
}
