//! The command line tools that come from crates: found on `PATH`, or in the cache, or built into the cache.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{process, say, workspace};

/// What the page is compiled for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A tool in exactly one version.
#[derive(Clone, Copy, Debug)]
pub struct Tool {
    /// The program.
    pub program: &'static str,
    /// The crate it is in.
    pub package: &'static str,
    /// The only version that will do.
    pub version: &'static str,
    /// About how long building it takes on a small machine, in minutes.
    pub minutes: u32,
}

/// Builds the page from `index.html`.
pub const TRUNK: Tool = Tool {
    program: "trunk",
    package: "trunk",
    version: "0.21.14",
    minutes: 6,
};

/// Makes the glue between JavaScript and WASM; has to be of the same version as the library in the root `Cargo.toml`.
/// Its package brings `wasm-bindgen-test-runner` too.
pub const WASM_BINDGEN: Tool = Tool {
    program: "wasm-bindgen",
    package: "wasm-bindgen-cli",
    version: "0.2.129",
    minutes: 3,
};

/// Drives Firefox.
pub const GECKODRIVER: Tool = Tool {
    program: "geckodriver",
    package: "geckodriver",
    version: "0.37.1",
    minutes: 3,
};

/// Checks licences, sources and doubles of the dependencies.
pub const CARGO_DENY: Tool = Tool {
    program: "cargo-deny",
    package: "cargo-deny",
    version: "0.20.2",
    minutes: 6,
};

impl Tool {
    /// Where the tool is, after building it if need be.
    pub fn get(&self) -> Result<PathBuf> {
        if let Some(found) = self.find() {
            return Ok(found);
        }
        self.install()?;
        self.find().with_context(|| {
            format!(
                "{} was installed, but does not run as version {}",
                self.program, self.version
            )
        })
    }

    /// Where the tool is, if it is here in the right version.
    pub fn find(&self) -> Option<PathBuf> {
        let places = [
            workspace::on_path(&[self.program]),
            Some(cache_bin().join(self.program)),
        ];
        places
            .into_iter()
            .flatten()
            .find(|program| self.is_right(program))
    }

    fn is_right(&self, program: &Path) -> bool {
        let answer = process::output(workspace::command(program).arg("--version"));
        answer.is_some_and(|answer| is_version(&answer, self.version))
    }

    fn install(&self) -> Result<()> {
        let name = format!("{} {}", self.program, self.version);
        say::doing(format_args!(
            "{name} is not here: building it once, about {} minutes (kept in {})",
            self.minutes,
            cache_bin().display()
        ));
        let tools = workspace::cache().join("tools");
        let scratch = workspace::cache().join("tools-build");
        let mut cargo = workspace::cargo(["install", "--locked", "--force", "--version"]);
        cargo
            .args([self.version, self.package, "--root"])
            .arg(&tools)
            // A tool that runs for seconds need not be optimised for minutes.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_TERM_COLOR", "never")
            .env("CARGO_TARGET_DIR", &scratch);

        let begun = Instant::now();
        let mut progress = Progress::new(begun);
        let status = process::watch(&name, &mut cargo, |line| {
            if let Some(text) = progress.see(line, Instant::now()) {
                say::doing(format_args!("{name}: {text}"));
            }
            false
        })?;
        if !status.success() {
            bail!(
                "{name} cannot be had: get it with `cargo install --locked {}@{}` ({})",
                self.package,
                self.version,
                progress.last_words()
            );
        }
        // Hundreds of megabytes that nobody needs again.
        let _ = std::fs::remove_dir_all(scratch);
        say::doing(format_args!(
            "{name} is ready after {}",
            say::took(begun.elapsed())
        ));
        Ok(())
    }
}

/// Makes sure that Rust can compile for the browser.
pub fn add_wasm_target() -> Result<()> {
    let missing = || {
        format!("Rust's {WASM_TARGET} is missing: get it with `rustup target add {WASM_TARGET}`")
    };
    let sysroot = process::output(workspace::command("rustc").args(["--print", "sysroot"]))
        .with_context(missing)?;
    if Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM_TARGET)
        .is_dir()
    {
        return Ok(());
    }
    say::doing(format_args!("adding Rust's target {WASM_TARGET}"));
    let mut rustup = workspace::command("rustup");
    process::run("rustup", rustup.args(["target", "add", WASM_TARGET])).with_context(missing)
}

/// Where tools are kept.
pub fn cache_bin() -> PathBuf {
    workspace::cache().join("tools").join("bin")
}

fn is_version(answer: &str, version: &str) -> bool {
    answer.split_whitespace().any(|word| word == version)
}

/// Turns the many lines of `cargo install` into one every few seconds, and remembers what went wrong.
#[derive(Debug)]
struct Progress {
    begun: Instant,
    told: Instant,
    compiled: usize,
    errors: Vec<String>,
}

impl Progress {
    const EVERY: Duration = Duration::from_secs(5);

    fn new(begun: Instant) -> Self {
        Self {
            begun,
            told: begun,
            compiled: 0,
            errors: Vec::new(),
        }
    }

    fn see(&mut self, line: &str, now: Instant) -> Option<String> {
        let line = line.trim_start();
        if line.starts_with("Compiling ") {
            self.compiled += 1;
        } else if line.starts_with("error") {
            self.errors.push(line.to_owned());
        }
        (now - self.told >= Self::EVERY).then(|| {
            self.told = now;
            let time = say::took(now - self.begun);
            format!("{} crates compiled, {time}", self.compiled)
        })
    }

    fn last_words(&self) -> &str {
        self.errors
            .first()
            .map_or("cargo did not say why", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bindgen_tool_is_of_the_version_that_the_page_is_pinned_to() {
        let manifest = std::fs::read_to_string(workspace::root().join("Cargo.toml")).unwrap();
        let pin = format!("wasm-bindgen = \"={}\"", WASM_BINDGEN.version);
        assert!(
            manifest.contains(&pin),
            "the root Cargo.toml has no line `{pin}`"
        );
    }

    #[test]
    fn a_version_is_a_whole_word_of_the_answer() {
        assert!(is_version("trunk 0.21.14\n", "0.21.14"));
        assert!(is_version("wasm-bindgen 0.2.129 (abc)", "0.2.129"));
        assert!(!is_version("trunk 0.21.140", "0.21.14"));
    }

    #[test]
    fn progress_is_told_every_five_seconds_and_not_for_every_crate() {
        let begun = Instant::now();
        let mut progress = Progress::new(begun);
        assert_eq!(
            progress.see("   Compiling a v1", begun + Duration::from_secs(1)),
            None
        );
        let told = progress.see("   Compiling b v1", begun + Duration::from_secs(6));
        assert_eq!(told.as_deref(), Some("2 crates compiled, 6.0 s"));
        assert_eq!(
            progress.see("   Compiling c v1", begun + Duration::from_secs(7)),
            None
        );
    }
}
