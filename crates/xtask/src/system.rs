//! Programs that come from the distribution's packages.

use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};

use crate::{process, say, workspace};

/// A program of a Debian or Ubuntu package.
#[derive(Clone, Copy, Debug)]
pub struct Package {
    /// What is needed, in a person's words.
    pub what: &'static str,
    /// Names that the program goes by.
    pub programs: &'static [&'static str],
    /// Packages that bring it.
    pub packages: &'static [&'static str],
}

/// Shrinks WASM.
pub const WASM_OPT: Package = Package {
    what: "wasm-opt",
    programs: &["wasm-opt"],
    packages: &["binaryen"],
};

/// The browser of the tests.
pub const CHROMIUM: Package = Package {
    what: "Chromium",
    programs: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ],
    packages: &["chromium", "chromium-driver"],
};

/// Drives the browser.
pub const CHROMEDRIVER: Package = Package {
    what: "chromedriver",
    programs: &["chromedriver"],
    packages: &["chromium", "chromium-driver"],
};

/// Firefox; the regular one of a distribution will do as well as the long-lived one.
pub const FIREFOX: Package = Package {
    what: "Firefox",
    programs: &["firefox-esr", "firefox"],
    packages: &["firefox-esr"],
};

/// Drives WebKitGTK's MiniBrowser, which comes with it.
pub const WEBKIT_DRIVER: Package = Package {
    what: "WebKitWebDriver",
    programs: &["WebKitWebDriver"],
    packages: &["webkit2gtk-driver"],
};

/// A display that nobody sees: WebKit draws on no other.
pub const XVFB: Package = Package {
    what: "Xvfb",
    programs: &["Xvfb"],
    packages: &["xvfb"],
};

/// Packs the widget, and fetches what tests need from the npm registry.
pub const NPM: Package = Package {
    what: "npm",
    programs: &["npm"],
    packages: &["nodejs", "npm"],
};

/// Runs JavaScript without a browser.
pub const NODE: Package = Package {
    what: "Node.js",
    programs: &["node", "nodejs"],
    packages: &["nodejs", "npm"],
};

impl Package {
    /// Where the program is, after installing its package if need be and allowed.
    pub fn get(&self) -> Result<PathBuf> {
        if let Some(found) = workspace::on_path(self.programs) {
            return Ok(found);
        }
        self.install()?;
        workspace::on_path(self.programs).with_context(|| {
            format!(
                "the packages were installed, but {} is not on PATH",
                self.what
            )
        })
    }

    fn install(&self) -> Result<()> {
        let packages = self.packages.join(" ");
        let missing = || {
            anyhow!(
                "{} is missing: get it with `apt-get install {packages}`",
                self.what
            )
        };
        let rights = rights().with_context(missing)?;
        say::doing(format_args!(
            "{} is missing: installing {packages}",
            self.what
        ));
        let install = || {
            apt(
                rights,
                &["install", "-y", "--no-install-recommends"],
                self.packages,
            )
        };
        // The list of packages may never have been fetched on a fresh machine, or be too old to be of use.
        if !install()? {
            apt(rights, &["update"], &[])?;
            if !install()? {
                return Err(missing());
            }
        }
        Ok(())
    }
}

/// How packages may be installed.
#[derive(Clone, Copy, Debug)]
enum Rights {
    Root,
    Sudo,
}

fn rights() -> Result<Rights> {
    workspace::on_path(&["apt-get"]).context("there is no apt-get here")?;
    if rustix::process::geteuid().is_root() {
        return Ok(Rights::Root);
    }
    process::output(workspace::command("sudo").args(["-n", "true"]))
        .map(|_| Rights::Sudo)
        .context("this user may not install packages without a password")
}

fn apt(rights: Rights, words: &[&str], packages: &[&str]) -> Result<bool> {
    let mut command = match rights {
        Rights::Root => workspace::command("apt-get"),
        Rights::Sudo => {
            let mut sudo = workspace::command("sudo");
            sudo.args(["-n", "apt-get"]);
            sudo
        }
    };
    command
        .args(["-q"])
        .args(words)
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive");
    Ok(process::watch("apt-get", &mut command, |_| true)?.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_here_is_not_installed() {
        let shell = Package {
            what: "a shell",
            programs: &["no-such", "sh"],
            packages: &["dash"],
        };
        assert!(shell.get().unwrap().ends_with("sh"));
    }
}
