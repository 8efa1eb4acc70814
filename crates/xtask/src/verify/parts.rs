//! The parts.

use std::io::IsTerminal;
use std::process::Command;

use anyhow::{Context, Result};

use super::counts::Counts;
use crate::site::{self, Optimise};
use crate::tools::{self, CARGO_DENY, WASM_BINDGEN, WASM_TARGET};
use crate::{process, say, system, workspace};

/// One part.
#[derive(Debug)]
pub struct Part {
    /// What `--only` calls it.
    pub name: &'static str,
    /// What it does.
    pub title: &'static str,
    /// Does it.
    pub run: fn() -> Result<Counts>,
}

/// All parts, the quick ones first.
pub const PARTS: &[Part] = &[
    Part {
        name: "fmt",
        title: "the code is formatted",
        run: fmt,
    },
    Part {
        name: "clippy",
        title: "clippy on what runs on a server",
        run: clippy,
    },
    Part {
        name: "clippy-wasm",
        title: "clippy on what runs in the browser",
        run: clippy_wasm,
    },
    Part {
        name: "doc",
        title: "the documentation has no broken link, private items included",
        run: doc,
    },
    Part {
        name: "test",
        title: "native tests",
        run: test,
    },
    Part {
        name: "deny",
        title: "licences, doubles and sources of the dependencies",
        run: deny,
    },
    Part {
        name: "site",
        title: "both bundles, optimised, within their budgets",
        run: site,
    },
    Part {
        name: "web",
        title: "components in a headless browser",
        run: web,
    },
    Part {
        name: "e2e",
        title: "stories in a browser against the real gateway",
        run: e2e,
    },
];

/// The native crates, with everything they can do.
const NATIVE: &[&str] = &[
    "--locked",
    "--workspace",
    "--exclude=connect-accounts",
    "--exclude=web",
    "--features=connect-contract/openapi",
];

const STRICT: &[&str] = &["--", "-D", "warnings"];

fn fmt() -> Result<Counts> {
    // Names of files only: the difference is what `cargo fmt` makes of them.
    let mut fmt = cargo(&[&["fmt", "--all", "--check", "--", "-l"]]);
    check("cargo fmt", &mut fmt).context("these files are not formatted: run `cargo fmt --all`")
}

fn clippy() -> Result<Counts> {
    check(
        "clippy",
        &mut cargo(&[&["clippy", "--all-targets"], NATIVE, STRICT]),
    )
}

fn clippy_wasm() -> Result<Counts> {
    tools::add_wasm_target()?;
    let target = ["clippy", "--locked", "--target", WASM_TARGET];
    let whole_app = ["-p", "connect-accounts", "--lib", "--bins"];
    // The widget ships without the router, so what only that combination compiles needs a look of its own.
    let widget = [
        "-p",
        "connect-accounts",
        "--lib",
        "--bin",
        "widget",
        "--no-default-features",
    ];
    let tests = ["-p", "web", "--tests"];
    Ok(check(
        "clippy of the page",
        &mut cargo(&[&target, &whole_app, STRICT]),
    )? + check(
        "clippy of the widget",
        &mut cargo(&[&target, &widget, STRICT]),
    )? + check(
        "clippy of tests/web",
        &mut cargo(&[&target, &tests, STRICT]),
    )?)
}

fn doc() -> Result<Counts> {
    let words = ["doc", "--no-deps", "--document-private-items"];
    let page = [
        "--locked",
        "-p",
        "connect-accounts",
        "--target",
        WASM_TARGET,
    ];
    tools::add_wasm_target()?;
    let mut counts = Counts::default();
    for scope in [NATIVE, &page] {
        let mut cargo = cargo(&[&words, scope]);
        counts = counts + check("cargo doc", cargo.env("RUSTDOCFLAGS", "-D warnings"))?;
    }
    Ok(counts)
}

fn test() -> Result<Counts> {
    count(
        "native tests",
        &mut cargo(&[&["test", "--no-fail-fast", "--exclude=e2e"], NATIVE]),
    )
}

/// The advisory database cannot be fetched everywhere this has to run, so advisories are not part of it.
fn deny() -> Result<Counts> {
    let program = match CARGO_DENY.get() {
        Ok(program) => program,
        Err(problem) => {
            say::hint(format_args!("not checked: {problem}"));
            return Ok(Counts::default());
        }
    };
    process::run(
        "fetching all crates",
        &mut cargo(&[&["fetch", "--locked", "--quiet"]]),
    )?;
    let mut deny = workspace::command(program);
    deny.args([
        "--workspace",
        "--all-features",
        "--locked",
        "--offline",
        "check",
    ]);
    check("cargo deny", deny.args(["licenses", "bans", "sources"]))
}

fn site() -> Result<Counts> {
    let (passed, failed) = site::build_and_weigh()?;
    Ok(Counts { passed, failed })
}

fn web() -> Result<Counts> {
    tools::add_wasm_target()?;
    system::CHROMIUM.get()?;
    let driver = system::CHROMEDRIVER.get()?;
    // The runner that `.cargo/config.toml` names comes with wasm-bindgen and has to be of the same version.
    let runner = WASM_BINDGEN.get()?;
    let folder = runner
        .parent()
        .map(Into::into)
        .into_iter()
        .collect::<Vec<_>>();
    let mut cargo = cargo(&[&[
        "test",
        "--locked",
        "-p",
        "web",
        "--tests",
        "--target",
        WASM_TARGET,
    ]]);
    cargo
        .env("PATH", workspace::path_with(&folder))
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
    count("tests/web", &mut cargo)
}

fn e2e() -> Result<Counts> {
    let browser = system::CHROMIUM.get()?;
    let driver = system::CHROMEDRIVER.get()?;
    site::build(Optimise::Always)?;
    let mut cargo = cargo(&[&["test", "--locked", "-p", "e2e", "--", "--test-threads=2"]]);
    cargo
        .env("CONNECT_SITE_DIR", workspace::dist())
        .env("CHROMEDRIVER", driver)
        .env("CHROMIUM", browser);
    count("tests/e2e", &mut cargo)
}

fn cargo(words: &[&[&str]]) -> Command {
    let mut cargo = workspace::cargo(words.concat());
    if std::io::stdout().is_terminal() {
        cargo.env("CARGO_TERM_COLOR", "always");
    }
    cargo
}

/// A command that passes or fails as a whole.
fn check(what: &str, command: &mut Command) -> Result<Counts> {
    process::run(what, command).map(|()| Counts::one_passed())
}

/// A command that tells how many tests it ran.
fn count(what: &str, command: &mut Command) -> Result<Counts> {
    let mut counts = Counts::default();
    let status = process::watch(what, command, |line| {
        counts.see(line);
        true
    })?;
    Ok(counts.after(status.success()))
}
