//! What the README's commands call: `cargo start`, `cargo verify`, and `cargo xtask build` for the site alone.
//!
//! A person types one of these on a machine that has Rust and nothing else, so each says what it does now, fetches what
//! it needs, is quick when nothing changed, and names in one line what it cannot have.

mod digest;
mod files;
mod npm;
mod package;
mod process;
mod say;
mod site;
mod start;
mod system;
mod tools;
mod verify;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(
    name = "xtask",
    bin_name = "cargo xtask",
    version,
    about = "Tasks of this repository."
)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    Start(start::Args),
    Verify(verify::Args),
    /// Build the optimised site into `dist` and show what it weighs
    Build,
    /// Build the npm package of the widget into `target/package`
    Package,
    /// Show every state of the portal in every theme and language at once (development only)
    Gallery,
    /// Last step of Trunk's release build: smaller glue, and names that tell the content (a hook of Trunk.toml)
    #[command(hide = true)]
    Finish,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse_from(arguments(std::env::args())).task {
        Task::Start(args) => start::run(&args).map(|()| true),
        Task::Verify(args) => verify::run(&args),
        Task::Build => site::build_and_show(),
        Task::Package => package::build().map(|_| true),
        Task::Gallery => gallery().map(|()| true),
        Task::Finish => site::finish_in_hook().map(|()| true),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        // What was wrong has been told.
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            say::problem(&problem);
            ExitCode::FAILURE
        }
    }
}

/// Builds the gallery and serves it until it is stopped.
fn gallery() -> anyhow::Result<()> {
    let mut serve = workspace::cargo([
        "run", "--locked", "--quiet", "-p", "e2e", "--bin", "gallery",
    ]);
    process::run(
        "the gallery",
        serve.env("CONNECT_GALLERY_DIR", site::build_gallery()?),
    )
}

/// `cargo start --help` and `cargo start -- --help` mean the same: the alias has a `--` of its own already.
fn arguments(given: impl Iterator<Item = String>) -> impl Iterator<Item = String> {
    given
        .enumerate()
        .filter(|(place, word)| !(*place == 2 && word == "--"))
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(arguments(line.split(' ').map(str::to_owned)))
    }

    #[test]
    fn options_may_follow_a_double_dash_or_not() {
        for line in [
            "xtask start --gateway-port 4400",
            "xtask start -- --gateway-port 4400",
            "xtask verify -- --list",
        ] {
            assert!(parse(line).is_ok(), "{line}");
        }
        assert!(parse("xtask start -- --no-such-option").is_err());
    }
}
