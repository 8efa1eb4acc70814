//! The parts.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::browsers::{Browser, CHROMIUM, FIREFOX, WEBKIT};
use super::cases::CaseLog;
use super::classes::{Classes, Place};
use super::counts::Counts;
use super::figures::Figures;
use crate::site::{self, Optimise};
use crate::tools::{self, CARGO_DENY, WASM_BINDGEN, WASM_TARGET};
use crate::{package, process, say, system, workspace};

/// One part.
#[derive(Debug)]
pub struct Part {
    /// What `--only` calls it.
    pub name: &'static str,
    /// What it does.
    pub title: &'static str,
    /// Whether it runs tests, which have names.
    pub has_tests: bool,
    /// Does it.
    pub run: fn(&mut Run<'_>) -> Result<Counts>,
}

/// What a run is about.
#[derive(Debug)]
pub struct Run<'a> {
    /// Only tests with one of these in their names; all, if there are none.
    pub filters: &'a [String],
    /// Takes in which classes were tested.
    pub classes: &'a mut Classes,
    /// Takes in what was measured.
    pub figures: &'a mut Figures,
    /// How often the tests run in a row.
    pub times: usize,
}

/// All parts, the quick ones first.
pub const PARTS: &[Part] = &[
    Part {
        name: "fmt",
        title: "the code is formatted",
        has_tests: false,
        run: fmt,
    },
    Part {
        name: "clippy",
        title: "clippy on what runs on a server",
        has_tests: false,
        run: clippy,
    },
    Part {
        name: "clippy-wasm",
        title: "clippy on what runs in the browser",
        has_tests: false,
        run: clippy_wasm,
    },
    Part {
        name: "doc",
        title: "the documentation has no broken link, private items included",
        has_tests: false,
        run: doc,
    },
    Part {
        name: "test",
        title: "native tests",
        has_tests: true,
        run: test,
    },
    Part {
        name: "deny",
        title: "licences, doubles and sources of the dependencies",
        has_tests: false,
        run: deny,
    },
    Part {
        name: "site",
        title: "all bundles, optimised, within their budgets",
        has_tests: false,
        run: site,
    },
    Part {
        name: "package",
        title: "the npm package in other people's projects",
        has_tests: false,
        run: package,
    },
    Part {
        name: "web",
        title: "components in a headless browser",
        has_tests: true,
        run: web,
    },
    Part {
        name: "chromium",
        title: "stories in Chromium against the real gateway",
        has_tests: true,
        run: |run| e2e(run, &CHROMIUM),
    },
    Part {
        name: "firefox",
        title: "stories in Firefox",
        has_tests: true,
        run: |run| e2e(run, &FIREFOX),
    },
    Part {
        name: "webkit",
        title: "stories in WebKit",
        has_tests: true,
        run: |run| e2e(run, &WEBKIT),
    },
];

/// The native crates, with everything they can do.
const NATIVE: &[&str] = &[
    "--locked",
    "--workspace",
    "--exclude=connect-accounts",
    "--exclude=web",
    "--exclude=gallery",
    "--features=connect-contract/openapi,connect-words/help",
];

const STRICT: &[&str] = &["--", "-D", "warnings"];

fn fmt(_: &mut Run<'_>) -> Result<Counts> {
    // Names of files only: the difference is what `cargo fmt` makes of them.
    let mut fmt = cargo(&[&["fmt", "--all", "--check", "--", "-l"]]);
    check("cargo fmt", &mut fmt).context("these files are not formatted: run `cargo fmt --all`")
}

fn clippy(_: &mut Run<'_>) -> Result<Counts> {
    check(
        "clippy",
        &mut cargo(&[&["clippy", "--all-targets"], NATIVE, STRICT]),
    )
}

fn clippy_wasm(_: &mut Run<'_>) -> Result<Counts> {
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
    let help = [
        "-p",
        "connect-accounts",
        "--lib",
        "--bin",
        "help",
        "--no-default-features",
        "--features",
        "help",
    ];
    let tests = ["-p", "web", "-p", "gallery", "--tests", "--bins"];
    Ok(check(
        "clippy of the page",
        &mut cargo(&[&target, &whole_app, STRICT]),
    )? + check(
        "clippy of the widget",
        &mut cargo(&[&target, &widget, STRICT]),
    )? + check("clippy of the help", &mut cargo(&[&target, &help, STRICT]))?
        + check(
            "clippy of tests/web and the gallery",
            &mut cargo(&[&target, &tests, STRICT]),
        )?)
}

fn doc(_: &mut Run<'_>) -> Result<Counts> {
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

fn test(run: &mut Run<'_>) -> Result<Counts> {
    let mut cargo = cargo(&[&["test", "--no-fail-fast", "--exclude=e2e"], NATIVE]);
    cargo.arg("--").args(run.filters);
    count("native tests", Place::Native, &mut cargo, run)
}

/// The advisory database cannot be fetched everywhere this has to run, so advisories are not part of it.
fn deny(_: &mut Run<'_>) -> Result<Counts> {
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

fn site(_: &mut Run<'_>) -> Result<Counts> {
    let (passed, failed) = site::build_and_weigh()?;
    Ok(Counts { passed, failed })
}

fn package(_: &mut Run<'_>) -> Result<Counts> {
    let passed = package::check()?;
    Ok(Counts { passed, failed: 0 })
}

fn web(run: &mut Run<'_>) -> Result<Counts> {
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
    cargo.arg("--").args(run.filters);
    count("tests/web", Place::Web, &mut cargo, run)
}

/// These measure, or keep a whole processor busy, so nothing runs beside them.
const ALONE: [&str; 3] = ["networks::", "offline::f03_", "many::f70_"];

/// What the stories need besides the site.
struct Folders {
    gallery: PathBuf,
    react_app: PathBuf,
}

fn e2e(run: &mut Run<'_>, browser: &Browser) -> Result<Counts> {
    site::build(Optimise::Always)?;
    let folders = Folders {
        gallery: site::build_gallery()?,
        react_app: package::build_react_app()?,
    };
    let stories = |run: &mut Run<'_>, words: &[&str]| stories(run, browser, &folders, words);
    // Stories wait most of the time: three at once keep two cores busy.
    let together = [&["--test-threads=3"], browser.skips].concat();
    let mut counts = if run.filters.is_empty() {
        let measured = measured(run, browser, &folders)?;
        let skips = ALONE.map(|name| format!("--skip={name}"));
        let skips: Vec<&str> = skips.iter().map(String::as_str).collect();
        let others = [&together[..], &skips].concat();
        measured + stories(run, &others)?
    } else {
        let chosen: Vec<&str> = run.filters.iter().map(String::as_str).collect();
        stories(run, &[&together[..], &chosen].concat())?
    };
    counts.failed += run.figures.over(browser.place);
    Ok(counts)
}

/// The stories that measure, until it can be told whether the figures are within their limits.
fn measured(run: &mut Run<'_>, browser: &Browser, folders: &Folders) -> Result<Counts> {
    let alone = [&["--test-threads=1"][..], &ALONE].concat();
    let mut counts = stories(run, browser, folders, &alone)?;
    while counts.failed == 0 && run.figures.need_more(browser.place) {
        say::hint(format_args!(
            "a slow case: more of them tell what it is one of"
        ));
        counts = counts + stories(run, browser, folders, &alone)?;
    }
    Ok(counts)
}

fn stories(
    run: &mut Run<'_>,
    browser: &Browser,
    folders: &Folders,
    words: &[&str],
) -> Result<Counts> {
    let mut cargo = cargo(&[&["test", "--locked", "-p", "e2e", "--"], words]);
    cargo.env("CONNECT_SITE_DIR", workspace::dist());
    cargo.env("CONNECT_GALLERY_DIR", &folders.gallery);
    cargo.env("CONNECT_REACT_DIR", &folders.react_app);
    browser.choose(&mut cargo)?;
    let what = format!("stories in {}", browser.name);
    count(&what, browser.place, &mut cargo, run)
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

/// A command that tells how many tests it ran, as often as was asked for.
fn count(what: &str, place: Place, command: &mut Command, run: &mut Run<'_>) -> Result<Counts> {
    let mut counts = Counts::default();
    for round in 1..=run.times {
        if run.times > 1 {
            say::line(format_args!("round {round} of {}", run.times));
        }
        counts = counts + count_once(what, place, command, run)?;
    }
    Ok(counts)
}

fn count_once(
    what: &str,
    place: Place,
    command: &mut Command,
    run: &mut Run<'_>,
) -> Result<Counts> {
    let log = CaseLog::new("cases")?;
    let measured = CaseLog::new("figures")?;
    command.env("CONNECT_CASES", log.path());
    command.env("CONNECT_FIGURES", measured.path());
    let mut counts = Counts::default();
    let mut lines = Vec::new();
    let status = process::watch(what, command, |line| {
        counts.see(line);
        lines.push(line.to_owned());
        true
    })?;
    let cases = log.read();
    for line in &lines {
        run.classes
            .see(place, line, |test| cases.get(test).copied().unwrap_or(0));
    }
    run.figures.see(place, &measured.text());
    Ok(counts.after(status.success()))
}
