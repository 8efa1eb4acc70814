//! An npm project in a folder of its own, with what its lock file says and the package that was just made.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::digest::sha256;
use crate::{npm, process, say, workspace};

/// What comes from elsewhere or is made here, and so is not copied.
pub const NOT_SOURCES: [&str; 4] = ["node_modules", "dist", "public", ".gitignore"];
/// Says which lock file `node_modules` was made of.
const STAMP: &str = "node_modules/.made-of";

/// A project that is ready to be run.
#[derive(Debug)]
pub struct Project {
    /// Where it is.
    pub folder: PathBuf,
}

impl Project {
    /// Copies `sources`, folders below the root, over each other into `folder`, installs what the lock file says, unless
    /// that is there, and then the package.
    pub fn prepare(folder: &Path, sources: &[&str], package: &Path) -> Result<Self> {
        let unwritable = || format!("{} cannot be written", folder.display());
        fs::create_dir_all(folder).with_context(unwritable)?;
        clear(folder).with_context(unwritable)?;
        for source in sources {
            copy(&workspace::root().join(source), folder)
                .with_context(|| format!("{source} cannot be copied"))?;
        }
        let project = Self {
            folder: folder.to_path_buf(),
        };
        let lock = fs::read(folder.join("package-lock.json"))
            .with_context(|| format!("{} has no lock file", folder.display()))?;
        let stamp = sha256(&lock);
        if fs::read_to_string(folder.join(STAMP)).ok().as_deref() != Some(&stamp) {
            say::doing(format_args!(
                "installing what {} needs, from npm's cache or its registry",
                sources.last().unwrap_or(&"it")
            ));
            project.npm(&["ci"])?;
            fs::write(folder.join(STAMP), stamp).with_context(unwritable)?;
        }
        let file = package.to_string_lossy();
        project.npm(&["install", "--no-save", "--no-package-lock", &file])?;
        Ok(project)
    }

    /// npm with words that install something; what it says is told if it fails.
    fn npm(&self, words: &[&str]) -> Result<()> {
        let mut npm = npm::npm()?;
        npm.args(words)
            .args([
                "--prefer-offline",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
            ])
            .current_dir(&self.folder);
        let what = format!("npm {}", words.first().unwrap_or(&""));
        let status = process::watch(&what, &mut npm, |line| line.starts_with("npm error"))?;
        anyhow::ensure!(
            status.success(),
            "{what} failed ({status}): without a connection it can only use what npm has in its cache"
        );
        Ok(())
    }

    /// Runs a program of the project's packages.
    pub fn run(&self, what: &str, program: &str, words: &[&str]) -> Result<()> {
        let program = self.folder.join("node_modules/.bin").join(program);
        process::run(what, self.command(program).args(words))
    }

    /// Runs a script of the project with Node.js.
    pub fn node(&self, script: &str) -> Result<()> {
        process::run(script, self.command(npm::node()?).arg(script))
    }

    /// Runs a script that the project's package.json names.
    pub fn script(&self, name: &str) -> Result<()> {
        let mut npm = npm::npm()?;
        npm.args(["run", "--silent", name])
            .current_dir(&self.folder);
        process::run(&format!("npm run {name}"), &mut npm)
    }

    fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = workspace::command(program.as_ref());
        command.current_dir(&self.folder);
        command
    }
}

/// Takes everything away but what npm installed.
fn clear(folder: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() == "node_modules" {
            continue;
        }
        match entry.file_type()?.is_dir() {
            true => fs::remove_dir_all(entry.path())?,
            false => fs::remove_file(entry.path())?,
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if NOT_SOURCES.iter().any(|other| name == *other) {
            continue;
        }
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &to.join(name))?,
            false => fs::copy(entry.path(), to.join(name)).map(drop)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_longer_a_source_does_not_stay_and_what_npm_installed_does() {
        let from = tempfile::tempdir().unwrap();
        let to = tempfile::tempdir().unwrap();
        let put = |folder: &Path, name: &str| {
            let file = folder.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        };
        put(from.path(), "src/new.ts");
        put(from.path(), "node_modules/theirs");
        put(to.path(), "src/old.ts");
        put(to.path(), "node_modules/ours");
        clear(to.path()).unwrap();
        copy(from.path(), to.path()).unwrap();
        let is_there = |name: &str| to.path().join(name).exists();
        assert!(is_there("src/new.ts") && is_there("node_modules/ours"));
        assert!(!is_there("src/old.ts") && !is_there("node_modules/theirs"));
    }
}
