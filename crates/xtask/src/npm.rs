//! npm, and files from packages of its registry, for tests: nothing of them is shipped or kept in the repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::digest::sha256;
use crate::{process, say, system, workspace};

/// One file of a package, in exactly one version.
#[derive(Clone, Copy, Debug)]
pub struct PackageFile {
    /// The package.
    pub package: &'static str,
    /// The only version that will do.
    pub version: &'static str,
    /// Where the file is in it.
    pub path: &'static str,
    /// SHA-256 of the file, in hexadecimal digits.
    pub digest: &'static str,
}

/// Finds what people cannot perceive or operate, by the rules of WCAG.
pub const AXE: PackageFile = PackageFile {
    package: "axe-core",
    version: "4.14.1",
    path: "axe.min.js",
    digest: "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c",
};

/// The oldest Node.js that what is used here runs on.
const OLDEST: (u32, u32) = (20, 19);

/// Whether npm can be used without installing it first.
pub fn is_here() -> bool {
    workspace::on_path(system::NPM.programs).is_some()
}

/// npm, told to say nothing of itself.
pub fn npm() -> Result<Command> {
    let mut npm = workspace::command(system::NPM.get()?);
    npm.env("npm_config_update_notifier", "false");
    Ok(npm)
}

/// Node.js, if it is new enough.
pub fn node() -> Result<PathBuf> {
    let node = system::NODE.get()?;
    let answer = process::output(workspace::command(&node).arg("--version")).unwrap_or_default();
    ensure!(
        version(&answer).is_some_and(|version| version >= OLDEST),
        "Node.js {} is too old: {}.{} or a newer one is needed",
        answer.trim(),
        OLDEST.0,
        OLDEST.1
    );
    Ok(node)
}

/// `v20.19.2` → 20 and 19.
fn version(answer: &str) -> Option<(u32, u32)> {
    let mut numbers = answer.trim().trim_start_matches('v').split('.');
    let mut next = || numbers.next()?.parse().ok();
    Some((next()?, next()?))
}

impl PackageFile {
    /// Where the file is, after fetching its package if need be.
    pub fn get(&self) -> Result<PathBuf> {
        let name = format!("{}-{}", self.package, self.version);
        let folder = workspace::cache().join("npm").join(&name);
        let file = folder.join("package").join(self.path);
        if !self.is_right(&file) {
            say::doing(format_args!("fetching {name} from the npm registry"));
            self.fetch(&name, &folder)?;
        }
        ensure!(
            self.is_right(&file),
            "{name} came with another {} than expected",
            self.path
        );
        Ok(file)
    }

    fn fetch(&self, name: &str, folder: &Path) -> Result<()> {
        let missing = || format!("{name} is missing: get it with `npm pack {name}`");
        let npm = system::NPM.get()?;
        fs::create_dir_all(folder)?;
        let mut pack = workspace::command(npm);
        pack.args(["pack", "--silent", "--pack-destination"])
            .arg(folder)
            .arg(format!("{}@{}", self.package, self.version));
        process::run("npm pack", &mut pack).with_context(missing)?;
        let mut unpack = workspace::command("tar");
        unpack
            .arg("-xzf")
            .arg(folder.join(format!("{name}.tgz")))
            .arg("-C")
            .arg(folder)
            .arg(format!("package/{}", self.path));
        process::run("tar", &mut unpack).with_context(missing)
    }

    fn is_right(&self, file: &Path) -> bool {
        fs::read(file).is_ok_and(|bytes| sha256(&bytes) == self.digest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_node_is_told_from_a_new_one() {
        assert!(version("v20.19.2\n").unwrap() >= OLDEST);
        assert!(version("v22.1.0").unwrap() >= OLDEST);
        assert!(version("v20.9.0").unwrap() < OLDEST);
        assert_eq!(version("no such thing"), None);
    }

    #[test]
    fn a_file_that_was_changed_is_not_the_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.js");
        let wanted = PackageFile {
            package: "a",
            version: "1.0.0",
            path: "a.js",
            digest: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        };
        assert!(!wanted.is_right(&file));
        fs::write(&file, "abc").unwrap();
        assert!(wanted.is_right(&file));
        fs::write(&file, "abd").unwrap();
        assert!(!wanted.is_right(&file));
    }
}
