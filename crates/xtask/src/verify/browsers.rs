//! The browsers of the stories, with what each needs.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::classes::Place;
use crate::npm::AXE;
use crate::system;
use crate::tools::GECKODRIVER;

/// A variable that names a program or a file, and where that comes from.
type Program = (&'static str, fn() -> Result<PathBuf>);

/// A browser that the stories run in.
pub struct Browser {
    /// What `CONNECT_BROWSER` calls it.
    pub name: &'static str,
    /// Where its tests ran, in the table.
    pub place: Place,
    /// Variables that name programs, and where those come from.
    programs: &'static [Program],
    /// Stories that are left out. One that only one engine can play, or need play, has its name in its own.
    pub skips: &'static [&'static str],
}

/// Chrome, Edge, Android.
pub const CHROMIUM: Browser = Browser {
    name: "chromium",
    place: Place::Chromium,
    programs: &[
        ("CHROMIUM", || system::CHROMIUM.get()),
        ("CHROMEDRIVER", || system::CHROMEDRIVER.get()),
        ("CONNECT_AXE", || AXE.get()),
    ],
    skips: &["--skip=only_webkit"],
};

/// Firefox.
pub const FIREFOX: Browser = Browser {
    name: "firefox",
    place: Place::Firefox,
    programs: &[
        ("FIREFOX", || system::FIREFOX.get()),
        ("GECKODRIVER", || GECKODRIVER.get()),
        ("CONNECT_AXE", || AXE.get()),
    ],
    skips: &[
        "--skip=pictures",
        "--skip=only_chromium",
        "--skip=only_webkit",
    ],
};

/// Of the family of Safari.
pub const WEBKIT: Browser = Browser {
    name: "webkit",
    place: Place::WebKit,
    programs: &[
        ("XVFB", || system::XVFB.get()),
        ("WEBKITDRIVER", || system::WEBKIT_DRIVER.get()),
    ],
    skips: &[
        "--skip=pictures",
        "--skip=accessible",
        "--skip=only_chromium",
    ],
};

impl Browser {
    /// Tells a test run to use it, after getting what is missing.
    pub fn choose(&self, command: &mut Command) -> Result<()> {
        for (variable, program) in self.programs {
            command.env(variable, program()?);
        }
        command.env("CONNECT_BROWSER", self.name);
        Ok(())
    }
}
